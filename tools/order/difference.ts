import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import { stackFileNames } from "../shared/stack-files";
import {
  type Blocks,
  type Layers,
  type SynthesizedLayer,
  addressedBlocks,
  comparedText,
  isResource,
  referencesIn,
} from "./layers";

/** The differences of one layer. The addresses are sorted, and of resources. */
export interface Difference {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
  /** Whether anything differs at all: an output, a data source, a provider, another file of the stack's folder. */
  readonly differs: boolean;
}

/** Compares one layer of two synths; undefined where a synth does not have it. */
export function differenceOf(base: SynthesizedLayer | undefined, head: SynthesizedLayer | undefined): Difference {
  const [old, now] = [base, head].map((layer) => addressedBlocks(layer?.configuration ?? {}));
  const was = new Map([...(old ?? [])].filter(([name]) => isResource(name)));
  const is = new Map([...(now ?? [])].filter(([name]) => isResource(name)));
  return {
    added: [...is.keys()].filter((name) => !was.has(name)).sort(),
    removed: [...was.keys()].filter((name) => !is.has(name)).sort(),
    changed: [...is.keys()]
      .filter((name) => was.has(name) && comparedText(was.get(name)) !== comparedText(is.get(name)))
      .sort(),
    differs: comparedText(base?.configuration) !== comparedText(head?.configuration) || hclOf(base) !== hclOf(head),
  };
}

/** The text of `terraform.tf` beside the JSON of a layer. What a bundle adds to the folder is no difference. */
function hclOf(layer: SynthesizedLayer | undefined): string {
  const file = path.join(layer?.folder ?? "", stackFileNames.hcl);
  return layer !== undefined && existsSync(file) ? readFileSync(file, "utf8") : "";
}

/** The addresses of a layer's `removed` blocks, which Terraform forgets and does not destroy. */
export function forgottenIn(layer: SynthesizedLayer | undefined): string[] {
  return [...hclOf(layer).matchAll(/^removed \{\n\s*from\s*= (\S+)$/gm)].flatMap(([, address]) => address ?? []);
}

/** The `moved` blocks of a layer: the resource at `from` in the base is the resource at `to`. */
export function movedIn(layer: SynthesizedLayer | undefined): { readonly from: string; readonly to: string }[] {
  const blocks = hclOf(layer).matchAll(/^moved \{\n\s*from\s*= (\S+)\n\s*to\s*= (\S+)$/gm);
  return [...blocks].flatMap(([, from, to]) => (from === undefined || to === undefined ? [] : [{ from, to }]));
}

/**
 * The addresses that stay as in the base until the higher layers are applied. These are all that the head lacks, and what
 * changes by dropping a reference to one of those, such as the network ACL of a subnet. What also gains a reference to
 * something new is as in the head, because the higher layers need that.
 */
export function keptBetween(old: Layers, now: Layers, layer: string): string[] {
  const [was, is] = [old.blocks(layer), now.blocks(layer)];
  const gone = without(was, is);
  const added = without(is, was);
  const heldBack = [...was].filter(
    ([name, block]) =>
      is.has(name) && refers(block, gone) && !refers(is.get(name), gone) && !refers(is.get(name), added),
  );
  return [...gone.keys(), ...heldBack.map(([name]) => name)].sort();
}

const without = (blocks: Blocks, others: Blocks): Blocks => new Map([...blocks].filter(([name]) => !others.has(name)));

const refers = (block: unknown, to: Blocks): boolean => referencesIn(block, to).length > 0;
