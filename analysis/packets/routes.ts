import { compare } from "./intervals";
import {
  differenceOfPeers,
  everyAddress,
  everyIpv4,
  intersectionOfPeers,
  isNobody,
  nobody,
  peersOfCidr,
  peersOfPrefixList,
  unionOfPeers,
  type Peers,
  type PrefixLists,
} from "./peers";
import type { Resource } from "./security-groups";
import { field, isUnknown, listOf } from "./unknown";

type TargetKind =
  | "local"
  | "internet gateway"
  | "NAT gateway"
  | "egress-only internet gateway"
  | "VPC endpoint"
  | "VPC peering connection"
  | "transit gateway"
  | "virtual private gateway"
  | "carrier gateway"
  | "local gateway"
  | "network interface"
  | "core network"
  | "blackhole"
  /** A gateway that is known after apply: perhaps one of the internet. */
  | "unknown gateway";

export interface Target {
  readonly kind: TargetKind;
  readonly id: string;
}

export interface Route {
  /** The id of the route's table. */
  readonly table: unknown;
  readonly cidrBlock?: unknown;
  readonly prefixList?: unknown;
  readonly target: Target;
  /** Whether a virtual private gateway propagates the route. */
  readonly propagated?: boolean;
}

/** Where a route table leads which destinations. A destination without a target is in none. */
export type RoutedDestinations = readonly { readonly target: Target; readonly destinations: Peers }[];

/** Arguments of `aws_route` and of the blocks of `aws_route_table`, in the provider's documentation of both. */
const targetArguments: readonly (readonly [string, TargetKind])[] = [
  ["nat_gateway_id", "NAT gateway"],
  ["egress_only_gateway_id", "egress-only internet gateway"],
  ["vpc_endpoint_id", "VPC endpoint"],
  ["vpc_peering_connection_id", "VPC peering connection"],
  ["transit_gateway_id", "transit gateway"],
  ["carrier_gateway_id", "carrier gateway"],
  ["local_gateway_id", "local gateway"],
  ["network_interface_id", "network interface"],
  ["core_network_arn", "core network"],
];

/** The routes that a resource has. */
export function routesOf({ type, values, inlineBlocks }: Resource): Route[] {
  switch (type) {
    case "aws_route":
      return routesOfBlock(values, field(values, "route_table_id"));
    case "aws_route_table":
    case "aws_default_route_table":
      return inlineBlocks
        ? listOf(field(values, "route")).flatMap((block) => routesOfBlock(block, field(values, "id")))
        : [];
    case "aws_vpc_endpoint_route_table_association": {
      const id = textOf(field(values, "vpc_endpoint_id"));
      const target: Target = { kind: "VPC endpoint", id };
      return [{ table: field(values, "route_table_id"), prefixList: `of ${id}`, target }];
    }
    default:
      return [];
  }
}

/** The routes to the VPC's own CIDR blocks, which every route table has (Amazon VPC User Guide, "Route table concepts"). */
export function localRoutes(table: unknown, cidrBlocks: readonly string[]): Route[] {
  return cidrBlocks.map((cidrBlock) => ({ table, cidrBlock, target: { kind: "local", id: "local" } }));
}

function routesOfBlock(block: unknown, table: unknown): Route[] {
  const target = targetOf(block);
  if (isUnknown(block)) return [{ table, cidrBlock: block, target }];
  const cidrBlocks = ["cidr_block", "ipv6_cidr_block", "destination_cidr_block", "destination_ipv6_cidr_block"];
  const written = (key: string): unknown[] => [field(block, key)].filter(isSet);
  return [
    ...cidrBlocks.flatMap(written).map((cidrBlock) => ({ table, cidrBlock, target })),
    ...written("destination_prefix_list_id").map((prefixList) => ({ table, prefixList, target })),
  ];
}

/** A route without a target leads nowhere: AWS calls its state `blackhole` (Amazon EC2 API Reference, "Route"). */
function targetOf(block: unknown): Target {
  if (isUnknown(block)) return { kind: "unknown gateway", id: block.unknown };
  const gateway = field(block, "gateway_id");
  const named = targetArguments.find(([argument]) => isSet(field(block, argument)) && !isAnswer(block, argument));
  if (named !== undefined && (!isSet(gateway) || isUnknown(gateway))) {
    return { kind: named[1], id: textOf(field(block, named[0])) };
  }
  return isSet(gateway) ? { kind: gatewayKind(gateway), id: textOf(gateway) } : { kind: "blackhole", id: "none" };
}

/** Of a new route AWS tells the network interface: it is no target beside one that is written. */
const isAnswer = (block: unknown, argument: string): boolean =>
  argument === "network_interface_id" && isUnknown(field(block, argument)) && isSet(field(block, "gateway_id"));

