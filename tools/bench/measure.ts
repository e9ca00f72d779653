import { mkdirSync, readdirSync, statSync } from "node:fs";
import path from "node:path";

import { ToolError } from "../shared/errors";
import { run } from "../shared/process";
import { repository } from "../shared/repository";
import { scratchFolder } from "../shared/scratch";
import { appArguments, readJson } from "../shared/synthesize";

export interface Measurement {
  readonly seconds: number;
  readonly peakMegabytes: number;
  readonly bytesWritten: number;
}

export interface MeasuredProgram {
  /** The program, in place of the app. @default the app */
  readonly file?: string;
  /** Further environment variables. @default none */
  readonly env?: NodeJS.ProcessEnv;
  /** The arguments of the program, by the folder that it writes to. @default none */
  readonly argumentsFor?: (outdir: string) => readonly string[];
  /** With which the program ends. @default 0 */
  readonly exitStatus?: number;
}

/** Runs a program once, in a process of its own, and tells what that took. */
export async function measure({
  file,
  env,
  argumentsFor = () => [],
  exitStatus = 0,
}: MeasuredProgram): Promise<Measurement> {
  const scratch = scratchFolder("measure");
  const [outdir, usage] = [path.join(scratch.path, "out"), path.join(scratch.path, "usage.json")];
  const preload = require.resolve("./report-usage");
  mkdirSync(outdir);
  const args = [...appArguments({ preload, file }), ...argumentsFor(outdir)];
  const { status, stderr, seconds } = await run(process.execPath, args, {
    cwd: repository,
    timeoutSeconds: 300,
    env: { ...ownChoices(process.env), ...env, CDKTF_OUTDIR: outdir, PALISADE_USAGE_FILE: usage },
  });
  if (status !== exitStatus) throw new ToolError(`a measured program failed:\n${stderr.trim()}`);
  const { peakKilobytes } = readJson(usage) as { readonly peakKilobytes: number };
  const measurement = { seconds, peakMegabytes: peakKilobytes / 1024, bytesWritten: bytesIn(outdir) };
  scratch.remove();
  return measurement;
}

export function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[values.length >> 1] ?? NaN;
}

/** The middle of several runs: a run that something else on the machine disturbed does not count. */
export function middleOf(measurements: readonly Measurement[]): Measurement {
  return {
    seconds: median(measurements.map(({ seconds }) => seconds)),
    peakMegabytes: median(measurements.map(({ peakMegabytes }) => peakMegabytes)),
    bytesWritten: median(measurements.map(({ bytesWritten }) => bytesWritten)),
  };
}

/** Without the choice of environments that the shell may hold: what is measured is the same everywhere. */
function ownChoices(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("PALISADE_")));
}

function bytesIn(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => statSync(path.join(folder, name)))
    .reduce((sum, stats) => sum + (stats.isFile() ? stats.size : 0), 0);
}
