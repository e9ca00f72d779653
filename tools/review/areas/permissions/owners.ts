import type { Access } from "../../../../analysis/policies/difference";
import { isWithin } from "../../../../analysis/policies/requests";
import { policyOf } from "../../../../analysis/policies/statements";
import { type Resource, isChanged } from "../../estate";
import type { Held, PolicyChange } from "./held";

/** The policy that has the access in a statement, of those that change. */
export const ownerOf = (access: Access, held: readonly Held[], effect: "Allow" | "Deny" = "Allow"): Held | undefined =>
  held.find((one) => {
    const policy = changedOf(one) === undefined ? [] : policyOf(one.document);
    return "unknown" in policy
      ? false
      : policy.some((statement) => statement.effect === effect && isWithin(access, { ...statement, unless: [] }));
  });

/** What changes of a policy: its document, or what attaches it. */
export const changedOf = ({ source, via }: Held): Resource | undefined =>
  isChanged(source) ? source : via !== undefined && isChanged(via) ? via : undefined;

/** The part of a change that one policy makes; without an owner, what none of the changed policies makes by itself. */
export interface Part {
  readonly owner?: Held;
  readonly change: PolicyChange;
}

const lists = [
  ["gained", "after", "Allow"],
  ["lost", "before", "Allow"],
  ["capped", "after", "Allow"],
  ["deniedAnew", "after", "Deny"],
  ["deniedNoMore", "before", "Deny"],
  ["refusedAnew", "after", "Allow"],
  ["refusedNoMore", "before", "Allow"],
] as const;

/** A change by the policies that make it, so that each finding can show the resource that changes. */
export function partsOf(
  change: PolicyChange,
  held: Readonly<Record<"before" | "after", readonly Held[]>>,
): readonly Part[] {
  const parts = new Map<string, Record<(typeof lists)[number][0], Access[]> & { owner?: Held }>();
  for (const [list, side, effect] of lists)
    for (const access of change[list]) {
      const owner = ownerOf(access, held[side], effect);
      const place = owner === undefined ? undefined : changedOf(owner);
      const key = place === undefined ? "" : `${place.layer} ${place.address} ${owner?.label ?? ""}`;
      const part = parts.get(key) ?? { ...emptyLists(), ...(owner && { owner }) };
      parts.set(key, part);
      part[list].push(access);
    }
  return [...parts.values()].map(({ owner, ...found }) => ({
    ...(owner && { owner }),
    change: { ...change, ...found },
  }));
}

const emptyLists = (): Record<(typeof lists)[number][0], Access[]> => ({
  gained: [],
  lost: [],
  capped: [],
  deniedAnew: [],
  deniedNoMore: [],
  refusedAnew: [],
  refusedNoMore: [],
});