/** `gateway_id` is an internet gateway, a virtual private gateway, `local`, or a gateway endpoint: the id, or a reference, tells. */
function gatewayKind(id: unknown): TargetKind {
  const text = textOf(id);
  if (text === "local") return "local";
  if (/^igw-|\baws_internet_gateway\./.test(text)) return "internet gateway";
  if (/^vgw-|\baws_vpn_gateway\./.test(text)) return "virtual private gateway";
  return /^vpce-|\baws_vpc_endpoint\./.test(text) ? "VPC endpoint" : "unknown gateway";
}

const isSet = (value: unknown): boolean => value !== undefined && value !== null && value !== "";
const textOf = (value: unknown): string =>
  isUnknown(value) ? value.unknown : typeof value === "string" ? value : JSON.stringify(value);

/**
 * Where the routes of one table lead. The longest prefix decides; of equal prefixes a static route, then one to a prefix list,
 * then a propagated one (Amazon VPC User Guide, "How route priority works"). A local route comes before propagated routes even
 * if those are more specific (AWS Site-to-Site VPN User Guide, "Route tables and AWS Site-to-Site VPN route priority").
 */
export function routed(routes: readonly Route[], prefixLists: PrefixLists = new Map()): RoutedDestinations {
  const entries = routes.flatMap((route) => entriesOf(route, prefixLists));
  const local = unionOfPeers(entries.filter(({ route }) => route.target.kind === "local").map(({ peers }) => peers));
  const ordered = entries
    .map((entry) =>
      entry.route.propagated === true ? { ...entry, peers: differenceOfPeers(entry.peers, local) } : entry,
    )
    .sort(byPriority);
  const found = new Map<string, { target: Target; destinations: Peers[] }>();
  let decided = nobody;
  for (const { route, peers } of ordered) {
    const left = differenceOfPeers(peers, decided);
    decided = unionOfPeers([decided, peers]);
    const key = targetText(route.target);
    const same = found.get(key) ?? { target: route.target, destinations: [] };
    found.set(key, { ...same, destinations: [...same.destinations, left] });
  }
  return [...found.values()]
    .map(({ target, destinations }) => ({ target, destinations: unionOfPeers(destinations) }))
    .filter(({ destinations }) => !isNobody(destinations))
    .sort((one, other) => compare(targetText(one.target), targetText(other.target)));
}

interface Entry {
  readonly route: Route;
  readonly peers: Peers;
  /** How many addresses the destination has. A symbol has none, since it competes with no other destination. */
  readonly size: bigint;
  readonly rank: number;
}

function entriesOf(route: Route, prefixLists: PrefixLists): Entry[] {
  const members = typeof route.prefixList === "string" ? prefixLists.get(route.prefixList) : undefined;
  const destinations = isSet(route.prefixList)
    ? (members?.map(peersOfCidr) ?? [peersOfPrefixList(route.prefixList, prefixLists)])
    : [peersOfCidr(route.cidrBlock)];
  const rank = route.propagated === true ? 2 : isSet(route.prefixList) ? 1 : 0;
  return destinations.map((peers) => ({ route, peers, size: sizeOf(peers), rank }));
}

const sizeOf = ({ addresses }: Peers): bigint => addresses.reduce((sum, { from, to }) => sum + to - from, 0n);

function byPriority(one: Entry, other: Entry): number {
  return (
    compare(one.size, other.size) ||
    one.rank - other.rank ||
    compare(targetText(one.route.target), targetText(other.route.target))
  );
}

export function targetText({ kind, id }: Target): string {
  return kind === "local" || kind === "blackhole" ? kind : `${kind} ${id}`;
}

/** Whether destinations are led to an internet gateway, or to one that may be an internet gateway. */
export const leadsToInternet = ({ kind }: Target): boolean => kind === "internet gateway" || kind === "unknown gateway";

/** Destinations whose target a change replaces, gives or takes away. */
export interface RouteChange {
  readonly destinations: Peers;
  readonly before: Target | undefined;
  readonly after: Target | undefined;
}

export function routeChanges(before: RoutedDestinations, after: RoutedDestinations): RouteChange[] {
  const whole = unionOfPeers([everyAddress, ...[...before, ...after].map(({ destinations }) => destinations)]);
  const withRest = (routes: RoutedDestinations): { target: Target | undefined; destinations: Peers }[] => [
    ...routes,
    { target: undefined, destinations: differenceOfPeers(whole, unionOfPeers(routes.map((one) => one.destinations))) },
  ];
  return withRest(before).flatMap((one) =>
    withRest(after)
      .filter(({ target }) => (one.target && targetText(one.target)) !== (target && targetText(target)))
      .map(({ target, destinations }) => ({
        destinations: intersectionOfPeers(one.destinations, destinations),
        before: one.target,
        after: target,
      }))
      .filter(({ destinations }) => !isNobody(destinations)),
  );
}

/** Where packets go that no narrower route is for: what has most of the addresses of IPv4. */
export const defaultTarget = (routes: RoutedDestinations): Target | undefined =>
  routes.find(
    ({ destinations }) => 2n * sizeOf(intersectionOfPeers(destinations, everyIpv4Peers)) > sizeOf(everyIpv4Peers),
  )?.target;

const everyIpv4Peers: Peers = { addresses: [everyIpv4], symbols: [] };
