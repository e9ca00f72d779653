import fc from "fast-check";
import { denials } from "../../../analysis/policies/denials";
import { inWords } from "../../../analysis/policies/words";
import { allowed, told, type WrittenStatement } from "./oracle";
import { fullPolicies, fullWorld } from "./random-policies";

const deny = (more: object) => ({ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*", ...more });
const insecure = { Condition: { Bool: { "aws:SecureTransport": "false" } } };

function words(before: unknown, after: unknown) {
  const found = denials(before, after);
  if (found.undecided !== undefined) return found.undecided;
  return (["gained", "lost"] as const).map((direction) =>
    inWords(found[direction], "gained", found.vocabulary).map(({ actions, conditions }) => [actions, ...conditions]),
  );
}

test("a Deny counts where its policy allows nothing, and one that is reordered or said twice does not", () => {
  const before = { Statement: [deny(insecure)] };
  expect(words(before, null)).toEqual([[], [["s3:*", "aws:SecureTransport Bool false"]]]);
  expect(
    words(before, { Statement: [deny({ ...insecure, Sid: "x" }), deny({ ...insecure, Action: "s3:Get*" })] }),
  ).toEqual([[], []]);
  expect(words(before, { Statement: deny({}) })).toEqual([[["s3:*", "not (aws:SecureTransport Bool false)"]], []]);
  expect(words(before, undefined)).toEqual(["after: the policy is known only after the apply"]);
});

test("every request that is denied before and not after is told", () => {
  const asAllow = (policy: readonly WrittenStatement[]): WrittenStatement[] =>
    policy.filter(({ Effect }) => Effect === "Deny").map((one) => ({ ...one, Effect: "Allow" }));
  fc.assert(
    fc.property(fullPolicies, fullPolicies, (before, after) => {
      const found = denials({ Statement: before }, { Statement: after });
      if (found.undecided !== undefined) throw new Error("undecided");
      const [old, young] = [allowed(asAllow(before), fullWorld), allowed(asAllow(after), fullWorld)];
      const said = found.lost.map((one) => told(one, fullWorld));
      expect(
        [...old.keys()].filter((at) => old[at] === 1 && young[at] !== 1 && !said.some((one) => one[at] === 1)),
      ).toEqual([]);
    }),
    { numRuns: 20, seed: 20_261_130 },
  );
});
