import type { Access } from "../../../../analysis/policies/difference";
import { boxInBoth } from "../../../../analysis/policies/requests";
import { everything } from "../../../../analysis/policies/sets";
import { policyOf } from "../../../../analysis/policies/statements";
import { type Held, isKnown, joined } from "./held";

/** What stops when access is lost. */
export interface Interruption {
  readonly consequence: "downtime" | "guard lost";
  readonly meaning: string;
}

/** Services that bring logs and alarms to where they are read. */
const recording =
  /^direct Service (?:logging\.s3|delivery\.logs|logdelivery\.elasticloadbalancing|vpc-flow-logs|logs(?:\.[\w-]+)?|cloudtrail|config|cloudwatch)\.amazonaws\.com(?:\.cn)?$/;

/**
 * What stops when a policy of a resource no longer lets a service do at all what it did: no other policy lets the service in (IAM
 * User Guide, "AWS JSON policy elements: Principal").
 */
export function serviceStops(after: readonly Held[], thing: string): (access: Access) => Interruption | undefined {
  const policy = policyOf(joined(...after.filter(isKnown).map(({ document }) => document)));
  const allows = "unknown" in policy ? undefined : policy.filter(({ effect }) => effect === "Allow");
  const isOpen = !after.every(isKnown);
  return (access) => {
    const services = access.principal.all.flat();
    if (
      isOpen ||
      allows === undefined ||
      services.length === 0 ||
      !services.every((one) => one.startsWith("direct Service "))
    )
      return undefined;
    const asked = { principal: access.principal, action: access.action, resource: everything };
    if (allows.some((one) => boxInBoth(asked, { ...one, resource: everything }) !== undefined)) return undefined;
    return services.every((one) => recording.test(one))
      ? { consequence: "guard lost", meaning: `The service no longer brings its logs or alarms to ${thing}.` }
      : { consequence: "downtime", meaning: `The service is refused from now on: what it does with ${thing} stops.` };
  };
}
