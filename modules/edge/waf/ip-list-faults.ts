import { cidrBlocksOverlap, parseCidrBlock } from "../../shared/cidr-block";
import type { CidrBlock } from "../../shared/cidr-block";
import { duplicates } from "./duplicates";

/** Addresses that are let in, and addresses that are refused. */
export type IpList = "allow" | "deny";

/** WAF Developer Guide, "AWS WAF quotas": addresses in CIDR notation for each set. */
const mostBlocks = 10_000;

/** AWS refuses only /0. A block wider than these is no longer a list of somebody's addresses. */
const widestPrefixLengths = { 4: 8, 6: 16 } as const;

export interface IpListFault {
  readonly list: IpList;
  /** The end of a sentence that begins with the list. */
  readonly message: string;
}

export interface IpListRule {
  readonly reservedAccepted: boolean;
}

export function ipListFaults(lists: Readonly<Record<IpList, readonly string[]>>, rule: IpListRule): IpListFault[] {
  return (["allow", "deny"] as const).flatMap((list) => {
    const blocks = lists[list];
    const messages = [
      ...blocks.flatMap((block) => {
        const fault = ipBlockFault(block, rule);
        return fault === undefined ? [] : [`has "${block}"; ${fault}`];
      }),
      ...duplicates(blocks).map((block) => `has "${block}" twice; give each block once`),
      ...widthFaults(blocks),
      ...(list === "deny" ? shadowFaults(lists) : []),
    ];
    return messages.map((message) => ({ list, message }));
  });
}

/** Says what to give instead of a faulty block. */
export function ipBlockFault(text: string, { reservedAccepted }: IpListRule): string | undefined {
  const block = parseCidrBlock(text);
  if (block === undefined) return "give an IPv4 or IPv6 block in CIDR notation, with no bits set behind its prefix";
  const widest = widestPrefixLengths[block.version];
  if (block.prefixLength < widest) {
    return `give a block of /${widest} or smaller: AWS refuses /0, and a few larger blocks would cover every address too`;
  }
  if (!reservedAccepted && isReserved(block)) {
    return "give a public block: nobody on the internet has a private or reserved address, so a private or reserved block takes a reason";
  }
  return undefined;
}

/** IANA IPv4 and IPv6 Special-Purpose Address Registries, and multicast. */
const reservedBlocks = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/3",
  "::/8",
  "100::/64",
  "2001:db8::/32",
  "3fff::/20",
  "fc00::/7",
  "fe80::/10",
  "ff00::/8",
];

let reserved: readonly CidrBlock[] | undefined;

function isReserved(block: CidrBlock): boolean {
  reserved ??= reservedBlocks.flatMap((text) => parseCidrBlock(text) ?? []);
  return reserved.some((other) => cidrBlocksOverlap(block, other));
}

/** Refuses too many blocks, and half of all addresses: that is everybody. */
function widthFaults(blocks: readonly string[]): string[] {
  const parsed = [...new Set(blocks)].flatMap((text) => parseCidrBlock(text) ?? []);
  return ([4, 6] as const).flatMap((version) => {
    const ofVersion = parsed.filter((block) => block.version === version && block.prefixLength > 0);
    const addresses = ofVersion.reduce((sum, { first, last }) => sum + (last - first + 1n), 0n);
    return [
      ...(ofVersion.length > mostBlocks
        ? [`has ${ofVersion.length} IPv${version} blocks; AWS allows ${mostBlocks} in a set`]
        : []),
      ...(addresses * 2n >= 1n << (version === 4 ? 32n : 128n)
        ? [`covers half of all IPv${version} addresses or more; give smaller blocks, those of known callers`]
        : []),
    ];
  });
}

/** No later rule judges an allowed address, so a denied block within it would have no effect. */
function shadowFaults({ allow, deny }: Readonly<Record<IpList, readonly string[]>>): string[] {
  const allowed = allow.flatMap((text) => parseCidrBlock(text) ?? []);
  return deny.flatMap((text) => {
    const denied = parseCidrBlock(text);
    if (denied === undefined) return [];
    const around = allowed.find((block) => block.version === denied.version && contains(block, denied));
    return around === undefined
      ? []
      : [
          `has "${text}", which lies within "${around.text}" of the allow list, and the allow list comes first; take one of the two out`,
        ];
  });
}

function contains(outer: CidrBlock, inner: CidrBlock): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}
