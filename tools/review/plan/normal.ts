import { Redacted } from "./redacted";

class Unknown {
  readonly #after = "(known after apply)";

  toJSON(): string {
    return this.#after;
  }
}

/** Stands for a value that Terraform knows only after apply. */
export const unknown = new Unknown();

/** What a text in JSON says: a policy, a dashboard, an event pattern. */
export class JsonText {
  constructor(readonly value: Normal) {}

  toJSON(): unknown {
    return plainOf(this.value);
  }
}

export interface NormalObject {
  readonly [key: string]: Normal;
}

/** A value in normal form. A list is an array; a set, whose order says nothing, is a `Set` of elements that differ. */
export type Normal =
  | string
  | number
  | boolean
  | null
  | Unknown
  | Redacted
  | JsonText
  | readonly Normal[]
  | ReadonlySet<Normal>
  | NormalObject;

export const isList = (value: Normal | undefined): value is readonly Normal[] => Array.isArray(value);

export const isSet = (value: Normal | undefined): value is ReadonlySet<Normal> => value instanceof Set;

/** The elements of a list or a set; a value alone is one, and an absent value is none. */
export const elementsOf = (value: Normal | undefined): readonly Normal[] =>
  value === undefined ? [] : isList(value) || isSet(value) ? [...value] : [value];

export const isObject = (value: Normal | undefined): value is NormalObject =>
  typeof value === "object" &&
  value !== null &&
  !isList(value) &&
  !isSet(value) &&
  !(value instanceof Unknown) &&
  !(value instanceof Redacted) &&
  !(value instanceof JsonText);

/**
 * The value as one text: equal for two values that mean the same to Terraform, where "6" is 6 and "true" is true. Inside a text
 * in JSON a number is not its text, since an event pattern tells the two apart.
 */
export function keyOf(value: Normal | undefined): string {
  return write(value, false, ({ fingerprint }) => fingerprint);
}

/** As `keyOf`, but without what tells two redacted values apart: the same in every process. */
export function orderOf(value: Normal): string {
  return write(value, false, () => "redacted");
}

function write(value: Normal | undefined, strict: boolean, secret: (value: Redacted) => string): string {
  if (value === undefined) return "absent";
  if (value === null) return "null";
  if (typeof value !== "object") return JSON.stringify(strict ? value : String(value));
  if (value === unknown) return "unknown";
  if (value instanceof Redacted) return `secret ${secret(value)}`;
  if (value instanceof JsonText) return `json ${write(value.value, true, secret)}`;
  if (isList(value)) return `[${value.map((one) => write(one, strict, secret)).join()}]`;
  if (isSet(value))
    return `<${[...value]
      .map((one) => write(one, strict, secret))
      .sort()
      .join()}>`;
  const entries = Object.entries<Normal>(value as NormalObject).map(
    ([key, one]) => `${JSON.stringify(key)}:${write(one, strict, secret)}`,
  );
  return `{${entries.sort().join()}}`;
}

/** The value as JSON can hold it: a set as a list, a document in JSON as its value, and words for what is not shown. */
export function plainOf(value: Normal | undefined): unknown {
  if (value instanceof JsonText) return plainOf(value.value);
  if (isList(value) || isSet(value)) return [...value].map(plainOf);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plainOf(one)]));
  return value instanceof Redacted || value === unknown ? value.toJSON() : value;
}

/** A set of the values that differ, in an order that does not depend on the order that they are given in. */
export function setOf(values: readonly Normal[]): ReadonlySet<Normal> {
  const different = new Map(values.map((value) => [keyOf(value), value]));
  const ordered = [...different.values()].map((value) => ({ value, order: orderOf(value) }));
  return new Set(ordered.sort((one, other) => compare(one.order, other.order)).map(({ value }) => value));
}

export const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
