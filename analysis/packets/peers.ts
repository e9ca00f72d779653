import { IPv4, IPv6 } from "ipaddr.js";
import { parseCidrBlock } from "../../modules/shared/cidr-block";
import {
  compare,
  differenceOfIntervals,
  equalIntervals,
  intersectionOfIntervals,
  mergeSorted,
  type Interval,
  type IntervalSet,
} from "./intervals";
import { isUnknown } from "./unknown";

/** Addresses, and what stands for addresses that no plan tells. A symbol is equal to itself only. */
export interface Peers {
  /** IPv4 addresses as they are, IPv6 addresses above them: one line with a gap, so that both never touch. */
  readonly addresses: IntervalSet<bigint>;
  /** Sorted: `group sg-…`, `prefix-list pl-…`, `self`, `unknown …`. */
  readonly symbols: readonly string[];
}

/** The members of prefix lists that the caller knows, by the list's id: CIDR blocks. */
export type PrefixLists = ReadonlyMap<string, readonly string[]>;

const startOfIpv6 = 1n << 128n;
export const everyIpv4: Interval<bigint> = { from: 0n, to: 1n << 32n };
export const everyIpv6: Interval<bigint> = { from: startOfIpv6, to: startOfIpv6 + (1n << 128n) };
export const nobody: Peers = { addresses: [], symbols: [] };
export const everyAddress: Peers = { addresses: [everyIpv4, everyIpv6], symbols: [] };

/** The addresses of a CIDR block. AWS drops the bits behind the prefix: `100.68.0.18/18` is `100.68.0.0/18` (EC2 API Reference, "CreateNetworkAclEntry"). */
export function addressesOf(cidrBlock: string): Interval<bigint> | undefined {
  const block = parseCidrBlock(cidrBlock) ?? parseCidrBlock(withoutHostBits(cidrBlock));
  if (block === undefined) return undefined;
  const start = block.version === 4 ? 0n : startOfIpv6;
  return { from: start + block.first, to: start + block.last + 1n };
}

function withoutHostBits(cidrBlock: string): string {
  try {
    const network = (cidrBlock.includes(":") ? IPv6 : IPv4).networkAddressFromCIDR(cidrBlock);
    return `${network.toString()}/${cidrBlock.split("/")[1] ?? ""}`;
  } catch {
    return "";
  }
}

export function peersOfCidr(value: unknown): Peers {
  const addresses = typeof value === "string" ? addressesOf(value) : undefined;
  return addresses === undefined ? symbol("unknown", value) : { addresses: [addresses], symbols: [] };
}

export function peersOfGroup(value: unknown, self: unknown): Peers {
  if (value === "self" || (typeof value === "string" && value === self)) return { addresses: [], symbols: ["self"] };
  return symbol("group", value);
}

export function peersOfPrefixList(value: unknown, known: PrefixLists): Peers {
  const members = typeof value === "string" ? known.get(value) : undefined;
  return members === undefined ? symbol("prefix-list", value) : unionOfPeers(members.map(peersOfCidr));
}

export function unknownPeers(place: string): Peers {
  return { addresses: [], symbols: [`unknown ${place}`] };
}

function symbol(kind: string, value: unknown): Peers {
  if (isUnknown(value)) return unknownPeers(value.unknown);
  return typeof value === "string"
    ? { addresses: [], symbols: [`${kind} ${value}`] }
    : unknownPeers(JSON.stringify(value));
}

export function unionOfPeers(peers: readonly Peers[]): Peers {
  const addresses = peers.flatMap((one) => one.addresses).sort((one, other) => compare(one.from, other.from));
  return {
    addresses: mergeSorted(addresses),
    symbols: [...new Set(peers.flatMap((one) => one.symbols))].sort(compare),
  };
}

export function intersectionOfPeers(one: Peers, other: Peers): Peers {
  return {
    addresses: intersectionOfIntervals(one.addresses, other.addresses),
    symbols: one.symbols.filter((symbol) => other.symbols.includes(symbol)),
  };
}

/** The peers of `one` that are not in `other`. */
export function differenceOfPeers(one: Peers, other: Peers): Peers {
  return {
    addresses: differenceOfIntervals(one.addresses, other.addresses),
    symbols: one.symbols.filter((symbol) => !other.symbols.includes(symbol)),
  };
}

export function equalPeers(one: Peers, other: Peers): boolean {
  return (
    equalIntervals(one.addresses, other.addresses) &&
    one.symbols.length === other.symbols.length &&
    one.symbols.every((symbol, index) => symbol === other.symbols[index])
  );
}

export const isNobody = ({ addresses, symbols }: Peers): boolean => addresses.length === 0 && symbols.length === 0;

/** The text of an address of the line: `10.0.0.1`, `2001:db8::1`. */
export function addressText(address: bigint): string {
  const [value, length] = address < startOfIpv6 ? [address, 4] : [address - startOfIpv6, 16];
  const bytes = Array.from({ length }, (_, index) => Number((value >> BigInt(8 * (length - 1 - index))) & 255n));
  return (length === 4 ? new IPv4(bytes) : new IPv6(bytes)).toString();
}
