import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { ToolError, messageOf } from "./errors";
import { type Finished, run } from "./process";
import { repository } from "./repository";

export interface SynthesizeOptions {
  /** Folder that the JSON is written to. */
  readonly outdir: string;
  /** Names of the environments to synthesize. @default every environment */
  readonly environments?: readonly string[];
  /** Path of a module that exports `environments`, in place of the project's own. @default the project's own */
  readonly records?: string;
  /** Date that departures are judged by, `YYYY-MM-DD`. @default today */
  readonly today?: string;
}

export interface SynthesizedStack {
  /** `<environment>-<layer>`. */
  readonly name: string;
  readonly environment: string;
  readonly layer: string;
  /** The stack's folder, absolute. */
  readonly folder: string;
  /** The stack's `cdk.tf.json`, absolute. */
  readonly file: string;
  /** Names of the stacks that are deployed before this one. */
  readonly dependencies: readonly string[];
}

export interface Synthesis {
  readonly outdir: string;
  /** Every stack, each after the stacks that it depends on. */
  readonly stacks: readonly SynthesizedStack[];
}

interface Manifest {
  readonly stacks: Readonly<
    Record<string, { readonly name: string; readonly synthesizedStackPath: string; readonly dependencies: string[] }>
  >;
}

/**
 * Arguments of node that synthesize as `cdktf.json` says, so that every tool, `npm run synth` and the CDKTF command line
 * do the same.
 *
 * @param preload a module that node loads before the program
 * @param file the program, in place of the app's own
 */
export function appArguments({ preload, file }: { readonly preload?: string; readonly file?: string } = {}): string[] {
  const { app } = readJson(path.join(repository, "cdktf.json")) as { readonly app: string };
  const [command, ...args] = app.split(" ");
  const main = args.pop();
  if (command !== "node" || main === undefined) {
    throw new ToolError(`app in cdktf.json is "${app}"; give node, its options and the program`);
  }
  return [...args, ...(preload === undefined ? [] : ["--import", preload]), file ?? main];
}

/** Runs the app in a process of its own and reads what it wrote. */
export async function runSynth(options: SynthesizeOptions): Promise<Synthesis & { readonly finished: Finished }> {
  const { outdir, environments, records, today } = options;
  const finished = await run(process.execPath, appArguments(), {
    cwd: repository,
    timeoutSeconds: 300,
    env: {
      ...process.env,
      CDKTF_OUTDIR: outdir,
      ...(environments && { PALISADE_ENVIRONMENTS: environments.join(",") }),
      ...(records && { PALISADE_RECORDS: records }),
      ...(today && { PALISADE_TODAY: today }),
    },
  });
  if (finished.status !== 0) {
    const why = finished.timedOut ? "it took longer than 300 s" : finished.stderr.trim() || finished.stdout.trim();
    throw new ToolError(`npm run synth failed:\n${why}`);
  }
  return { ...readSynthesis(outdir), finished };
}

/** Reads a folder that a synth wrote. */
export function readSynthesis(outdir: string): Synthesis {
  const file = path.join(outdir, "manifest.json");
  if (!existsSync(file))
    throw new ToolError(
      `${file} does not exist; npm run synth writes the file to cdktf.out, or to the folder of CDKTF_OUTDIR`,
    );
  const { stacks } = readJson(file) as Manifest;
  const all = Object.values(stacks).map((stack) => {
    const cut = stack.name.lastIndexOf("-");
    const synthesized = path.resolve(outdir, stack.synthesizedStackPath);
    return {
      name: stack.name,
      environment: stack.name.slice(0, Math.max(cut, 0)),
      layer: stack.name.slice(cut + 1),
      folder: path.dirname(synthesized),
      file: synthesized,
      dependencies: stack.dependencies,
    };
  });
  return { outdir, stacks: inDeployOrder(all) };
}

/** The environments that were synthesized, in the order of their first stack. */
export const environmentsOf = ({ stacks }: Synthesis): string[] => [
  ...new Set(stacks.map(({ environment }) => environment).filter((name) => name !== "")),
];

/**
 * The stacks in a folder that an earlier synth wrote and the last synth did not: the last synth was of other environments
 * alone (`PALISADE_ENVIRONMENTS`). The manifest does not name such a stack, and nothing reads the stack.
 */
export function stacksOfEarlierSynths({ outdir, stacks }: Synthesis): string[] {
  const folder = path.join(outdir, "stacks");
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.filter((name) => !stacks.some((stack) => stack.name === name)).sort();
}

/** Reads a JSON file; its fault names the file. */
export function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new ToolError(`${file} cannot be read: ${messageOf(error)}`);
  }
}

function inDeployOrder(stacks: readonly SynthesizedStack[]): SynthesizedStack[] {
  const known = new Map(stacks.map((stack) => [stack.name, stack]));
  const ordered = new Set<SynthesizedStack>();
  const visit = (stack: SynthesizedStack, above: readonly string[]): void => {
    if (ordered.has(stack)) return;
    if (above.includes(stack.name))
      throw new ToolError(`stacks depend on each other: ${[...above, stack.name].join(" -> ")}`);
    for (const name of stack.dependencies) {
      const dependency = known.get(name);
      if (dependency) visit(dependency, [...above, stack.name]);
    }
    ordered.add(stack);
  };
  for (const stack of stacks) visit(stack, []);
  return [...ordered];
}
