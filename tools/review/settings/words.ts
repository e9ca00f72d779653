import { JsonText, isList, isObject, isSet, unknown, elementsOf } from "../plan/normal";
import { Redacted } from "../plan/redacted";
import type { Value } from "./paths";

/** A value in a few words. An absent value is `none`, and a secret is never shown. A page cuts what is long. */
export function wordsOf(value: Value): string {
  if (value === undefined || value === null) return "none";
  if (value === unknown) return "known after apply";
  if (value === true || value === "true") return "on";
  if (value === false || value === "false") return "off";
  if (value instanceof Redacted) return value.toString();
  if (isList(value) || isSet(value)) return listed([...value].map(wordsOf).sort());
  if (value instanceof JsonText) return "a document";
  return isObject(value) ? "set" : scalar(value);
}

/** Every member of a list or a set, in words. */
export const allOf = (value: Value): string => elementsOf(value).map(wordsOf).sort().join(", ") || "none";

/** A plain value as text; of anything else nothing. */
export const scalar = (value: Value): string =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";

/** A number, also one that the provider writes as a text. */
export function numberOf(value: Value): number | undefined {
  const number = typeof value === "string" || typeof value === "number" ? Number(value) : NaN;
  return Number.isFinite(number) ? number : undefined;
}

const most = 5;

/** Names in a row, the first few and how many more there are: `a, b and 3 more`. */
export function listed(names: readonly string[]): string {
  const [first, rest] = [names.slice(0, most), names.length - most];
  if (rest > 0) return `${first.join(", ")} and ${rest} more`;
  const last = first.at(-1) ?? "none";
  return first.length < 2 ? last : `${first.slice(0, -1).join(", ")} and ${last}`;
}
