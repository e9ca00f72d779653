import * as fc from "fast-check";
import { packetsOf, unionOf, type PacketSet } from "../../../analysis/packets/packets";
import { peersOfCidr, peersOfGroup, peersOfPrefixList, unknownPeers } from "../../../analysis/packets/peers";
import { allTraffic, portsOf, trafficOfGroupRule, typeOf, type Ports } from "../../../analysis/packets/ports";
import { linesOf, linesOfAddresses, portsText } from "../../../analysis/packets/words";
import { cidrBlocks, saidWith } from "./enumeration";

const packets = (...rules: readonly (readonly [Ports, string])[]): PacketSet =>
  packetsOf(rules.map(([ports, cidr]) => ({ ports, peers: peersOfCidr(cidr) })));
const https = portsOf(6, 443, 443);

test.each<[string, PacketSet, string[]]>([
  ["nothing", [], []],
  ["one rule", packets([https, "0.0.0.0/0"]), ["tcp 443 from everywhere (IPv4)"]],
  [
    "both families",
    packets([https, "0.0.0.0/0"], [https, "::/0"]),
    ["tcp 443 from everywhere (IPv4) and everywhere (IPv6)"],
  ],
  [
    "a wide and a narrow rule",
    packets([https, "0.0.0.0/0"], [portsOf(6, 22, 22), "10.0.0.0/8"]),
    ["tcp 443 from everywhere (IPv4)", "tcp 22 from 10.0.0.0/8"],
  ],
  [
    "a rule inside another",
    packets([https, "0.0.0.0/0"], [allTraffic, "10.0.0.0/8"]),
    ["tcp 443 from everywhere (IPv4)", "all traffic from 10.0.0.0/8"],
  ],
  [
    "addresses that are no block",
    packets([https, "10.0.0.1/32"], [https, "10.0.0.2/32"]),
    ["tcp 443 from 10.0.0.1-10.0.0.2"],
  ],
  ["an IPv6 block", packets([https, "2001:db8::/32"]), ["tcp 443 from 2001:db8::/32"]],
])("%s", (_, set, lines) => {
  expect(linesOf(set, "ingress")).toEqual(lines);
});

test("groups, prefix lists and what is not known, by their names", () => {
  const set = packetsOf([
    { ports: https, peers: peersOfGroup("sg-a", "sg-b") },
    { ports: https, peers: peersOfGroup("sg-b", "sg-b") },
    { ports: allTraffic, peers: peersOfPrefixList("pl-1", new Map()) },
    { ports: portsOf(6), peers: unknownPeers("aws_vpc.a.cidr_block") },
  ]);
  const names = new Map([
    ["sg-a", "prod-app"],
    ["pl-1", "cloudfront"],
  ]);
  expect(linesOf(set, "egress", names)).toEqual([
    "tcp 443 to the group prod-app and the group itself",
    "all traffic to the prefix list cloudfront",
    "tcp 0-65535 to peers that are not known (aws_vpc.a.cidr_block)",
  ]);
});

test.each<[Ports[], string]>([
  [[allTraffic], "all traffic"],
  [[portsOf(6)], "tcp 0-65535"],
  [[portsOf(1)], "all icmp"],
  [[typeOf(1, 3, -1)], "icmp type 3"],
  [[typeOf(58, 128, 0)], "icmpv6 type 128 code 0"],
  [[portsOf(1, 768, 1279)], "icmp types 3-4"],
  [[portsOf(1, 768, 1024)], "icmp type 3 code 0 to type 4 code 0"],
  [[portsOf(47)], "protocol 47"],
  [[portsOf(6, 80, 80), https], "tcp 80, tcp 443"],
  [
    [
      { from: 0, to: portsOf(6, 22, 22).from },
      { from: portsOf(6, 22, 22).to, to: allTraffic.to },
    ],
    "all traffic except tcp 22",
  ],
  [[{ from: portsOf(20).from, to: portsOf(30, 0, 9).to }], "protocols 20-29, protocol 30"],
])("%j is %s", (ports, text) => {
  expect(portsText(ports)).toBe(text);
});

test("lines have exactly the addresses of the set", () => {
  const rule = saidWith(...cidrBlocks).map(({ protocol, from, to, peer }) => ({
    ports: trafficOfGroupRule({ protocol, fromPort: from, toPort: to }) ?? allTraffic,
    peers: peersOfCidr(peer),
  }));
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 8 }), (rules) => {
      const set = packetsOf(rules);
      const said = linesOfAddresses(set).map(({ ports, peers }) =>
        packetsOf(ports.map((one) => ({ ports: one, peers }))),
      );
      expect(unionOf(...said)).toEqual(set);
    }),
  );
});
