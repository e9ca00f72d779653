import { withoutKeys } from "../plan/secrets";

/**
 * Characters that a reader does not see, or that change how other characters are seen: control, format and bidirectional
 * characters, spaces other than the space, and half a surrogate pair (Unicode Standard Annex 44, "General Category Values", and
 * the property Default_Ignorable_Code_Point).
 */
const unseen = /(?! )[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** A text of a plan in characters that a reader sees: `(U+202E)` for one that cannot be seen. No key is in the text. */
export const seen = (text: string): string => withoutKeys(text).replace(unseen, codePointOf);

const codePointOf = (character: string): string =>
  `(U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")})`;

/** The text with no more code points than the limit: what is left out is in the middle, since names differ at both ends. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const points = Array.from(text);
  if (points.length <= limit) return text;
  const head = Math.ceil((limit - 1) / 2);
  return `${points.slice(0, head).join("")}…${points.slice(points.length - (limit - 1 - head)).join("")}`;
}

/** A text of a plan as a format writes the text: no longer than a limit, with all that the format adds. */
export function fitted(text: string, limit: number, written: (text: string) => string): string {
  const clean = withoutKeys(text);
  let size = limit;
  for (;;) {
    const result = written(seen(cut(clean, size)));
    if (result.length <= limit || size <= 1) return result;
    size = Math.max(1, Math.floor((size * limit) / result.length) - 1);
  }
}
