import { Estate, type Resource } from "../../estate";
import type { Finding } from "../../finding";
import { isJudged } from "../../settings/changed";

type Words = Readonly<Record<"removed" | "added", string>>;

/** A resource that comes or goes: the same rule both ways. */
export function wholeFinding(
  one: Resource,
  finding: Pick<Finding, "rule" | "consequence">,
  more: "weaker" | "stronger",
  words: Words,
): readonly Finding[] {
  if ((one.before === undefined) === (one.after === undefined)) return [];
  const isNew = one.before === undefined;
  const less = more === "weaker" ? "stronger" : "weaker";
  return [{ ...finding, direction: isNew ? more : less, place: one, meaning: isNew ? words.added : words.removed }];
}

export const isThere = ({ before, after }: Resource): boolean => before !== undefined && after !== undefined;

/** The resources of a type that change. What leaves Terraform's care stays as it is. */
export const changedOf = (estate: Estate, type: string): readonly Resource[] => estate.ofType(type).filter(isJudged);
