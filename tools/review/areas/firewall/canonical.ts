import { type Normal, type NormalObject, isList, isObject, isSet, setOf } from "../../plan/normal";

/** The settings of a statement in one form, whatever they are written like. */
export const canonicalObject = (value: NormalObject): NormalObject =>
  Object.fromEntries(
    Object.entries(value)
      .filter(([name, one]) => one !== standards[name])
      .map(([name, one]) => [name, canonicalAt(name, one)]),
  );

/** What AWS takes where nothing is written (WAF API Reference, SqliMatchStatement and Body). */
export const standards: Readonly<Record<string, string>> = { sensitivity_level: "LOW", oversize_handling: "CONTINUE" };

/** A block that stands once at most is the block itself: `[{…}]` and `{…}` are one. */
export function canonical(value: Normal): Normal {
  if (isList(value)) return value.length === 1 && isObject(value[0]) ? canonical(value[0]) : value.map(canonical);
  if (isSet(value)) return setOf([...value].map(canonical));
  return isObject(value) ? canonicalObject(value) : value;
}

function canonicalAt(name: string, value: Normal): Normal {
  if (name === "country_codes" || name === "asn_list") return isList(value) ? setOf(value) : value;
  if (name === "text_transformation") return transformations(value);
  if (name === "single_header" || name === "single_query_argument") return lowerCase(canonical(value));
  return canonical(value);
}

/** WAF API Reference, SingleHeader: the name is not case sensitive. */
const lowerCase = (value: Normal): Normal =>
  isObject(value) && typeof value["name"] === "string" ? { ...value, name: value["name"].toLowerCase() } : value;

/** The order matters, not the numbers that make the order; `NONE` does nothing (WAF API Reference, TextTransformation). */
function transformations(value: Normal): Normal {
  if (!isSet(value) && !isList(value)) return value;
  return [...value]
    .filter(isObject)
    .sort((one, other) => Number(one["priority"]) - Number(other["priority"]))
    .map(({ type }) => type ?? null)
    .filter((type) => type !== "NONE");
}
