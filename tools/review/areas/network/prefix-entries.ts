import {
  type Peers,
  differenceOfPeers,
  intersectionOfPeers,
  isNobody,
  peersOfCidr,
  unionOfPeers,
} from "../../../../analysis/packets/peers";
import { type Estate, type Resource, type Side, attribute, blocksOf, textOf } from "../../estate";
import { elementsOf, keyOf as textOfValue, unknown } from "../../plan/normal";
import { type Keys, keyOf, valueOn } from "./keys";

export const listType = "aws_ec2_managed_prefix_list";
export const entryType = "aws_ec2_managed_prefix_list_entry";

/** The CIDR blocks of each prefix list that the plans have, inside the list and in resources of their own. */
export function entriesOfLists(estate: Estate, keys: Keys, side: Side): ReadonlyMap<string, readonly string[]> {
  const separate = separateEntries(estate, keys, side);
  const had = separateEntries(estate, keys, "before");
  return new Map(
    estate.ofType(listType).flatMap((list) => {
      if (isUntold(list)) return [];
      const key = keyOf(list);
      // A list repeats from before what other resources say (Terraform AWS provider, `entry`: optional and computed).
      const repeated = isRepeated(list) ? (had.get(key) ?? []) : [];
      const inside = blocksOf(valueOn(side, list), "entry").flatMap((entry) => textOf(entry, "cidr") ?? []);
      const own = inside.filter((one) => !repeated.includes(one));
      return [[key, [...new Set([...own, ...(separate.get(key) ?? [])])]] as const];
    }),
  );
}

/** Whether an entry of the list is known after apply only. */
export function isUntold({ after }: Resource): boolean {
  const entries = attribute(after, "entry");
  return elementsOf(entries).some((one) => one === unknown || attribute(one, "cidr") === unknown);
}

const isRepeated = ({ before, after }: Resource): boolean =>
  textOfValue(attribute(before, "entry")) === textOfValue(attribute(after, "entry"));

function separateEntries(estate: Estate, keys: Keys, side: Side): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const entry of estate.ofType(entryType)) {
    const [key, cidr] = [listOf(keys, entry, side), textOf(valueOn(side, entry), "cidr")];
    if (key === undefined || cidr === undefined) continue;
    const known = found.get(key);
    if (known === undefined) found.set(key, [cidr]);
    else known.push(cidr);
  }
  return found;
}

/** The key of the list that an entry is in. */
export function listOf(keys: Keys, entry: Resource, side: Side): string | undefined {
  const key = keys.of(entry, "prefix_list_id", attribute(valueOn(side, entry), "prefix_list_id"));
  return typeof key === "string" ? key : undefined;
}

/** By the key of a list, the changed resources that say its entries. */
export function changedLists(estate: Estate, keys: Keys): ReadonlyMap<string, readonly Resource[]> {
  const found = new Map<string, Resource[]>();
  for (const one of estate.changed(listType, entryType)) {
    const named = (["before", "after"] as const).map((side) => listOf(keys, one, side));
    for (const key of new Set(one.type === listType ? [keyOf(one)] : named)) {
      if (key === undefined) continue;
      const known = found.get(key);
      if (known === undefined) found.set(key, [one]);
      else known.push(one);
    }
  }
  return found;
}

/** Whether entries that come or go between two states of a list are among the peers. */
export function isTouchedBy(peers: Peers, before: readonly string[] = [], after: readonly string[] = []): boolean {
  const [had, has] = [peersIn(before), peersIn(after)];
  const moved = unionOfPeers([differenceOfPeers(had, has), differenceOfPeers(has, had)]);
  return !isNobody(intersectionOfPeers(peers, moved));
}

export const peersIn = (blocks: readonly string[]): Peers => unionOfPeers(blocks.map(peersOfCidr));
