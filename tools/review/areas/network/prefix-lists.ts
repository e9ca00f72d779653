import { differenceOfPeers, isNobody } from "../../../../analysis/packets/peers";
import { peersText } from "../../../../analysis/packets/words";
import { type Resource, type Side, attribute, isChanged, textOf } from "../../estate";
import type { Direction, Finding } from "../../finding";
import { unknown } from "../../plan/normal";
import { notReviewable } from "../../settings/setting";
import { isOnBothSides, keyOf, valueOn } from "./keys";
import type { Network } from "./network";
import { entryType, isUntold, listOf, listType, peersIn } from "./prefix-entries";

const rule = "prefix-list-entries";
const part = "entries";

/**
 * Entries that a managed prefix list gains or loses. Every group and route that names the list has the new addresses at once
 * (Amazon VPC User Guide, "Consolidate and manage network CIDR blocks with managed prefix lists"). Where a group or a route of the
 * given plans changes by this, the finding is the group's or the route's.
 */
export function prefixListFindings(network: Network, others: readonly Finding[]): readonly Finding[] {
  const said = new Set(others.flatMap(({ place, alsoSays = [] }) => [place, ...alsoSays]));
  const entries = network.estate.changed(entryType).filter((one) => !said.has(one));
  const ofLists = network.estate.ofType(listType).flatMap((list): readonly Finding[] => {
    const own = entries.filter((one) => namesList(network, one, keyOf(list)));
    // A list that comes has no rule yet, and AWS refuses to delete one that is in use.
    if (said.has(list) || !isOnBothSides(list) || !(isChanged(list) || own.length > 0)) return [];
    return listFindings(network, list, own);
  });
  const alone = entries.filter((one) =>
    sides.every((side) => network.keys.resource(listOf(network.keys, one, side)) === undefined),
  );
  return [...ofLists, ...alone.flatMap(entryFindings)];
}

const sides = ["before", "after"] as const;

const namesList = ({ keys }: Network, entry: Resource, list: string): boolean =>
  sides.some((side) => listOf(keys, entry, side) === list);

function listFindings({ prefixLists }: Network, list: Resource, own: readonly Resource[]): readonly Finding[] {
  if (isUntold(list)) return notReviewable(list, "entry", { rule, part });
  const of = (side: Side): readonly string[] => prefixLists[side].get(keyOf(list)) ?? [];
  return changeOf(of("before"), of("after")).map((change) => ({
    ...change,
    place: list,
    says: ["entry"],
    alsoSays: own,
  }));
}

/** An entry of a list that no given plan has. */
function entryFindings(entry: Resource): readonly Finding[] {
  if (attribute(entry.after, "cidr") === unknown) return notReviewable(entry, "cidr", { rule, part });
  const of = (side: Side): readonly string[] => [textOf(valueOn(side, entry), "cidr") ?? []].flat();
  const says = isOnBothSides(entry) ? { says: ["cidr"] } : {};
  return changeOf(of("before"), of("after")).map((change) => ({ ...change, place: entry, ...says }));
}

function changeOf(before: readonly string[], after: readonly string[]): readonly Omit<Finding, "place">[] {
  const [had, has] = [peersIn(before), peersIn(after)];
  const [gained, lost] = [!isNobody(differenceOfPeers(has, had)), !isNobody(differenceOfPeers(had, has))];
  if (!gained && !lost) return [];
  const direction: Direction = gained && lost ? "cannot tell" : gained ? "weaker" : "stronger";
  return [
    {
      rule,
      consequence: "guard lost",
      direction,
      part,
      before: peersText(had) || "none",
      after: peersText(has) || "none",
      meaning: gained
        ? "Every group and route that names the list has the added addresses at once; those in layers that are not given too."
        : "Every group and route that names the list loses the addresses at once: who has one of them is refused.",
    },
  ];
}
