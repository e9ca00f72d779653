import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { assets, readStack, stackFileNames } from "../shared/stack-files";
import { type SynthesizedStack, readJson } from "../shared/synthesize";
import { type Files, bytesOf } from "./bundle";
import { type LockedProvider, lockFileOf } from "./lock-file";
import { sealedConfiguration } from "./sealed";

/**
 * The folder of a synth's form in a bundle. A stack finds a local state three folders above its own: at this depth that is
 * `state` in the bundle, so that two bundles never share a state.
 */
export const terraformFolder = "terraform";

/** The same for the layers of a change that are applied twice, in their first form. */
export const betweenFolder = "between";

/** A stack's folder in a bundle: as it was synthesized, with the seal and the lock file. */
export function stackFiles(
  stack: Pick<SynthesizedStack, "folder">,
  provider: LockedProvider,
  unpacked: readonly string[],
): Files {
  const { json, hcl } = readStack(stack.folder);
  const synthesized = new Map([
    [stackFileNames.json, bytesOf(json)],
    [stackFileNames.hcl, bytesOf(hcl)],
    ...filesIn(stack.folder, assets),
  ]);
  return new Map([
    ...synthesized,
    ["sealed.tf", bytesOf(sealedConfiguration(synthesized))],
    [".terraform.lock.hcl", bytesOf(lockFileOf(provider, unpacked))],
  ]);
}

/** The files of a folder, of all depths, by their path from `root`. None where the folder is not there. */
function filesIn(root: string, folder: string): Files {
  const whole = path.join(root, folder);
  const entries = existsSync(whole) ? namesIn(whole) : [];
  return new Map(
    entries.map((name) => {
      const file = path.posix.join(folder, name);
      return [file, new Uint8Array(readFileSync(path.join(root, file)))] as const;
    }),
  );
}

const namesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"))
    .sort();

/** `manifest.json` of a synth, of these stacks alone: the order of the layers, for every tool that reads a synth's folder. */
export function synthesisManifest(outdir: string, names: readonly string[]): string {
  const { stacks, ...rest } = readJson(path.join(outdir, "manifest.json")) as {
    readonly stacks: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
  const chosen = Object.entries(stacks)
    .filter(([name]) => names.includes(name))
    // The synth writes no such file.
    .map(([name, stack]): readonly [string, object] => [
      name,
      Object.fromEntries(Object.entries(stack).filter(([key]) => key !== "stackMetadataPath")),
    ]);
  return `${JSON.stringify({ ...rest, stacks: Object.fromEntries(chosen) }, undefined, 2)}\n`;
}
