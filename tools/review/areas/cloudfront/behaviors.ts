import { type Resource, type Side, attribute, blockOf, blocksOf, textOf } from "../../estate";
import { type NormalObject, keyOf, unknown } from "../../plan/normal";
import { covers, overlap, patternOf } from "./path-patterns";

/** A cache behavior as it stands in a distribution. */
export interface Behavior {
  /** As written; `default` for the default behavior. */
  readonly pattern: string;
  readonly value: NormalObject;
  /** Where the behavior's changes stand: `ordered_cache_behavior[/api/*]`. */
  readonly at: string;
  /** The same through the names of attributes alone, as references have it. */
  readonly reference: string;
}

/** Which behaviors handle the same requests before and after. */
export interface Handled {
  /** Which requests: `path /api/*`. */
  readonly part: string;
  readonly before: Behavior;
  readonly after: Behavior;
  /** Where the reason stands, if another behavior handles the requests than before. */
  readonly because: readonly string[];
}

/** In the order in which CloudFront tries them, the default last; undefined where that is known after apply. */
export function behaviorsOf(distribution: Resource, side: Side): readonly Behavior[] | undefined {
  const value = distribution[side];
  const [ordered, byDefault] = [attribute(value, "ordered_cache_behavior"), blockOf(value, "default_cache_behavior")];
  if (ordered === unknown || byDefault === undefined) return undefined;
  return [
    ...blocksOf(value, "ordered_cache_behavior").map((one): Behavior => {
      const pattern = textOf(one, "path_pattern") ?? "a path known after apply";
      return {
        pattern,
        value: one,
        at: `ordered_cache_behavior[${pattern}]`,
        reference: "ordered_cache_behavior",
      };
    }),
    { pattern: "default", value: byDefault, at: "default_cache_behavior", reference: "default_cache_behavior" },
  ];
}

/**
 * Pairs of the behaviors that handle the same requests. CloudFront takes the first behavior whose pattern matches, so a pattern
 * that comes earlier takes requests from those behind (CloudFront Developer Guide, "Path pattern").
 */
export function handledBy(before: readonly Behavior[], after: readonly Behavior[]): readonly Handled[] {
  const all = [...before, ...after].filter(({ pattern }) => pattern !== "default");
  const patterns = [...new Map(all.map(({ pattern }) => [patternOf(pattern), pattern])).entries()];
  const whole = [["*", "default"] as const, ...patterns].flatMap(([pattern, written]): readonly Handled[] => {
    const [was, is] = [before, after].map((behaviors) => firstFor(behaviors, pattern, written === "default"));
    if (was === undefined || is === undefined) return [];
    return [{ part: partOf(written), before: was, after: is, because: reasons(was, is, written) }];
  });
  return [...whole, ...shared(patterns, before, after)];
}

const partOf = (pattern: string): string => (pattern === "default" ? "default behavior" : `path ${pattern}`);

/** The behavior that all paths of a pattern come to. What is left for the default is what no pattern takes. */
function firstFor(behaviors: readonly Behavior[], pattern: string, isDefault: boolean): Behavior | undefined {
  return behaviors.find((one) =>
    one.pattern === "default" ? true : !isDefault && covers(patternOf(one.pattern), pattern),
  );
}

const order = "ordered_cache_behavior (order)";

function reasons(was: Behavior, is: Behavior, written: string): readonly string[] {
  if (patternOf(was.pattern) === patternOf(is.pattern)) return [];
  return [...new Set([was.at, is.at, `ordered_cache_behavior[${written}]`])]
    .filter((path) => path !== "default_cache_behavior")
    .concat(order);
}

/** Paths that two patterns have in common, of which neither has all that the other has: the order alone decides. */
function shared(
  patterns: readonly (readonly [string, string])[],
  before: readonly Behavior[],
  after: readonly Behavior[],
): readonly Handled[] {
  if (keyOf(before.map(({ pattern }) => pattern)) === keyOf(after.map(({ pattern }) => pattern))) return [];
  return patterns.flatMap(([one, written], index) =>
    patterns.slice(index + 1).flatMap(([other, alsoWritten]): readonly Handled[] => {
      if (covers(one, other) || covers(other, one) || !overlap(one, other)) return [];
      const [was, is] = [before, after].map((behaviors) =>
        behaviors.find(
          ({ pattern }) =>
            pattern === "default" || covers(patternOf(pattern), one) || covers(patternOf(pattern), other),
        ),
      );
      if (was === undefined || is === undefined || patternOf(was.pattern) === patternOf(is.pattern)) return [];
      return [
        {
          part: `paths of both ${written} and ${alsoWritten}`,
          before: was,
          after: is,
          because: [`ordered_cache_behavior[${written}]`, `ordered_cache_behavior[${alsoWritten}]`, order],
        },
      ];
    }),
  );
}
