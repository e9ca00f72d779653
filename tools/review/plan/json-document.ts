import { isDeep, isRecord } from "./json-value";
import { JsonText, type Normal, type NormalObject, setOf } from "./normal";

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Reads a text that is an object or a list in JSON; undefined for any other text. */
export function parsedDocument(text: string): Json | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  // A number of so many digits is not kept exactly: such a text is compared as a text.
  if (/[:[,\s]-?\d{16}/.test(text)) return undefined;
  try {
    const json = JSON.parse(text) as Json;
    return isDeep(json) ? undefined : json;
  } catch {
    return undefined;
  }
}

/** A document in JSON as a value; of a policy, the order of statements, the Sids, and a list of one say nothing. */
export function documentOf(json: Json, shown: (text: string, place: readonly string[]) => Normal): JsonText {
  const policy = isRecord(json) && isStatements(json["Statement"]);
  const plain = (value: Json, place: readonly string[]): Normal => {
    if (typeof value === "string") return shown(value, place);
    if (isArray(value)) return value.map((one) => plain(one, place));
    if (isRecord(value)) return mapped(value, (one, key) => plain(one, [...place, key]));
    return value;
  };
  if (!policy) return new JsonText(plain(json, []));
  return new JsonText(
    mapped(json, (value, key) =>
      key === "Statement" ? setOf(listOf(value).map((one) => statementOf(one, plain))) : plain(value, [key]),
    ),
  );
}

type Plain = (value: Json, place: readonly string[]) => Normal;

/** The elements of a statement that take a text or a list of texts (IAM user guide, "Grammar of the IAM JSON policy language"). */
const oneOrMore = new Set(["Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal"]);

function statementOf(statement: Json, plain: Plain): Normal {
  if (!isRecord(statement)) return plain(statement, ["Statement"]);
  const { Sid: _, ...meaning } = statement;
  return mapped(meaning, (value, key) => {
    const place = ["Statement", key];
    if (oneOrMore.has(key))
      return isRecord(value)
        ? mapped(value, (one, kind) => texts(one, [...place, kind], plain))
        : texts(value, place, plain);
    if (key !== "Condition" || !isRecord(value)) return plain(value, place);
    return mapped(value, (keys, operator) =>
      isRecord(keys) ? mapped(keys, (one, name) => texts(one, [...place, operator, name], plain)) : plain(keys, place),
    );
  });
}

/** IAM compares texts: `true` in a condition is "true". */
const texts = (value: Json, place: readonly string[], plain: Plain): Normal =>
  setOf(listOf(value).map((one) => plainText(one, place, plain)));

function plainText(value: Json, place: readonly string[], plain: Plain): Normal {
  return plain(typeof value === "number" || typeof value === "boolean" ? String(value) : value, place);
}

const isArray = (value: Json): value is readonly Json[] => Array.isArray(value);
const listOf = (value: Json): readonly Json[] => (isArray(value) ? value : [value]);
const isStatements = (value: Json | undefined): boolean =>
  value !== undefined && listOf(value).every((one) => isRecord(one) && "Effect" in one);

const mapped = (of: Readonly<Record<string, Json>>, by: (value: Json, key: string) => Normal): NormalObject =>
  Object.fromEntries(Object.entries(of).map(([key, value]) => [key, by(value, key)]));
