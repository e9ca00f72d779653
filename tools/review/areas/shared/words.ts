import { type Normal, isList, isObject, isSet, unknown } from "../../plan/normal";
import { Redacted } from "../../plan/redacted";

const most = 5;

/** A value in a few words. An absent value is `none`, and a secret is never shown. */
export function wordsOf(value: Normal | undefined): string {
  if (value === undefined || value === null) return "none";
  if (value === unknown) return "known after apply";
  if (value instanceof Redacted) return value.toString();
  if (isList(value) || isSet(value)) return listed([...value].map(wordsOf).sort());
  if (isObject(value)) return "set";
  return typeof value === "object" ? "a document" : shortened(String(value));
}

const longest = 80;

function shortened(text: string): string {
  const characters = Array.from(text);
  return characters.length <= longest ? text : `${characters.slice(0, longest - 1).join("")}…`;
}

/** Names in a row, the first few and how many more there are: `a, b and 3 more`. */
export function listed(names: readonly string[]): string {
  const [first, rest] = [names.slice(0, most), names.length - most];
  if (rest > 0) return `${first.join(", ")} and ${rest} more`;
  const last = first.at(-1) ?? "none";
  return first.length < 2 ? last : `${first.slice(0, -1).join(", ")} and ${last}`;
}

/** A count with its noun: `1 resource`, `3 resources`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
