import { BlockList, isIPv4 } from "node:net";
import * as fc from "fast-check";
import { hasPacket, type PacketSet } from "../../../analysis/packets/packets";
import { addressesOf } from "../../../analysis/packets/peers";
import { portsOf, typeOf } from "../../../analysis/packets/ports";

/**
 * The other way to the same answers: a small universe of packets, and rules that are judged one by one for each packet, by
 * Node.js's own comparison of addresses. Nothing here knows intervals.
 */
export interface Packet {
  /** An address, or a symbol. */
  readonly peer: string;
  readonly protocol: number;
  /** The port; of ICMP and ICMPv6 the type and the code. */
  readonly port: number;
  readonly code: number;
}

const addresses = [
  "0.0.0.0",
  "9.255.255.255",
  "10.0.0.0",
  "10.0.0.1",
  "10.0.127.255",
  "10.0.128.0",
  "10.255.255.255",
  "11.0.0.0",
  "127.255.255.255",
  "128.0.0.0",
  "255.255.255.255",
  "::",
  "2001:db8::1",
  "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
  "7fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
  "8000::",
  "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
];
const symbols = ["group sg-a", "group sg-b", "prefix-list pl-a", "self", "unknown aws_vpc.a.cidr_block"];
const edges = [0, 21, 22, 23, 80, 443, 1023, 1024, 65_535];
const types = [0, 3, 8, 255];
const codes = [0, 1, 255];

export const cidrBlocks = [
  "0.0.0.0/0",
  "0.0.0.0/1",
  "128.0.0.0/1",
  "10.0.0.0/8",
  "10.0.0.0/16",
  "10.0.0.0/17",
  "10.0.128.0/17",
  "10.0.0.1/32",
  "::/0",
  "::/1",
  "8000::/1",
  "2001:db8::/32",
];

export const universe: readonly Packet[] = [...addresses, ...symbols].flatMap((peer) => [
  ...[6, 17].flatMap((protocol) => edges.map((port) => ({ peer, protocol, port, code: 0 }))),
  ...[1, 58].flatMap((protocol) => types.flatMap((port) => codes.map((code) => ({ peer, protocol, port, code })))),
  ...[0, 47, 255].map((protocol) => ({ peer, protocol, port: 0, code: 0 })),
]);

const isAddress = (peer: string): boolean => /[.:]/.test(peer) && !peer.includes(" ");

/** Where the packets of the universe stand in a set. */
const places = new Map(
  universe.map((packet) => {
    const { peer, protocol, port, code } = packet;
    const ports = protocol === 1 || protocol === 58 ? typeOf(protocol, port, code) : portsOf(protocol, port, port);
    const address = isAddress(peer) ? addressesOf(`${peer}/${isIPv4(peer) ? 32 : 128}`)?.from : undefined;
    return [packet, { point: ports.from, peer: address ?? peer }];
  }),
);

export function inSet(set: PacketSet, packet: Packet): boolean {
  const place = places.get(packet);
  return place !== undefined && hasPacket(set, place.point, place.peer);
}

const answers = new Map<string, boolean>();
export function inCidr(cidr: string, peer: string): boolean {
  const question = `${cidr} ${peer}`;
  const answer = answers.get(question) ?? (isAddress(peer) && compared(cidr, peer));
  answers.set(question, answer);
  return answer;
}

function compared(cidr: string, peer: string): boolean {
  const [network = "", length] = cidr.split("/");
  if (isIPv4(network) !== isIPv4(peer)) return false;
  const family = isIPv4(network) ? "ipv4" : "ipv6";
  const list = new BlockList();
  list.addSubnet(network, Number(length), family);
  return list.check(peer, family);
}

/** What a rule says, before it is written as one resource or another. */
export interface Said {
  readonly protocol: number | "all";
  readonly from: number;
  readonly to: number;
  readonly peer: string;
}

const matchesPorts = ({ protocol, from, to }: Said, packet: Packet): boolean => {
  if (protocol === "all") return true;
  if (protocol !== packet.protocol) return false;
  if (protocol === 6 || protocol === 17) return from <= packet.port && packet.port <= to;
  if (protocol === 1 || protocol === 58)
    return (from === -1 || from === packet.port) && (to === -1 || to === packet.code);
  return true;
};

export const matches = (said: Said, packet: Packet): boolean =>
  matchesPorts(said, packet) &&
  (said.peer === packet.peer || (said.peer.includes("/") && inCidr(said.peer, packet.peer)));

const range = fc
  .tuple(fc.constantFrom(...edges), fc.constantFrom(...edges))
  .map(([one, other]) => ({ from: Math.min(one, other), to: Math.max(one, other) }));
const type = fc.oneof(
  fc.constant({ from: -1, to: -1 }),
  fc.record({ from: fc.constantFrom(...types), to: fc.constantFrom(-1, ...codes) }),
);
const service: fc.Arbitrary<Omit<Said, "peer">> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(fc.constantFrom(6, 17), range).map(([protocol, ports]) => ({ protocol, ...ports })),
  },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom(1, 58), type).map(([protocol, ports]) => ({ protocol, ...ports })) },
  { weight: 1, arbitrary: fc.constantFrom(0, 47, 255).map((protocol) => ({ protocol, from: 0, to: 0 })) },
  { weight: 1, arbitrary: fc.constant({ protocol: "all" as const, from: -1, to: -1 }) },
);

export const saidWith = (...peers: readonly string[]): fc.Arbitrary<Said> =>
  fc.tuple(service, fc.constantFrom(...peers)).map(([one, peer]) => ({ ...one, peer }));
const said = saidWith(...cidrBlocks, ...cidrBlocks, ...symbols);
export const rules = fc.array(said, { maxLength: 12 });
