import { compare, inIntervals } from "./intervals";
import {
  differenceOfPeers,
  equalPeers,
  intersectionOfPeers,
  isNobody,
  nobody,
  unionOfPeers,
  type Peers,
} from "./peers";
import type { Ports } from "./ports";

/** Traffic, and the peers that may send or receive it. */
export interface Stretch {
  readonly ports: Ports;
  readonly peers: Peers;
}

/**
 * A set of packets. Stretches are sorted by their ports and disjoint, none is empty, and two that touch have different peers.
 * This is the one form of a set, so that equal sets have equal forms.
 */
export type PacketSet = readonly Stretch[];

export const noPackets: PacketSet = [];

/** The packets of all rules: at each point of the ports the peers of the rules that have the point. */
export function packetsOf(rules: readonly Stretch[]): PacketSet {
  const written = rules.filter(({ ports, peers }) => ports.from < ports.to && !isNobody(peers));
  const starting = [...written].sort((one, other) => compare(one.ports.from, other.ports.from));
  const found: Stretch[] = [];
  let active: readonly Stretch[] = [];
  let next = 0;
  const cuts = cutsOf(written);
  cuts.forEach((from, index) => {
    const to = cuts[index + 1];
    if (to === undefined) return;
    const started: Stretch[] = [];
    for (let one = starting[next]; one !== undefined && one.ports.from === from; one = starting[++next])
      started.push(one);
    active = [...active.filter(({ ports }) => ports.to > from), ...started];
    append(found, { ports: { from, to }, peers: unionOfPeers(active.map(({ peers }) => peers)) });
  });
  return found;
}

export function unionOf(...sets: readonly PacketSet[]): PacketSet {
  return packetsOf(sets.flat());
}

export function intersectionOf(one: PacketSet, other: PacketSet): PacketSet {
  return combine(one, other, intersectionOfPeers);
}

/** The packets of `one` that are not in `other`. */
export function differenceOf(one: PacketSet, other: PacketSet): PacketSet {
  return combine(one, other, differenceOfPeers);
}

export function equalPackets(one: PacketSet, other: PacketSet): boolean {
  return (
    one.length === other.length &&
    one.every(({ ports, peers }, index) => {
      const same = other[index];
      return (
        same !== undefined &&
        ports.from === same.ports.from &&
        ports.to === same.ports.to &&
        equalPeers(peers, same.peers)
      );
    })
  );
}

/** The set with other peers in each stretch. */
export function mapPeers(set: PacketSet, change: (peers: Peers, ports: Ports) => Peers): PacketSet {
  const found: Stretch[] = [];
  for (const { ports, peers } of set) append(found, { ports, peers: change(peers, ports) });
  return found;
}

/** The peers of any traffic in some ports. */
export function peersAt(set: PacketSet, within: Ports): Peers {
  return unionOfPeers(
    set.filter(({ ports }) => ports.from < within.to && within.from < ports.to).map(({ peers }) => peers),
  );
}

/** Whether a packet is in the set: the peer is an address or a symbol. */
export function hasPacket(set: PacketSet, port: number, peer: bigint | string): boolean {
  return set.some(
    ({ ports, peers }) =>
      ports.from <= port &&
      port < ports.to &&
      (typeof peer === "string" ? peers.symbols.includes(peer) : inIntervals(peers.addresses, peer)),
  );
}

function combine(one: PacketSet, other: PacketSet, peersOf: (one: Peers, other: Peers) => Peers): PacketSet {
  const found: Stretch[] = [];
  const cuts = cutsOf([...one, ...other]);
  let [i, j] = [0, 0];
  cuts.forEach((from, index) => {
    const to = cuts[index + 1];
    if (to === undefined) return;
    while ((one[i]?.ports.to ?? Infinity) <= from) i++;
    while ((other[j]?.ports.to ?? Infinity) <= from) j++;
    append(found, { ports: { from, to }, peers: peersOf(peersFrom(one[i], from), peersFrom(other[j], from)) });
  });
  return found;
}

const peersFrom = (stretch: Stretch | undefined, from: number): Peers =>
  stretch !== undefined && stretch.ports.from <= from ? stretch.peers : nobody;

const cutsOf = (stretches: readonly Stretch[]): readonly number[] =>
  [...new Set(stretches.flatMap(({ ports }) => [ports.from, ports.to]))].sort(compare);

function append(found: Stretch[], next: Stretch): void {
  if (isNobody(next.peers)) return;
  const last = found.at(-1);
  if (last?.ports.to === next.ports.from && equalPeers(last.peers, next.peers)) {
    found[found.length - 1] = { ports: { from: last.ports.from, to: next.ports.to }, peers: last.peers };
  } else found.push(next);
}
