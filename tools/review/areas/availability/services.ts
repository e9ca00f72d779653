import type { Resource } from "../../estate";
import type { Finding } from "../../finding";
import { isOnlyForgotten, isWhole } from "../../settings/changed";
import type { Question } from "../../settings/question";

/** What ends where a resource of the type is destroyed. */
const ends: Readonly<Record<string, string>> = {
  aws_autoscaling_attachment: "The load balancer sends no requests to the fleet any more.",
  aws_autoscaling_group: "Its instances end, with whatever they serve.",
  aws_autoscaling_policy: "The fleet no longer grows with its load by this policy.",
  aws_cloudfront_distribution: "Nobody reaches the site by its addresses any more.",
  aws_db_instance: "Programs that use the database fail.",
  aws_eip: "The address is given back to AWS: whoever allows or names the address loses it, and a new one is another.",
  aws_instance: "The instance ends, with whatever the instance serves.",
  aws_lambda_alias: "Whoever calls the alias is refused.",
  aws_lambda_function: "Whoever calls the function is refused.",
  aws_lb: "Nobody reaches what the load balancer forwards to.",
  aws_lb_listener: "The load balancer no longer answers on the port.",
  aws_lb_target_group: "No requests are forwarded to its targets any more.",
  aws_nat_gateway: "Private subnets that send their traffic through the gateway no longer reach the internet.",
  aws_route53_record: "The name no longer leads to its target.",
};

/** What serves and is destroyed, or begins to serve. APIs and the network have areas of their own. */
export const services: Question = {
  judges: {},
  find: (estate) =>
    estate
      .changed(...Object.keys(ends))
      .filter((resource) => isWhole(resource) && !isOnlyForgotten(resource))
      .map((resource) => finding(resource, ends[resource.type] ?? "")),
};

function finding(resource: Resource, end: string): Finding {
  const isGone = resource.after === undefined;
  return {
    rule: "service",
    consequence: "downtime",
    direction: isGone ? "weaker" : "stronger",
    place: resource,
    before: isGone ? "there" : "none",
    after: isGone ? "none" : "there",
    meaning: isGone ? end : "It begins to serve.",
  };
}
