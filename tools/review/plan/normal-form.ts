import { documentOf, parsedDocument } from "./json-document";
import { isRecord, own } from "./json-value";
import { type Normal, keyOf, setOf, unknown } from "./normal";
import { Redacted } from "./redacted";
import { type Place, isNamedBeside, whySecret } from "./secrets";
import { setAttributesOf } from "./set-attributes";

/** What a plan says of a value beside the value. */
export interface Marks {
  /** The type of the resource: which of its attributes are sets. */
  readonly type?: string;
  /** What is known after apply only: `true`, or the same for each part. */
  readonly unknown?: unknown;
  /** What is sensitive, of `sensitiveOf`. */
  readonly sensitive?: Mark;
  /** What the value itself is called, for an output. */
  readonly name?: string;
}

/**
 * The value in normal form, with no secret in it; undefined for a value that says nothing. `""`, `null`, an absent attribute and
 * an empty list are one: the provider's state has `""` where its plan has `null`. An empty block in a list stays, since `none {}`
 * says something. An attribute's default stays too: the provider's schema does not tell defaults.
 */
export function normalForm(
  value: unknown,
  { type, unknown: later, sensitive = false, name }: Marks = {},
): Normal | undefined {
  return normalized(value, later, sensitive, name === undefined ? [] : [name], setAttributesOf(type));
}

/** As `normalForm`, for a part of a value: with the names that lead to the part, and the names of sets. */
export function normalized(
  value: unknown,
  later: unknown,
  mark: Mark,
  place: Place,
  sets: ReadonlySet<string>,
): Normal | undefined {
  if (later === true) return unknown;
  if (mark === true) return redacted(normalized(value, later, false, place, sets));
  const name = place.at(-1) ?? "";
  if (Array.isArray(value) || Array.isArray(later)) {
    const [elements, marks] = [asList(value), asList(later)];
    const all = Array.from({ length: Math.max(elements.length, marks.length) }, (_, index) =>
      normalized(elements[index], marks[index], elementOf(mark), place, sets),
    );
    if (all.length === 0) return undefined;
    const present = all.map((one, index) => one ?? (isRecord(elements[index]) ? {} : null));
    return sets.has(name) ? setOf(present) : present;
  }
  if (isRecord(value) || isRecord(later)) {
    const [parts, marks] = [asRecord(value), asRecord(later)];
    const keys = [...new Set([...Object.keys(parts), ...Object.keys(marks)])];
    if (keys.length === 0) return undefined;
    const entries = keys.map((key) => {
      const within = [...place, key];
      const part = normalized(own(parts, key), own(marks, key), partOf(mark, key), within, sets);
      return [key, isNamedBeside(parts, within, part) ? new Redacted("named as a secret", keyOf(part)) : part] as const;
    });
    return Object.fromEntries(entries.filter(hasValue));
  }
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "string") return textOf(value, name, place);
  if (/^(?:ip_)?protocol$/.test(name)) return protocolOf(value as number);
  return value as number | boolean;
}

/** A text that is no secret; one in JSON is read. */
export function textOf(text: string, name: string, place: Place): Normal {
  const why = whySecret(text, place);
  if (why !== undefined) return new Redacted(why, keyOf(text));
  if (/^(?:ip_)?protocol$/.test(name)) return protocolOf(text);
  const json = parsedDocument(text);
  if (json === undefined) return text;
  return documentOf(json, (part, within) => {
    const reason = whySecret(part, [...place, ...within]);
    return reason === undefined ? part : new Redacted(reason, keyOf(part));
  });
}

/** EC2 API reference, IpPermission: a protocol is one of four names, or its number (IANA, "Protocol Numbers"). */
const protocols: ReadonlyMap<string, string> = new Map([
  ["1", "icmp"],
  ["6", "tcp"],
  ["17", "udp"],
  ["58", "icmpv6"],
  ["all", "-1"],
]);

const protocolOf = (protocol: string | number | boolean): string => protocols.get(String(protocol)) ?? String(protocol);

function redacted(value: Normal | undefined): Normal | undefined {
  return value === undefined || value === unknown || value instanceof Redacted
    ? value
    : new Redacted("marked sensitive", keyOf(value));
}

/** Marks of sensitive values: those of a list's elements are one, since the elements of a set have no place of their own. */
export type Mark = boolean | { readonly element?: Mark; readonly parts?: ReadonlyMap<string, Mark> };

export function folded(marks: unknown): Mark {
  if (marks === true) return true;
  if (Array.isArray(marks)) return { element: marks.map(folded).reduce(both, false) };
  if (!isRecord(marks)) return false;
  return { parts: new Map(Object.entries(marks).map(([key, mark]) => [key, folded(mark)])) };
}

/** What either of two marks hides. */
function both(one: Mark, other: Mark): Mark {
  if (one === true || other === true) return true;
  if (one === false || other === false) return one === false ? other : one;
  const parts = new Map(one.parts);
  for (const [key, mark] of other.parts ?? []) parts.set(key, both(parts.get(key) ?? false, mark));
  return { element: both(one.element ?? false, other.element ?? false), parts };
}

/** Secrets that the provider does not mark: an API key stands in each of its plans too. */
const unmarked: Readonly<Record<string, unknown>> = { aws_api_gateway_usage_plan_key: { value: true } };

/** What is hidden of a resource of a type, by the marks of one side or of both: what is sensitive on one is hidden on the other. */
export const sensitiveOf = (type: string | undefined, ...marks: readonly unknown[]): Mark =>
  [...marks, type === undefined ? false : own(unmarked, type)].map(folded).reduce(both, false);

export const elementOf = (mark: Mark): Mark => (typeof mark === "object" ? (mark.element ?? false) : mark);
export const partOf = (mark: Mark, key: string): Mark =>
  typeof mark === "object" ? (mark.parts?.get(key) ?? false) : mark;

const asRecord = (value: unknown): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {});
const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const hasValue = (entry: readonly [string, Normal | undefined]): entry is readonly [string, Normal] =>
  entry[1] !== undefined;
