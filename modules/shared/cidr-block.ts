import { IPv4, IPv6 } from "ipaddr.js";

/** A parsed block of addresses in CIDR notation. */
export interface CidrBlock {
  readonly text: string;
  readonly version: 4 | 6;
  readonly prefixLength: number;
  readonly first: bigint;
  readonly last: bigint;
}

/** Parses a CIDR block. Returns undefined where the text is no block or has bits set behind its prefix (`10.0.0.1/16`). */
export function parseCidrBlock(text: string): CidrBlock | undefined {
  if (!/^[0-9a-fA-F:.]+\/\d{1,3}$/.test(text)) return undefined;
  try {
    const version = text.includes(":") ? 6 : 4;
    if (version === 4 && text.split(".").length !== 4) return undefined;
    const [address, prefixLength] = version === 4 ? IPv4.parseCIDR(text) : IPv6.parseCIDR(text);
    const size = 1n << BigInt((version === 4 ? 32 : 128) - prefixLength);
    const first = address.toByteArray().reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
    return first % size === 0n ? { text, version, prefixLength, first, last: first + size - 1n } : undefined;
  } catch {
    return undefined;
  }
}

/** The subnet number `index` of an IPv4 block, among equal subnets whose prefixes are `newBits` longer. */
export function cidrSubnet(block: CidrBlock, newBits: number, index: number): CidrBlock {
  const prefixLength = block.prefixLength + newBits;
  const size = 1n << BigInt(32 - prefixLength);
  const first = block.first + size * BigInt(index);
  return { text: `${formatIpv4(first)}/${prefixLength}`, version: 4, prefixLength, first, last: first + size - 1n };
}

export function cidrBlocksOverlap(one: CidrBlock, other: CidrBlock): boolean {
  return one.version === other.version && one.first <= other.last && other.first <= one.last;
}

/** Whether the block is for private use (RFC 1918) or shared address space (RFC 6598), which AWS accepts for a VPC too. */
export function isPrivateCidrBlock(block: CidrBlock): boolean {
  return [block.first, block.last].every((address) => {
    const range = block.version === 4 ? IPv4.parse(formatIpv4(address)).range() : "unicast";
    return range === "private" || range === "carrierGradeNat";
  });
}

function formatIpv4(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join(".");
}
