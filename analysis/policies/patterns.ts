import { hasCommonText, isVariable, withoutStars, type Token } from "./automata";

/**
 * A pattern of IAM: `*` is any text, `?` one character, and both cross `/`. In an ARN, a `*` that is the last character of a
 * segment crosses `:` too (IAM User Guide, "IAM JSON policy elements: Resource"). Of a `*` or a `?` inside of a segment AWS does
 * not say whether `:` is crossed: such a pattern has two readings, and what is sure here is so in both. `${*}`, `${?}` and `${$}` are the characters themselves (IAM User Guide, "IAM policy elements:
 * Variables and tags"). Every other `${…}`, a policy variable or a reference of Terraform, is a text that nobody knows here.
 */
export type Pattern = string;

const star = "star";
const one = "any";
const starWithin = "star within a segment";
const oneWithin = "any within a segment";
const cache = new Map<Pattern, readonly Token[]>();

function tokensOf(pattern: Pattern): readonly Token[] {
  const known = cache.get(pattern);
  if (known !== undefined) return known;
  const tokens = split(pattern);
  if (cache.size > 20_000) cache.clear();
  cache.set(pattern, tokens);
  return tokens;
}

function split(pattern: Pattern): Token[] {
  const tokens = written(pattern);
  if (!pattern.startsWith("arn:")) return tokens;
  return tokens.map((token, at) => {
    if (token === one) return oneWithin;
    return token === star && !endsSegment(tokens, at) ? starWithin : token;
  });
}

function endsSegment(tokens: readonly Token[], at: number): boolean {
  const next = tokens.slice(at).find((token) => token !== star);
  return next === undefined || next === ":";
}

function written(pattern: Pattern): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < pattern.length;) {
    const end = pattern.startsWith("${", at) ? endOfVariable(pattern, at) : -1;
    if (end > 0) {
      const variable = pattern.slice(at, end);
      tokens.push(/^\$\{[*?$]\}$/.test(variable) ? variable.charAt(2) : variable);
      at = end;
    } else {
      const character = pattern.charAt(at);
      tokens.push(character === "*" ? star : character === "?" ? one : character);
      at += 1;
    }
  }
  return tokens;
}

