import { isGroup, merge, type Tree } from "../../../stacks/environments/tree";
import { presets } from "../../../stacks/environments/presets";
import type { PresetName } from "../../../stacks/environments/schema/environment";
import { isDeparture } from "../../../stacks/environments/schema/shared/departure";
import { isGroupAlone, isTable, type Setting } from "../../support/settings";

/** The value of a setting that a record leaves out. */
export interface Default {
  /** As a docstring has it: `"per-az"`, `1,000`, `none` for an empty list. */
  readonly words: string;
  /** Whether the value takes a reason, which the preset gives. */
  readonly departs: boolean;
}

const valuesOf = (preset: PresetName): Tree => {
  const { always, whereSwitchedOn } = presets[preset];
  return merge(always, whereSwitchedOn) as Tree;
};
const values = { demo: valuesOf("demo"), lab: valuesOf("lab"), production: valuesOf("production") };

/**
 * What a preset, or else the schema, gives for a setting, where the group around the setting is there. Undefined where neither
 * gives a value, and for a group that is there by its settings' defaults.
 */
export function defaultOf(setting: Setting, preset: PresetName): Default | undefined {
  const given = valueAt(values[preset], setting.path.split("."));
  if (isDeparture(given)) return { words: "value" in given ? words(given.value) : "a departure", departs: true };
  if (given !== undefined && !isGroup(given)) return { words: words(given), departs: false };
  if (isGroup(given) && !isGroupAlone(setting)) return { words: words(given), departs: false };
  const own = schemaDefaultOf(setting);
  if (own === undefined) return undefined;
  if (isGroup(own) && setting.schemas.every(isTable)) return { words: "none", departs: false };
  // A group that is there by its settings' defaults.
  if (isGroup(own) && isGroupAlone(setting) && Object.keys(own).length === 0) return undefined;
  return { words: words(own), departs: false };
}

/** The same in one line: `"per-az", in demo "none", in lab "single"`, where `lab` has `demo`'s value unless it is named. */
export function wordsOfDefault(setting: Setting): string | undefined {
  const [production, demo, lab] = (["production", "demo", "lab"] as const).map(
    (preset) => defaultOf(setting, preset)?.words,
  );
  if (production === undefined && demo === undefined) return undefined;
  return [
    production ?? "required",
    ...(demo === production || demo === undefined ? [] : [`in demo ${demo}`]),
    ...(lab === demo || lab === undefined ? [] : [`in lab ${lab}`]),
  ].join(", ");
}

/** Whether a record need not give a setting: the schema needs no value, or each preset gives a value. */
export const mayBeLeftOut = ({ schemas, path }: Setting): boolean =>
  schemas.every((schema) => ["default", "optional", "prefault"].includes(schema._zod.def.type)) ||
  Object.values(values).every((preset) => valueAt(preset, path.split(".")) !== undefined);

function schemaDefaultOf({ schemas: [schema] }: Setting): unknown {
  const def = schema?._zod.def;
  return def?.type === "default" || def?.type === "prefault" ? def.defaultValue : undefined;
}

const valueAt = (tree: unknown, [key, ...rest]: readonly string[]): unknown =>
  key === undefined ? tree : isGroup(tree) ? valueAt(tree[key], rest) : undefined;

function words(value: unknown): string {
  if (typeof value === "number") return value.toLocaleString("en");
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.join(", ");
  return typed(value);
}

/** As TypeScript has it. */
function typed(value: unknown): string {
  if (isDeparture(value)) return "value" in value ? typed(value.value) : "a departure";
  if (!isGroup(value)) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, inner]) => `${key}: ${typed(inner)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}
