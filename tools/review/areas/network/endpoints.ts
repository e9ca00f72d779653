import { type Resource, type Side, attribute } from "../../estate";
import type { Finding } from "../../finding";
import { unknown } from "../../plan/normal";
import { weakerFewer } from "../../settings/judges";
import { namedFindings } from "../../settings/setting";
import { valueOn } from "./keys";
import type { Network } from "./network";

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
const subnetFindings = ({ estate }: Network, endpoint: Resource): readonly Finding[] =>
  namedFindings(
    estate,
    endpoint,
    { rule: "vpc-endpoint-subnets", part: "subnets", path: "subnet_ids" },
    ({ before, after }) => {
      const direction = weakerFewer(before, after);
      if (direction === undefined) return undefined;
      const meaning =
        direction === "stronger"
          ? "The endpoint answers in more subnets."
          : "The endpoint gives up addresses: calls over them fail.";
      return { consequence: "downtime", direction, meaning };
    },
  );
