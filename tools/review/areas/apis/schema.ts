import { isList, isObject, keyOf, type Normal, type NormalObject } from "../../plan/normal";

/** How what a JSON schema lets through changes. */
type SchemaChange = "same" | "looser" | "stricter" | "cannot tell";

/** The larger, the looser. */
const loosens = ["maximum", "maxLength", "maxItems", "maxProperties", "exclusiveMaximum"];
/** The smaller, the looser. */
const tightens = ["minimum", "minLength", "minItems", "minProperties", "exclusiveMinimum"];
/** What is said for readers only (JSON Schema draft 4, "Metadata keywords"). */
const spoken = ["title", "description", "default", "$schema", "id"];

/**
 * Compares two JSON schemas (draft 4, API Gateway Developer Guide, "Data models for REST APIs") keyword by keyword. A keyword
 * that this has no order for, such as `pattern` or `$ref`, changes in a way that cannot be told.
 */
export function schemaChange(before: Normal | undefined, after: Normal | undefined): SchemaChange {
  if (keyOf(before) === keyOf(after)) return "same";
  if (before === undefined) return "stricter";
  if (after === undefined) return "looser";
  if (!isObject(before) || !isObject(after)) return "cannot tell";
  const [had, has] = [before, after].map((one) => Object.keys(one).filter((name) => !spoken.includes(name)));
  // A schema without a keyword takes anything.
  if (had?.length === 0 || has?.length === 0)
    return had?.length === has?.length ? "same" : had?.length === 0 ? "stricter" : "looser";
  const names = [...new Set([...(had ?? []), ...(has ?? [])])];
  return together(names.map((name) => keywordChange(name, before[name], after[name])));
}

function keywordChange(name: string, before: Normal | undefined, after: Normal | undefined): SchemaChange {
  if (keyOf(before) === keyOf(after)) return "same";
  if (loosens.includes(name)) return limitChange(before, after);
  if (tightens.includes(name)) return inverse(limitChange(before, after));
  if (name === "required") return membersChange(before, after);
  if (name === "enum")
    return before === undefined || after === undefined ? gone(after) : inverse(membersChange(before, after));
  if (name === "properties") return propertiesChange(before, after);
  if (name === "additionalProperties" || name === "additionalItems") return additionalChange(before, after);
  if (name === "items") return schemaChange(before, after);
  if (name === "uniqueItems") return after === true ? "stricter" : "looser";
  return before === undefined || after === undefined ? gone(after) : "cannot tell";
}

/** A keyword more asks for more. */
const gone = (after: Normal | undefined): SchemaChange => (after === undefined ? "looser" : "stricter");

function limitChange(before: Normal | undefined, after: Normal | undefined): SchemaChange {
  if (before === undefined || after === undefined) return gone(after);
  if (typeof before !== "number" || typeof after !== "number") return "cannot tell";
  return after > before ? "looser" : "stricter";
}

/** Of a list that is the stricter, the longer. */
function membersChange(before: Normal | undefined, after: Normal | undefined): SchemaChange {
  const [had, has] = [before, after].map((one) => new Set(isList(one) ? one.map(keyOf) : []));
  const [lost, won] = [[...(had ?? [])].some((one) => !has?.has(one)), [...(has ?? [])].some((one) => !had?.has(one))];
  return together([lost ? "looser" : "same", won ? "stricter" : "same"]);
}

/** A property that is described is held to its description; whether one that is not may stand there, another keyword says. */
function propertiesChange(before: Normal | undefined, after: Normal | undefined): SchemaChange {
  const [had, has]: readonly NormalObject[] = [before, after].map((one) => (isObject(one) ? one : {}));
  const names = [...new Set([...Object.keys(had ?? {}), ...Object.keys(has ?? {})])];
  return together(
    names.map((name) => {
      const [one, other] = [had?.[name], has?.[name]];
      return one === undefined || other === undefined ? "cannot tell" : schemaChange(one, other);
    }),
  );
}

function additionalChange(before: Normal | undefined, after: Normal | undefined): SchemaChange {
  const isOpen = (value: Normal | undefined): boolean => value === undefined || value === true;
  if (isOpen(before) && isOpen(after)) return "same";
  if (isOpen(after) || before === false) return "looser";
  if (isOpen(before) || after === false) return "stricter";
  return schemaChange(before, after);
}

const inverse = (change: SchemaChange): SchemaChange =>
  change === "looser" ? "stricter" : change === "stricter" ? "looser" : change;

function together(changes: readonly SchemaChange[]): SchemaChange {
  const different = new Set(changes.filter((one) => one !== "same"));
  if (different.size === 0) return "same";
  const [only] = different;
  return different.size === 1 && only !== undefined ? only : "cannot tell";
}
