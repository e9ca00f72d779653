import { hasCommonText } from "./automata";
import { hasVariable, includes, isText, mayMeet, readingsOf, relaxed, type Pattern } from "./patterns";

/** Texts that match one pattern of each union in `all`, and no pattern in `none`. */
export interface TextSet {
  readonly all: readonly (readonly Pattern[])[];
  readonly none: readonly Pattern[];
}

export const everything: TextSet = { all: [["*"]], none: [] };

export const meet = (a: TextSet, b: TextSet): TextSet => simplest([...a.all, ...b.all], [...a.none, ...b.none]);

/** The same set, written with as few patterns as their pairs show. */
function simplest(unions: readonly (readonly Pattern[])[], taken: readonly Pattern[]): TextSet {
  const none = widest(taken);
  const all: (readonly Pattern[])[] = [];
  for (const union of unions) {
    const left = widest(union.filter((one) => !none.some((other) => includes(other, one))));
    const at = all.findIndex((one) => inBoth(one, left) !== undefined);
    if (at < 0) all.push(left);
    else all[at] = inBoth(all[at] ?? [], left) ?? [];
  }
  return { all, none: none.filter((one) => all.every((union) => union.some((other) => mayMeet(one, other)))) };
}

/** Without the patterns that another one includes. */
function widest(patterns: readonly Pattern[]): readonly Pattern[] {
  if (patterns.length < 2) return patterns;
  const different = [...new Set(patterns)].sort();
  return different.filter(
    (one, at) =>
      !different.some((other, place) => place !== at && includes(other, one) && (place < at || !includes(one, other))),
  );
}

/** What two unions have in common as one union; undefined where two patterns only overlap. */
function inBoth(a: readonly Pattern[], b: readonly Pattern[]): readonly Pattern[] | undefined {
  const common: Pattern[] = [];
  for (const one of a)
    for (const other of b) {
      if (includes(other, one)) common.push(one);
      else if (includes(one, other)) common.push(other);
      else if (mayMeet(one, other)) return undefined;
    }
  return widest(common);
}

const within = (narrow: readonly Pattern[], wide: readonly Pattern[]): boolean =>
  narrow === wide || narrow.every((one) => wide.some((other) => includes(other, one)));

/** Whether two sets have surely no text in common, by their patterns alone. */
export const areApart = (a: TextSet, b: TextSet): boolean =>
  a.all.some((left) => b.all.some((right) => !left.some((one) => right.some((other) => mayMeet(one, other)))));

/** The parts of `a` that are surely all of `a` outside of `b`. */
export const minus = (a: TextSet, b: TextSet): TextSet[] =>
  [
    ...b.all.map((union) => simplest(a.all, [...a.none, ...union])),
    ...(b.none.length > 0 ? [simplest([...a.all, b.none], a.none)] : []),
  ].filter((part) => !isEmpty(part));

/**
 * Whether the set surely has no text. Exact without variables. With variables a "yes" holds for all their values: what
 * matches may be any text, what is taken away is surely taken away alone.
 */
export function isEmpty({ all, none }: TextSet): boolean {
  if (all.some((union) => within(union, none))) return true;
  const texts = all.find((union) => union.every(isText));
  if (texts !== undefined)
    return !texts.some(
      (text) =>
        all.every((union) => union.some((one) => mayMeet(one, text))) && !none.some((one) => includes(one, text)),
    );
  if (all.some((a, at) => all.slice(at + 1).some((b) => !a.some((one) => b.some((other) => mayMeet(one, other))))))
    return true;
  const taken = none.filter((one) => !hasVariable(one) && all.every((union) => union.some((p) => mayMeet(p, one))));
  // A `*` has more texts than any list of texts takes away.
  if (all.length === 1 && taken.every(isText) && all.flat().some((one) => relaxed(one).includes("star"))) return false;
  const readings = readingsOf(
    all.map((union) => union.map(relaxed)),
    taken.map(relaxed),
  );
  return !readings.some(([wanted, without]) => hasCommonText(wanted, without));
}
