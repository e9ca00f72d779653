import { RegisterTargetsCommand } from "@aws-sdk/client-elastic-load-balancing-v2";

import { theLoadBalancer, theTargetGroup, userDataOf } from "../checks/across-layers";
import { checkWithTool } from "../checks/local-tool";
import { withNginx } from "../checks/nginx";
import { request, type Answer } from "../checks/request";
import { readUserData } from "../checks/user-data";
import { addressesOf, type Configuration } from "../limits/configuration";
import { expectEqual } from "../report";
import type { Run } from "../run";
import { openSite } from "../site";
import { stage } from "../stage";
import { applyAll } from "./deploy";

/**
 * One environment on MiniStack, whose load balancer answers: its listeners are asked, and it forwards to an nginx of
 * this machine that has the fleet's files. Nothing is destroyed here, since the control plane's part does that; the
 * emulators end with all that they hold.
 */
export async function dataPlane(run: Run, environment: string): Promise<void> {
  const part = run.report.part(`${environment}, data plane`);
  const site = await openSite(run, part, environment, "data-plane");
  const layers = stage(run, part, run.product, site);
  await applyAll(part, layers);
  const { DNSName: name = "" } = await part.step("there is one load balancer", () => theLoadBalancer(site.api));
  const listeners = listenersOf(layers.map((layer) => layer.configuration()));
  const ask = (listener: number, path: string, headers = {}): Promise<Answer> =>
    request(site.aws.port, path, { headers: { host: `${name}:${listener}`, ...headers } });

  if (listeners.has(443)) {
    await part.check(
      "HTTP is answered by a permanent redirect to HTTPS, with path and query as they were",
      async () => {
        const { status, headers } = await ask(80, "/some/path?with=query");
        expectEqual("the status", status, 301);
        expectEqual("where it leads", headers.location, `https://${name}:443/some/path?with=query`);
        return undefined;
      },
    );
  }
  const userData = await part.step("the fleet's user data is read back", async () =>
    readUserData(await userDataOf(site.api, layers)),
  );
  const listener = listeners.has(443) ? 443 : 80;
  await checkWithTool(part, "nginx", `listener ${listener} forwards to the page`, (nginx) =>
    withNginx(nginx, run.scratch(`${environment}-target`), userData, async (target) => {
      const { TargetGroupArn } = await theTargetGroup(site.api);
      const Targets = [{ Id: "127.0.0.1", Port: target }];
      await site.api.loadBalancing.send(new RegisterTargetsCommand({ TargetGroupArn, Targets }));
      const answer = await ask(listener, "/");
      expectEqual("the status", answer.status, 200);
      part.note(`through the load balancer: ${JSON.stringify(answer.headers)}`);
    }),
  );
  await site.close();
}

/** The ports that the load balancer listens on. */
const listenersOf = (configurations: readonly Configuration[]): Set<unknown> =>
  new Set(
    configurations
      .flatMap((configuration) => [...addressesOf(configuration)])
      .filter(([address]) => address.startsWith("aws_lb_listener."))
      .map(([, { port }]) => port),
  );
