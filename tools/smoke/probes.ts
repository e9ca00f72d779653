import { deniedProbes } from "./denied-probes";
import type { SmokeOptions } from "./options";
import { rateProbes } from "./rate-probes";
import { reachProbes } from "./reach-probes";
import type { Probe } from "./result";
import { rotationProbes } from "./rotation-probes";
import { tlsProbes } from "./tls-probes";
import { WebPage } from "./web-page";
import { webProbes } from "./web-probes";

/** The checks that are more than one request to a route of an API. */
export function probesOf(options: SmokeOptions): Probe[] {
  const { apis, web } = options.environment;
  const page = web && new WebPage(web, options);
  return [
    ...deniedProbes(apis, page, options),
    ...tlsProbes(options.environment, options),
    ...(page ? [...webProbes(page), ...reachProbes(page)] : []),
    ...rotationProbes(page, options),
    ...rateProbes(apis, page, options),
  ];
}
