/** One thing that is wrong with an environment: where, and the value and the rule as a sentence's end. */
export interface Fault {
  /** The place, and any other place that the rule read, so that a rule is silent where one of them is itself at fault. */
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
