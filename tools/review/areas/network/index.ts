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
import { type Reached, reachFindings, reachedThings } from "./reach";
import { routeFindings } from "./routes";
import { schemeFindings } from "./scheme";
import { groupFindings } from "./security-groups";
import { switchFindings } from "./switches";
import { vpcOriginFindings } from "./vpc-origin";

/** Security groups, network ACLs, routes and public addresses: which packets a change lets through. */
export const network: Area = { name: "network", judges, find };

function find(estate: Estate): readonly Finding[] {
  if (!estate.ofType(...Object.keys(judges)).some(isChanged)) return [];
  const network = new Network(estate);
  let reached: readonly Reached[] | undefined;
  const things = (): readonly Reached[] => (reached ??= reachedThings(network));
  return [
    ...groupFindings(network, things),
    ...attachmentFindings(network),
    ...aclFindings(network),
    ...routeFindings(network),
    ...reachFindings(network, things()),
    ...schemeFindings(things()),
    ...vpcOriginFindings(network),
    ...endpointFindings(network),
    ...addressFindings(network),
    ...switchFindings(network),
    ...wayFindings(network),
  ];
}
