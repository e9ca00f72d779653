import type { Area } from "../../area";
import { type Estate, isChanged } from "../../estate";
import type { Finding } from "../../finding";
import { addressFindings } from "./addresses";
import { attachmentFindings } from "./attachments";
import { endpointFindings } from "./endpoints";
import { wayFindings } from "./gateways";
import { judges } from "./judges";
import { aclFindings } from "./network-acls";
import { Network } from "./network";
import { prefixListFindings } from "./prefix-lists";
import { placementFindings } from "./placement";
import { groupAttributes } from "./placed";
import { type Reached, reachable, reachFindings, reachedThings } from "./reach";
import { routeFindings } from "./routes";
import { schemeFindings } from "./scheme";
import { groupFindings } from "./security-groups";
import { untoldSubnets } from "./subnets";
import { switches } from "./switches";
import { vpcOriginFindings } from "./vpc-origin";

/** Security groups, network ACLs, routes and public addresses: which packets a change lets through. */
export const network: Area = { name: "network", judges, find };

/** The types that decide what passes, also those of which another area judges the attributes. */
const deciding = [...new Set([...Object.keys(judges), ...Object.keys(groupAttributes), ...reachable])];

function find(estate: Estate): readonly Finding[] {
  if (!estate.ofType(...deciding).some(isChanged)) return [];
  const network = new Network(estate);
  let reached: readonly Reached[] | undefined;
  const things = (): readonly Reached[] => (reached ??= reachedThings(network));
  const [ofGroups, ofRoutes] = [groupFindings(network, things), routeFindings(network)];
  return [
    ...ofGroups,
    ...attachmentFindings(network),
    ...aclFindings(network),
    ...ofRoutes,
    ...prefixListFindings(network, [...ofGroups, ...ofRoutes]),
    ...untoldSubnets(estate, network.keys),
    ...reachFindings(network, things()),
    ...placementFindings(network, things()),
    ...schemeFindings(things()),
    ...vpcOriginFindings(network),
    ...endpointFindings(network),
    ...addressFindings(network),
    ...switches.find(estate),
    ...wayFindings(network),
  ];
}
