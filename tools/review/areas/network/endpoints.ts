import { type Resource, type Side, attribute } from "../../estate";
import type { Finding } from "../../finding";
import { unknown } from "../../plan/normal";
import { valueOn } from "./keys";
import type { Network } from "./network";
import { namesAt } from "./placed";

/** VPC endpoints that come or go, serve another service, or stand in other subnets. Their routes are routes like others. */
export function endpointFindings(network: Network): readonly Finding[] {
  return network.estate.changed("aws_vpc_endpoint").flatMap((endpoint): readonly Finding[] => {
    const [from, to] = [serviceOf(endpoint, "before"), serviceOf(endpoint, "after")];
    return from === to ? subnetFindings(network, endpoint) : [serviceFinding(endpoint, from, to)];
  });
}

const later = "known after apply";

/** AWS PrivateLink Guide, "Control access to VPC endpoints using endpoint policies". */
function serviceFinding(endpoint: Resource, from: string | undefined, to: string | undefined): Finding {
  const isLeft = from !== undefined;
  return {
    rule: "vpc-endpoint",
    consequence: to === later && isLeft ? "not reviewable" : "guard lost",
    direction: !isLeft ? "stronger" : to === undefined ? "weaker" : "cannot tell",
    place: endpoint,
    part: "service",
    before: from ?? "none",
    after: to ?? "none",
    meaning: !isLeft
      ? "Calls to the service can stay within AWS's network, under the endpoint's policy."
      : to === later
        ? "Which service the endpoint leads to is known after apply only: read service_name in the source."
        : "Calls to the service go past the endpoint's policy from now on: they leave the VPC, or fail.",
    ...(isLeft && to !== undefined && { says: ["service_name"] }),
  };
}

function serviceOf(endpoint: Resource, side: Side): string | undefined {
  const value = valueOn(side, endpoint);
  const service = attribute(value, "service_name") ?? attribute(value, "resource_configuration_arn");
  return value === undefined ? undefined : service === unknown ? later : typeof service === "string" ? service : "none";
}

/** An endpoint has one address in each of its subnets (AWS PrivateLink Guide, "Subnets and Availability Zones"). */
function subnetFindings({ keys }: Network, endpoint: Resource): readonly Finding[] {
  const [before, after] = [
    namesAt(keys, endpoint, "before", "subnet_ids"),
    namesAt(keys, endpoint, "after", "subnet_ids"),
  ];
  const lost = before.known.filter((key) => !after.known.includes(key));
  const gained = after.known.filter((key) => !before.known.includes(key));
  const isUnknown = after.unknown.length > 0;
  if (!isUnknown && lost.length === 0 && gained.length === 0) return [];
  const direction = isUnknown
    ? "cannot tell"
    : lost.length === 0
      ? "stronger"
      : gained.length === 0
        ? "weaker"
        : "cannot tell";
  const words = (known: readonly string[]): string => known.map((key) => keys.nameOf(key)).join(", ") || "none";
  return [
    {
      rule: "vpc-endpoint-subnets",
      consequence: isUnknown ? "not reviewable" : "downtime",
      direction,
      place: endpoint,
      part: "subnets",
      before: words(before.known),
      after: isUnknown ? later : words(after.known),
      meaning: isUnknown
        ? "In which subnets the endpoint stands is known after apply only: read subnet_ids in the source."
        : direction === "stronger"
          ? "The endpoint answers in more subnets."
          : "The endpoint gives up addresses: calls over them fail.",
      says: ["subnet_ids"],
    },
  ];
}
