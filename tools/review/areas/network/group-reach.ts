import { listed } from "../../settings/words";
import { nameOf, thingOf } from "../../things";
import type { Network } from "./network";
import type { Reached } from "./reach";

/** What a group's opening to the internet leads to: words for the end of a sentence. */
export function consequenceOf(network: Network, group: string, things: readonly Reached[]): string {
  const having = things.filter(({ ways: { after } }) => after?.placed.groups.includes(group));
  // What has groups that are known after apply only, or that no plan has, may have this one.
  const perhaps = things.filter((one) => !having.includes(one) && mayHaveOthers(one.ways.after));
  const open = having.filter(({ ways: { after } }) => (after?.reach?.packets.length ?? 0) > 0);
  const unsure = [...having.filter(({ ways: { after } }) => after?.untold !== undefined), ...perhaps];
  const untold = unsure.flatMap(({ ways: { after } }) => after?.untold ?? []);
  const doubt = `whether a way leads from the internet to ${named(unsure)} cannot be told, since ${[...new Set(untold)].join("; ")}`;
  if (open.length > 0)
    return [`a way leads from the internet to ${named(open)}`, ...(untold.length > 0 ? [doubt] : [])].join("; ");
  if (untold.length > 0) return doubt;
  if (having.length > 0) return having.flatMap(({ ways: { after } }) => after?.reach?.words ?? []).join("; ");
  const missing = network.missing("compute", "edge");
  if (missing.length === 0) return "no way leads from the internet, since nothing in the given plans has the group";
  const layers = `the ${missing.length === 1 ? "layer" : "layers"} ${missing.join(" and ")}`;
  return `whether a way from the internet leads to what is in the group is told by the plans of ${layers}, which are not given${publicSubnets(network, group)}`;
}

const mayHaveOthers = (way: Reached["ways"]["after"]): boolean =>
  way !== undefined && (way.placed.untold !== undefined || way.placed.unknown.some((path) => path.includes("group")));

const named = (things: readonly Reached[]): string => things.map(({ resource }) => thingOf(resource)).join(" and ");

/** The subnets of the group's VPC through which alone a way can lead. */
function publicSubnets(network: Network, group: string): string {
  const vpc = network.vpcOf(network.keys.resource(group));
  const subnets = network.estate
    .ofType("aws_subnet")
    .filter((subnet) => subnet.after !== undefined && network.vpcOf(subnet) === vpc);
  if (vpc === undefined || subnets.length === 0) return "";
  const open = subnets.filter((subnet) => network.isPublic(subnet, "after"));
  return open.length === 0
    ? ", although no subnet of the VPC has a route to an internet gateway"
    : `; of the VPC's ${subnets.length} subnets ${listed(open.map((subnet) => nameOf(subnet)))} ${open.length === 1 ? "has" : "have"} a route to an internet gateway`;
}
