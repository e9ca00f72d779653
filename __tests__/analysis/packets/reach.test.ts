import * as fc from "fast-check";
import { packetsOf, type PacketSet } from "../../../analysis/packets/packets";
import {
  peersOfCidr,
  peersOfGroup,
  peersOfPrefixList,
  unknownPeers,
  type Peers,
} from "../../../analysis/packets/peers";
import { allTraffic, portsOf, trafficOfGroupRule, type Ports } from "../../../analysis/packets/ports";
import { reachChange, reachFromInternet, type SubnetOfThing, type Thing } from "../../../analysis/packets/reach";
import { localRoutes, routed, type Target } from "../../../analysis/packets/routes";
import { cidrBlocks, inCidr, inSet, matches, saidWith, universe, type Packet, type Said } from "./enumeration";

const everyone = peersOfCidr("0.0.0.0/0");
const packets = (ports: Ports, peers: Peers = everyone): PacketSet => packetsOf([{ ports, peers }]);
const open = packets(allTraffic);
const ssh = packets(portsOf(6, 22, 22));

const tableTo = (target: Target, cidrBlock: unknown = "0.0.0.0/0") =>
  routed([...localRoutes("rtb-1", ["10.0.0.0/16"]), { table: "rtb-1", cidrBlock, target }]);
const toInternet = tableTo({ kind: "internet gateway", id: "igw-1" });
const toNat = tableTo({ kind: "NAT gateway", id: "nat-1" });

const subnet = (changed: Partial<SubnetOfThing> = {}): SubnetOfThing => ({
  name: "app subnets",
  routes: toInternet,
  acl: { ingress: open, egress: open },
  publicIpv4: true,
  ipv6: false,
  ...changed,
});
const thing = (changed: Partial<Thing> = {}, ofSubnet: Partial<SubnetOfThing> = {}): Thing => ({
  name: "app",
  ingress: ssh,
  subnets: [subnet(ofSubnet)],
  ...changed,
});

test("a way takes a group, a public address, a route and an ACL", () => {
  const reach = reachFromInternet(thing());
  expect(reach.words).toBe(`a way from the internet to app: tcp 22 from everywhere (IPv4)`);
  expect(reach.subnets.map(({ closed }) => closed)).toEqual([undefined]);
});

const acl = (ingress: PacketSet, egress: PacketSet) => ({ acl: { ingress, egress } });
test.each<[string, Thing, string, string]>([
  [
    "a group of its own VPC",
    thing({ ingress: packets(allTraffic, peersOfCidr("10.0.0.0/8")) }),
    "security group",
    "security groups of app let nothing in from the internet",
  ],
  [
    "a group that admits a group",
    thing({ ingress: packets(allTraffic, peersOfGroup("sg-a", "sg-b")) }),
    "security group",
    "security groups of app let nothing in from the internet",
  ],
  ["an internal load balancer", thing({ scheme: "internal" }), "load balancer scheme", "the load balancer is internal"],
  ["no public address", thing({}, { publicIpv4: false }), "public address", "no public address in app subnets"],
  [
    "an IPv6 address for IPv4 rules",
    thing({}, { publicIpv4: false, ipv6: true }),
    "public address",
    "no public address in app subnets",
  ],
  ["a NAT gateway", thing({}, { routes: toNat }), "route", "no route from app subnets to an internet gateway"],
  [
    "an ACL that refuses",
    thing({}, acl(packets(portsOf(6, 443, 443)), open)),
    "network ACL",
    "the network ACL of app subnets refuses the packets",
  ],
  [
    "an ACL that refuses answers",
    thing({}, acl(open, packets(portsOf(6, 0, 1023)))),
    "network ACL's answers",
    "the network ACL of app subnets refuses the answers",
  ],
])("no way with %s", (_, one, closed, reason) => {
  const reach = reachFromInternet(one);
  expect(reach.subnets.map((way) => [way.closed, way.reason])).toEqual([[closed, reason]]);
  expect(reach.words).toBe(`no way from the internet to app: ${reason}`);
  expect(reach.packets).toEqual([]);
});

test("an egress-only internet gateway lets nothing in", () => {
  const routes = tableTo({ kind: "egress-only internet gateway", id: "eigw-1" }, "::/0");
  const one = thing({ ingress: packets(portsOf(6, 22, 22), peersOfCidr("::/0")) }, { routes, ipv6: true });
  expect(reachFromInternet(one).subnets[0]?.closed).toBe("route");
});

test("an IPv4 address lets no IPv6 packets in", () => {
  const routes = tableTo({ kind: "internet gateway", id: "igw-1" }, "::/0");
  const one = thing({ ingress: packets(portsOf(6, 22, 22), peersOfCidr("::/0")) }, { routes });
  expect(reachFromInternet(one).subnets[0]?.closed).toBe("public address");
});

test("a part of the internet is said as it is, without what is not in the internet", () => {
  const one = thing({ ingress: packets(portsOf(6, 22, 22), peersOfCidr("8.0.0.0/6")) });
  expect(reachFromInternet(one).words).toBe("a way from the internet to app: tcp 22 from 8.0.0.0/7, 11.0.0.0/8");
});

test("UDP needs no answers", () => {
  const one = thing({ ingress: packets(portsOf(17, 53, 53)) }, acl(open, []));
  expect(reachFromInternet(one).words).toContain("udp 53 from everywhere (IPv4)");
});

