import { differenceOf, mapPeers, type PacketSet } from "../../../../analysis/packets/packets";
import { everyAddress, everyIpv4 } from "../../../../analysis/packets/peers";
import { outsiders } from "../../../../analysis/packets/reach";
import { allowedByGroup, type Direction, type GroupRule } from "../../../../analysis/packets/security-groups";
import { type Resource, isChanged } from "../../estate";
import type { Finding } from "../../finding";
import { type AddressesOf, type Difference, beyond, judge, textOf } from "./difference";
import { keyOf } from "./keys";
import type { Network } from "./network";
import type { Owned, Owner } from "./owners";
import { consequenceOf, type Reached } from "./reach";

const directions = ["ingress", "egress"] as const;
/** AWS's words for the two lists of rules. */
export const partOf = { ingress: "inbound rules", egress: "outbound rules" } as const;

/** What the changed groups allow and did not, and the reverse. */
export function groupFindings(network: Network, things: () => readonly Reached[]): readonly Finding[] {
  return [...network.groups.values()]
    .filter((group) => network.mayChange(group))
    .flatMap((group) => [
      ...directions.flatMap((direction) => findingsOf(network, group, direction, things)),
      ...replaced(network, group),
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
        rule: `security-group-${direction}`,
        consequence: one.direction === "neutral" ? "other" : "guard lost",
        direction: !known && one.direction === "weaker" ? "cannot tell" : one.direction,
        before: words(one.lost),
        after: words(one.gained),
        meaning: meaningOf(network, group, direction, one, things),
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
    ...moment(network, group, direction, kept, addressesOf, place),
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

function changedRules({ rules }: Owner<GroupRule>, direction: Direction): readonly Resource[] {
  const all = [...rules.before, ...rules.after].filter(
    ({ resource, rule }) => rule.direction === direction && isChanged(resource) && !isGroup(resource),
  );
  return [...new Set(all.map(({ resource }) => resource))];
}

const isGroup = ({ type }: Pick<Resource, "type">): boolean => /^aws_(?:default_)?security_group$/.test(type);

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
): Pick<Finding, "says" | "alsoSays"> {
  const alsoSays = changed.filter((one) => one !== place);
  const isWhole = place === undefined || !isGroup(place) || place.before === undefined || place.after === undefined;
  return isWhole ? { alsoSays } : { says: [direction], alsoSays };
}

function meaningOf(
  network: Network,
  group: Owner<GroupRule>,
  direction: Direction,
  { direction: change, gained }: Difference,
  things: () => readonly Reached[],
): string {
  const own = group.resource === undefined ? " as far as the given plans have its rules" : "";
  if (change === "neutral")
    return `Other words for the same peers: the group admits nobody more and nobody less${own}.`;
  if (change === "stronger")
    return direction === "ingress"
      ? `The group admits less${own}: who connected this way is refused.`
      : `What has the group reaches less${own}: its connections of this kind fail.`;
  if (direction === "egress")
    return `What has the group may open these connections, also for who breaks into it${own}.`;
  return admitsInternet(gained)
    ? `The group admits addresses of the internet${own}; ${consequenceOf(network, group.key, things())}.`
    : `The group admits these peers to whatever has the group${own}.`;
}

const admitsInternet = (packets: PacketSet): boolean =>
  mapPeers(packets, ({ addresses }) => outsiders({ addresses, symbols: [] })).length > 0;

/**
 * A rule that is removed before its like is added leaves a moment without both. Connections that stand go on, new ones are
 * refused (Amazon VPC User Guide, "Security group connection tracking").
 */
function moment(
  network: Network,
  group: Owner<GroupRule>,
  direction: Direction,
  kept: PacketSet,
  addressesOf: AddressesOf,
  place: Resource,
): readonly Finding[] {
  if (isReplaced(group)) return [];
  const staying = group.rules.before.filter(({ resource }) => !isGapped(resource)).map(({ rule }) => rule);
  const during = allowedByGroup(staying, direction, network.keys.prefixLists.before);
  const gone = beyond(kept, during, addressesOf);
  const gapped = changedRules(group, direction).filter(isGapped);
  if (gone.length === 0 || gapped.length === 0) return [];
  return [
    {
      rule: `security-group-${direction}-moment`,
      consequence: "downtime",
      direction: "weaker",
      place,
      part: partOf[direction],
      before: textOf(gone, direction, network.keys.words),
      after: "not allowed for a moment",
      meaning: "The rule is removed before the new one is there: new connections fail for a moment.",
      says: [],
      alsoSays: gapped,
    },
  ];
}

const isGapped = ({ action, order, type }: Resource): boolean =>
  !isGroup({ type }) && ((action === "replace" && order === "destroy before create") || action === "delete");

const isReplaced = ({ resource }: Owner<GroupRule>): boolean => resource?.action === "replace";

/** Rules cannot be moved to another group: those of the old group go while members still have it. */
function replaced(network: Network, group: Owner<GroupRule>): readonly Finding[] {
  const { resource } = group;
  if (resource === undefined || !isReplaced(group)) return [];
  const following = [...network.groups.values()]
    .filter(({ touched }) => touched)
    .flatMap((one) => followers(one, group.key));
  return [
    {
      rule: "security-group-replaced",
      consequence: "downtime",
      direction: "weaker",
      place: resource,
      meaning:
        "What has the group keeps the old one until its own plan is applied, and the rules have moved to the new one by then: apply the layers that use the group at once.",
      says: ["ingress", "egress", "vpc_id"],
      alsoSays: [...new Set(following)],
    },
  ];
}

/** The rules that say the same on both sides and only follow the group to its new id. */
function followers({ rules, key }: Owner<GroupRule>, replacedKey: string): readonly Resource[] {
  const after = new Map(rules.after.map((owned) => [keyOf(owned.resource), owned]));
  const isFollowing = ({ resource, rule }: Owned<GroupRule>): boolean =>
    !isGroup(resource) &&
    isChanged(resource) &&
    (key === replacedKey || rule.groups.includes(replacedKey)) &&
    JSON.stringify(rule) === JSON.stringify(after.get(keyOf(resource))?.rule);
  return rules.before.filter(isFollowing).map(({ resource }) => resource);
}
