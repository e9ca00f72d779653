import { readdirSync, statSync } from "node:fs";
import path from "node:path";

import { ToolError } from "./errors";
import { run } from "./process";
import { repository } from "./repository";
import { scratchFolder } from "./scratch";
import { readJson } from "./synthesize";

export interface Measurement {
  readonly seconds: number;
  readonly peakMegabytes: number;
  readonly bytesWritten: number;
}

/** One program to measure: node's arguments after the loader, and its environment, given the folder that it writes. */
export interface Program {
  readonly file: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Runs a program of CDKTF once, in a process of its own, and tells what that took. */
export async function measure({ file, env }: Program): Promise<Measurement> {
  const scratch = scratchFolder("measure");
  const [outdir, usage] = [path.join(scratch.path, "out"), path.join(scratch.path, "usage.json")];
  const preload = path.join(repository, "tools/shared/report-usage.ts");
  const { status, stderr, seconds } = await run(process.execPath, ["--import", "tsx", "--import", preload, file], {
    cwd: repository,
    timeoutSeconds: 300,
    env: { ...process.env, ...env, CDKTF_OUTDIR: outdir, PALISADE_USAGE_FILE: usage },
  });
  if (status !== 0) throw new ToolError(`the synth of ${path.basename(file)} failed:\n${stderr.trim()}`);
  const { peakKilobytes } = readJson(usage) as { readonly peakKilobytes: number };
  const measurement = { seconds, peakMegabytes: peakKilobytes / 1000, bytesWritten: bytesIn(outdir) };
  scratch.remove();
  return measurement;
}

/** The middle of several runs: a run that something else on the machine disturbed does not count. */
export function middleOf(measurements: readonly Measurement[]): Measurement {
  const median = (values: number[]): number => values.sort((one, other) => one - other)[values.length >> 1] ?? NaN;
  return {
    seconds: median(measurements.map(({ seconds }) => seconds)),
    peakMegabytes: median(measurements.map(({ peakMegabytes }) => peakMegabytes)),
    bytesWritten: median(measurements.map(({ bytesWritten }) => bytesWritten)),
  };
}

function bytesIn(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => statSync(path.join(folder, name)))
    .reduce((sum, stats) => sum + (stats.isFile() ? stats.size : 0), 0);
}
