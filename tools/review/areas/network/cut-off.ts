import { differenceOf, mapPeers, type PacketSet, unionOf } from "../../../../analysis/packets/packets";
import { intersectionOfPeers, isNobody, unionOfPeers, type Peers } from "../../../../analysis/packets/peers";
import type { Direction } from "../../../../analysis/packets/security-groups";
import type { Resource } from "../../estate";
import { listed } from "../../settings/words";
import { thingOf } from "../../things";
import type { Network } from "./network";

/** What a loss of packets does: a sentence, and whether the given plans show somebody who needs them. */
export interface CutOff {
  readonly isUsed: boolean;
  readonly meaning: string;
}

/** Types that do nothing but serve others: what is admitted there is used. */
const servers: ReadonlySet<string> = new Set(["aws_lb", "aws_db_instance", "aws_rds_cluster", "aws_vpc_endpoint"]);

/** Who is cut off by packets that a group allows no more. */
export const cutOffByGroup = (network: Network, group: string, direction: Direction, lost: PacketSet): CutOff =>
  cutOff(network, network.standing.ofGroup(group), group, direction, lost);

/** Who is cut off because a thing loses some of its groups: the others' rules, and what admitted the groups, no longer help. */
export function cutOffByRemoval(
  network: Network,
  thing: Resource,
  removed: readonly string[],
  kept: readonly string[],
): CutOff | undefined {
  const { ofGroup, serves } = network.standing;
  const allowed = (groups: readonly string[], direction: Direction): PacketSet =>
    unionOf(...groups.map((key) => network.allowedByGroup(network.groups.get(key), "after", direction)));
  for (const direction of ["ingress", "egress"] as const) {
    const lost = differenceOf(allowed(removed, direction), allowed(kept, direction));
    const found = cutOff(network, [thing], removed[0] ?? "", direction, lost);
    if (found.isUsed) return found;
  }
  const names = (peers: Peers, groups: readonly string[]): boolean =>
    groups.some((key) => peers.symbols.includes(`group ${key}`));
  const refusing = [...network.groups.values()].filter((group) =>
    serves(
      network
        .allowedByGroup(group, "after", "ingress")
        .filter(({ peers }) => names(peers, removed) && !names(peers, kept)),
    ),
  );
  const others = refusing.flatMap(({ key }) => ofGroup(key)).filter((one) => one !== thing);
  return others.length === 0
    ? undefined
    : { isUsed: true, meaning: `Connections from ${thingOf(thing)} to ${words(others)} fail.` };
}

function cutOff(
  network: Network,
  having: readonly Resource[],
  group: string,
  direction: Direction,
  lost: PacketSet,
): CutOff {
  const { ofGroup, serves } = network.standing;
  const { addresses, symbols } = unionOfPeers(lost.map(({ peers }) => peers));
  const named = symbols.flatMap((one) => (one === "self" ? having : ofGroup(one.replace(/^group /, ""))));
  const serving = having.filter(({ type }) => servers.has(type));
  const isInside = !isNobody(
    intersectionOfPeers({ addresses, symbols: [] }, network.addressesIn(network.vpcOf(network.keys.resource(group)))),
  );
  const isNamed = symbols.some((one) => direction === "egress" || /^(?:group |self$)/.test(one));
  const used = having.length > 0 && serves(lost);
  if (used && named.length > 0)
    return direction === "ingress"
      ? { isUsed: true, meaning: `Connections from ${words(named)} to ${words(having)} fail.` }
      : { isUsed: true, meaning: `Connections from ${words(having)} to ${words(named)} fail.` };
  if (used && direction === "egress" && isNamed)
    return { isUsed: true, meaning: `Connections of this kind from ${words(having)} fail.` };
  if (used && direction === "ingress" && serving.length > 0 && (isNamed || isInside))
    return { isUsed: true, meaning: `Who connected this way to ${words(serving)} is refused.` };
  return { isUsed: false, meaning: `${lessOf[direction]}, ${unseenBy(network, having)}.` };
}

const lessOf = {
  ingress: "The group admits less: who connected this way is refused",
  egress: "What has the group reaches less: connections of this kind fail",
} as const;

/** Why the given plans do not tell who is cut off: words after a comma. */
function unseenBy(network: Network, having: readonly Resource[]): string {
  const missing = network.missing("network", "compute", "edge");
  if (having.length > 0) return `but the given plans show nobody who connects to or from ${words(having)} this way`;
  return missing.length === 0
    ? "but nothing in the given plans has the group"
    : `and who that is cannot be told without the plans of ${listed(missing)}`;
}

/** Who is cut off by packets that the network ACL of some subnets lets through no more. */
export function cutOffByAcl(
  network: Network,
  subnets: readonly string[],
  direction: Direction,
  lost: PacketSet,
): CutOff {
  const { inSubnet, serves } = network.standing;
  const inside = (peers: Peers, subnet: string): Peers =>
    intersectionOfPeers(peers, network.addressesIn(network.vpcOf(network.keys.resource(subnet))));
  const cut = subnets.filter((subnet) => serves(mapPeers(lost, (peers) => inside(peers, subnet))));
  const things = [...new Set(cut.flatMap(inSubnet))];
  const way = direction === "ingress" ? "into its subnets" : "out of its subnets";
  const lead = `The network ACL lets less ${way}: who needs these packets, also for answers, is cut off`;
  if (things.length > 0) return { isUsed: true, meaning: `${lead}; in the subnets stand ${words(things)}.` };
  const missing = network.missing("network", "compute", "edge");
  return {
    isUsed: false,
    meaning: `${lead}, ${
      missing.length === 0
        ? "but the given plans show nobody in the subnets who uses them"
        : `and who that is cannot be told without the plans of ${listed(missing)}`
    }.`,
  };
}

const words = (things: readonly Resource[]): string => listed([...new Set(things.map(thingOf))]);
