import fc from "fast-check";

import { firewall } from "../../../../../tools/review/areas/firewall";
import type { Direction, Finding } from "../../../../../tools/review/finding";
import { findIn, planOf } from "../../../../support/plans";
import { passes } from "./requests";
import { type Landscape, corpus, landscapes, resourcesOf } from "./web-acls";

const findingsOf = (before: Landscape, after: Landscape): readonly Finding[] =>
  findIn(firewall, planOf(resourcesOf(before, after)));

/** Which way some requests change, of every seventh of the corpus: that many differ in each of their parts. */
function changesOf(before: Landscape, after: Landscape, from: number): ReadonlySet<Direction> {
  const some = corpus.filter((_, index) => index % 7 === from);
  return new Set(
    some.map((request): Direction => {
      const [was, is] = [before, after].map(({ webAcl, referred }) => passes(webAcl, referred, request));
      return was === is ? "neutral" : is === true ? "weaker" : "stronger";
    }),
  );
}

const says = (findings: readonly Finding[], wanted: Direction): boolean =>
  findings.some(({ direction }) => direction === wanted || direction === "cannot tell");

const flipped: Readonly<Record<Direction, Direction>> = {
  weaker: "stronger",
  stronger: "weaker",
  neutral: "neutral",
  "cannot tell": "cannot tell",
};

const numRuns = 15;

test("whoever passes after and was stopped before has a finding that says so, and the way back has its reverse", () => {
  fc.assert(
    fc.property(landscapes, fc.nat(6), ([before, after], from) => {
      const changes = changesOf(before, after, from);
      const [there, back] = [findingsOf(before, after), findingsOf(after, before)];
      for (const one of there) if (one.before !== undefined) expect(one.after).not.toBe(one.before);
      if (changes.has("weaker")) expect(says(there, "weaker")).toBe(true);
      if (changes.has("stronger")) expect(says(there, "stronger")).toBe(true);
      expect(back.map(({ rule, direction }) => `${rule} ${flipped[direction]}`).sort()).toEqual(
        there.map(({ rule, direction }) => `${rule} ${direction}`).sort(),
      );
    }),
    { numRuns },
  );
});

test("two sides that are the same have no finding", () => {
  fc.assert(
    fc.property(landscapes, ([before]) => {
      expect(findingsOf(before, structuredClone(before))).toEqual([]);
    }),
    { numRuns: 10 },
  );
});
