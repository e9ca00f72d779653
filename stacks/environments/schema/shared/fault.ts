/** A fault of an environment: its place, and the value and the rule as the end of a sentence. */
export interface Fault {
  /** `path`: the place. `reads`: other places that the rule read. The rule is silent if one of these is at fault. */
  readonly path: readonly PropertyKey[];
  readonly reads?: readonly (readonly PropertyKey[])[];
  readonly message: string;
}

/** Quotes a value as it would be typed, shortened, for a sentence. */
export function quote(value: unknown): string {
  if (value === undefined) return "missing";
  const text = JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
