import { environmentSettings } from "../../stacks/environments/schema/environment";

/** What is read of a schema of Zod's: https://zod.dev/packages/core, "Internals". */
interface Schema {
  readonly _zod: { readonly def: Definition };
}
interface Definition {
  readonly type: string;
  readonly shape: Readonly<Record<string, Schema>>;
  readonly options: readonly Schema[];
  readonly innerType: Schema;
  readonly in: Schema;
  readonly element: Schema;
  readonly valueType: Schema;
}

/** A setting, by its place, and whether a departure is the one way to some of its values. */
export interface Setting {
  readonly path: string;
  readonly departs: boolean;
}

/** Every setting of an environment, as the schema has it; `[]` stands for an item of a list, `*` for a name. */
export function everySetting(): Setting[] {
  return settingsIn(environmentSettings as unknown as Schema, "");
}

function settingsIn(schema: Schema, path: string): Setting[] {
  const { def } = schema._zod;
  switch (def.type) {
    case "object":
      return Object.entries(def.shape)
        .filter(([key]) => key !== "reason" && key !== "until")
        .flatMap(([key, value]) => settingsIn(value, path === "" ? key : `${path}.${key}`));
    case "default":
    case "nullable":
    case "optional":
    case "prefault":
      return settingsIn(def.innerType, path);
    case "pipe":
      return settingsIn(def.in, path);
    case "array":
      return isGroup(def.element)
        ? settingsIn(def.element, `${path}[]`)
        : [{ path, departs: isDeparture(def.element) }];
    case "record":
      return settingsIn(def.valueType, `${path}.*`);
    case "never":
      return [];
    case "union":
      return [
        ...(def.options.every(isGroup) && !def.options.some(hasReason)
          ? []
          : [{ path, departs: def.options.some(hasReason) }]),
        ...def.options.filter((one) => isMadeOfGroups(one) && !hasReason(one)).flatMap((one) => settingsIn(one, path)),
      ];
    default:
      return [{ path, departs: false }];
  }
}

const isGroup = ({ _zod: { def } }: Schema): boolean => def.type === "object";
const isMadeOfGroups = (schema: Schema): boolean =>
  isGroup(schema) || (schema._zod.def.type === "union" && schema._zod.def.options.every(isGroup));
const hasReason = (schema: Schema): boolean => isGroup(schema) && "reason" in schema._zod.def.shape;

/** `guarded` and `exception` are unions that are mapped to the plain value. */
function isDeparture({ _zod: { def } }: Schema): boolean {
  const { type, options } = def.type === "pipe" ? def.in._zod.def : def;
  return type === "union" && options.some(hasReason);
}
