import { Estate, type Resource } from "../../estate";
import type { Finding } from "../../finding";
import { isDeleted } from "../../settings/changed";

/**
 * A plan that comes or goes. A key that is in no usage plan of a stage opens no method that asks for a key (API Gateway Developer
 * Guide, "Usage plans and API keys for REST APIs in API Gateway").
 *
 * @param ended the memberships that are deleted with the plan
 */
export function wholeFinding(plan: Resource, ended: readonly Resource[]): Finding {
  const isLost = plan.after === undefined;
  return {
    rule: "api-usage-plan",
    consequence: "downtime",
    direction: isLost ? "weaker" : "stronger",
    place: plan,
    meaning: isLost
      ? "The plan's keys open nothing any more: callers with one are refused where a route asks for a key."
      : "Keys that are in the plan open its stages, within its limits.",
    ...(isLost && ended.length > 0 && { alsoSays: ended }),
  };
}

/** The memberships that are deleted, by their plan. */
export function membersEnded(estate: Estate): ReadonlyMap<Resource, readonly Resource[]> {
  const found = new Map<Resource, Resource[]>();
  for (const one of estate.changed("aws_api_gateway_usage_plan_key").filter(isDeleted)) {
    const plan = estate.target("before", one, "usage_plan_id");
    if (plan.kind !== "resource") continue;
    const known = found.get(plan.resource);
    if (known === undefined) found.set(plan.resource, [one]);
    else known.push(one);
  }
  return found;
}
