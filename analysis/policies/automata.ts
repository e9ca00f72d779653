/**
 * A character, "any" for `?`, "star" for `*`, or an unknown text `${…}`. "any within a segment" and "star within a segment" take
 * no `:`.
 */
export type Token = string;

type Tokens = readonly Token[];
/** The places of a pattern that a text may have reached. */
type Places = readonly number[];

export const isVariable = (token: Token): boolean => token.startsWith("${");

const isStar = (token: Token | undefined): boolean => token === "star" || token === "star within a segment";

/** What cannot be looked through in so many steps counts as having a common text. */
const mostStates = 20_000;

/**
 * Whether a text matches one pattern of each union in `all`, and no pattern in `none`. Looks for the text in the product of the
 * patterns' automata, which are made deterministic on the way. The letters are those that the patterns write, and one that
 * stands for every other character. A variable is a letter of its own: the same variable takes it, and a `*` in `none`.
 */
export function hasCommonText(all: readonly (readonly Tokens[])[], none: readonly Tokens[]): boolean {
  const wanted = all.flat();
  const patterns = [...wanted, ...none];
  const letters = [...new Set(patterns.flat().filter((token) => token.length === 1 || isVariable(token))), "\u0000"];
  const seen = new Set<string>();
  const waiting: (readonly Places[])[] = [patterns.map((pattern) => withoutStars(pattern, [0]))];
  for (let states = waiting.pop(); states !== undefined; states = waiting.pop()) {
    if (isCommon(all, patterns, states)) return true;
    for (const letter of letters) {
      const next = states.map((places, at) => after(patterns[at] ?? [], places, letter, at >= wanted.length));
      if (!everyUnion(all, (at) => (next[at]?.length ?? 0) > 0)) continue;
      const name = next.join(";");
      if (seen.has(name)) continue;
      if (seen.size > mostStates) return true;
      seen.add(name);
      waiting.push(next);
    }
  }
  return false;
}

/** The places, and those that lie behind a `*` which takes nothing. */
export function withoutStars(tokens: Tokens, places: Iterable<number>): number[] {
  const all = new Set<number>();
  for (const place of places) {
    let at = place;
    all.add(at);
    while (isStar(tokens[at])) all.add((at += 1));
  }
  return [...all].sort((a, b) => a - b);
}

function after(tokens: Tokens, places: Places, letter: Token, starTakesVariables: boolean): Places {
  const next: number[] = [];
  for (const place of places) {
    const token = tokens[place];
    if (token === undefined) continue;
    const takes = letter !== ":" || !token.endsWith("within a segment");
    if (isStar(token) && takes && (starTakesVariables || !isVariable(letter))) next.push(place);
    else if (token === letter || (token.startsWith("any") && takes && !isVariable(letter))) next.push(place + 1);
  }
  return withoutStars(tokens, next);
}

/** Whether each union has a pattern, by its place among the patterns, of which this holds. */
function everyUnion(all: readonly (readonly Tokens[])[], holds: (at: number) => boolean): boolean {
  let start = 0;
  return all.every((union) => {
    const first = start;
    start += union.length;
    return union.some((_, at) => holds(first + at));
  });
}

function isCommon(
  all: readonly (readonly Tokens[])[],
  patterns: readonly Tokens[],
  states: readonly Places[],
): boolean {
  const done = (at: number): boolean => states[at]?.includes(patterns[at]?.length ?? -1) === true;
  const wanted = all.flat().length;
  return everyUnion(all, done) && !patterns.some((_, at) => at >= wanted && done(at));
}
