import {
  allTraffic,
  portsOf,
  protocolOf,
  protocolsIn,
  trafficOfAclRule,
  trafficOfGroupRule,
  typeOf,
} from "../../../analysis/packets/ports";

test.each([
  ["6", 6],
  [6, 6],
  ["tcp", 6],
  ["TCP", 6],
  ["17", 17],
  ["icmpv6", 58],
  ["-1", "all"],
  [-1, "all"],
  ["all", "all"],
  ["47", 47],
  ["256", undefined],
  ["toString", undefined],
  [{ unknown: "a" }, undefined],
])("the protocol %j is %j", (written, protocol) => {
  expect(protocolOf(written)).toBe(protocol);
});

const group = (protocol: unknown, fromPort: unknown, toPort: unknown) =>
  trafficOfGroupRule({ protocol, fromPort, toPort });

test("ports count for TCP and UDP, types and codes for ICMP and ICMPv6, and nothing for other protocols", () => {
  expect(group("tcp", 22, 23)).toEqual(portsOf(6, 22, 23));
  expect(group("tcp", -1, -1)).toEqual(portsOf(6));
  expect(group("icmp", 8, 0)).toEqual(typeOf(1, 8, 0));
  expect(group("icmp", 3, -1)).toEqual(portsOf(1, 768, 1023));
  expect(group("icmp", -1, -1)).toEqual(portsOf(1));
  expect(group("icmpv6", undefined, null)).toEqual(portsOf(58));
  expect(group("47", 22, 22)).toEqual(portsOf(47));
  expect(group("-1", 22, 22)).toEqual(allTraffic);
});

test("what is no range cannot be told", () => {
  expect(group("tcp", undefined, 80)).toBeUndefined();
  expect(group("tcp", 80, 22)).toBeUndefined();
  expect(group("tcp", 0, 65_536)).toBeUndefined();
  expect(group("icmp", 300, 0)).toBeUndefined();
  expect(group("udp", { unknown: "a" }, 80)).toBeUndefined();
});

test("an ACL's ICMPv6 has types with an IPv6 CIDR block only", () => {
  const rule = { protocol: "58", fromPort: 0, toPort: 0, icmpType: "128", icmpCode: 0 };
  expect(trafficOfAclRule({ ...rule, ipv6: true })).toEqual(typeOf(58, 128, 0));
  expect(trafficOfAclRule({ ...rule, ipv6: false })).toEqual(portsOf(58));
  expect(trafficOfAclRule({ ...rule, protocol: "icmp", ipv6: false })).toEqual(typeOf(1, 128, 0));
  expect(trafficOfAclRule({ ...rule, protocol: "6", fromPort: 80, toPort: 80, ipv6: false })).toEqual(
    portsOf(6, 80, 80),
  );
});

test("a stretch across protocols is cut between them", () => {
  expect(protocolsIn({ from: portsOf(6, 65_000).from, to: portsOf(7, 0, 9).to })).toEqual([
    { protocol: 6, first: 65_000, last: 65_535 },
    { protocol: 7, first: 0, last: 9 },
  ]);
});
