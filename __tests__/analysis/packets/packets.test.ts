import * as fc from "fast-check";
import {
  differenceOf,
  equalPackets,
  intersectionOf,
  mapPeers,
  noPackets,
  packetsOf,
  peersAt,
  unionOf,
  type PacketSet,
} from "../../../analysis/packets/packets";
import { nobody, peersOfCidr, peersOfGroup, unionOfPeers } from "../../../analysis/packets/peers";
import { allTraffic, portsOf, trafficOfGroupRule } from "../../../analysis/packets/ports";
import { cidrBlocks, inSet, saidWith, universe, type Said } from "./enumeration";

const peers = (peer: string) => (peer === "self" ? peersOfGroup("self", undefined) : peersOfCidr(peer));
const packets = (saids: readonly Said[]): PacketSet =>
  packetsOf(
    saids.map(({ protocol, from, to, peer }) => ({
      ports: trafficOfGroupRule({ protocol, fromPort: from, toPort: to }) ?? allTraffic,
      peers: peers(peer),
    })),
  );
const set = fc.array(saidWith(...cidrBlocks, "self"), { maxLength: 6 }).map(packets);

test("union, intersection and difference have exactly their packets", () => {
  fc.assert(
    fc.property(set, set, (one, other) => {
      const [union, both, left] = [unionOf(one, other), intersectionOf(one, other), differenceOf(one, other)];
      return universe.every((packet) => {
        const [a, b] = [inSet(one, packet), inSet(other, packet)];
        return (
          inSet(union, packet) === (a || b) && inSet(both, packet) === (a && b) && inSet(left, packet) === (a && !b)
        );
      });
    }),
    { numRuns: 40 },
  );
});

test("equal sets have one form, however they are made", () => {
  fc.assert(
    fc.property(set, set, (one, other) => {
      const again = unionOf(differenceOf(one, other), intersectionOf(one, other));
      expect(again).toEqual(one);
      expect(equalPackets(again, one)).toBe(true);
      expect(equalPackets(one, other)).toBe(JSON.stringify(one, text) === JSON.stringify(other, text));
      expect(unionOf(other, one)).toEqual(unionOf(one, other));
      expect(differenceOf(one, one)).toEqual(noPackets);
    }),
  );
});

const text = (_: string, value: unknown): unknown => (typeof value === "bigint" ? String(value) : value);

test("stretches whose peers become equal are one", () => {
  const two = packetsOf([
    { ports: portsOf(6, 1, 2), peers: peers("10.0.0.0/8") },
    { ports: portsOf(6, 3, 4), peers: peers("::/0") },
  ]);
  expect(mapPeers(two, () => peers("self"))).toEqual([{ ports: portsOf(6, 1, 4), peers: peers("self") }]);
  expect(mapPeers(two, () => nobody)).toEqual([]);
  expect(peersAt(two, portsOf(6, 2, 3))).toEqual(unionOfPeers([peers("10.0.0.0/8"), peers("::/0")]));
  expect(peersAt(two, portsOf(6, 5, 6))).toEqual(nobody);
});