describe("what is not known counts as open", () => {
  const way = (one: Thing): string => reachFromInternet(one).words;
  const aUnknown = unknownPeers("a.b");

  test.each<[string, Thing]>([
    ["a peer", thing({ ingress: packets(portsOf(6, 22, 22), aUnknown) })],
    ["a prefix list", thing({ ingress: packets(portsOf(6, 22, 22), peersOfPrefixList("pl-1", new Map())) })],
    ["an address", thing({}, { publicIpv4: "unknown" })],
    ["a scheme", thing({ scheme: "unknown" }, { publicIpv4: false })],
    ["a gateway", thing({}, { routes: tableTo({ kind: "unknown gateway", id: "a.b" }) })],
    ["a destination", thing({}, { routes: tableTo({ kind: "internet gateway", id: "igw-1" }, { unknown: "a.b" }) })],
    ["an ACL's CIDR block", thing({}, acl(packets(allTraffic, aUnknown), packets(allTraffic, aUnknown)))],
  ])("%s", (_, one) => {
    expect(way(one)).toMatch(/^a way from the internet to app: tcp 22 from /);
  });

  test("but not behind an ACL that refuses", () => {
    const one = thing({ ingress: packets(portsOf(6, 22, 22), aUnknown) }, acl(packets(portsOf(6, 443, 443)), open));
    expect(reachFromInternet(one).subnets[0]?.closed).toBe("network ACL");
    const inside = packets(allTraffic, peersOfCidr("10.0.0.0/8"));
    const behind = thing({ ingress: packets(portsOf(6, 22, 22), aUnknown) }, acl(inside, open));
    expect(reachFromInternet(behind).subnets[0]?.closed).toBe("network ACL");
  });
});

test("one open subnet is a way, and the reasons of closed ones are each said once", () => {
  const closed = subnet({ routes: toNat });
  expect(reachFromInternet(thing({ subnets: [closed, subnet()] })).packets).not.toEqual([]);
  expect(reachFromInternet(thing({ subnets: [closed, closed] })).words).toBe(
    "no way from the internet to app: no route from app subnets to an internet gateway",
  );
  expect(reachFromInternet(thing({ subnets: [] })).words).toBe("no way from the internet to app: app is in no subnet");
});

describe("a change", () => {
  const narrow = thing({ ingress: packets(portsOf(6, 80, 80), peersOfGroup("sg-x", "sg-y")) });

  test("that opens a way, and the reverse", () => {
    const words = `a way from the internet to app: tcp 22 from everywhere (IPv4)`;
    expect(reachChange(narrow, thing())).toBe(`opens ${words}`);
    expect(reachChange(thing(), narrow)).toBe(`closes ${words}`);
    expect(reachChange(undefined, thing())).toBe(`opens ${words}`);
    expect(reachChange(thing(), undefined)).toBe(`closes ${words}`);
  });

  test("that opens a group without a way says which step is closed", () => {
    expect(reachChange({ ...narrow, subnets: [subnet({ routes: toNat })] }, thing({}, { routes: toNat }))).toBe(
      "group opened, no way from the internet to app: no route from app subnets to an internet gateway",
    );
  });

  test("that opens a second port in part of a way says so", () => {
    expect(reachChange(thing(), thing({ ingress: packets(portsOf(6, 22, 23)) }))).toMatch(/^opens .* tcp 23 from/);
  });

  test("that does nothing to the way says nothing", () => {
    expect(reachChange(thing(), thing())).toBeUndefined();
    expect(reachChange(narrow, narrow)).toBeUndefined();
    expect(reachChange(undefined, undefined)).toBeUndefined();
  });
});

/** The addresses of the universe that the internet has. */
const ofInternet = ["9.255.255.255", "11.0.0.0", "128.0.0.0", "2001:db8::1", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"];

const all = { protocol: "all" as const, from: -1, to: -1 };

test("agrees on each packet with steps that are judged one by one", () => {
  const wide = fc.constantFrom("0.0.0.0/0", "::/0", "128.0.0.0/1").map((peer) => ({ ...all, peer }));
  const rules = fc.array(fc.oneof(saidWith(...cidrBlocks), wide), { minLength: 1, maxLength: 5 });
  const setOf = (saids: readonly Said[]): PacketSet =>
    packetsOf(
      saids.map(({ protocol, from, to, peer }) => ({
        ports: trafficOfGroupRule({ protocol, fromPort: from, toPort: to }) ?? allTraffic,
        peers: peersOfCidr(peer),
      })),
    );
  const allows = (saids: readonly Said[], packet: Packet): boolean => saids.some((one) => matches(one, packet));
  const answers = (saids: readonly Said[], packet: Packet): boolean =>
    packet.protocol !== 6 || [1024, 65_535].some((port) => allows(saids, { ...packet, port }));
  fc.assert(
    fc.property(
      fc.tuple(rules, rules, rules),
      fc.subarray(cidrBlocks),
      fc.boolean(),
      fc.boolean(),
      ([group, aclIn, aclOut], led, publicIpv4, ipv6) => {
        const target: Target = { kind: "internet gateway", id: "igw-1" };
        const routes = routed(led.map((cidrBlock) => ({ table: "rtb-1", cidrBlock, target })));
        const acls = acl(setOf(aclIn), setOf(aclOut));
        const reach = reachFromInternet(thing({ ingress: setOf(group) }, { ...acls, routes, publicIpv4, ipv6 }));
        return universe.every(
          (packet) =>
            inSet(reach.packets, packet) ===
            (ofInternet.includes(packet.peer) &&
              (packet.peer.includes(":") ? ipv6 : publicIpv4) &&
              led.some((cidr) => inCidr(cidr, packet.peer)) &&
              allows(group, packet) &&
              allows(aclIn, packet) &&
              answers(aclOut, packet)),
        );
      },
    ),
    { numRuns: 40 },
  );
});
