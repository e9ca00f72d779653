import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import { ToolError } from "../shared/errors";
import { readJson, type Synthesis, type SynthesizedStack } from "../shared/synthesize";
import { withoutAws } from "./emulated-aws";
import { LayerCopy } from "./layer-copy";
import { addressesOf, type Configuration } from "./limits/configuration";
import type { Drifts } from "./limits/limit";
import { prune } from "./limits/prune";
import { supply } from "./limits/supply";
import { limitsOf, useLimit } from "./limits/use";
import { overrideFor } from "./override";
import type { Part } from "./report";
import type { Run } from "./run";
import type { Site } from "./site";

/** A stack of the copy, before it is written. */
interface StagedStack extends SynthesizedStack {
  configuration: Configuration;
}

/** The stacks of an environment, in deploy order, with what the emulators call what is given. */
export function copyOf(synthesis: Synthesis, environment: string, given: ReadonlyMap<string, string>): StagedStack[] {
  return (
    synthesis.stacks
      .filter((stack) => stack.environment === environment)
      .map((stack) => ({ ...stack, configuration: replaced(readJson(stack.file), given) }))
      // The bucket of the states comes before every state in it; no layer reads an output of it.
      .sort((one, other) => Number(other.layer === "state") - Number(one.layer === "state"))
  );
}

export interface StageOptions {
  /** Known drift that an apply is not to put right. @default none */
  readonly drift?: readonly Drifts[];
  /** Whether something was destroyed at this site before. @default false */
  readonly again?: boolean;
}

/** Writes the copy of an environment's layers, with the override file beside each, in deploy order. */
export function stage(
  run: Run,
  part: Part,
  synthesis: Synthesis,
  site: Site,
  { drift = [], again = false }: StageOptions = {},
): LayerCopy[] {
  const terraform = { ...run.terraform, env: withoutAws(run.terraform.env) };
  const ground = { terraform, initialized: run.initialized, emulators: site.aws.emulators, env: site.aws.env };
  const stacks = copyOf(synthesis, site.environment, site.given);
  const limits = limitsOf(run, site, "cannot make").filter((limit) => again || !limit.again);
  for (const { stack, what, limit, refersTo } of prune(stacks, limits)) {
    const why = refersTo === undefined ? "" : `, since it refers to ${refersTo}`;
    useLimit(run, part, limit, `left out of the copy of ${stack}: ${what}${why}`);
  }
  for (const { stack, what, limit } of supply(stacks, limitsOf(run, site, "needs"), site.recorder ?? site.aws)) {
    useLimit(run, part, limit, `in the copy of ${stack}: ${what}`);
  }
  return stacks.map(({ name, layer, folder: source, configuration }) => {
    const folder = path.join(site.root, "cdktf.out/stacks", name);
    requireStateInside(site.root, folder, configuration);
    // The packages of its functions lie in a stack's folder.
    cpSync(source, folder, { recursive: true });
    writePackages(folder, configuration, site.database?.packages);
    writeStack(folder, configuration, drift);
    return new LayerCopy(name, layer, folder, ground);
  });
}

export function writeStack(folder: string, configuration: Configuration, drift: readonly Drifts[] = []): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "cdk.tf.json"), JSON.stringify(configuration, undefined, 2));
  writeFileSync(path.join(folder, "zz_override.tf.json"), JSON.stringify(overrideFor(configuration, drift)));
}

/** Puts the code that the emulator's functions have in the place of the product's, where it is another. */
function writePackages(
  folder: string,
  configuration: Configuration,
  packages: ReadonlyMap<string, Uint8Array> = new Map(),
): void {
  for (const [, { filename, source_code_hash: hash }] of addressesOf(configuration)) {
    const zip = packages.get(String(hash));
    if (zip !== undefined) writeFileSync(path.join(folder, String(filename)), zip);
  }
}

function replaced(json: unknown, given: ReadonlyMap<string, string>): Configuration {
  let text = JSON.stringify(json);
  for (const [name, stand] of given) text = text.replaceAll(name, stand);
  return JSON.parse(text) as Configuration;
}

/** A state outside of the scratch folder could be one that somebody needs. */
function requireStateInside(root: string, folder: string, { terraform }: Configuration): void {
  const place = terraform?.backend?.["local"]?.["path"];
  if (typeof place !== "string") return;
  const file = path.resolve(folder, place);
  if (!file.startsWith(root + path.sep))
    throw new ToolError(`${folder} keeps its state at ${file}, outside of ${root}`);
}
