/** Deeper than any plan of AWS's resources, or any document in one. What goes through a value may call itself so often. */
export const deepest = 100;

/** Whether a parsed value has more levels than `deepest`. */
export function isDeep(json: unknown, levels = deepest): boolean {
  if (levels < 0) return true;
  if (typeof json !== "object" || json === null) return false;
  return Object.values(json).some((value) => isDeep(value, levels - 1));
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A property of the object itself: a plan may name an output as a property that every object has. */
export const own = <T>(from: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(from, key) ? from[key] : undefined;
