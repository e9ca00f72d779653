import type { PacketSet } from "../../../../analysis/packets/packets";
import { allowedByGroup, type Direction, type GroupRule } from "../../../../analysis/packets/security-groups";
import { type Resource, isChanged } from "../../estate";
import type { Finding } from "../../finding";
import { type AddressesOf, beyond, textOf } from "./difference";
import { changedRules, isGroup, partOf } from "./group-rules";
import { keyOf } from "./keys";
import type { Network } from "./network";
import type { Owned, Owner } from "./owners";

/**
 * A rule that is removed before its like is added leaves a moment without both. New connections are refused. Those that stand go
 * on if EC2 tracks them; flows that are not tracked end, such as of a rule that admits everybody (Amazon EC2 User Guide, "Amazon
 * EC2 security group connection tracking").
 */
export function groupMoment(
  network: Network,
  group: Owner<GroupRule>,
  direction: Direction,
  kept: PacketSet,
  addressesOf: AddressesOf,
  place: Resource,
): readonly Finding[] {
  if (isReplaced(group)) return [];
  const staying = group.rules.before.filter(({ resource }) => !isGapped(resource)).map(({ rule }) => rule);
  const during = allowedByGroup(staying, direction, network.prefixLists.before);
  const gone = beyond(kept, during, addressesOf);
  const changed = changedRules(group, direction);
  if (gone.length === 0 || !changed.some(isGapped)) return [];
  return [
    {
      rule: `security-group-${direction}-moment`,
      consequence: "downtime",
      direction: "weaker",
      place,
      part: partOf[direction],
      before: textOf(gone, direction, network.keys.words),
      after: "not allowed for a moment",
      meaning:
        "The rule is removed before the new one is there: new connections fail for a moment, and open connections that EC2 does not track are cut.",
      says: [],
      alsoSays: changed,
    },
  ];
}

const isGapped = ({ action, order, type }: Resource): boolean =>
  !isGroup({ type }) && ((action === "replace" && order === "destroy before create") || action === "delete");

const isReplaced = ({ resource }: Owner<GroupRule>): boolean => resource?.action === "replace";

/** Rules cannot be moved to another group: those of the old group go while members still have it. */
export function groupReplaced(network: Network, group: Owner<GroupRule>): readonly Finding[] {
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
