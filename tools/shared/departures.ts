import path from "node:path";

import type { Departure } from "../../controls/departures";
import { readJson, type SynthesizedStack } from "./synthesize";

/** The file with the departures of every environment, which a synth writes beside the folder of stacks. */
export const departuresFile = ({ folder }: SynthesizedStack): string => path.resolve(folder, "../../departures.json");

/** The departures of each environment, by its name. */
export const readDepartures = (file: string): Readonly<Record<string, readonly Departure[] | undefined>> =>
  readJson(file) as Readonly<Record<string, readonly Departure[]>>;
