import type { Resource } from "./estate";
import type { Consequence, Direction, Finding } from "./finding";
import { type Normal, isList, isSet, keyOf, unknown } from "./plan/normal";
import { type Judgement, isJudged, sidesOf, unknownAfter, withPlace } from "./settings";

/** An attribute that is a set of texts, where each text more opens or closes something. */
export interface Members {
  readonly rule: string;
  readonly consequence: Consequence;
  readonly path: string;
  readonly part: string;
  /** What a member more is. */
  readonly more: "weaker" | "stronger";
  readonly added: string;
  readonly removed: string;
  /** Of a created or deleted resource, the members that are worth a finding. Without it there is none. */
  readonly whenNew?: (member: string) => boolean;
}

/** What a set of texts gains, and what it loses: a finding each. */
export function memberFindings(resource: Resource, all: readonly Members[]): readonly Finding[] {
  if (!isJudged(resource)) return [];
  return all.flatMap((members) => {
    const isWhole = resource.before === undefined || resource.after === undefined;
    if (isWhole && members.whenNew === undefined) return [];
    const [before, after] = sidesOf(resource, members.path);
    const only = isWhole ? members.whenNew : undefined;
    return judgedMembers(members, before, after, only).map((one) => withPlace(one, resource, members.path));
  });
}

export function judgedMembers(
  { rule, consequence, part, more, added, removed }: Omit<Members, "path" | "whenNew">,
  before: Normal | undefined,
  after: Normal | undefined,
  only: (member: string) => boolean = () => true,
): readonly Judgement[] {
  if (after === unknown) return keyOf(before) === keyOf(after) ? [] : [unknownAfter(rule, part, listOf(before))];
  const [had, has] = [membersOf(before), membersOf(after)];
  const [news, gone] = [without(has, had).filter(only), without(had, has).filter(only)];
  const finding = { rule, consequence, part } as const;
  const less: Direction = more === "weaker" ? "stronger" : "weaker";
  return [
    ...(news.length === 0 ? [] : [{ ...finding, direction: more, after: news.join(", "), meaning: added }]),
    ...(gone.length === 0 ? [] : [{ ...finding, direction: less, before: gone.join(", "), meaning: removed }]),
  ];
}

/** The texts of a list or a set, sorted. A member that is known after apply stands as such. */
export const membersOf = (value: Normal | undefined): readonly string[] =>
  value === undefined
    ? []
    : (isList(value) || isSet(value) ? [...value] : [value])
        .map((one) => (one === unknown ? "known after apply" : String(one)))
        .sort();

export const without = (all: readonly string[], others: readonly string[]): readonly string[] => {
  const left = new Set(others);
  return all.filter((one) => !left.has(one));
};

export const listOf = (value: Normal | undefined): string => membersOf(value).join(", ") || "none";
