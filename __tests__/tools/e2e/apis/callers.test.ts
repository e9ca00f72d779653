import { deniedAddress } from "../../../../tools/e2e/apis/callers";

const deny = (operator: string, ...ranges: string[]) => ({
  policy: [{ Effect: "Deny", Condition: { [operator]: { "aws:SourceIp": ranges } } }],
});

test("is an address of a range that is denied", () => {
  expect(deniedAddress(deny("IpAddress", "203.0.113.0/24"))).toBe("203.0.113.0");
});

test("is an address outside of the ranges, where all others are denied", () => {
  expect(deniedAddress(deny("NotIpAddress", "192.0.2.0/24"))).toBe("198.51.100.1");
});

test("is none where the policy denies none", () => {
  expect(deniedAddress({ policy: [] })).toBeUndefined();
});
