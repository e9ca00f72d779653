import { differenceOf, type PacketSet } from "../../../../analysis/packets/packets";
import { everyAddress, everyIpv4 } from "../../../../analysis/packets/peers";
import type { Direction, GroupRule } from "../../../../analysis/packets/security-groups";
import { type Resource, isChanged } from "../../estate";
import type { Finding } from "../../finding";
import { type AddressesOf, type Difference, judge, textOf } from "./difference";
import type { Network } from "./network";
import { groupMoment, groupReplaced } from "./group-moments";
import { lossOf, meaningOf } from "./group-meanings";
import { changedListsOf, changedRules, isGroup, partOf } from "./group-rules";
import type { Owner } from "./owners";
import type { Reached } from "./reach";

const directions = ["ingress", "egress"] as const;
/** What the changed groups allow and did not, and the reverse. */
export function groupFindings(network: Network, things: () => readonly Reached[]): readonly Finding[] {
  return [...network.groups.values()]
    .filter((group) => network.mayChange(group))
    .flatMap((group) => [
      ...directions.flatMap((direction) => findingsOf(network, group, direction, things)),
      ...groupReplaced(network, group),
    ]);
}

function findingsOf(
  network: Network,
  group: Owner<GroupRule>,
  direction: Direction,
  things: () => readonly Reached[],
): readonly Finding[] {
  const [before, after] = [
    network.allowedByGroup(group, "before", direction),
    network.allowedByGroup(group, "after", direction),
  ];
  const addressesOf = addressesIn(network, group.key);
  const { differences, unknown, kept } = judge(before, after, addressesOf);
  const changed = changedRules(group, direction);
  const place = placeOf(group, changed, differenceOf(after, before));
  if (place === undefined) return [];
  const about = { place, part: partOf[direction], ...saying(place, direction, changed) };
  const words = (packets: PacketSet): string => textOf(packets, direction, network.keys.words);
  // A group that is known after apply may be the one that was there before.
  const known = differences.every((one) => canTell(network, one));
  return [
    ...differences
      .filter((one) => known || one.direction !== "stronger")
      .map((one): Finding => ({
        ...about,
        alsoSays: [...about.alsoSays, ...changedListsOf(network, group, direction, [...one.gained, ...one.lost])],
        before: words(one.lost),
        after: words(one.gained),
        ...(one.direction === "stronger"
          ? lossOf(network, group, direction, one)
          : {
              rule: `security-group-${direction}`,
              consequence: one.direction === "neutral" ? "other" : "guard lost",
              direction: !known && one.direction === "weaker" ? "cannot tell" : one.direction,
              meaning: meaningOf(network, group, direction, one, things),
            }),
      })),
    ...(unknown.length === 0
      ? []
      : [
          {
            ...about,
            rule: `security-group-${direction}-unknown`,
            consequence: "not reviewable",
            direction: "cannot tell",
            before: words(before),
            after: words(unknown),
            meaning: `What the group allows is known after apply only: read ${unknownPlaces(unknown)} in the source.`,
          } satisfies Finding,
        ]),
    ...groupMoment(network, group, direction, kept, addressesOf, place),
  ];
}

/** Whether all groups that are gained are known before apply. */
const canTell = (network: Network, { gained }: Difference): boolean =>
  !gained.some(({ peers }) =>
    peers.symbols.some((one) => network.keys.words.get(one.replace(/^group /, ""))?.startsWith("that ") === true),
  );

const unknownPlaces = (packets: PacketSet): string =>
  [...new Set(packets.flatMap(({ peers }) => peers.symbols.map((one) => one.replace(/^unknown /, ""))))].join(", ");

/** The addresses that a peer can have: a group's are those of its VPC. */
function addressesIn(network: Network, own: string): AddressesOf {
  return (symbol) => {
    if (symbol.startsWith("unknown ")) return everyAddress;
    if (symbol.startsWith("prefix-list ")) return { addresses: [everyIpv4], symbols: [] };
    const key = symbol === "self" ? own : symbol.replace(/^group /, "");
    return network.addressesIn(network.vpcOf(network.keys.resource(key)));
  };
}

/**
 * The group; the rule where a layer's first apply adds the rule to a group that stays, for peers that are groups: so layers are
 * joined. A rule for addresses weakens the group, whoever adds the rule.
 */
function placeOf(
  { resource }: Owner<GroupRule>,
  changed: readonly Resource[],
  gained: PacketSet,
): Resource | undefined {
  const isJoined =
    changed.length > 0 &&
    changed.every(({ isFirst }) => isFirst) &&
    gained.every(({ peers }) => peers.addresses.length === 0);
  return resource === undefined || (isJoined && !isChanged(resource)) ? changed[0] : resource;
}

/** What is created or deleted is said as a whole; of a group that stays, the rules that are inside. */
function saying(
  place: Resource | undefined,
  direction: Direction,
  changed: readonly Resource[],
): Pick<Finding, "says"> & { readonly alsoSays: readonly Resource[] } {
  const alsoSays = changed.filter((one) => one !== place);
  const isWhole = place === undefined || !isGroup(place) || place.before === undefined || place.after === undefined;
  return isWhole ? { alsoSays } : { says: [direction], alsoSays };
}
