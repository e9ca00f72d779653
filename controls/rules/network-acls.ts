import { covers, overlap } from "./cidr";
import { blocksIn, resourcesOf, targets, type Resource, type Stacks } from "./model";
import { portsOf, type PortRange } from "./ports";

/** One entry of a network ACL, whichever resource says so. */
export interface AclEntry {
  readonly where: string;
  readonly acl: string;
  readonly direction: "ingress" | "egress";
  readonly number: number;
  readonly allows: boolean;
  /** As it is written: a name, a number, or -1 for all. */
  readonly protocol: string;
  readonly ports: PortRange | undefined;
  readonly block: string;
}

/** Every entry of every network ACL, in the order in which AWS looks at them. */
export function aclEntries(stacks: Stacks): AclEntry[] {
  const separate = resourcesOf(stacks, "aws_network_acl_rule").map(({ stack, where, block }) => ({
    where,
    acl: targets(stacks, stack, block.network_acl_id)[0] ?? "",
    direction: block.egress === true ? ("egress" as const) : ("ingress" as const),
    number: Number(block.rule_number),
    allows: block.rule_action === "allow",
    protocol: String(block.protocol),
    ports: portsOf(block.protocol, block.from_port, block.to_port),
    block: String(block.cidr_block ?? block.ipv6_cidr_block),
  }));
  const inline = resourcesOf(stacks, "aws_network_acl", "aws_default_network_acl").flatMap(({ where, block }) =>
    (["ingress", "egress"] as const).flatMap((direction) =>
      blocksIn(block[direction]).map((entry) => ({
        where,
        acl: where,
        direction,
        number: Number(entry.rule_no),
        allows: entry.action === "allow",
        protocol: String(entry.protocol),
        ports: portsOf(entry.protocol, entry.from_port, entry.to_port),
        block: String(entry.cidr_block ?? entry.ipv6_cidr_block),
      })),
    ),
  );
  return [...separate, ...inline].sort((one, other) => one.number - other.number);
}

/**
 * Whether an ACL admits every one of the ports to or from a whole block. The first entry that speaks of a port decides,
 * and one that speaks of a part of the block can only refuse.
 */
function aclAdmits(entries: readonly AclEntry[], peer: string, ports: PortRange): boolean {
  let open: PortRange[] = [ports];
  for (const entry of entries) {
    const { ports: range } = entry;
    if (range === undefined || !overlap(entry.block, peer)) continue;
    if (!entry.allows) {
      if (open.some(([from, to]) => range[0] <= to && from <= range[1])) return false;
    } else if (covers(entry.block, peer)) {
      open = open.flatMap((part) => without(part, range));
    }
  }
  return open.length === 0;
}

/** The entries of the ACL of each subnet, by the subnet's place. */
export type EntriesBySubnet = ReadonlyMap<string, readonly AclEntry[]>;

export function entriesBySubnet(stacks: Stacks): EntriesBySubnet {
  const entries = aclEntries(stacks);
  return new Map(
    resourcesOf(stacks, "aws_network_acl").flatMap(({ stack, where, block }) =>
      targets(stacks, stack, block.subnet_ids).map((subnet) => [subnet, entries.filter(({ acl }) => acl === where)]),
    ),
  );
}

/** Whether the ACL of a subnet admits all of these ports to or from a whole block. */
export function subnetAdmits(
  entries: EntriesBySubnet,
  subnet: Resource,
  direction: AclEntry["direction"],
  peer: string,
  ports: readonly PortRange[],
): boolean {
  const own = entries.get(subnet.where)?.filter((entry) => entry.direction === direction) ?? [];
  return ports.every((range) => aclAdmits(own, peer, range));
}

function without([from, to]: PortRange, [first, last]: PortRange): PortRange[] {
  const rest: PortRange[] = [
    [from, Math.min(to, first - 1)],
    [Math.max(from, last + 1), to],
  ];
  return rest.filter(([start, end]) => start <= end);
}
