import type { z } from "zod";
import { apiScopes } from "../../../stacks/environments/api-scopes";
import { bare, wanted } from "../../../stacks/environments/rule-of-schema";
import { departs, isGroupAlone, isTable, type Schema, type Setting } from "../../support/settings";

/** What a setting takes, as a synth says it of a wrong value; nothing for a group, whose settings say it. */
export function ruleOf(setting: Setting): string | undefined {
  if (isGroupAlone(setting) && departs(setting)) return "{ reason, until? }, and its settings";
  const rules = setting.schemas.map((schema) => {
    const own = said(schema);
    if (own === undefined) return isGroupAlone(setting) ? undefined : wantedOf(schema);
    const ofItem = itemOf(schema);
    return ofItem === undefined || own.includes(ofItem) ? own : `${own}; each: ${ofItem}`;
  });
  const found = [...new Set(rules)].filter((rule) => rule !== undefined);
  return found.length === 0 ? undefined : found.join(" or ");
}

/** The schema's own message, whatever is wrong with the value. */
function said(given: Schema): string | undefined {
  const schema = bare(given);
  const { error } = schema._zod.def as { readonly error?: z.core.$ZodErrorMap };
  const message = error?.({ code: "invalid_type", input: undefined, path: [] } as never);
  const text = typeof message === "string" ? message : message?.message;
  return text === undefined ? undefined : withoutVerb(text);
}

/** The rule of a list's items, where they have one. */
function itemOf(given: Schema): string | undefined {
  const { def } = bare(given)._zod;
  return def.type === "array" ? said(def.element as Schema) : undefined;
}

function wantedOf(given: Schema): string {
  const schema = bare(given);
  const { def } = schema._zod;
  if (isTable(schema) && def.type === "record") {
    const names = bare(def.keyType as Schema)._zod.def;
    const value = def.valueType as Schema;
    const ofNames = names.type === "enum" ? `, for each of the names ${Object.keys(names.entries).join(", ")}` : "";
    return `${said(value) ?? wantedOf(value)}${ofNames}`;
  }
  if (def.type === "array") {
    const item = def.element as Schema;
    return `a list; each: ${said(item) ?? wantedOf(item)}`;
  }
  return withoutVerb(wanted(schema));
}

const departure = / or a departure; a departure is .*$/;

/** The scopes belong to the user, who may declare others: the page names their file in place of the scopes. */
const scopes = Object.keys(apiScopes).join(", ");

const withoutVerb = (rule: string): string =>
  rule
    .replace(/^give /, "")
    .replace(departure, " or { reason, until? }")
    .replace(`, each once: ${scopes}`, ", each once")
    .replace(`one or more of ${scopes}`, "one or more scopes of api-scopes.ts");
