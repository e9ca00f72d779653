import { type Resource } from "../../estate";
import type { Finding } from "../../finding";

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
