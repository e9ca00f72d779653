import * as fc from "fast-check";
import { type Packet, type Said, matches, saidWith, universe } from "../../../../analysis/packets/enumeration";
import { asSaid, findingsFrom, flipped, type State } from "./states";

const runs = { numRuns: 25 };

/** Between the ports, types and protocols that rules are made of there are others. */
const peers = [...new Set(universe.map(({ peer }) => peer))].filter((peer) => !peer.startsWith("unknown "));
const packets: readonly Packet[] = peers.flatMap((peer) => [
  ...[6, 17].flatMap((protocol) =>
    [0, 1, 21, 22, 23, 24, 80, 81, 443, 444, 1023, 1024, 1025, 65_535].map((port) => ({
      peer,
      protocol,
      port,
      code: 0,
    })),
  ),
  ...[1, 58].flatMap((protocol) =>
    [0, 1, 3, 8, 255].flatMap((port) => [0, 1, 2, 255].map((code) => ({ peer, protocol, port, code }))),
  ),
  ...[0, 2, 47, 255].map((protocol) => ({ peer, protocol, port: 0, code: 0 })),
]);

const blocks = [
  "0.0.0.0/0",
  "0.0.0.0/1",
  "128.0.0.0/1",
  "10.0.0.0/8",
  "10.0.0.0/16",
  "10.0.0.1/32",
  "::/0",
  "2001:db8::/32",
];
const saidOfGroup = fc.array(saidWith(...blocks, "group sg-a", "group sg-b", "self", "prefix-list pl-a"), {
  maxLength: 4,
});

const peerOf = (peer: string): Readonly<Record<string, string>> =>
  peer === "self"
    ? { referenced_security_group_id: "sg-own" }
    : peer.startsWith("group ")
      ? { referenced_security_group_id: peer.slice("group ".length) }
      : peer.startsWith("prefix-list ")
        ? { prefix_list_id: peer.slice("prefix-list ".length) }
        : peer.includes(":")
          ? { cidr_ipv6: peer }
          : { cidr_ipv4: peer };

const group: State = { "aws_security_group.own": { id: "sg-own", name: "own" } };
const groupWith = (rules: readonly Said[]): State => ({
  ...group,
  ...Object.fromEntries(
    rules.map(({ protocol, from, to, peer }, index) => [
      `aws_vpc_security_group_ingress_rule.r${index}`,
      {
        security_group_id: "sg-own",
        ip_protocol: protocol === "all" ? "-1" : String(protocol),
        from_port: from,
        to_port: to,
        ...peerOf(peer),
      },
    ]),
  ),
});

const ofRules = (rule: string, before: State, after: State) =>
  findingsFrom(before, after).filter((one) => one.rule === rule);

test("a group has a finding if and only if a packet passes on one side alone", () => {
  fc.assert(
    fc.property(saidOfGroup, saidOfGroup, (before, after) => {
      const passes = (rules: readonly Said[], packet: Packet): boolean => rules.some((one) => matches(one, packet));
      const differs = packets.some((packet) => passes(before, packet) !== passes(after, packet));
      const found = ofRules("security-group-ingress", groupWith(before), groupWith(after));
      expect(found.length > 0).toBe(differs);
    }),
    runs,
  );
});

const ipv4 = ["0.0.0.0/0", "0.0.0.0/1", "10.0.0.0/8", "10.0.0.0/16", "10.0.0.1/32"];
const saidOfAcl = fc.uniqueArray(
  fc.tuple(fc.integer({ min: 1, max: 9 }), fc.boolean(), saidWith(...ipv4, "2001:db8::/32")),
  { selector: ([number]) => number, maxLength: 4 },
);
type AclSaid = readonly [number, boolean, Said];

const aclWith = (rules: readonly AclSaid[], name = (index: number): string => `r${index}`): State => ({
  "aws_network_acl.own": { id: "acl-own" },
  ...Object.fromEntries(
    rules.map(([number, allows, { protocol, from, to, peer }], index) => [
      `aws_network_acl_rule.${name(index)}`,
      {
        network_acl_id: "acl-own",
        egress: false,
        rule_number: number,
        rule_action: allows ? "allow" : "deny",
        protocol: protocol === "all" ? "-1" : String(protocol),
        ...(protocol === 1 || protocol === 58 ? { icmp_type: from, icmp_code: to } : { from_port: from, to_port: to }),
        [peer.includes(":") ? "ipv6_cidr_block" : "cidr_block"]: peer,
      },
    ]),
  ),
});

