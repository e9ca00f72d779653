import { policyOf } from "../../../analysis/policies/statements";

test.each([
  ["[]", "the policy is no JSON object"],
  [{ Statment: [] }, "the policy has the element Statment, which IAM does not have"],
  [{ Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }, 1] }, "statement 2 is no object"],
  [
    { Statement: { Effect: "Allow", Action: "*", Resources: "*" } },
    "statement 1 has the element Resources, which IAM does not have",
  ],
  [{ Statement: { Effect: "Allow", Resource: "*" } }, "statement 1 has actions of another form"],
  [{ Statement: { Effect: "Allow", Action: "*", NotAction: "a:*" } }, "statement 1 has actions of another form"],
  [{ Statement: { Effect: "Allow", Action: "*", Resource: [1] } }, "statement 1 has resources of another form"],
  [{ Statement: { Effect: "Allow", Action: "*", Principal: "me" } }, "statement 1 has a principal of another form"],
  [{ Statement: { Effect: "Allow", Action: "*", Condition: [] } }, "statement 1 has a condition of another form"],
  [undefined, "the policy is known only after the apply"],
])("%j is not understood: %s", (document, unknown) => {
  expect(policyOf(document)).toEqual({ unknown });
});

test("no policy has no statement", () => {
  expect(policyOf({ Version: "2012-10-17", Statement: [] })).toEqual([]);
  expect([policyOf(null), policyOf("")]).toEqual([[], []]);
});
