import { writeFileSync } from "node:fs";
import path from "node:path";

import { ToolError } from "../shared/errors";
import { copyStack, hclBlocksOf, readStack, type StackText } from "../shared/stack-files";
import type { Synthesis, SynthesizedStack } from "../shared/synthesize";
import { withoutAws } from "./emulated-aws";
import { LayerCopy } from "./layer-copy";
import { bodiesByAddress, type EditedConfiguration } from "./limits/configuration";
import type { Drifts } from "./limits/limit";
import { prune, type PrunableStack } from "./limits/prune";
import { supply } from "./limits/supply";
import { limitsOf, useLimit } from "./limits/use";
import { overrideFor } from "./override";
import type { Part } from "./report";
import type { Run } from "./run";
import type { Site } from "./site";

/** A stack of the copy, before it is written. */
type StagedStack = SynthesizedStack & PrunableStack;

/** The stacks of an environment, in deploy order, with what the emulators call what is given. */
export function stacksToStage(
  synthesis: Synthesis,
  environment: string,
  given: ReadonlyMap<string, string>,
): StagedStack[] {
  return (
    synthesis.stacks
      .filter((stack) => stack.environment === environment)
      .map((stack) => ({ ...stack, ...renamed(readStack(stack.folder), given) }))
      // The bucket of the states comes before every state in it; no layer reads an output of it.
      .sort((one, other) => Number(other.layer === "state") - Number(one.layer === "state"))
  );
}

export interface StageOptions {
  /** Known drift that an apply is not to put right. @default none */
  readonly drift?: readonly Drifts[];
}

/** Writes the copy of an environment's layers, with the override file beside each, in deploy order. */
export function stage(
  run: Run,
  part: Part,
  synthesis: Synthesis,
  site: Site,
  { drift = [] }: StageOptions = {},
): LayerCopy[] {
  const terraform = { ...run.terraform, env: withoutAws(run.terraform.env) };
  const ground = { terraform, initialized: run.initialized, emulators: site.aws.emulators, env: site.aws.env };
  const stacks = stacksToStage(synthesis, site.environment, site.given);
  for (const { stack, what, limit, refersTo } of prune(stacks, limitsOf(run, site, "cannot make"))) {
    const why = refersTo === undefined ? "" : `, since it refers to ${refersTo}`;
    useLimit(run, part, limit, `left out of the copy of ${stack}: ${what}${why}`);
  }
  for (const { stack, what, limit } of supply(stacks, limitsOf(run, site, "needs"), site.recorder ?? site.aws)) {
    useLimit(run, part, limit, `in the copy of ${stack}: ${what}`);
  }
  return stacks.map((stack) => {
    const { name, layer, configuration } = stack;
    const folder = path.join(site.root, "cdktf.out/stacks", name);
    requireStateInside(site.root, folder, configuration);
    copyStack(stack.folder, folder, stackText(stack));
    writePackages(folder, configuration, site.database?.packages);
    writeOverride(folder, configuration, drift);
    return new LayerCopy(name, layer, folder, ground);
  });
}

export const stackText = ({ configuration, blocks }: PrunableStack): StackText => ({
  json: JSON.stringify(configuration, undefined, 2),
  hcl: blocks.join(""),
});

export function writeOverride(folder: string, configuration: EditedConfiguration, drift: readonly Drifts[] = []): void {
  writeFileSync(path.join(folder, "zz_override.tf.json"), JSON.stringify(overrideFor(configuration, drift)));
}

/** Puts the code that the emulator's functions have in the place of the product's, where it is another. */
function writePackages(
  folder: string,
  configuration: EditedConfiguration,
  packages: ReadonlyMap<string, Uint8Array> = new Map(),
): void {
  for (const [, { filename, source_code_hash: hash }] of bodiesByAddress(configuration)) {
    const zip = packages.get(String(hash));
    if (zip !== undefined) writeFileSync(path.join(folder, String(filename)), zip);
  }
}

function renamed({ json, hcl }: StackText, given: ReadonlyMap<string, string>) {
  const rename = (text: string): string => [...given].reduce((all, [name, stand]) => all.replaceAll(name, stand), text);
  // What is given has JSON in its shortest form: `"DATABASE_PORT":"3306"`.
  const compact = JSON.stringify(JSON.parse(json));
  return { configuration: JSON.parse(rename(compact)) as EditedConfiguration, blocks: hclBlocksOf(rename(hcl)) };
}

/** A state outside of the scratch folder could be one that somebody needs. */
function requireStateInside(root: string, folder: string, { terraform }: EditedConfiguration): void {
  const place = terraform?.backend?.["local"]?.["path"];
  if (typeof place !== "string") return;
  const file = path.resolve(folder, place);
  if (!file.startsWith(root + path.sep))
    throw new ToolError(`${folder} keeps its state at ${file}, outside of ${root}`);
}
