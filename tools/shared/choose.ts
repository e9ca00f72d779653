import path from "node:path";

import { ToolError } from "./errors";
import { progress } from "./progress";
import { scratchFolder } from "./scratch";
import { type SynthesizedStack, environmentsOf, readSynthesis, runSynth, stacksOfEarlierSynths } from "./synthesize";

export interface Choice {
  /** Names of environments. @default every environment */
  readonly environments?: readonly string[];
  /** Folder that a synth wrote, relative to where the tool was called. @default the app is synthesized afresh */
  readonly from?: string;
}

/** The command line's option for `from`. */
export const fromOption = {
  from: {
    type: "string",
    value: "folder",
    description: "Reads the stacks that a synth wrote to this folder (cdktf.out), and does not synthesize.",
  },
} as const;

/**
 * The stacks that a tool was asked for, each after those that it depends on.
 * @throws ToolError when there are none: a check of nothing does not pass
 */
export async function chosenStacks(choice: Choice): Promise<readonly SynthesizedStack[]> {
  const stacks = choice.from === undefined ? await synthesizedNow(choice) : readFrom(choice.from, choice);
  if (stacks.length === 0) throw new ToolError("there is no stack: the project has no environment");
  return stacks;
}

async function synthesizedNow({ environments = [] }: Choice): Promise<readonly SynthesizedStack[]> {
  const outdir = path.join(scratchFolder("synth").path, "cdktf.out");
  return (await runSynth({ outdir, ...(environments.length > 0 && { environments }) })).stacks;
}

function readFrom(from: string, { environments = [] }: Choice): readonly SynthesizedStack[] {
  const synthesis = readSynthesis(path.resolve(from));
  const known = environmentsOf(synthesis);
  const unknown = environments.filter((name) => !known.includes(name));
  const earlier = stacksOfEarlierSynths(synthesis);
  const unread = `${from} still has ${earlier.join(", ")} of an earlier synth, since the last synth was of ${known.join(", ")} alone`;
  if (unknown.length > 0) {
    const why = earlier.length === 0 ? "" : `; or run npm run synth for every environment: ${unread}`;
    throw new ToolError(
      `${from} has no environment ${unknown.join(", ")}; give one or more of ${known.join(", ")}${why}`,
      2,
    );
  }
  if (earlier.length > 0 && environments.length === 0) progress(`not read: ${unread}`);
  return synthesis.stacks.filter(({ environment }) => environments.length === 0 || environments.includes(environment));
}
