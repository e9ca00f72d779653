import type { Resource } from "./estate";
import type { Consequence, Direction, Finding } from "./finding";
import { type Normal, compare, isList, isSet, keyOf, unknown } from "./plan/normal";
import { type Judgement, isJudged, sidesOf, unknownAfter, withPlace } from "./settings";
import { wordsOf } from "./values";

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

/** What sets of texts gain, and what they lose: a finding each. */
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

/** What a set of texts gains, and what it loses. */
export function judgedMembers(
  { rule, consequence, part, more, added, removed }: Omit<Members, "path" | "whenNew">,
  before: Normal | undefined,
  after: Normal | undefined,
  only: (member: string) => boolean = () => true,
): readonly Judgement[] {
  if (after === unknown) return [unknownAfter(rule, part, listOf(before))];
  const [news, gone] = [without(after, before).filter(only), without(before, after).filter(only)];
  const finding = { rule, consequence, part } as const;
  const less: Direction = more === "weaker" ? "stronger" : "weaker";
  return [
    ...(news.length === 0 ? [] : [{ ...finding, direction: more, after: news.join(", "), meaning: added }]),
    ...(gone.length === 0 ? [] : [{ ...finding, direction: less, before: gone.join(", "), meaning: removed }]),
  ];
}

/** The members that another set does not have, in words. Two secrets differ, though their words do not. */
export function without(all: Normal | undefined, others: Normal | undefined): readonly string[] {
  const known = new Set(membersOf(others).map(keyOf));
  return membersOf(all)
    .filter((one) => !known.has(keyOf(one)))
    .map(wordsOf)
    .sort(compare);
}

/** The members of a list or a set; a value alone is a set of one. */
export const membersOf = (value: Normal | undefined): readonly Normal[] =>
  value === undefined ? [] : isList(value) || isSet(value) ? [...value] : [value];

export const listOf = (value: Normal | undefined): string =>
  membersOf(value).map(wordsOf).sort(compare).join(", ") || "none";
