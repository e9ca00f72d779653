import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { ConfigurationError } from "../../modules/shared/configuration-error";
import type { EnvironmentRecord } from "./schema/environment";

type Records = Readonly<Record<string, EnvironmentRecord>>;

/**
 * The environments that `PALISADE_ENVIRONMENTS` names, or all of them, from this project or from the module that
 * `PALISADE_RECORDS` names.
 *
 * @throws ConfigurationError for a name that there is not, with those that there are
 */
export async function selectRecords(variables: NodeJS.ProcessEnv): Promise<Records> {
  const records = await loadRecords(variables["PALISADE_RECORDS"]);
  const names =
    variables["PALISADE_ENVIRONMENTS"]
      ?.split(",")
      .map((name) => name.trim())
      .filter(Boolean) ?? [];
  const known = Object.keys(records);
  ConfigurationError.throwIfAny(
    names
      .filter((name) => !known.includes(name))
      .map((name) => `PALISADE_ENVIRONMENTS names "${name}"; give one or more of ${known.join(", ")}`),
  );
  if (names.length === 0) return records;
  return Object.fromEntries(Object.entries(records).filter(([name]) => names.includes(name)));
}

async function loadRecords(path: string | undefined): Promise<Records> {
  if (path === undefined) return (await import("./index")).environments;
  if (!existsSync(path)) {
    throw ConfigurationError.of(`PALISADE_RECORDS is "${path}"; give a module that exists and exports environments`);
  }
  const loaded = (await import(pathToFileURL(resolve(path)).href)) as { environments?: Records };
  if (loaded.environments === undefined) {
    throw ConfigurationError.of(`PALISADE_RECORDS is "${path}"; give a module that exports environments`);
  }
  return loaded.environments;
}
