import { type Estate, type Resource, type Side } from "../../estate";
import type { Finding } from "../../finding";
import { thingOf } from "../../things";
import { valueOn } from "./keys";
import type { Network } from "./network";

/**
 * CloudFront reaches a private load balancer or instance through a VPC origin, without a public address and past inbound rules
 * of network ACLs (CloudFront Developer Guide, "Restrict access with VPC origins").
 */
export function vpcOriginFindings({ estate }: Network): readonly Finding[] {
  return estate.changed("aws_cloudfront_vpc_origin").flatMap((origin): readonly Finding[] => {
    const [from, to] = [endOf(estate, origin, "before"), endOf(estate, origin, "after")];
    if (from === to) return [];
    const direction = from === undefined ? "weaker" : to === undefined ? "stronger" : "cannot tell";
    return [
      {
        rule: "cloudfront-vpc-origin",
        consequence: "exposure",
        direction,
        place: origin,
        part: "way through CloudFront",
        before: from ?? "none",
        after: to ?? "none",
        meaning:
          direction === "weaker"
            ? "CloudFront can lead requests of the internet to it, although it has no public address: what the distribution lets through arrives there."
            : direction === "stronger"
              ? "CloudFront can lead no request to it any more."
              : "CloudFront leads requests of the internet to something else from now on.",
        ...(direction === "cannot tell" && { says: ["vpc_origin_endpoint_config.arn"] }),
      },
    ];
  });
}

function endOf(estate: Estate, origin: Resource, side: Side): string | undefined {
  if (valueOn(side, origin) === undefined) return undefined;
  const target = estate.target(side, origin, "vpc_origin_endpoint_config.arn");
  if (target.kind === "resource") return thingOf(target.resource);
  return target.kind === "value" ? target.value : "what is known after apply only";
}
