import { ToolError } from "../shared/errors";
import type { Measurement } from "./measure";

export const names = {
  empty: "one empty stack",
  every: "every environment",
  madeUp: (count: number) => `${count} made-up environment${count === 1 ? "" : "s"}`,
  review: "a review of 4 plans",
  reviewOfTwice: "a review of 8 plans",
};

export interface Row extends Measurement {
  readonly program: string;
  /** Seconds as a ratio to those of the empty stack in the same round, whatever else the machine did meanwhile. */
  readonly ratio: number;
}

/** Seconds are limited as a ratio to an empty stack, since machines are shared and differ. */
const limits = {
  everyEnvironment: { ratio: 3.75, megabytes: 200 },
  hundred: { ratio: 30 },
  /** What one of a hundred may cost, as a ratio to one of ten; growth is linear at 1, and clocks are not exact. */
  growth: 1.25,
  /** 1.5 s on a machine on which an empty stack takes 0.3 s, and for twice the plans less than twice as long. */
  review: { ratio: 5, megabytes: 200 },
  reviewOfTwice: { ratio: 8, megabytes: 250 },
};

/** What is over its limit, a sentence each. */
export function overLimits(rows: readonly Row[]): string[] {
  const every = rowOf(rows, names.every);
  const ten = rowOf(rows, names.madeUp(10));
  const hundred = rowOf(rows, names.madeUp(100));
  const review = rowOf(rows, names.review);
  const twice = rowOf(rows, names.reviewOfTwice);
  const growth = (hundred.ratio - 1) / 100 / ((ten.ratio - 1) / 10);
  const measured: readonly (readonly [what: string, value: number, limit: number])[] = [
    ["every environment takes N times as long as an empty stack", every.ratio, limits.everyEnvironment.ratio],
    ["every environment takes N MB of memory", every.peakMegabytes, limits.everyEnvironment.megabytes],
    ["100 environments take N times as long as an empty stack", hundred.ratio, limits.hundred.ratio],
    ["one environment of 100 takes N times as long as one environment of 10", growth, limits.growth],
    [`${names.review} takes N times as long as an empty stack`, review.ratio, limits.review.ratio],
    [`${names.review} takes N MB of memory`, review.peakMegabytes, limits.review.megabytes],
    [`${names.reviewOfTwice} takes N times as long as an empty stack`, twice.ratio, limits.reviewOfTwice.ratio],
    [`${names.reviewOfTwice} takes N MB of memory`, twice.peakMegabytes, limits.reviewOfTwice.megabytes],
  ];
  return measured
    .filter(([, value, limit]) => value > limit)
    .map(([what, value, limit]) => `over the limit: ${what.replace("N", value.toFixed(2))}; at most ${limit}`);
}

function rowOf(rows: readonly Row[], program: string): Row {
  const row = rows.find((candidate) => candidate.program === program);
  if (row === undefined) throw new ToolError(`${program} was not measured`);
  return row;
}
