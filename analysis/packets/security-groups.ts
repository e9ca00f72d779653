import { differenceOf, packetsOf, type PacketSet, type Stretch } from "./packets";
import {
  peersOfCidr,
  peersOfGroup,
  peersOfPrefixList,
  unionOfPeers,
  unknownPeers,
  type Peers,
  type PrefixLists,
} from "./peers";
import { allTraffic, portsOf, protocolOf, trafficOfGroupRule } from "./ports";
import { field, isUnknown, listOf } from "./unknown";

export type Direction = "ingress" | "egress";

/** A resource of a plan or of a stack's JSON. `withUnknowns` marks what is known after apply. */
export interface Resource {
  readonly type: string;
  readonly values: unknown;
  /**
   * Whether the configuration sets the blocks of rules or routes inside a group, a network ACL or a route table. If not, the
   * provider computes the blocks from what else exists, and a plan repeats those of before.
   */
  readonly inlineBlocks: boolean;
}

/** What one rule of a security group says, still in the words of Terraform. */
export interface GroupRule {
  readonly direction: Direction;
  /** The id of the rule's own group. */
  readonly group: unknown;
  readonly protocol: unknown;
  readonly fromPort: unknown;
  readonly toPort: unknown;
  readonly cidrBlocks: readonly unknown[];
  readonly prefixLists: readonly unknown[];
  readonly groups: readonly unknown[];
  readonly self: boolean;
}

/** The rules that a resource has: one for `aws_vpc_security_group_ingress_rule` and its like, more for a group's blocks. */
export function groupRulesOf({ type, values, inlineBlocks }: Resource): GroupRule[] {
  switch (type) {
    case "aws_vpc_security_group_ingress_rule":
      return [singleRule(values, "ingress")];
    case "aws_vpc_security_group_egress_rule":
      return [singleRule(values, "egress")];
    case "aws_security_group_rule":
      return [
        blockRule(
          values,
          field(values, "type") === "egress" ? "egress" : "ingress",
          field(values, "security_group_id"),
        ),
      ];
    case "aws_security_group":
    case "aws_default_security_group":
      if (!inlineBlocks) return [];
      return (["ingress", "egress"] as const).flatMap((direction) =>
        listOf(field(values, direction)).map((block) => blockRule(block, direction, field(values, "id"))),
      );
    default:
      return [];
  }
}

function singleRule(values: unknown, direction: Direction): GroupRule {
  return {
    direction,
    group: field(values, "security_group_id"),
    protocol: field(values, "ip_protocol"),
    fromPort: field(values, "from_port"),
    toPort: field(values, "to_port"),
    cidrBlocks: ["cidr_ipv4", "cidr_ipv6"].flatMap((key) => written(field(values, key))),
    prefixLists: written(field(values, "prefix_list_id")),
    groups: written(field(values, "referenced_security_group_id")),
    self: false,
  };
}

function blockRule(block: unknown, direction: Direction, group: unknown): GroupRule {
  if (isUnknown(block)) {
    const unset = { protocol: "-1", fromPort: 0, toPort: 0, prefixLists: [], groups: [], self: false };
    return { ...unset, direction, group, cidrBlocks: [block] };
  }
  return {
    direction,
    group,
    protocol: field(block, "protocol"),
    fromPort: field(block, "from_port"),
    toPort: field(block, "to_port"),
    cidrBlocks: ["cidr_blocks", "ipv6_cidr_blocks"].flatMap((key) => written(field(block, key))),
    prefixLists: written(field(block, "prefix_list_ids")),
    groups: ["security_groups", "source_security_group_id"].flatMap((key) => written(field(block, key))),
    self: field(block, "self") === true || isUnknown(field(block, "self")),
  };
}

const written = (value: unknown): readonly unknown[] => listOf(value).filter((one) => one !== "");

/**
 * What the rules of one group allow in one direction. Rules only allow, and all rules of a group count together (Amazon VPC
 * User Guide, "Security group rules"). A rule whose ports are not known allows all ports to a peer that is not known.
 */
export function allowedByGroup(
  rules: readonly GroupRule[],
  direction: Direction,
  prefixLists: PrefixLists = new Map(),
): PacketSet {
  return packetsOf(
    rules.filter((rule) => rule.direction === direction).map((rule) => packetsOfRule(rule, prefixLists)),
  );
}

function packetsOfRule(rule: GroupRule, prefixLists: PrefixLists): Stretch {
  const peers = unionOfPeers([
    ...rule.cidrBlocks.map(peersOfCidr),
    ...rule.prefixLists.map((one) => peersOfPrefixList(one, prefixLists)),
    ...rule.groups.map((one) => peersOfGroup(one, rule.group)),
    ...(rule.self ? [peersOfGroup("self", rule.group)] : []),
  ]);
  const ports = trafficOfGroupRule(rule);
  return ports === undefined ? undecided(rule, peers) : { ports, peers };
}

function undecided(
  { protocol: written, fromPort, toPort, cidrBlocks, prefixLists, groups, self }: GroupRule,
  peers: Peers,
): Stretch {
  const protocol = protocolOf(written);
  const ports = typeof protocol === "number" ? portsOf(protocol) : allTraffic;
  const none = peers.addresses.length === 0 && peers.symbols.length === 0;
  const place = JSON.stringify([written, fromPort, toPort, cidrBlocks, prefixLists, groups, self]);
  return { ports, peers: none ? peers : unknownPeers(place) };
}

export interface PacketDifference {
  readonly gained: PacketSet;
  readonly lost: PacketSet;
}

/** What is allowed after a change and was not before, and the reverse. */
export function differenceBetween(before: PacketSet, after: PacketSet): PacketDifference {
  return { gained: differenceOf(after, before), lost: differenceOf(before, after) };
}
