import { existsSync } from "node:fs";
import path from "node:path";

import type { Departure } from "../../controls/departures";
import { ToolError } from "./errors";
import { readJson, type SynthesizedStack } from "./synthesize";

/** The file with the departures of every environment, by its name, which a synth writes beside the folder of stacks. */
const departuresFile = ({ folder }: SynthesizedStack): string => path.resolve(folder, "../../departures.json");

/** Reads the departures of an environment, beside its stacks; undefined where there is no `departures.json`. */
export function departuresOf(
  [first]: readonly SynthesizedStack[],
  environment: string,
): readonly Departure[] | undefined {
  if (first === undefined) return [];
  const file = departuresFile(first);
  if (!existsSync(file)) return undefined;
  return (readJson(file) as Readonly<Record<string, readonly Departure[] | undefined>>)[environment] ?? [];
}

/**
 * Reads the same, where a synth must have written them.
 *
 * @throws ToolError where there is no `departures.json`
 */
export function writtenDepartures(stacks: readonly SynthesizedStack[], environment: string): readonly Departure[] {
  const [first] = stacks;
  const departures = departuresOf(stacks, environment);
  if (first === undefined || departures !== undefined) return departures ?? [];
  throw new ToolError(
    `${departuresFile(first)} does not exist; npm run synth writes the file to cdktf.out, or to the folder of CDKTF_OUTDIR`,
  );
}
