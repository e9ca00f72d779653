import { differenceOf, noPackets, packetsOf, unionOf, type PacketSet } from "./packets";
import { peersOfCidr, unknownPeers } from "./peers";
import { allTraffic, trafficOfAclRule } from "./ports";
import type { Direction, Resource } from "./security-groups";
import { field, isUnknown, listOf, numberOf } from "./unknown";

/** What one rule of a network ACL says, still in the words of Terraform. */
export interface AclRule {
  readonly direction: Direction;
  /** The id of the rule's network ACL. */
  readonly acl: unknown;
  readonly number: unknown;
  readonly action: unknown;
  readonly cidrBlock: unknown;
  readonly ipv6: boolean;
  readonly protocol: unknown;
  readonly fromPort: unknown;
  readonly toPort: unknown;
  readonly icmpType: unknown;
  readonly icmpCode: unknown;
}

/** The rules that a resource has: one for `aws_network_acl_rule`, those of the blocks for an ACL. */
export function aclRulesOf({ type, values, inlineBlocks }: Resource): AclRule[] {
  switch (type) {
    case "aws_network_acl_rule": {
      const direction = field(values, "egress") === true ? "egress" : "ingress";
      return [rule(values, direction, field(values, "network_acl_id"), "rule_number", "rule_action")];
    }
    case "aws_network_acl":
    case "aws_default_network_acl":
      if (!inlineBlocks) return [];
      return (["ingress", "egress"] as const).flatMap((direction) =>
        listOf(field(values, direction)).map((block) =>
          rule(block, direction, field(values, "id"), "rule_no", "action"),
        ),
      );
    default:
      return [];
  }
}

function rule(block: unknown, direction: Direction, acl: unknown, number: string, action: string): AclRule {
  const value = (key: string): unknown => (isUnknown(block) ? block : field(block, key));
  const ipv6CidrBlock = value("ipv6_cidr_block");
  const ipv6 = !isUnknown(block) && ipv6CidrBlock !== undefined && ipv6CidrBlock !== null && ipv6CidrBlock !== "";
  return {
    direction,
    acl,
    number: value(number),
    action: value(action),
    cidrBlock: ipv6 ? ipv6CidrBlock : value("cidr_block"),
    ipv6,
    protocol: value("protocol"),
    fromPort: value("from_port"),
    toPort: value("to_port"),
    icmpType: value("icmp_type"),
    icmpCode: value("icmp_code"),
  };
}

/**
 * What a network ACL allows in one direction. The rule with the lowest number that matches a packet decides, and what no rule
 * matches is denied (Amazon VPC User Guide, "Network ACL rules"). From the last rule to the first each rule overrules those
 * behind it. A rule that cannot be decided allows, and denies nothing.
 */
export function allowedByAcl(rules: readonly AclRule[], direction: Direction): PacketSet {
  const ordered = rules.filter((rule) => rule.direction === direction).sort((one, other) => rank(one) - rank(other));
  return ordered.reduceRight<PacketSet>((allowed, rule) => overrule(allowed, rule), noPackets);
}

/** Of rules with one number, and those whose number is not known, the one that allows comes first. */
const rank = ({ number, action }: AclRule): number => (numberOf(number) ?? 0) + (denies(action) ? 0.5 : 0);
const denies = (action: unknown): boolean => typeof action === "string" && action.toLowerCase() === "deny";

function overrule(allowed: PacketSet, rule: AclRule): PacketSet {
  const ports = trafficOfAclRule(rule);
  const peers = peersOfCidr(rule.cidrBlock);
  const decided = ports !== undefined && peers.symbols.length === 0 && numberOf(rule.number) !== undefined;
  if (denies(rule.action)) return decided ? differenceOf(allowed, packetsOf([{ ports, peers }])) : allowed;
  const undecidedPeers = ports === undefined ? unknownPeers(JSON.stringify(rule)) : peers;
  return unionOf(allowed, packetsOf([{ ports: ports ?? allTraffic, peers: undecidedPeers }]));
}
