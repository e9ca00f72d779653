import { parse, parseCIDR } from "ipaddr.js";

/** Whether an address is in a block in CIDR notation, or is that one address. */
export function isWithin(address: string, range: string): boolean {
  const [block, bits] = parseCIDR(range.includes("/") ? range : `${range}/${range.includes(":") ? 128 : 32}`);
  const one = parse(address);
  return one.kind() === block.kind() && one.match(block, bits);
}

/** Whether an address is not routed on the internet: RFC 1918, RFC 6598 and RFC 4193. */
export const isPrivate = (address: string): boolean =>
  ["private", "carrierGradeNat", "uniqueLocal"].includes(parse(address).range());
