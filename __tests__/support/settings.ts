import { z } from "zod";
import { bare, optionsOf } from "../../stacks/environments/rule-of-schema";
import { environmentSettings } from "../../stacks/environments/schema/environment";

export type Schema = z.core.$ZodTypes;

/** A setting, or a group of settings. */
export interface Setting {
  /** `edge.restApi.routes[].path`: an item of a list is `[]`, an entry of a table `{}`. */
  readonly path: string;
  /** One for each kind of the group that has the setting. */
  readonly schemas: readonly Schema[];
  /** Where the group has kinds: those that have the setting, `backend: "s3"`. @default every kind */
  readonly kinds?: readonly string[];
  /** What is in the group. */
  readonly settings: readonly Setting[];
}

/** Every setting of an environment, as the schema has it. */
export const settingsOfEnvironment = (): readonly Setting[] => settingsIn([environmentSettings], "");

/** Every setting of a group, by the schemas of the group. */
export function settingsIn(schemas: readonly Schema[], path: string): Setting[] {
  const byPath = new Map<string, { schemas: Schema[]; kinds: (string | undefined)[] }>();
  const groups = schemas.flatMap((schema) => groupsIn(schema));
  for (const { group, suffix } of groups) {
    for (const [key, schema] of Object.entries(group)) {
      if (ofDeparture.includes(key) || bare(schema)._zod.def.type === "never") continue;
      const place = [`${path}${suffix}`, key].filter(Boolean).join(".");
      const { schemas: own, kinds } = byPath.get(place) ?? { schemas: [], kinds: [] };
      byPath.set(place, { schemas: own.includes(schema) ? own : [...own, schema], kinds: [...kinds, kindOf(group)] });
    }
  }
  return [...byPath].map(([place, { schemas: own, kinds }]) => {
    const named = kinds.length < groups.length ? kinds.filter((kind) => kind !== undefined) : [];
    return {
      path: place,
      schemas: own,
      settings: settingsIn(own, place),
      ...(named.length > 0 && { kinds: [...new Set(named)] }),
    };
  });
}

/** What tells a group from groups of other kinds: its first setting of one value, `backend: "s3"`. */
function kindOf(group: Group["group"]): string | undefined {
  const found = Object.entries(group).find(
    ([
      ,
      {
        _zod: { def },
      },
    ]) => def.type === "literal" && def.values.length === 1,
  );
  if (found === undefined) return undefined;
  const [
    key,
    {
      _zod: { def },
    },
  ] = found;
  return def.type === "literal" ? `${key}: ${JSON.stringify(def.values[0])}` : undefined;
}

/** The last word of a path. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf(".") + 1);

/** Every setting of a list, and every setting in its groups. */
export const withInner = (settings: readonly Setting[]): Setting[] =>
  settings.flatMap((setting) => [setting, ...withInner(setting.settings)]);

/**
 * Every setting that is more than a group, and whether a departure is the one way to some of its values; `*` stands for the
 * name of an entry.
 */
export const everySetting = (): { readonly path: string; readonly departs: boolean }[] =>
  withInner(settingsOfEnvironment())
    .filter((setting) => !isGroupAlone(setting))
    .map((setting) => ({
      path: `${setting.path}${setting.schemas.some(isTable) ? ".*" : ""}`.replaceAll("{}", ".*"),
      departs: departs(setting),
    }));

export const isTable = (schema: Schema): boolean => bare(schema)._zod.def.type === "record";

/** The reason and the end of a departure are no settings. */
const ofDeparture = ["reason", "until"];

interface Group {
  readonly group: Readonly<Record<string, Schema>>;
  /** Where the group stands: `[]` in a list, `{}` in a table. */
  readonly suffix: string;
}

/** The groups of settings that can stand at a place: plainly, as the value of a departure, in a list, in a table. */
function groupsIn(schema: Schema, suffix = ""): Group[] {
  return optionsOf(bare(schema)).flatMap((option) => {
    const { def } = option._zod;
    if (def.type === "array") return groupsIn(def.element as Schema, `${suffix}[]`);
    if (def.type === "record") return groupsIn(def.valueType as Schema, `${suffix}{}`);
    if (def.type !== "object") return [];
    const group = def.shape as Group["group"];
    return isWeakened(option) && group["value"] ? groupsIn(group["value"], suffix) : [{ group, suffix }];
  });
}

/** Whether a reason is the one way to some values of a setting, of an item of a list or of an entry of a table. */
export const departs = ({ schemas }: Setting): boolean => schemas.some(takesReason);

function takesReason(schema: Schema): boolean {
  return optionsOf(bare(schema)).some((option) => {
    const { def } = option._zod;
    if (def.type === "array") return takesReason(def.element as Schema);
    if (def.type === "record") return takesReason(def.valueType as Schema);
    return def.type === "object" && Object.hasOwn(def.shape, "reason");
  });
}

/** A departure's `{ value, reason, until? }`. */
const isWeakened = ({ _zod: { def } }: Schema): boolean =>
  def.type === "object" && Object.hasOwn(def.shape, "reason") && Object.hasOwn(def.shape, "value");

/** Whether a setting can be nothing but a group of settings, or a list or a table of such groups. */
export const isGroupAlone = ({ schemas }: Setting): boolean => schemas.every(isGroup);

function isGroup(schema: Schema): boolean {
  return optionsOf(bare(schema)).every((option) => {
    const { def } = option._zod;
    if (def.type === "array") return isGroup(def.element as Schema);
    if (def.type === "record") return isGroup(def.valueType as Schema);
    return def.type === "object" && !isWeakened(option);
  });
}