test("a network ACL has a finding if and only if a packet passes on one side alone", () => {
  const passes = (rules: readonly AclSaid[], packet: Packet): boolean =>
    [...rules].sort(([one], [other]) => one - other).find(([, , said]) => matchesInAcl(said, packet))?.[1] === true;
  // With a block of IPv4, a rule of ICMPv6 has neither type nor code.
  const matchesInAcl = (said: Said, packet: Packet): boolean =>
    matches(said.protocol === 58 && !said.peer.includes(":") ? { ...said, from: -1, to: -1 } : said, packet);
  const addressed = packets.filter(({ peer }) => /^[\d:a-f.]+$/.test(peer));
  fc.assert(
    fc.property(saidOfAcl, saidOfAcl, (before, after) => {
      const differs = addressed.some((packet) => passes(before, packet) !== passes(after, packet));
      expect(ofRules("network-acl-ingress", aclWith(before), aclWith(after)).length > 0).toBe(differs);
    }),
    runs,
  );
});

test("before and after in each other's place turn every direction round", () => {
  fc.assert(
    fc.property(saidOfGroup, saidOfGroup, saidOfAcl, saidOfAcl, (one, other, oneAcl, otherAcl) => {
      const [before, after] = [
        { ...groupWith(one), ...aclWith(oneAcl, (index) => `a${index}`) },
        { ...groupWith(other), ...aclWith(otherAcl, (index) => `a${index}`) },
      ];
      const lasting = (from: State, to: State) =>
        findingsFrom(from, to).filter(({ rule }) => !/-(?:moment|gap)$/.test(rule));
      expect(asSaid(lasting(after, before))).toEqual(flipped(lasting(before, after)));
    }),
    runs,
  );
});

/** The same rules in other words: in another order, twice, in halves, with numbers as texts, in the other order of names. */
const reworded = (rules: readonly Said[]): readonly Said[] =>
  [...rules, ...rules]
    .reverse()
    .flatMap((rule) =>
      rule.peer === "0.0.0.0/0" ? ["0.0.0.0/1", "128.0.0.0/1"].map((peer) => ({ ...rule, peer })) : [rule],
    );

test("other words for the same packets say nothing, and hide nothing", () => {
  fc.assert(
    fc.property(saidOfGroup, saidWith(...blocks), (rules, added) => {
      expect(ofRules("security-group-ingress", groupWith(rules), groupWith(reworded(rules)))).toEqual([]);
      const plain = ofRules("security-group-ingress", groupWith(rules), groupWith([...rules, added]));
      const hidden = ofRules("security-group-ingress", groupWith(rules), groupWith([...reworded(rules), added]));
      expect(asSaid(hidden)).toEqual(asSaid(plain));
    }),
    runs,
  );
});

test("a group that is replaced with the rules of before opens and closes nothing", () => {
  const references = { security_group_id: ["aws_security_group.own.id", "aws_security_group.own"] };
  fc.assert(
    fc.property(saidOfGroup, (rules) => {
      const before = groupWith(rules);
      const later = new Set(["id", "security_group_id"]);
      const after = Object.fromEntries(
        Object.entries(before).map(([address, values]) => [
          address,
          Object.fromEntries(Object.entries(values).filter(([name]) => !later.has(name))),
        ]),
      );
      const how = Object.fromEntries(
        Object.keys(before).map((address) => [
          address,
          address in group
            ? { actions: ["create", "delete"], unknown: { id: true, ingress: true, egress: true } }
            : { actions: ["delete", "create"], unknown: { security_group_id: true }, references },
        ]),
      );
      expect(findingsFrom(before, after, how).map(({ rule }) => rule)).toEqual(["security-group-replaced"]);
    }),
    runs,
  );
});
