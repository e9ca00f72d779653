import { deniedAddress } from "../../../../tools/e2e/apis/callers";

const deny = (operator: string, ...ranges: string[]) => ({
  policy: [{ Effect: "Deny", Condition: { [operator]: { "aws:SourceIp": ranges } } }],
});

test("is an address of a denied range", () => {
  expect(deniedAddress(deny("IpAddress", "203.0.113.0/24"))).toBe("203.0.113.0");
});

test("is an address outside of the allowed ranges", () => {
  expect(deniedAddress(deny("NotIpAddress", "192.0.2.0/24"))).toBe("198.51.100.1");
});

test("is undefined if the policy denies no address", () => {
  expect(deniedAddress({ policy: [] })).toBeUndefined();
});
