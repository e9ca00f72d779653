import {
  differenceOfIntervals,
  intersectionOfIntervals,
  equalIntervals,
  type Interval,
  type IntervalSet,
} from "./intervals";
import { differenceOf, packetsOf, type PacketSet } from "./packets";
import {
  addressText,
  differenceOfPeers,
  equalPeers,
  everyIpv4,
  everyIpv6,
  intersectionOfPeers,
  isNobody,
  type Peers,
} from "./peers";
import { allTraffic, hasPorts, protocolNumbers, protocolsIn, type Ports } from "./ports";
import { routeChanges, targetText, type RoutedDestinations } from "./routes";
import { differenceBetween, type Direction } from "./security-groups";

/** Names of groups and prefix lists, by their ids, which a review may say in place of the id. */
export type Names = ReadonlyMap<string, string>;

/** The packets in words, one line for each kind of traffic: `tcp 443 from everywhere (IPv4)`. */
export function linesOf(set: PacketSet, direction: Direction, names: Names = new Map()): string[] {
  const preposition = direction === "ingress" ? "from" : "to";
  return [...linesOfAddresses(set), ...linesOfSymbols(set)].map(
    ({ ports, peers }) => `${portsText(ports)} ${preposition} ${peersText(peers, names)}`,
  );
}

/** What a change of a group or of an ACL takes and gives, in words: `tcp 80 from the group sg-x → tcp 0-65535 from everywhere (IPv4)`. */
export function changeText(
  before: PacketSet,
  after: PacketSet,
  direction: Direction,
  names: Names = new Map(),
): string {
  const { gained, lost } = differenceBetween(before, after);
  const text = (set: PacketSet): string => linesOf(set, direction, names).join("; ") || "nothing";
  return gained.length === 0 && lost.length === 0 ? "no change of what is allowed" : `${text(lost)} → ${text(gained)}`;
}

/** The changes of where destinations lead: `everywhere (IPv4): NAT gateway nat-1 → internet gateway igw-1`. */
export function routeLines(before: RoutedDestinations, after: RoutedDestinations, names: Names = new Map()): string[] {
  return routeChanges(before, after).map((change) => {
    const [from, to] = [change.before, change.after].map((target) => (target ? targetText(target) : "no route"));
    return `${peersText(change.destinations, names)}: ${from ?? ""} → ${to ?? ""}`;
  });
}

export interface Line {
  readonly ports: IntervalSet<number>;
  readonly peers: Peers;
}

/**
 * Each set of addresses that stands in the packets, the largest first, with the traffic that has all of the addresses and is
 * not said yet. The line has more traffic, that was said, if this takes fewer words: `all traffic from 10.0.0.0/8` beside
 * `tcp 443 from everywhere (IPv4)`.
 */
export function linesOfAddresses(set: PacketSet): Line[] {
  const stretches = set.filter(({ peers }) => peers.addresses.length > 0);
  const kinds: Peers[] = [];
  for (const {
    peers: { addresses },
  } of stretches) {
    const peers = { addresses, symbols: [] };
    if (!kinds.some((kind) => equalPeers(kind, peers))) kinds.push(peers);
  }
  const size = ({ addresses }: Peers): bigint => addresses.reduce((sum, { from, to }) => sum + to - from, 0n);
  kinds.sort((one, other) => (size(one) > size(other) ? -1 : size(one) < size(other) ? 1 : 0));
  const lines: Line[] = [];
  let left: PacketSet = stretches.map(({ ports, peers }) => ({ ports, peers: { ...peers, symbols: [] } }));
  for (const peers of kinds) {
    const possible = portsWith(stretches, (one) => isNobody(differenceOfPeers(peers, one)));
    const needed = portsWith(left, (one) => !isNobody(intersectionOfPeers(peers, one)));
    const missing = intersectionOfIntervals(needed, possible);
    if (missing.length === 0) continue;
    const ports = portsText(possible).length < portsText(missing).length ? possible : missing;
    lines.push({ ports, peers });
    left = differenceOf(left, packetsOf(ports.map((one) => ({ ports: one, peers }))));
  }
  return lines;
}

