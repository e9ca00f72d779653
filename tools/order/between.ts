import { writeFileSync } from "node:fs";
import path from "node:path";

import { ToolError } from "../shared/errors";
import { copyStack, readStack } from "../shared/stack-files";
import { type Synthesis, readJson } from "../shared/synthesize";
import type { Attributes, Configuration } from "../terraform/configuration";
import { Layers } from "./layers";
import type { OrderOfChange } from "./order-of-change";

/**
 * Writes the layers that a change applies twice, in their first form: the head's, plus what higher layers still use of the
 * base. The folder has the form of a synth's, so that `terraform -chdir=<outdir>/stacks/<stack>` works in it.
 *
 * @param outdir beside the folders of the synths: a local state is found by its path relative to a stack
 * @returns the folder of each stack that was written, by the stack's name
 */
export function writeBetween(
  base: Synthesis,
  head: Synthesis,
  { environment, steps }: OrderOfChange,
  outdir: string,
): Readonly<Record<string, string>> {
  const [old, now] = [new Layers(base, environment), new Layers(head, environment)];
  const written = steps
    .filter(({ apply }) => apply === "between")
    .map(({ stack, layer, kept }) => {
      const [from, to] = [old.get(layer), now.get(layer)];
      if (from === undefined || to === undefined) throw new ToolError(`${stack} is not in both folders`);
      const folder = path.join(outdir, "stacks", stack);
      if ([from.folder, to.folder].includes(folder)) {
        throw new ToolError(`${folder} is one of the folders that are compared; give another folder`, 2);
      }
      const configuration = between(from.configuration, to.configuration, kept);
      const json = `${JSON.stringify(configuration, undefined, 2)}\n`;
      // A function that is kept has its code in the base's folder.
      copyStack(from.folder, folder);
      copyStack(to.folder, folder, { json, hcl: readStack(to.folder).hcl });
      return [stack, folder] as const;
    });
  if (written.length > 0) writeManifest(head, outdir, Object.keys(Object.fromEntries(written)));
  return Object.fromEntries(written);
}

/** Writes a manifest, so that every tool that reads a synth's folder reads this one. */
function writeManifest(head: Synthesis, outdir: string, names: readonly string[]): void {
  const manifest = readJson(path.join(head.outdir, "manifest.json")) as {
    readonly stacks: Readonly<Record<string, unknown>>;
  };
  const stacks = Object.entries(manifest.stacks).filter(([name]) => names.includes(name));
  writeFileSync(
    path.join(outdir, "manifest.json"),
    JSON.stringify({ ...manifest, stacks: Object.fromEntries(stacks) }, undefined, 2),
  );
}

/** The head's configuration, with the kept parts of the base merged in. */
function between(base: Configuration, head: Configuration, kept: readonly string[]): Configuration {
  const keptOf = (types: Types | undefined, prefix = ""): Types =>
    selected(types, (name) => kept.includes(`${prefix}${name}`));
  const locals = Object.entries(base.locals ?? {}).filter(([name]) => kept.includes(`local.${name}`));
  const merged: Configuration = {
    ...head,
    resource: merge(head.resource, keptOf(base.resource)),
    data: merge(head.data, keptOf(base.data, "data.")),
    ephemeral: merge(head.ephemeral, keptOf(base.ephemeral, "ephemeral.")),
    locals: { ...head.locals, ...Object.fromEntries(locals) },
    output: { ...base.output, ...head.output },
    provider: { ...head.provider, aws: providersOf(base, head) },
  };
  // Terraform refuses a block without a type.
  return Object.fromEntries(Object.entries(merged).filter(([, part]) => Object.keys(part as object).length > 0));
}

type Types = NonNullable<Configuration["resource"]>;

function selected(types: Types = {}, wanted: (address: string) => boolean): Types {
  const entries = Object.entries(types).map(([type, blocks]) => {
    const names = Object.entries(blocks).filter(([name]) => wanted(`${type}.${name}`));
    return [type, Object.fromEntries(names)] as const;
  });
  return Object.fromEntries(entries.filter(([, blocks]) => Object.keys(blocks).length > 0));
}

const merge = (head: Types = {}, base: Types = {}): Types =>
  Object.fromEntries(
    [...new Set([...Object.keys(head), ...Object.keys(base)])].map((type) => [type, { ...head[type], ...base[type] }]),
  );

/** The providers of the head, and those whose alias only the base has: what is kept may need one to be destroyed. */
function providersOf({ provider: base }: Configuration, { provider: head }: Configuration): readonly Attributes[] {
  const own = head?.["aws"] ?? [];
  return [...own, ...(base?.["aws"] ?? []).filter(({ alias }) => !own.some((known) => known["alias"] === alias))];
}
