import { deniedInWords, deniesAddress } from "../../../tools/smoke/entry";

const deny = (Condition?: object) => [{ Effect: "Allow" }, { Effect: "Deny", ...(Condition && { Condition }) }];
const listed = deny({ IpAddress: { "aws:SourceIp": ["198.51.100.0/24", "2001:db8::/32", "192.0.2.1"] } });
const others = deny({ NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" } });

test.each([
  [listed, "198.51.100.7", true],
  [listed, "198.51.101.7", false],
  [listed, "2001:db8::1", true],
  [listed, "192.0.2.1", true],
  [others, "203.0.113.9", false],
  [others, "198.51.100.7", true],
])("%j, requested from %s: %s", (policy, address, denied) => {
  expect(deniesAddress(policy, address)).toBe(denied);
});

test("a denial for another reason is no denial by address", () => {
  const mixed = { IpAddress: { "aws:SourceIp": "198.51.100.0/24" }, Bool: { "aws:SecureTransport": "false" } };
  for (const policy of [deny(), deny({ Bool: { "aws:SecureTransport": "false" } }), deny(mixed)]) {
    expect(deniesAddress(policy, "198.51.100.7")).toBe(false);
    expect(deniedInWords(policy)).toBeUndefined();
  }
});

test("names the denied callers", () => {
  expect(deniedInWords(listed)).toBe("198.51.100.0/24, 2001:db8::/32, 192.0.2.1");
  expect(deniedInWords(others)).toBe("all but 203.0.113.0/24");
});
