import { isInterrupted } from "../../shared/clean-up";
import { ToolError, messageOf } from "../../shared/errors";
import { inventory, leftOver } from "../checks/inventory";
import type { LayerCopy } from "../layer-copy";
import { sortDrift } from "../limits/drift";
import { sentence } from "../limits/limit";
import { limitsOf, useLimit } from "../limits/use";
import { describeChange } from "../plan-changes";
import type { Part } from "../report";
import type { Run } from "../run";
import type { Site } from "../site";
import { makeCloudFrontGroup, removeCloudFrontGroup } from "./cloudfront-group";
import { deleteMarkers } from "./delete-markers";

/** How one layer is applied. */
export type Apply = (part: Part, layer: LayerCopy) => Promise<void>;

/** Applies the layers in their order. Each needs the one before, so that a failure ends the part. */
export async function applyAll(
  part: Part,
  { api }: Site,
  layers: readonly LayerCopy[],
  apply: Apply = applyOnce,
): Promise<void> {
  for (const layer of layers) {
    await part.step(`${layer.name} is applied`, async () => {
      await layer.init();
      await makeCloudFrontGroup(api, layer.configuration());
      await apply(part, layer);
    });
  }
}

const applyOnce = (_: Part, layer: LayerCopy): Promise<void> => layer.apply();

/**
 * For a part that needs a layer and is no proof of its apply: a busy machine may lose what MiniStack answers, and what the
 * first attempt left, the second replaces.
 */
export async function applyPersistently(part: Part, layer: LayerCopy): Promise<void> {
  try {
    await layer.apply();
  } catch (error) {
    if (isInterrupted()) throw error;
    part.note(`${layer.name} is applied once more after: ${messageOf(error)}`);
    await layer.apply();
  }
}

/** Plans every layer again, now that all are there: what a later layer does must not show in an earlier one either. */
export async function planAllAgain(run: Run, part: Part, layers: readonly LayerCopy[], site: Site): Promise<void> {
  for (const layer of layers) {
    await part.check(`a second plan of ${layer.name} is empty`, async () => {
      const { known, unknown } = sortDrift(await layer.plan(), limitsOf(run, site, "drifts"));
      for (const limit of known) useLimit(run, part, limit, `a second plan of ${layer.name}`);
      if (unknown.length > 0) throw new ToolError(`it would change\n${unknown.map(describeChange).join("\n")}`);
      return known.length > 0 ? `except for known drift: ${known.map(sentence).join("; ")}` : undefined;
    });
  }
}

/** Destroys the layers in reverse, and looks that the account holds what it held before. */
export async function destroyAll(run: Run, part: Part, layers: readonly LayerCopy[], site: Site): Promise<void> {
  for (const layer of [...layers].reverse()) {
    await part.step(`${layer.name} is destroyed`, async () => {
      await deleteMarkers(run, part, layer, site);
      await layer.destroy();
      await removeCloudFrontGroup(site.api, layer.configuration());
      const left = await layer.stateAddresses();
      if (left.length > 0) throw new ToolError(`its state still has ${left.join(", ")}`);
    });
  }
  await expectNothingLeft(run, part, site);
}

export async function expectNothingLeft(run: Run, part: Part, site: Site): Promise<void> {
  await part.check("the AWS API shows no new resources", async () => {
    const known = limitsOf(run, site, "leaves behind");
    const left = leftOver(site.before, await inventory(site.api)).filter((line) => {
      const limit = known.find(({ what }) => line.startsWith(`${what} `));
      if (limit) useLimit(run, part, limit, line);
      return limit === undefined;
    });
    if (left.length > 0) throw new ToolError(`left in the account:\n${left.join("\n")}`);
    return `${site.before.length} resources of the emulator's own account exist, as before`;
  });
}