function linesOfSymbols(set: PacketSet): Line[] {
  const symbols = [...new Set(set.flatMap(({ peers }) => peers.symbols))].sort();
  const lines: { ports: IntervalSet<number>; symbols: string[] }[] = [];
  for (const symbol of symbols) {
    const ports = portsWith(set, (peers) => peers.symbols.includes(symbol));
    const same = lines.find((line) => equalIntervals(line.ports, ports));
    if (same === undefined) lines.push({ ports, symbols: [symbol] });
    else same.symbols.push(symbol);
  }
  return lines.map(({ ports, symbols }) => ({ ports, peers: { addresses: [], symbols } }));
}

function portsWith(set: PacketSet, fits: (peers: Peers) => boolean): IntervalSet<number> {
  const found: Interval<number>[] = [];
  for (const { ports, peers } of set) {
    const last = found.at(-1);
    if (!fits(peers)) continue;
    if (last?.to === ports.from) found[found.length - 1] = { from: last.from, to: ports.to };
    else found.push(ports);
  }
  return found;
}

export function portsText(ports: IntervalSet<number>): string {
  const left = differenceOfIntervals([allTraffic], ports);
  if (left.length === 0) return "all traffic";
  const said = ports.flatMap(stretchText).join(", ");
  const unsaid = left.flatMap(stretchText).join(", ");
  return unsaid.length < said.length ? `all traffic except ${unsaid}` : said;
}

function stretchText(ports: Ports): string[] {
  const parts = protocolsIn(ports);
  const whole = parts.filter(({ first, last }) => first === 0 && last === 65_535).map(({ protocol }) => protocol);
  const [first, last] = [whole[0], whole.at(-1)];
  if (first === undefined || last === undefined || whole.length < 4) return parts.map(partText);
  const range = `protocols ${first}-${last}`;
  return [
    ...parts.filter(({ protocol }) => protocol < first).map(partText),
    range,
    ...parts.filter(({ protocol }) => protocol > last).map(partText),
  ];
}

function partText({ protocol, first, last }: { protocol: number; first: number; last: number }): string {
  const name = Object.entries(protocolNumbers).find(([, number]) => number === protocol)?.[0];
  if (name === undefined) return `protocol ${protocol}`;
  if (hasPorts(protocol)) return first === last ? `${name} ${first}` : `${name} ${first}-${last}`;
  if (first === 0 && last === 65_535) return `all ${name}`;
  const [type, code, lastType, lastCode] = [first >> 8, first & 255, last >> 8, last & 255];
  if (code === 0 && lastCode === 255)
    return type === lastType ? `${name} type ${type}` : `${name} types ${type}-${lastType}`;
  if (first === last) return `${name} type ${type} code ${code}`;
  return `${name} type ${type} code ${code} to type ${lastType} code ${lastCode}`;
}

export function peersText({ addresses, symbols }: Peers, names: Names = new Map()): string {
  const families = [familyText(addresses, everyIpv4, "IPv4"), familyText(addresses, everyIpv6, "IPv6")].flat();
  return [...families, ...symbols.map((symbol) => symbolText(symbol, names))].join(" and ");
}

function familyText(addresses: IntervalSet<bigint>, every: Interval<bigint>, family: string): string[] {
  const own = intersectionOfIntervals(addresses, [every]);
  const rest = differenceOfIntervals([every], own);
  if (rest.length === 0) return [`everywhere (${family})`];
  const except = `everywhere (${family}) except ${rest.map(rangeText).join(", ")}`;
  const said = own.map(rangeText).join(", ");
  return said === "" ? [] : [except.length < said.length ? except : said];
}

/** A range as a CIDR block if it is one, else by its first and its last address. */
function rangeText({ from, to }: Interval<bigint>): string {
  const size = to - from;
  const bits = size.toString(2).length - 1;
  const isBlock = size === 1n << BigInt(bits) && (from & (size - 1n)) === 0n;
  const length = from < everyIpv4.to ? 32 : 128;
  return isBlock ? `${addressText(from)}/${length - bits}` : `${addressText(from)}-${addressText(to - 1n)}`;
}

function symbolText(symbol: string, names: Names): string {
  if (symbol === "self") return "the group itself";
  const [kind = "", ...rest] = symbol.split(" ");
  const id = rest.join(" ");
  const named = names.get(id) ?? id;
  if (kind === "group") return `the group ${named}`;
  return kind === "prefix-list" ? `the prefix list ${named}` : `peers that are not known (${named})`;
}
