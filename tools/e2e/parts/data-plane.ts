import { DeregisterTargetsCommand, RegisterTargetsCommand } from "@aws-sdk/client-elastic-load-balancing-v2";

import type { Synthesis } from "../../shared/synthesize";
import { outputsOf, theLoadBalancer, theTargetGroup, userDataOf, type Published } from "../checks/across-layers";
import { checkListeners, listenersOf } from "../checks/listeners";
import { checkWithTool } from "../checks/local-tool";
import { withNginx } from "../checks/nginx";
import { checkPageByCloudFront } from "../checks/page-by-cloudfront";
import { readUserData } from "../checks/user-data";
import { checkKeptHeader } from "../lab/sent-header";
import { stepsWalked, synthesizeByCloudFront, synthesizeStep, walkedEnvironment, wayByCloudFront } from "../lab/steps";
import type { LayerCopy } from "../layer-copy";
import { limitsOf } from "../limits/use";
import type { Part } from "../report";
import type { Run } from "../run";
import { openSite, type Site } from "../site";
import { stage } from "../stage";
import { apisOf, asksApis, type Asked } from "./apis";
import { rows } from "../../smoke/case";
import { applyAll, applyPersistently, type Apply } from "./deploy";

/**
 * One environment on MiniStack, whose load balancer and APIs answer: its listeners are asked, and it forwards to an nginx
 * of this machine that has the fleet's files; its APIs are asked, and the functions run. The lab is walked through its
 * steps. Nothing is destroyed here, since the control plane's part does that; the emulators end with all that they hold.
 */
export async function dataPlane(run: Run, environment: string): Promise<void> {
  const part = run.report.part(`${environment}, data plane`);
  const site = await openSite(run, part, environment, "data-plane");
  try {
    await walk(run, part, site);
  } finally {
    // Also after a failure: what listens here would keep the tool from its end.
    await site.close();
  }
}

async function walk(run: Run, part: Part, site: Site): Promise<void> {
  const { environment } = site;
  const isWalked = environment === walkedEnvironment;
  if (isWalked) {
    for (const step of stepsWalked.slice(0, -1)) {
      const at = run.report.part(`${environment}, data plane, ${step}`);
      const synthesis = await at.step("the environment is synthesized at this step", () => synthesizeStep(run, step));
      await deployAndAsk(run, at, synthesis, site, { only: rowsOfSteps });
    }
  }
  const { layers, published } = await deployAndAsk(run, part, run.product, site, isWalked ? { only: rowsOfSteps } : {});
  await asksListeners(run, part, layers, published, site);
  if (isWalked) await asksByCloudFront(run, site);
}

/**
 * A step changes nothing of how often may be asked, which takes some hundred requests to see; and the lab's one limit, a
 * hundred a second, is more than the emulator always gets through.
 */
const rowsOfSteps = rows.filter((row) => row !== "V18");

/** The lab beyond its last step, where requests go by CloudFront alone, and the header is rotated meanwhile. */
async function asksByCloudFront(run: Run, site: Site): Promise<void> {
  const part = run.report.part(`${site.environment}, data plane, ${wayByCloudFront}`);
  const synthesis = await part.step("the environment is synthesized in this way", () => synthesizeByCloudFront(run));
  const asked = { only: rowsOfSteps, headerIsRotated: true };
  const { layers, published } = await deployAndAsk(run, part, synthesis, site, asked, withAnotherDistribution);
  await checkKeptHeader(part, layers);
  await withPage(run, part, site, published, () => checkPageByCloudFront(part, site.aws.port, published.texts));
}

/** As docs/cloudfront.md says of a header mode that moves into the distribution. */
const withAnotherDistribution: Apply = (_, layer) =>
  layer.apply(layer.layer === "edge" ? ["aws_cloudfront_distribution.edge_api_distribution"] : []);

async function deployAndAsk(
  run: Run,
  part: Part,
  synthesis: Synthesis,
  site: Site,
  asked: Asked = {},
  apply: Apply = applyPersistently,
) {
  // An apply may be repeated here: it is not to put right what the emulator will never have as it was set.
  const layers = stage(run, part, synthesis, site, { drift: limitsOf(run, site, "drifts") });
  await applyAll(part, site, layers, apply);
  const published = await part.step("the layers publish their outputs", () => outputsOf(layers));
  const apis = apisOf(synthesis, site.environment);
  if (apis !== undefined) await asksApis(run, part, apis, published.texts, site, asked);
  return { layers, published };
}

async function asksListeners(
  run: Run,
  part: Part,
  layers: readonly LayerCopy[],
  published: Published,
  site: Site,
): Promise<void> {
  const listeners = listenersOf(layers.map((layer) => layer.configuration()));
  if (listeners.ports.length === 0) return;
  const { LoadBalancerName: loadBalancer = "" } = await part.step("there is one load balancer", () =>
    theLoadBalancer(site.api),
  );
  await withPage(run, part, site, published, () =>
    checkListeners(part, { port: site.aws.port, loadBalancer, ...listeners }),
  );
}

/** An emulator's instance has no address; this machine's nginx stands for it, in the fleet's own target group. */
async function withPage(
  run: Run,
  part: Part,
  site: Site,
  published: Published,
  check: () => Promise<void>,
): Promise<void> {
  const userData = await part.step("the fleet's user data is read back", async () =>
    readUserData(await userDataOf(site.api, published)),
  );
  await checkWithTool(part, "nginx", "the listeners answer, with the page behind them", (nginx) =>
    withNginx(nginx, run.scratch(`${site.environment}-target`), userData, async (port) => {
      const { TargetGroupArn } = await theTargetGroup(site.api);
      const Targets = [{ Id: "127.0.0.1", Port: port }];
      await site.api.loadBalancing.send(new RegisterTargetsCommand({ TargetGroupArn, Targets }));
      await check();
      await site.api.loadBalancing.send(new DeregisterTargetsCommand({ TargetGroupArn, Targets }));
    }),
  );
}
