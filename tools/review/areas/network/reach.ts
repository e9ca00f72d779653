import {
  reachFromInternet,
  sourcesOf,
  type Reach,
  type SubnetOfThing,
  type Thing,
} from "../../../../analysis/packets/reach";
import { unionOf, type PacketSet } from "../../../../analysis/packets/packets";
import { differenceBetween } from "../../../../analysis/packets/security-groups";
import { type Resource, type Side, attribute, isChanged, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { unknown } from "../../plan/normal";
import { thingOf } from "../../things";
import { keyOf, valueOn } from "./keys";
import { everything, type Network } from "./network";
import { type Has, type Placed, placedOf } from "./placed";

/** The way from the internet to a thing on one side. */
interface Way {
  readonly placed: Placed;
  /** Absent where the given plans do not tell. */
  readonly reach?: Reach;
  /** Why the given plans do not tell: what a plan of another layer says. */
  readonly untold?: string;
}

/** A thing that the internet may reach, with its ways before and after. */
export interface Reached {
  readonly resource: Resource;
  readonly ways: Readonly<Partial<Record<Side, Way>>>;
}

/** The types that may have a public address. */
export const reachable = ["aws_lb", "aws_instance", "aws_autoscaling_group", "aws_db_instance"] as const;

/** Whatever the internet may reach, on both sides. */
export function reachedThings(network: Network): readonly Reached[] {
  const { estate, keys } = network;
  return estate.ofType(...reachable).map((resource) => {
    const way = (side: Side): Partial<Record<Side, Way>> => {
      const placed = placedOf(estate, keys, resource, side);
      return placed === undefined ? {} : { [side]: wayTo(network, placed, side) };
    };
    return { resource, ways: { ...way("before"), ...way("after") } };
  });
}

function wayTo(network: Network, placed: Placed, side: Side): Way {
  const name = thingOf(placed.resource);
  const subnets = placed.subnets.map((key) => network.keys.resource(key));
  const groups = placed.groups.filter((key) => !network.groups.has(key));
  const isTold =
    placed.untold === undefined && placed.unknown.length === 0 && subnets.length > 0 && !subnets.includes(undefined);
  if (!isTold || groups.length > 0) return { placed, untold: untoldBy(network, placed) };
  const ingress = unionOf(
    ...placed.groups.map((key) => network.allowedByGroup(network.groups.get(key), side, "ingress")),
  );
  const thing: Thing = {
    name,
    ...(placed.scheme !== undefined && { scheme: placed.scheme }),
    ingress: isOpenNetworkBalancer(placed, side) ? everything : ingress,
    subnets: subnets.flatMap((subnet) => (subnet === undefined ? [] : subnetOf(network, placed, subnet, side))),
  };
  return { placed, reach: reachFromInternet(thing, network.keys.words) };
}

/** Without a group, all clients reach it (Elastic Load Balancing, "Security groups for your Network Load Balancer"). */
const isOpenNetworkBalancer = ({ groups, resource }: Placed, side: Side): boolean =>
  groups.length === 0 && textOf(valueOn(side, resource), "load_balancer_type") === "network";

function untoldBy(network: Network, placed: Placed): string {
  if (placed.untold !== undefined) return placed.untold;
  if (placed.unknown.length > 0) return `${placed.unknown.join(" and ")} is known after apply`;
  const missing = network.missing("network");
  return missing.length > 0
    ? "the plan of the layer network was not given"
    : "its groups and subnets are in no given plan";
}

function subnetOf(network: Network, placed: Placed, subnet: Resource, side: Side): SubnetOfThing {
  const value = valueOn(side, subnet);
  const own = keyOf(subnet);
  const table = network.tableOf[side].get(own);
  const acl = network.aclOf[side].get(own);
  const flag = (name: string): Has => {
    const found = attribute(value, name);
    return found === unknown ? "unknown" : found === true;
  };
  return {
    name: network.keys.nameOf(own),
    routes: table === undefined ? [] : network.routed(table, side),
    acl: {
      ingress: network.allowedByAcl(acl, side, "ingress"),
      egress: network.allowedByAcl(acl, side, "egress"),
    },
    publicIpv4: placed.publicIpv4 ?? flag("map_public_ip_on_launch"),
    ipv6: placed.ipv6 ?? flag("assign_ipv6_address_on_creation"),
  };
}

/** The ways from the internet that a change opens or closes. */
export function reachFindings(network: Network, things: readonly Reached[]): readonly Finding[] {
  return things.flatMap(({ resource, ways: { before, after } }) => {
    if (isUntold(before) || isUntold(after)) return [];
    const { gained, lost } = differenceBetween(before?.reach?.packets ?? [], after?.reach?.packets ?? []);
    const finding = (packets: PacketSet, direction: "weaker" | "stronger"): readonly Finding[] => {
      if (packets.length === 0) return [];
      const text = sourcesOf(packets, network.keys.words);
      const opens = direction === "weaker";
      return [
        {
          rule: "way-from-internet",
          consequence: "exposure",
          direction,
          place: resource,
          part: "way from the internet",
          ...(opens ? { before: "closed", after: text } : { before: text, after: "closed" }),
          meaning: opens
            ? `The plan opens a way from the internet to ${thingOf(resource)}: its groups, public address, routes and network ACLs let the packets in.`
            : `The plan closes a way from the internet to ${thingOf(resource)}: who used this way is refused.`,
          says: isChanged(resource) ? reachAttributes : [],
        },
      ];
    };
    return [...finding(gained, "weaker"), ...finding(lost, "stronger")];
  });
}

const isUntold = (way: Way | undefined): boolean => way !== undefined && way.reach === undefined;

const reachAttributes = ["internal", "associate_public_ip_address", "network_interfaces", "publicly_accessible"];
