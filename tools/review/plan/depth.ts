/** Deeper than any plan of AWS's resources, or any document in one. What goes through a value may call itself so often. */
export const deepest = 100;

/** Whether a parsed value has more levels than `deepest`. */
export function isDeep(json: unknown): boolean {
  let level = [json];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return true;
    level = level.flatMap((value) =>
      typeof value === "object" && value !== null ? (Object.values(value) as unknown[]) : [],
    );
  }
  return false;
}
