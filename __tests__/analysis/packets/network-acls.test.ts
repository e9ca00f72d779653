import * as fc from "fast-check";
import { aclRulesOf, allowedByAcl } from "../../../analysis/packets/network-acls";
import type { PacketSet } from "../../../analysis/packets/packets";
import { differenceBetween, type Resource } from "../../../analysis/packets/security-groups";
import { linesOf } from "../../../analysis/packets/words";
import { cidrBlocks, inSet, matches, saidWith, universe, type Packet, type Said } from "./enumeration";

interface Numbered extends Said {
  readonly number: number;
  readonly allow: boolean;
}

const icmp = ({ protocol }: Said): boolean => protocol === 1 || protocol === 58;
const ports = (said: Said): object =>
  icmp(said) ? { icmp_type: said.from, icmp_code: said.to } : { from_port: said.from, to_port: said.to };
const cidr = ({ peer }: Said): object =>
  peer.includes(":") ? { ipv6_cidr_block: peer, cidr_block: "" } : { cidr_block: peer };

const resource = (rule: Numbered): Resource => ({
  type: "aws_network_acl_rule",
  inlineBlocks: false,
  values: {
    network_acl_id: "acl-1",
    egress: false,
    rule_number: rule.number,
    rule_action: rule.allow ? "allow" : "deny",
    protocol: rule.protocol === "all" ? "-1" : String(rule.protocol),
    ...ports(rule),
    ...cidr(rule),
  },
});

const blocks = (rules: readonly Numbered[]): Resource => ({
  type: "aws_network_acl",
  inlineBlocks: true,
  values: {
    id: "acl-1",
    ingress: rules.map((rule) => ({
      rule_no: rule.number,
      action: rule.allow ? "allow" : "DENY",
      protocol: { 6: "tcp", 17: "udp", 1: "icmp", all: "all" }[rule.protocol as number] ?? rule.protocol,
      ...ports(rule),
      ...cidr(rule),
    })),
  },
});

const ingress = (resources: readonly Resource[]): PacketSet => allowedByAcl(resources.flatMap(aclRulesOf), "ingress");
const allowed = (rules: readonly Numbered[]): PacketSet => ingress(rules.map(resource));

/** ICMPv6 with an IPv4 CIDR block is all types. */
const asAclReads = (rule: Numbered): Numbered =>
  rule.protocol === 58 && !rule.peer.includes(":") ? { ...rule, from: -1, to: -1 } : rule;

/** From the lowest number on, until a rule matches. */
function judged(rules: readonly Numbered[], packet: Packet): boolean {
  const inOrder = [...rules].sort((one, other) => one.number - other.number);
  return inOrder.find((rule) => matches(asAclReads(rule), packet))?.allow ?? false;
}

const rules = fc
  .array(fc.tuple(saidWith(...cidrBlocks), fc.boolean(), fc.integer({ min: 1, max: 100 })), { maxLength: 10 })
  .map((list) => list.map(([said, allow, number]) => ({ ...said, allow, number })))
  .map((list) => list.filter((rule, index) => list.findIndex(({ number }) => number === rule.number) === index));

test("agrees on each packet with rules that are judged in their order", () => {
  fc.assert(
    fc.property(rules, (list) => {
      const set = allowed(list);
      return universe.every((packet) => inSet(set, packet) === judged(list, packet));
    }),
    { numRuns: 60 },
  );
});

test("a change gains and loses exactly the packets that are judged otherwise", () => {
  fc.assert(
    fc.property(rules, rules, (before, after) => {
      const { gained, lost } = differenceBetween(allowed(before), allowed(after));
      return universe.every((packet) => {
        const [was, is] = [judged(before, packet), judged(after, packet)];
        return inSet(gained, packet) === (is && !was) && inSet(lost, packet) === (was && !is);
      });
    }),
    { numRuns: 40 },
  );
});

test("other numbers in the same order, another order of resources and blocks in the ACL change nothing", () => {
  fc.assert(
    fc.property(rules, (list) => {
      const renumbered = list.map((rule) => ({ ...rule, number: rule.number * 10 + 7 }));
      expect(allowed(renumbered)).toEqual(allowed(list));
      expect(allowed([...list].reverse())).toEqual(allowed(list));
      expect(ingress([blocks(list)])).toEqual(allowed(list));
    }),
    { numRuns: 40 },
  );
});

describe("rules that cannot be decided", () => {
  const everything: Numbered = { number: 100, allow: true, protocol: "all", from: 0, to: 0, peer: "0.0.0.0/0" };
  const with_ = (rule: Numbered, values: object): Resource => {
    const one = resource(rule);
    return { ...one, values: { ...(one.values as object), ...values } };
  };

  test("deny nothing", () => {
    const deny = { ...everything, number: 50, allow: false };
    for (const key of ["cidr_block", "rule_number", "protocol"]) {
      const set = ingress([resource(everything), with_(deny, { [key]: { unknown: "a.b" } })]);
      expect(linesOf(set, "ingress")).toEqual(["all traffic from everywhere (IPv4)"]);
    }
  });

  test("allow what is not known", () => {
    for (const key of ["cidr_block", "protocol"]) {
      expect(ingress([with_(everything, { [key]: { unknown: "a.b" } })])).not.toEqual([]);
    }
    expect(ingress([with_({ ...everything, allow: false }, { rule_action: { unknown: "a.b" } })])).not.toEqual([]);
  });

  test("allow before a rule that denies, if their number is not known", () => {
    const deny = { ...everything, number: 50, allow: false };
    const set = ingress([resource(deny), with_(everything, { rule_number: { unknown: "a.b" } })]);
    expect(linesOf(set, "ingress")).toEqual(["all traffic from everywhere (IPv4)"]);
  });
});

test("egress is apart, and no rule allows nothing", () => {
  const out = resource({ number: 1, allow: true, protocol: 6, from: 1024, to: 65_535, peer: "0.0.0.0/0" });
  const rulesOut = aclRulesOf({ ...out, values: { ...(out.values as object), egress: true } });
  expect(linesOf(allowedByAcl(rulesOut, "egress"), "egress")).toEqual(["tcp 1024-65535 to everywhere (IPv4)"]);
  expect(allowedByAcl(rulesOut, "ingress")).toEqual([]);
});
