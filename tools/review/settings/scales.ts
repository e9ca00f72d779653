import { type Normal, isObject, unknown } from "../plan/normal";
import { Redacted } from "../plan/redacted";

/** The order of an attribute's values. */
export interface Scale {
  /** The higher, the stronger. Undefined for a value that has no place in the order. */
  readonly levelOf: (value: Normal | undefined) => number | undefined;
  readonly inWords: (value: Normal | undefined) => string;
}

/** A value in words. Only plain values have any. */
export function wordOf(value: Normal | undefined): string {
  if (value === undefined || value === null) return "not set";
  if (value === unknown) return "known after apply";
  if (value instanceof Redacted) return value.toString();
  return typeof value === "object" || isObject(value) ? "another value" : String(value);
}

/** @param absent what AWS does where the attribute is not set */
export function onOff({ strong = true, absent = !strong }: { strong?: boolean; absent?: boolean } = {}): Scale {
  const isOn = (value: Normal | undefined): boolean | undefined =>
    value === undefined ? absent : { true: true, false: false }[wordOf(value)];
  return {
    levelOf: (value) => {
      const on = isOn(value);
      return on === undefined ? undefined : Number(on === strong);
    },
    inWords: (value) => ({ true: "on", false: "off" })[String(isOn(value))] ?? wordOf(value),
  };
}

/** @param levels the level of each value */
export const ranks = (levels: Readonly<Record<string, number>>, absent?: string): Scale => {
  const nameOf = (value: Normal | undefined): string => (value === undefined ? (absent ?? "not set") : wordOf(value));
  return {
    levelOf: (value) => (Object.hasOwn(levels, nameOf(value)) ? levels[nameOf(value)] : undefined),
    inWords: nameOf,
  };
};

/** @param values the weakest first */
export const ordered = (values: readonly string[], absent?: string): Scale =>
  ranks(Object.fromEntries(values.map((value, level) => [value, level])), absent);

interface Amount {
  readonly unit: string;
  readonly stronger: "more" | "less";
  readonly absent?: number;
  /** What zero means, where zero is no amount but for ever. */
  readonly endless?: string;
}

/** A number with a unit. */
export function amount({ unit, stronger, absent, endless }: Amount): Scale {
  const numberOf = (value: Normal | undefined): number | undefined => {
    const found = value === undefined ? absent : /^-?\d+(?:\.\d+)?$/.test(wordOf(value)) ? Number(value) : undefined;
    return found === 0 && endless !== undefined ? Infinity : found;
  };
  return {
    levelOf: (value) => {
      const found = numberOf(value);
      return found === undefined ? undefined : stronger === "more" ? found : -found;
    },
    inWords: (value) => {
      const found = numberOf(value);
      return found === undefined ? wordOf(value) : found === Infinity ? (endless ?? "") : counted(found, unit);
    },
  };
}

/** `1 day`, `30 days`. */
export const counted = (count: number, unit: string): string => `${String(count)} ${unit}${count === 1 ? "" : "s"}`;

/** `a, b and c`. */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
