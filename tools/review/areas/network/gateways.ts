import type { Finding } from "../../finding";
import { valueOn } from "./keys";
import type { Network } from "./network";

/** Gateways and connections whose being there is a way into the VPC or out of it. */
const ways: Readonly<Record<string, string>> = {
  aws_internet_gateway: "the internet",
  aws_egress_only_internet_gateway: "the internet over IPv6, outward",
  aws_vpc_peering_connection: "another VPC",
  aws_vpc_peering_connection_accepter: "another VPC",
  aws_ec2_transit_gateway_vpc_attachment: "the networks of a transit gateway",
  aws_vpn_gateway: "a network behind a VPN",
};
export const wayTypes = Object.keys(ways);

/** Ways into the VPC or out of it that come or go. A route must lead there before they carry a packet. */
export function wayFindings({ estate }: Network): readonly Finding[] {
  return estate.changed(...wayTypes).flatMap((resource): readonly Finding[] => {
    const [before, after] = [valueOn("before", resource), valueOn("after", resource)];
    if ((before === undefined) === (after === undefined)) return [];
    const where = ways[resource.type] ?? "";
    const comes = before === undefined;
    return [
      {
        rule: "gateway",
        consequence: "guard lost",
        direction: comes ? "weaker" : "stronger",
        place: resource,
        before: comes ? "not there" : `a way to ${where}`,
        after: comes ? `a way to ${where}` : "not there",
        meaning: comes
          ? `The VPC can have routes to ${where} from now on.`
          : `No route of the VPC can lead to ${where} any more: what needs one fails.`,
      },
    ];
  });
}
