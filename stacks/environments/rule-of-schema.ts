import { distance } from "fastest-levenshtein";
import type { z } from "zod";
import { quote } from "./schema/shared/fault";

type Schema = z.core.$ZodTypes;

/** The rule that a value breaks, as the end of a sentence, for a schema without a message of its own. */
export function ruleOf(issue: z.core.$ZodRawIssue): string {
  const { inst } = issue as { readonly inst?: { readonly _zod: { readonly def: unknown } } };
  switch (issue.code) {
    case "too_small":
    case "too_big":
      return `give ${issue.code === "too_small" ? `${String(issue.minimum)} or more` : `${String(issue.maximum)} or fewer`}`;
    case "unrecognized_keys":
      return inGroup(keysOf(inst as Schema));
    default:
      return inst === undefined ? "give another value" : wanted(inst as Schema);
  }
}

/** What a schema without a message of its own takes, as the end of a sentence. */
export function wanted(given: Schema): string {
  const schema = bare(given);
  const { def } = schema._zod;
  switch (def.type) {
    case "object":
      return `give a group of settings: { ${listed(keysOf(schema))} }`;
    case "record":
      return "give a group, with an entry for each name";
    case "array":
      return "give a list";
    case "string":
      return ownWords(schema) ?? "give text";
    case "boolean":
      return "give true or false";
    case "number":
      return ownWords(schema) ?? "give a number";
    case "enum":
      return `give one of ${listed(Object.values(def.entries).map(quote))}`;
    case "literal":
      return `give ${def.values.map(quote).join(" or ")}`;
    case "union":
      return def.options.map((option) => wanted(option as Schema)).join("; or ");
    default:
      return "leave it out";
  }
}

/** The message of a schema's first check, which is a rule for the whole value. */
function ownWords(schema: Schema): string | undefined {
  const checks = (schema._zod.def as { readonly checks?: readonly z.core.$ZodCheck[] }).checks ?? [];
  return checks.flatMap(({ _zod: { def } }) => {
    const said = def.error?.({ code: "custom", input: undefined, path: [] } as never);
    return typeof said === "string" ? [said] : (said?.message ?? []);
  })[0];
}

const keysOf = (schema: Schema): string[] => {
  const { def } = schema._zod;
  if (def.type === "record") return keysOfTable(def.keyType as Schema);
  return def.type === "object" ? keysOfShape(def.shape as Readonly<Record<string, Schema>>) : [];
};

/** Empty for a table with names of the user's own. */
const keysOfTable = ({ _zod: { def } }: Schema): string[] => (def.type === "enum" ? Object.keys(def.entries) : []);

/** Without settings that exist only to name what to give instead. */
const keysOfShape = (shape: Readonly<Record<string, Schema>>): string[] =>
  Object.keys(shape).filter((key) => shape[key] !== undefined && bare(shape[key])._zod.def.type !== "never");

const most = 30;

const listed = (names: readonly string[]): string =>
  names.length > most ? `${names.slice(0, most).join(", ")} and ${names.length - most} more` : names.join(", ");

/** Makes an issue's message of a group's setting names. The separator tells it from a schema's own words. */
const separator = "\n";
const inGroup = (names: readonly string[]): string => `${separator}${names.join(separator)}`;

/**
 * The remedy for an unknown setting: the similar setting of the group, the group's settings, and settings of that name in
 * other groups.
 *
 * @param message of the issue: `ruleOf` a group, or the schema's own words
 */
export function remedyFor(name: string, message: string, all: Schema): string {
  if (!message.startsWith(separator)) return message;
  const group = message.split(separator).filter(Boolean);
  const [near] = nearest(name, group);
  const elsewhere = near === undefined ? namedLike(name, all) : [];
  return [
    ...(near === undefined ? [] : [`give ${near}`]),
    group.length === 0 ? "leave it out: the group has no setting" : `the group has ${listed(group)}`,
    ...(elsewhere.length === 0 ? [] : [`there ${elsewhere.length === 1 ? "is" : "are"} ${listed(elsewhere)}`]),
  ].join("; ");
}

/** Names that differ by a letter or two: by one in three letters at most. */
const nearest = (name: string, names: readonly string[]): string[] =>
  names
    .map((one) => ({ one, far: distance(one.toLowerCase(), name.toLowerCase()) }))
    .filter(({ one, far }) => far <= Math.floor(Math.min(one.length, name.length) / 3))
    .sort((one, other) => one.far - other.far)
    .map(({ one }) => one);

/** Names that many groups have, and that lead to no setting of their own. */
const ofDeparture = ["value", "reason", "until"];

/** Settings of other groups with this last name: the outermost, and three at most, since more would be a guess. */
function namedLike(name: string, all: Schema): string[] {
  const last = (path: string): string => path.slice(path.lastIndexOf(".") + 1);
  if (ofDeparture.includes(name)) return [];
  const found = pathsOf(all, "", new Set()).filter((path) => last(path).toLowerCase() === name.toLowerCase());
  const depth = (path: string): number => path.split(".").length;
  const [first, ...others] = [...new Set(found)].sort((one, other) => depth(one) - depth(other));
  if (first === undefined) return [];
  return [first, ...others.filter((path) => depth(path) === depth(first))].slice(0, 3);
}

/** Every setting, as a record names it, without the contents of tables and lists. */
function pathsOf(schema: Schema, path: string, around: ReadonlySet<Schema>): string[] {
  return optionsOf(bare(schema)).flatMap((option) => {
    const { def } = option._zod;
    if (def.type !== "object" || around.has(option)) return [];
    return keysOf(option).flatMap((key) => {
      const at = path === "" ? key : `${path}.${key}`;
      return [at, ...pathsOf(def.shape[key] as Schema, at, new Set([...around, option]))];
    });
  });
}

/** Unwraps a schema that may be left out or has a default. */
export function bare(schema: Schema): Schema {
  const { def } = schema._zod;
  if (def.type === "optional" || def.type === "default" || def.type === "prefault" || def.type === "nullable")
    return bare(def.innerType as Schema);
  return def.type === "pipe" ? bare(def.in as Schema) : schema;
}

export const optionsOf = (schema: Schema): Schema[] => {
  const { def } = schema._zod;
  return def.type === "union" ? def.options.map((option) => bare(option as Schema)).flatMap(optionsOf) : [schema];
};