/** Where the variable that begins at `start` ends; Terraform nests braces. */
function endOfVariable(pattern: Pattern, start: number): number {
  let depth = 0;
  for (let at = start; at < pattern.length; at += 1) {
    if (pattern.charAt(at) === "{") depth += 1;
    if (pattern.charAt(at) === "}") {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return -1;
}

const isCharacter = (token: Token): boolean => token.length === 1;
const isWithin = (token: Token): boolean => token === starWithin || token === oneWithin;

/** The pattern as it is where each `*` and `?` crosses `:`. */
const crossing = (tokens: readonly Token[]): readonly Token[] =>
  tokens.some(isWithin)
    ? tokens.map((token) => (token === starWithin ? star : token === oneWithin ? one : token))
    : tokens;

/** Whether the pattern has a text that nobody knows before the apply, or before the request. */
export const hasVariable = (pattern: Pattern): boolean => pattern.includes("${") && tokensOf(pattern).some(isVariable);

/** Whether the pattern is one known text. */
export const isText = (pattern: Pattern): boolean => tokensOf(pattern).every(isCharacter);

/** The pattern that matches this text alone, whatever characters are in it; variables stay variables. */
export const asText = (text: string): Pattern => text.replace(/[*?]/g, "${$&}").replace(/\$\{\$\{([*?])\}\}/g, "${$1}");

/** Lower case, outside variables of Terraform, whose names have cases. */
export const lowerCase = (pattern: Pattern): Pattern =>
  pattern.includes("${")
    ? written(pattern)
        .map((token) =>
          token === star ? "*" : token === one ? "?" : isVariable(token) ? token : asText(token.toLowerCase()),
        )
        .join("")
    : pattern.toLowerCase();

function memo(compute: (a: Pattern, b: Pattern) => boolean): (a: Pattern, b: Pattern) => boolean {
  const known = new Map<Pattern, Map<Pattern, boolean>>();
  let size = 0;
  return (a, b) => {
    const found = known.get(a)?.get(b);
    if (found !== undefined) return found;
    const answer = compute(a, b);
    if (size > 100_000) {
      known.clear();
      size = 0;
    }
    size += 1;
    const row = known.get(a) ?? new Map<Pattern, boolean>();
    known.set(a, row.set(b, answer));
    return answer;
  };
}

/**
 * Whether `wide` surely matches all that `narrow` matches. Each variable is a letter of its own, which a `*` and the same
 * variable alone take, so that a "yes" holds for every value of the variables. Exact where there is no variable.
 */
export const includes = memo((wide, narrow) => {
  if (wide === narrow || wide === "*") return true;
  const [strictOuter, strictInner] = [tokensOf(wide), tokensOf(narrow)];
  const [outer, inner] = [crossing(strictOuter), crossing(strictInner)];
  const hasTwoReadings = outer !== strictOuter || inner !== strictInner;
  if (hasTwoReadings && hasCommonText([[strictInner]], [strictOuter])) return false;
  if (outer.includes(one) && !inner.every(isCharacter)) return !hasCommonText([[inner]], [outer]);
  // Without a `?` in `wide`, a character that nobody wrote can only be taken by a `*`, and proves each other character.
  return accepts(
    outer,
    inner.map((token) => (token === star || token === one ? "\u0000" : token)),
  );
});

/** Whether a text may be matched by both: variables may be any text. Exact where there is none. */
export const mayMeet = memo((a, b) => {
  if (a === "*" || b === "*" || a === b) return true;
  const [left, right] = [crossing(relaxed(a)), crossing(relaxed(b))];
  let row = new Set([0]);
  // row: the places in `right` that a common text may have reached, for a place in `left`.
  for (let at = 0; ; at += 1) {
    const token = left[at];
    row = new Set(withoutStars(right, row));
    if (token === undefined) return row.has(right.length);
    row = token === star ? everythingAfter(right, row) : step(right, row, token);
    if (row.size === 0) return false;
  }
});

export const relaxed = (pattern: Pattern): readonly Token[] =>
  hasVariable(pattern) ? tokensOf(pattern).map((token) => (isVariable(token) ? star : token)) : tokensOf(pattern);

/** The readings of patterns together: one where nothing within a segment crosses `:`, and one where everything does. */
export const readingsOf = (
  all: readonly (readonly (readonly Token[])[])[],
  none: readonly (readonly Token[])[],
): readonly Parameters<typeof hasCommonText>[] =>
  [...all.flat(), ...none].some((tokens) => tokens.some(isWithin))
    ? [
        [all, none],
        [all.map((union) => union.map(crossing)), none.map(crossing)],
      ]
    : [[all, none]];

const everythingAfter = (tokens: readonly Token[], places: ReadonlySet<number>): Set<number> => {
  const first = Math.min(...places);
  return new Set(Array.from({ length: tokens.length - first + 1 }, (_, at) => first + at));
};

/** From the places, by a letter that `token` matches: the places after the letter. */
function step(tokens: readonly Token[], places: ReadonlySet<number>, token: Token): Set<number> {
  const next = new Set<number>();
  for (const place of places) {
    const own = tokens[place];
    if (own === star) next.add(place);
    else if (own !== undefined && (own === one || token === one || own === token)) next.add(place + 1);
  }
  return next;
}

/** Whether the pattern takes this word of letters. */
function accepts(tokens: readonly Token[], word: readonly Token[]): boolean {
  let [at, back, taken] = [0, -1, 0];
  for (let place = 0; place < word.length;) {
    const letter = word[place] ?? "";
    const token = tokens[at];
    if (token === star) {
      back = at;
      taken = place;
      at += 1;
    } else if (token !== undefined && (token === letter || (token === one && !isVariable(letter)))) {
      at += 1;
      place += 1;
    } else if (back >= 0) {
      at = back + 1;
      taken += 1;
      place = taken;
    } else return false;
  }
  while (tokens[at] === star) at += 1;
  return at === tokens.length;
}
