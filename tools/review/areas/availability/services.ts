import type { Resource } from "../../estate";
import type { Finding } from "../../finding";
import { isOnlyForgotten, isWhole } from "../../settings/changed";
import type { Question } from "../../settings/question";
import { stillNaming } from "./in-use";

/** What ends where a resource of the type is destroyed. */
const ends: Readonly<Record<string, string>> = {
  aws_autoscaling_attachment: "The load balancer sends no requests to the fleet any more.",
  aws_autoscaling_group: "Its instances end, with whatever they serve.",
  aws_autoscaling_policy: "The fleet no longer grows with its load by this policy.",
  aws_cloudfront_distribution: "Nobody reaches the site by its addresses any more.",
  aws_db_instance: "Programs that use the database fail.",
  aws_instance: "The instance ends, with whatever the instance serves.",
  aws_lambda_alias: "Whoever calls the alias is refused.",
  aws_lambda_function: "Whoever calls the function is refused.",
  aws_lb: "Nobody reaches what the load balancer forwards to.",
  aws_lb_listener: "The load balancer no longer answers on the port.",
  aws_lb_target_group: "No requests are forwarded to its targets any more.",
  aws_nat_gateway:
    "What private subnets sent through the gateway takes another way, or none, as the routes say; open connections are cut, and a zone without a gateway of its own depends on another zone.",
  aws_route53_record: "The name no longer leads to its target.",
};

/**
 * What serves or is in use and is destroyed, and what begins to serve. APIs and the network have areas of their own, and what an
 * Elastic IP stands for is the network's.
 */
export const services: Question = {
  judges: {},
  find: (estate) => {
    const naming = stillNaming(estate);
    const serving = estate.changed(...Object.keys(ends)).filter((one) => isWhole(one) && !isOnlyForgotten(one));
    const used = [...naming].filter(([resource]) => !Object.hasOwn(ends, resource.type));
    return [
      ...serving.map((resource) => serves(resource, ends[resource.type] ?? "", naming.get(resource))),
      ...used.map(([resource, users]) => inUse(resource, users)),
    ];
  },
};

function serves(resource: Resource, end: string, users = ""): Finding {
  const isGone = resource.after === undefined;
  return {
    rule: "service",
    consequence: "downtime",
    direction: isGone ? "weaker" : "stronger",
    place: resource,
    before: isGone ? "there" : "none",
    after: isGone ? "none" : "there",
    meaning: isGone ? `${end} ${users}`.trim() : "It begins to serve.",
    besides: users,
  };
}

const inUse = (resource: Resource, users: string): Finding => ({
  rule: "deleted-in-use",
  consequence: "downtime",
  direction: "weaker",
  place: resource,
  part: "still in use",
  meaning: `It is destroyed. ${users}`,
  besides: users,
  // Whether the review knows the type at all is another question.
  says: [],
});
