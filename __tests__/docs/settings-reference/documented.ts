import { z } from "zod";
import { presets } from "../../../stacks/environments/presets";
import { labSettings } from "../../../stacks/environments/schema/lab";
import { nameOf, type Setting, settingsIn, settingsOfEnvironment } from "../../support/settings";
import { SchemaSource, type Docstring, type Source } from "./docstrings";

/** A setting, with what the source says of it. */
export interface DocumentedSetting {
  readonly setting: Setting;
  readonly docstring: Docstring | undefined;
}

const preset = z.enum(Object.keys(presets), { error: `give one of ${Object.keys(presets).join(", ")}` });

/** What a record has beside the settings of an environment. */
export const settingsOfRecord = (): Setting[] =>
  settingsIn([z.strictObject({ preset: preset.optional(), lab: labSettings.optional() })], "");

/** Every setting of a record, by its path. */
export function documentedSettings(): ReadonlyMap<string, DocumentedSetting> {
  const source = new SchemaSource("stacks/environments");
  const found = new Map<string, DocumentedSetting>();
  const add = (settings: readonly Setting[], groups: readonly Source[]): void => {
    for (const setting of settings) {
      const properties = groups
        .flatMap((group) => source.propertiesOf(group))
        .filter(({ key }) => key === nameOf(setting.path));
      const docstrings = properties.flatMap(({ docstrings: [first] }) => (first === undefined ? [] : [first]));
      found.set(setting.path, { setting, docstring: docstringOf(setting, docstrings) });
      add(
        setting.settings,
        properties.map(({ value }) => value),
      );
    }
  };
  const record = source.named("stacks/environments/schema/environment.ts", "EnvironmentRecord");
  add([...settingsOfRecord(), ...settingsOfEnvironment()], [record]);
  return found;
}

/** A setting of several kinds has a docstring for each: `"function"`: …. */
function docstringOf({ schemas }: Setting, docstrings: readonly Docstring[]): Docstring | undefined {
  const kinds = new Set(schemas.flatMap(({ _zod: { def } }) => (def.type === "literal" ? def.values : [])));
  if (kinds.size < 2 || kinds.size !== docstrings.length) return docstrings[0];
  const lines = [...kinds].map((kind, index) => `- \`${JSON.stringify(kind)}\`: ${docstrings[index]?.effect ?? ""}`);
  return { effect: lines.join("\n"), tags: {} };
}
