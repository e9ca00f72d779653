import { intersectionOf, mapPeers, peersAt, unionOf, type PacketSet } from "./packets";
import {
  addressesOf,
  differenceOfPeers,
  everyAddress,
  everyIpv4,
  everyIpv6,
  intersectionOfPeers,
  isNobody,
  nobody,
  unionOfPeers,
  type Peers,
} from "./peers";
import { allTraffic, portsOf, protocolNumbers } from "./ports";
import { leadsToInternet, type RoutedDestinations } from "./routes";
import { differenceBetween } from "./security-groups";
import { linesOf, type Names } from "./words";

/** Whether there is such an address. What is not known counts as one. */
type Has = boolean | "unknown";

/** A subnet in which the thing has a network interface. */
export interface SubnetOfThing {
  readonly name: string;
  readonly routes: RoutedDestinations;
  /** What the subnet's network ACL allows. */
  readonly acl: { readonly ingress: PacketSet; readonly egress: PacketSet };
  /** Of the interface there: a public IPv4 address or an Elastic IP, and an IPv6 address. */
  readonly publicIpv4: Has;
  readonly ipv6: Has;
}

/** An instance, a load balancer, a database: whatever has network interfaces with security groups. */
export interface Thing {
  readonly name: string;
  /** Of a load balancer alone: an internal one has private addresses only (Elastic Load Balancing API Reference, "CreateLoadBalancer"). */
  readonly scheme?: "internal" | "internet-facing" | "unknown";
  /** What the thing's security groups let in together. */
  readonly ingress: PacketSet;
  readonly subnets: readonly SubnetOfThing[];
}

type ClosedStep =
  "security group" | "load balancer scheme" | "public address" | "route" | "network ACL" | "network ACL's answers";

interface WayInSubnet {
  readonly subnet: string;
  /** What comes in from the internet. */
  readonly packets: PacketSet;
  /** The first step that lets nothing in. */
  readonly closed?: ClosedStep;
  /** The reason in words, if the way is closed. */
  readonly reason?: string;
}

export interface Reach {
  readonly thing: string;
  readonly packets: PacketSet;
  readonly subnets: readonly WayInSubnet[];
  readonly words: string;
}

/** No address of the internet: private, shared, link-local, loopback, multicast and reserved (IANA, "IPv4 Special-Purpose Address Registry"). */
const notInternet = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "224.0.0.0/3",
];
const blocks = (cidrBlocks: readonly string[]): Peers =>
  unionOfPeers(
    cidrBlocks.map((one) => {
      const addresses = addressesOf(one);
      return addresses === undefined ? nobody : { addresses: [addresses], symbols: [] };
    }),
  );
/** Of IPv6 the global unicast addresses (IANA, "Internet Protocol Version 6 Address Space"). */
const internet = unionOfPeers([
  differenceOfPeers({ addresses: [everyIpv4], symbols: [] }, blocks(notInternet)),
  blocks(["2000::/3"]),
]);

/** Answers of a connection go to the client's ephemeral port: 1024-65535 covers all clients (Amazon VPC User Guide, "Ephemeral ports"). */
const answers = portsOf(protocolNumbers.tcp, 1024);
const tcp = portsOf(protocolNumbers.tcp);

/**
 * Whether there is a way from the internet to a thing, and for which traffic. A way needs a security group that lets the packet
 * in, a public IPv4 address or an IPv6 address, a route to an internet gateway, and a network ACL that lets the packet in and,
 * since an ACL is stateless, a TCP connection's answers out (Amazon VPC User Guide, "Enable internet access for a VPC using an
 * internet gateway"). NAT gateways and egress-only internet gateways let no connection in. A prefix list whose members are not
 * known, and what is known after apply, counts as part of the internet. A way through another thing, such as a load balancer in
 * front or a CloudFront VPC origin, is that thing's way.
 */
export function reachFromInternet(thing: Thing, names: Names = new Map()): Reach {
  const subnets = thing.subnets.map((subnet) => wayIn(thing, subnet));
  const packets = unionOf(...subnets.map((subnet) => subnet.packets));
  const reasons = [...new Set(subnets.flatMap(({ reason }) => (reason === undefined ? [] : [reason])))].sort();
  const words =
    packets.length > 0
      ? `a way from the internet to ${thing.name}: ${sourcesOf(packets, names)}`
      : `no way from the internet to ${thing.name}: ${reasons.join("; ") || `${thing.name} is in no subnet`}`;
  return { thing: thing.name, packets, subnets, words };
}

