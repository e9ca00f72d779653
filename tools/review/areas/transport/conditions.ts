import { attribute, blocksOf, textOf } from "../../estate";
import { isList, isSet, keyOf, unknown } from "../../plan/normal";
import { Redacted } from "../../plan/redacted";
import type { Value } from "../../settings/paths";
import { scalar } from "../../settings/words";

/** One thing that a rule asks of a request. Any of the values will do. */
export interface Condition {
  /** `host`, `header x-origin-verify`. */
  readonly name: string;
  readonly kind: "address" | "check";
  /** By what tells the values apart, the values in words. */
  readonly values: ReadonlyMap<string, string>;
}

/**
 * The conditions of a rule: a request must meet each. Undefined where they are known after apply
 * (User Guide for Application Load Balancers, "Condition types for listener rules").
 */
export function conditionsOf(value: Value): readonly Condition[] | undefined {
  if (attribute(value, "condition") === unknown) return undefined;
  const found: Condition[] = [];
  for (const condition of blocksOf(value, "condition")) {
    for (const [block, name] of plainKinds)
      for (const one of blocksOf(condition, block))
        found.push({
          name,
          kind: block === "host_header" || block === "path_pattern" ? "address" : "check",
          values: valuesOf(attribute(one, "values")),
        });
    for (const one of blocksOf(condition, "http_header"))
      found.push({
        name: `header ${(textOf(one, "http_header_name") ?? "").toLowerCase()}`,
        kind: "check",
        values: valuesOf(attribute(one, "values")),
      });
    const queries = blocksOf(condition, "query_string");
    if (queries.length > 0)
      found.push({
        name: "query string",
        kind: "check",
        values: new Map(
          queries.map((one) => [keyOf(one), `${textOf(one, "key") ?? "any"}=${textOf(one, "value") ?? ""}`]),
        ),
      });
  }
  return found.some(({ values }) => values.has("unknown")) ? undefined : merged(found);
}

const plainKinds = [
  ["host_header", "host"],
  ["path_pattern", "path"],
  ["http_request_method", "method"],
  ["source_ip", "source address"],
] as const;

function valuesOf(value: Value): ReadonlyMap<string, string> {
  if (value === unknown) return new Map([["unknown", "known after apply"]]);
  if (value instanceof Redacted) return new Map([[keyOf(value), value.toString()]]);
  const texts = isSet(value) || isList(value) ? [...value] : [];
  return new Map(texts.map((one) => [keyOf(one), scalar(one)]));
}

/** Two conditions of one name are both met only by what both have: kept apart by a number. */
function merged(conditions: readonly Condition[]): readonly Condition[] {
  const seen = new Map<string, number>();
  return conditions.map((one) => {
    const count = (seen.get(one.name) ?? 0) + 1;
    seen.set(one.name, count);
    return count === 1 ? one : { ...one, name: `${one.name} (${String(count)})` };
  });
}

/** How one condition differs. `wider`: more requests meet the condition. */
export interface Difference {
  readonly name: string;
  readonly kind: Condition["kind"];
  readonly extent: "wider" | "narrower" | "other";
  readonly before: string;
  readonly after: string;
  /** Values of an address that no request comes by any more, or comes by now. */
  readonly lost: readonly string[];
  readonly gained: readonly string[];
}

export function differencesOf(before: readonly Condition[], after: readonly Condition[]): readonly Difference[] {
  const [had, has] = [before, after].map((all) => new Map(all.map((one) => [one.name, one])));
  const names = [...new Set([...(had?.keys() ?? []), ...(has?.keys() ?? [])])].sort();
  return names.flatMap((name) => {
    const [one, other] = [had?.get(name), has?.get(name)];
    const lost = [...(one?.values ?? [])].filter(([key]) => other?.values.has(key) !== true).map(([, words]) => words);
    const gained = [...(other?.values ?? [])].filter(([key]) => one?.values.has(key) !== true).map(([, word]) => word);
    if (one !== undefined && other !== undefined && lost.length + gained.length === 0) return [];
    const extent =
      other === undefined
        ? "wider"
        : one === undefined
          ? "narrower"
          : lost.length === 0
            ? "wider"
            : gained.length === 0
              ? "narrower"
              : "other";
    return [
      {
        name,
        kind: (one ?? other)?.kind ?? "check",
        extent,
        before: wordsOf(one),
        after: wordsOf(other),
        // A condition that is taken away loses nobody, and one that is added gains nobody.
        lost: other === undefined ? [] : lost,
        gained: one === undefined ? [] : gained,
      } satisfies Difference,
    ];
  });
}

const wordsOf = (condition: Condition | undefined): string =>
  condition === undefined ? "any" : [...condition.values.values()].sort().join(", ");

/** All conditions in words: `host app.example.com and header x-origin-verify`. */
export const allWords = (conditions: readonly Condition[] | undefined): string =>
  conditions === undefined
    ? "requests known after apply"
    : conditions.map((one) => `${one.name} ${wordsOf(one)}`).join(" and ") || "any request";
