/** What AWS WAF can do to a request component before it inspects it (WAF API Reference, TextTransformation). */
export const textTransformations = [
  "NONE",
  "BASE64_DECODE",
  "BASE64_DECODE_EXT",
  "CMD_LINE",
  "COMPRESS_WHITE_SPACE",
  "CSS_DECODE",
  "ESCAPE_SEQ_DECODE",
  "HEX_DECODE",
  "HTML_ENTITY_DECODE",
  "JS_DECODE",
  "LOWERCASE",
  "MD5",
  "NORMALIZE_PATH",
  "NORMALIZE_PATH_WIN",
  "REMOVE_NULLS",
  "REPLACE_COMMENTS",
  "REPLACE_NULLS",
  "SQL_HEX_DECODE",
  "URL_DECODE",
  "URL_DECODE_UNI",
  "UTF8_TO_UNICODE",
] as const;

type TextTransformation = (typeof textTransformations)[number];

/**
 * In the order in which they are applied. The order gives each its priority, so no two have the same. `["NONE"]` leaves the
 * component as it was sent.
 */
export type TextTransformations = readonly [TextTransformation, ...TextTransformation[]];

/** WAF Developer Guide, "AWS WAF quotas". */
const mostTransformations = 10;

export function renderTextTransformations(transformations: TextTransformations) {
  return transformations.map((type, priority) => ({ priority, type }));
}

export function textTransformationFaults(transformations: readonly string[], place: string): string[] {
  const count = transformations.length;
  const faults = transformations
    .filter((type) => !(textTransformations as readonly string[]).includes(type))
    .map((type) => `${place} has the text transformation "${type}"; give one of ${textTransformations.join(", ")}`);
  if (count < 1 || count > mostTransformations) {
    faults.push(
      `${place} has ${count} text transformations; give 1 to ${mostTransformations}, with NONE for a component as it was sent`,
    );
  }
  return faults;
}