function wayIn({ name, scheme, ingress }: Thing, subnet: SubnetOfThing): WayInSubnet {
  const closed = (step: ClosedStep, reason: string): WayInSubnet => ({
    subnet: subnet.name,
    packets: [],
    closed: step,
    reason,
  });
  const asked = mapPeers(ingress, outsiders);
  if (asked.length === 0)
    return closed("security group", `security groups of ${name} let nothing in from the internet`);
  if (scheme === "internal") return closed("load balancer scheme", `the load balancer is internal`);
  const addressed = mapPeers(asked, (peers) => within(peers, families(scheme, subnet)));
  if (addressed.length === 0) return closed("public address", `no public address in ${subnet.name}`);
  const gateways = subnet.routes.filter(({ target }) => leadsToInternet(target));
  const led = unionOfPeers(gateways.map(({ destinations }) => certain(destinations)));
  const routable = mapPeers(addressed, (peers) => within(peers, led));
  if (routable.length === 0) return closed("route", `no route from ${subnet.name} to an internet gateway`);
  const [aclIn, aclOut] = [subnet.acl.ingress, subnet.acl.egress].map((acl) => mapPeers(acl, certain)) as [
    PacketSet,
    PacketSet,
  ];
  const admitted = throughAcl(routable, aclIn);
  if (admitted.length === 0) return closed("network ACL", `the network ACL of ${subnet.name} refuses the packets`);
  const answered = mapAnswered(admitted, peersAt(aclOut, answers));
  if (answered.length === 0)
    return closed("network ACL's answers", `the network ACL of ${subnet.name} refuses the answers`);
  return { subnet: subnet.name, packets: answered };
}

/** The whole internet is `everywhere` in words: which addresses the internet has not is no news. */
export function sourcesOf(packets: PacketSet, names: Names): string {
  const completed = mapPeers(packets, (peers) =>
    unionOfPeers([
      peers,
      ...[everyIpv4, everyIpv6].flatMap((family) => {
        const whole: Peers = { addresses: [family], symbols: [] };
        return isNobody(differenceOfPeers(intersectionOfPeers(internet, whole), peers)) ? [whole] : [];
      }),
    ]),
  );
  return linesOf(completed, "ingress", names).join("; ");
}

/** Of a group's peers those that are, or may be, in the internet. A group's members are inside. */
export function outsiders({ addresses, symbols }: Peers): Peers {
  return unionOfPeers([
    intersectionOfPeers({ addresses, symbols: [] }, internet),
    { addresses: [], symbols: symbols.filter((symbol) => /^(prefix-list|unknown) /.test(symbol)) },
  ]);
}

/** A symbol stays if there is an address at all that it may stand for. */
function within({ addresses, symbols }: Peers, allowed: Peers): Peers {
  const some = intersectionOfPeers(allowed, internet);
  return {
    addresses: intersectionOfPeers({ addresses, symbols: [] }, allowed).addresses,
    symbols: some.addresses.length > 0 ? symbols : [],
  };
}

function families(scheme: Thing["scheme"], { publicIpv4, ipv6 }: SubnetOfThing): Peers {
  const ipv4 = publicIpv4 !== false || scheme === "internet-facing" || scheme === "unknown";
  return { addresses: [...(ipv4 ? [everyIpv4] : []), ...(ipv6 !== false ? [everyIpv6] : [])], symbols: [] };
}

/** Peers of a route or an ACL that are not known may be everybody. */
function certain(peers: Peers): Peers {
  return peers.symbols.some((symbol) => !symbol.startsWith("group ")) ? everyAddress : peers;
}

function throughAcl(packets: PacketSet, acl: PacketSet): PacketSet {
  const addresses = intersectionOf(
    mapPeers(packets, (peers) => ({ addresses: peers.addresses, symbols: [] })),
    acl,
  );
  const open = mapPeers(acl, (peers) => intersectionOfPeers(peers, internet));
  const symbols = [...new Set(packets.flatMap(({ peers }) => peers.symbols))].sort();
  const ofSymbols = mapPeers(open, () => ({ addresses: [], symbols }));
  return unionOf(addresses, intersectionOf(packets, ofSymbols));
}

/** TCP needs answers. A single packet of another protocol does its work without. */
function mapAnswered(packets: PacketSet, answered: Peers): PacketSet {
  const others = intersectionOf(
    packets,
    everyoneAt(
      [
        { from: allTraffic.from, to: tcp.from },
        { from: tcp.to, to: allTraffic.to },
      ],
      packets,
    ),
  );
  const connections = intersectionOf(packets, everyoneAt([tcp], packets));
  return unionOf(
    others,
    mapPeers(connections, (peers) => within(peers, answered)),
  );
}

function everyoneAt(ports: readonly { from: number; to: number }[], packets: PacketSet): PacketSet {
  const peers = unionOfPeers(packets.map((one) => one.peers));
  return ports.map((one) => ({ ports: one, peers }));
}

/** What a change does to the way from the internet to a thing, in words; undefined if the change does nothing to it. */
export function reachChange(
  before: Thing | undefined,
  after: Thing | undefined,
  names: Names = new Map(),
): string | undefined {
  const [was, is] = [before, after].map((thing) => (thing === undefined ? undefined : reachFromInternet(thing, names)));
  const { gained, lost } = differenceBetween(was?.packets ?? [], is?.packets ?? []);
  const name = after?.name ?? before?.name ?? "";
  const said = (words: string, packets: PacketSet): string[] =>
    packets.length === 0 ? [] : [`${words} a way from the internet to ${name}: ${sourcesOf(packets, names)}`];
  const changes = [...said("opens", gained), ...said("closes", lost)];
  if (changes.length > 0) return changes.join(". ");
  const opened = differenceBetween(
    mapPeers(before?.ingress ?? [], outsiders),
    mapPeers(after?.ingress ?? [], outsiders),
  ).gained;
  return opened.length > 0 && is !== undefined ? `group opened, ${is.words}` : undefined;
}
