import { checkAcrossApis } from "../checks/across-apis";
import { checkAcrossLayers, outputsOf, userDataOf } from "../checks/across-layers";
import { protectedAddresses } from "../limits/configuration";
import type { Run } from "../run";
import { openSite } from "../site";
import { stage } from "../stage";
import { apisOf } from "./apis";
import { applyAll, destroyAll, planAllAgain } from "./deploy";
import { keepsLogs } from "./kept-logs";
import { page } from "./page";
import { checkStateLock } from "./state-lock";
import { destroyIsRefused, liftProtection } from "./teardown";

/** One environment from nothing to nothing, where moto has what it can: it knows what refers to what. */
export async function controlPlane(run: Run, environment: string): Promise<void> {
  const part = run.report.part(`${environment}, control plane`);
  const site = await openSite(run, part, environment, "control-plane");
  const layers = stage(run, part, run.product, site);
  await applyAll(part, site, layers);
  await planAllAgain(run, part, layers, site);
  const published = await part.step("the layers publish their outputs", () => outputsOf(layers));
  await checkAcrossLayers(part, layers, published, site);
  const apis = apisOf(run.product, environment);
  if (apis !== undefined) await checkAcrossApis(part, apis, published, site);
  await checkStateLock(part, layers, site);
  const userData = await part.step("the fleet's user data is read back", () => userDataOf(site.api, published));
  await page(run, environment, userData);
  await keepsLogs(run, part, layers, site);
  const isProtected = layers.some((layer) => protectedAddresses(layer.configuration()).length > 0);
  if (isProtected) await destroyIsRefused(part, layers);
  await destroyAll(run, part, isProtected ? await liftProtection(run, part, site) : layers, site);
  await site.close();
}
