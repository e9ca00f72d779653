import { writeFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

import { inParallel } from "../../shared/in-parallel";
import { messageOf } from "../../shared/errors";
import type { LayerCopy } from "../layer-copy";
import { changesOf, describeChange, type Plan } from "../plan-changes";
import type { Part } from "../report";
import type { Run } from "../run";
import { openSite } from "../site";
import { makeEdit } from "../slices/edit";
import { type Edit, edits } from "../slices/edits";
import { type FullPlan, type SlicedPlan, sliced } from "../slices/slice";
import { stage } from "../stage";
import { applyAll } from "./deploy";

/**
 * Applies the environments of the edits, plans all edits of a layer at once with the real provider, and writes each edit's part
 * of the plan. The tests of the plan review put the parts together again.
 *
 * @param file is written in Brotli: what the plans say, without a layer's prior state
 */
export async function writePlanSlices(run: Run, file: string): Promise<void> {
  const environments = [...new Set(edits.map(({ stack }) => stack.slice(0, stack.lastIndexOf("-"))))];
  const found = await inParallel(environments, environments.length, (environment) => slicesOf(run, environment));
  const text = JSON.stringify(found.flat());
  writeFileSync(path.resolve(file), brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_LGWIN]: 24 } }));
}

async function slicesOf(run: Run, environment: string): Promise<readonly SlicedPlan[]> {
  const part = run.report.part(`${environment}, slices of plans`);
  const site = await openSite(run, part, environment, "control-plane");
  try {
    const layers = stage(run, part, run.product, site);
    await applyAll(part, site, layers);
    const found: SlicedPlan[] = [];
    for (const layer of layers) {
      const own = edits.filter(({ stack }) => stack === layer.name);
      if (own.length > 0)
        found.push(await part.step(`${layer.name} is planned`, () => slicesOfLayer(part, layer, own)));
    }
    return found;
  } finally {
    await site.close();
  }
}

async function slicesOfLayer(part: Part, layer: LayerCopy, all: readonly Edit[]): Promise<SlicedPlan> {
  const baseline = JSON.parse(await layer.planJson()) as FullPlan & Plan;
  const noise = changesOf(baseline).map(describeChange);
  if (noise.length > 0) part.note(`${layer.name}, without an edit: ${noise.join("; ")}`);
  const configuration = layer.configuration();
  const made = all.filter((edit) => {
    try {
      makeEdit(configuration, edit);
      return true;
    } catch (error) {
      // The copy lacks what the emulators do not make.
      part.note(messageOf(error));
      return false;
    }
  });
  layer.write(configuration);
  return sliced(layer.name, JSON.parse(await layer.planJson()) as FullPlan, made, baseline);
}
