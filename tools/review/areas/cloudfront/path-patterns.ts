/** `/api/*` and `api/*` are one pattern (CloudFront Developer Guide, "Path pattern"). */
export const patternOf = (text: string): string => text.replace(/^\//, "");

/** Whether all paths of a pattern match another: `*` is any text, and `?` any one character. */
export function covers(wide: string, narrow: string): boolean {
  const text = wide.replaceAll(/[.*+?^${}()|[\]\\]/g, (one) =>
    one === "*" ? ".*" : one === "?" ? "[^*]" : `\\${one}`,
  );
  return new RegExp(`^${text}$`, "s").test(narrow);
}

/** Whether some path matches both patterns. */
export function overlap(one: string, other: string): boolean {
  const [left, right] = [Array.from(one), Array.from(other)];
  // Whether the ends of both, from the two positions on, match some text in common.
  let behind: readonly boolean[] = [];
  for (let i = left.length; i >= 0; i--) {
    const row: boolean[] = [];
    for (let j = right.length; j >= 0; j--) {
      const [a, b] = [left[i], right[j]];
      const [skipLeft, skipRight] = [behind[j] === true, row[j + 1] === true];
      if (a === "*" || b === "*") row[j] = (a !== undefined && skipLeft) || (b !== undefined && skipRight);
      else if (a === undefined || b === undefined) row[j] = a === b;
      else row[j] = (a === b || a === "?" || b === "?") && behind[j + 1] === true;
    }
    behind = row;
  }
  return behind[0] === true;
}
