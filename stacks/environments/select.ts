import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { ConfigurationError } from "../../modules/shared/configuration-error";
import type { EnvironmentRecord } from "./schema/environment";

type Records = Readonly<Record<string, EnvironmentRecord>>;

/**
 * Selects the environments of a list of names, or all of them.
 *
 * @param list names, separated by commas: the value of `PALISADE_ENVIRONMENTS`
 * @throws ConfigurationError for an unknown name, with the known names
 */
export function selectRecords(records: Records, list: string | undefined): Records {
  const names = (list ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
  const known = Object.keys(records);
  ConfigurationError.throwIfAny(
    names
      .filter((name) => !known.includes(name))
      .map((name) => `PALISADE_ENVIRONMENTS names "${name}"; give one or more of ${known.join(", ")}`),
  );
  if (names.length === 0) return records;
  return Object.fromEntries(Object.entries(records).filter(([name]) => names.includes(name)));
}

/**
 * Loads every environment of this project, or of another module.
 *
 * @param path the module, which exports `environments`: the value of `PALISADE_RECORDS`
 */
export async function loadRecords(path: string | undefined): Promise<Records> {
  if (path === undefined) return (await import("./index")).environments;
  if (!existsSync(path)) {
    throw ConfigurationError.of(`PALISADE_RECORDS is "${path}"; give a module that exists and exports environments`);
  }
  const loaded = (await import(pathToFileURL(resolve(path)).href)) as { environments?: Records | null };
  if (typeof loaded.environments !== "object" || loaded.environments === null) {
    throw ConfigurationError.of(`PALISADE_RECORDS is "${path}"; give a module that exports environments`);
  }
  return loaded.environments;
}
