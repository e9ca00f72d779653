/** A value that is known after apply only. Two such values are equal if they stand at the same place. */
export interface Unknown {
  /** Where the value stands: `aws_security_group.app.id`. */
  readonly unknown: string;
}

export function isUnknown(value: unknown): value is Unknown {
  return typeof value === "object" && value !== null && "unknown" in value && typeof value.unknown === "string";
}

/**
 * Puts an `Unknown` at each place of a resource's values that Terraform marks as known after apply. Terraform leaves such
 * values out of `after`, and has `true` in their place in `after_unknown` (Terraform, "JSON Output Format").
 *
 * @param resolved Values of places that the caller can tell. A rule of a replaced group refers to what is known after apply;
 * with the id of the group before its replacement at the rule's place, the rule means the same before and after.
 */
export function withUnknowns(
  values: unknown,
  unknown: unknown,
  place: string,
  resolved: ReadonlyMap<string, unknown> = new Map(),
): unknown {
  if (unknown === true) return resolved.has(place) ? resolved.get(place) : { unknown: place };
  if (Array.isArray(unknown)) {
    const list: readonly unknown[] = Array.isArray(values) ? values : [];
    return Array.from({ length: Math.max(list.length, unknown.length) }, (_, index) =>
      withUnknowns(list[index], unknown[index], `${place}[${index}]`, resolved),
    );
  }
  if (typeof unknown !== "object" || unknown === null) return values;
  const marked = Object.entries(unknown).map(([key, mark]) => [
    key,
    withUnknowns(field(values, key), mark, `${place}.${key}`, resolved),
  ]);
  return { ...(typeof values === "object" ? values : {}), ...Object.fromEntries(marked) };
}

/** A field of a JSON object; undefined if there is no such field or no object. */
export function field(values: unknown, key: string): unknown {
  return typeof values === "object" && values !== null ? (values as Readonly<Record<string, unknown>>)[key] : undefined;
}

/** A JSON value as a list: a list as it is, null and undefined as none, all else as one. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}

/** A JSON number, also if written as text. Undefined for what is neither. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === "number" && Number.isInteger(value)) return value;
  return typeof value === "string" && /^-?\d+$/.test(value) ? Number(value) : undefined;
}
