import { RegisterTargetsCommand } from "@aws-sdk/client-elastic-load-balancing-v2";

import { outputsOf, theLoadBalancer, theTargetGroup, userDataOf, type Published } from "../checks/across-layers";
import { checkListeners, listenersOf } from "../checks/listeners";
import { checkWithTool } from "../checks/local-tool";
import { withNginx } from "../checks/nginx";
import { readUserData } from "../checks/user-data";
import type { LayerCopy } from "../layer-copy";
import { limitsOf } from "../limits/use";
import type { Part } from "../report";
import type { Run } from "../run";
import { openSite, type Site } from "../site";
import { stage } from "../stage";
import { apisOf, asksApis } from "./apis";
import { applyAll, applyPersistently } from "./deploy";

/**
 * One environment on MiniStack, whose load balancer and APIs answer: its listeners are asked, and it forwards to an nginx
 * of this machine that has the fleet's files; its APIs are asked, and the functions run. Nothing is destroyed here, since the control plane's part does that; the
 * emulators end with all that they hold.
 */
export async function dataPlane(run: Run, environment: string): Promise<void> {
  const part = run.report.part(`${environment}, data plane`);
  const site = await openSite(run, part, environment, "data-plane");
  // An apply may be repeated here: it is not to put right what the emulator will never have as it was set.
  const layers = stage(run, part, run.product, site, { drift: limitsOf(run, site, "drifts") });
  await applyAll(part, site, layers, applyPersistently);
  const published = await part.step("the layers publish their outputs", () => outputsOf(layers));
  await asksListeners(run, part, environment, layers, published, site);
  const apis = apisOf(run, environment);
  if (apis !== undefined) await asksApis(run, part, apis, published.texts, site);
  await site.close();
}

async function asksListeners(
  run: Run,
  part: Part,
  environment: string,
  layers: readonly LayerCopy[],
  published: Published,
  site: Site,
): Promise<void> {
  const listeners = listenersOf(layers.map((layer) => layer.configuration()));
  if (listeners.ports.length === 0) return;
  const { LoadBalancerName: loadBalancer = "" } = await part.step("there is one load balancer", () =>
    theLoadBalancer(site.api),
  );
  const userData = await part.step("the fleet's user data is read back", async () =>
    readUserData(await userDataOf(site.api, published)),
  );
  await checkWithTool(part, "nginx", "the listeners answer, with the page behind them", (nginx) =>
    withNginx(nginx, run.scratch(`${environment}-target`), userData, async (port) => {
      const { TargetGroupArn } = await theTargetGroup(site.api);
      // An emulator's instance has no address; this machine's nginx stands for it, in the fleet's own target group.
      const Targets = [{ Id: "127.0.0.1", Port: port }];
      await site.api.loadBalancing.send(new RegisterTargetsCommand({ TargetGroupArn, Targets }));
      await checkListeners(part, { port: site.aws.port, loadBalancer, ...listeners });
    }),
  );
}
