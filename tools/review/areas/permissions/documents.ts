import { type Resource, type Side, attribute } from "../../estate";
import { JsonText, type Normal, isList, isObject, isSet, unknown } from "../../plan/normal";
import { Redacted } from "../../plan/redacted";

/**
 * A policy of a resource as the policy engine takes one: its JSON, null for none, undefined for one that is known after apply
 * only.
 */
export function documentAt(resource: Resource, side: Side, name: string): unknown {
  const value = attribute(resource[side], name);
  if (value === undefined) return null;
  if (value !== unknown) return jsonOf(value);
  return isLeftToAws(resource, name) ? null : undefined;
}

/** Of a new resource, an attribute that the configuration does not write: AWS fills in its default. */
export const isLeftToAws = ({ action, references }: Resource, name: string): boolean =>
  (action === "create" || action === "replace") && references[name] === undefined;

/** The JSON of a value. A secret in it becomes a text that is equal to itself alone. */
export function jsonOf(value: Normal): unknown {
  if (value instanceof JsonText) return jsonOf(value.value);
  if (value instanceof Redacted) return `\${secret ${value.fingerprint}}`;
  if (value === unknown) return "${known after apply}";
  if (isList(value) || isSet(value)) return [...value].map(jsonOf);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, partOf(key, one)]));
  return value;
}

/** The normal form has each text of a statement as a set, also the principal `*`, which IAM takes as a text alone. */
function partOf(key: string, value: Normal): unknown {
  const json = jsonOf(value);
  return /^(?:Not)?Principal$/.test(key) && Array.isArray(json) && json.length === 1 && json[0] === "*" ? "*" : json;
}

/** A text of the engine without what stands for secrets and for values that are known after apply. */
export const readable = (text: string): string =>
  text
    .replace(/\$\{secret [^}]*\}/g, "(sensitive value)")
    .replace(/\$\{known after apply[^}]*\}/g, "(known after apply)");
