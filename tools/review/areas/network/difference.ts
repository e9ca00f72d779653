import { differenceOf, mapPeers, type PacketSet } from "../../../../analysis/packets/packets";
import { differenceOfPeers, isNobody, type Peers } from "../../../../analysis/packets/peers";
import { linesOf, type Names } from "../../../../analysis/packets/words";
import type { Direction as Way } from "../../../../analysis/packets/security-groups";
import type { Direction } from "../../finding";

/** The addresses that a symbol can stand for at most. */
export type AddressesOf = (symbol: string) => Peers;

/** What a change does to the packets that are allowed. */
export interface Difference {
  readonly direction: Exclude<Direction, "cannot tell">;
  readonly gained: PacketSet;
  readonly lost: PacketSet;
}

export interface Judgement {
  /** One for what is gained, one for what is lost, if neither is within the other. */
  readonly differences: readonly Difference[];
  /** What may be allowed after: its peers are known after apply. */
  readonly unknown: PacketSet;
  /** What is allowed on both sides, in the same words or in others. */
  readonly kept: PacketSet;
}

const none: PacketSet = [];

/**
 * Judges what is gained and lost. A rule for addresses admits the members of a group that have such addresses, so that a group
 * in the place of everybody is no gain (Amazon VPC User Guide, "Security group rules").
 */
export function judge(before: PacketSet, after: PacketSet, addressesOf: AddressesOf): Judgement {
  const difference = differenceOf(after, before);
  const unknown = withSymbols(difference, (symbol) => symbol.startsWith("unknown "));
  const gained = differenceOf(difference, unknown);
  // What is not known yet may be what was allowed before.
  const lost = unknown.length > 0 ? none : differenceOf(before, after);
  const [weaker, stronger] = [beyond(gained, before, addressesOf), beyond(lost, after, addressesOf)];
  const kept = differenceOf(before, beyond(differenceOf(before, after), after, addressesOf));
  if (gained.length === 0 && lost.length === 0) return { differences: [], unknown, kept };
  if (weaker.length > 0 && stronger.length > 0)
    return {
      differences: [
        { direction: "weaker", gained: weaker, lost: none },
        { direction: "stronger", gained: none, lost: stronger },
      ],
      unknown,
      kept,
    };
  const direction = weaker.length > 0 ? "weaker" : stronger.length > 0 ? "stronger" : "neutral";
  return { differences: [{ direction, gained, lost }], unknown, kept };
}

/** The packets of a set that another set does not allow under any name of their peers. */
export function beyond(packets: PacketSet, allowed: PacketSet, addressesOf: AddressesOf): PacketSet {
  const symbols = [...new Set(packets.flatMap(({ peers }) => peers.symbols))];
  const named = mapPeers(allowed, (peers) => ({
    addresses: peers.addresses,
    symbols: [
      ...new Set([...peers.symbols, ...symbols.filter((one) => isNobody(differenceOfPeers(addressesOf(one), peers)))]),
    ].sort(),
  }));
  return differenceOf(packets, named);
}

function withSymbols(packets: PacketSet, fits: (symbol: string) => boolean): PacketSet {
  return mapPeers(packets, ({ symbols }) => ({ addresses: [], symbols: symbols.filter(fits) }));
}

/** The packets in words; `not allowed` for none. */
export const textOf = (packets: PacketSet, way: Way, names: Names): string =>
  linesOf(packets, way, names).join("; ") || "not allowed";
