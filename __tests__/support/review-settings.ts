import type { Area } from "../../tools/review/area";
import { findIn, lineOf, planOf } from "./plans";

type Values = Readonly<Record<string, unknown>>;

/** A setting's weaker value and its stronger one, what they are called, and where the finding stands. */
export interface WeakerAndStronger {
  readonly type: string;
  readonly weaker: Values;
  readonly stronger: Values;
  /** `guard lost: deletion protection: off < on` */
  readonly says: string;
}

/** What an area says of one resource that changes from one state to the other, as lines without the resource's name. */
export function linesOfChange(area: Area, type: string, before: Values, after: Values): readonly string[] {
  const plan = planOf([
    { address: `${type}.one`, before: { name: "one", ...before }, after: { name: "one", ...after } },
  ]);
  return findIn(area, plan).map((finding) => lineOf(finding).replace(/: [^:]* one, /, ": "));
}

/** For `test.each`: the weakening is found alone, its inverse is the same finding the other way round, and equal says nothing. */
export function expectWeakening(area: Area, { type, weaker, stronger, says }: WeakerAndStronger): void {
  const [, consequence, part, weak, strong] = /^([^:]*): ([^:]*): (.*) < (.*)$/.exec(says) ?? [];
  expect(linesOfChange(area, type, stronger, weaker)).toEqual([
    `${String(consequence)}, weaker: ${String(part)}: ${String(strong)} → ${String(weak)}`,
  ]);
  expect(linesOfChange(area, type, weaker, stronger)).toEqual([
    `${String(consequence)}, stronger: ${String(part)}: ${String(weak)} → ${String(strong)}`,
  ]);
  expect(linesOfChange(area, type, weaker, weaker)).toEqual([]);
  expect(linesOfChange(area, type, stronger, { ...stronger, description: "other" })).toEqual([]);
}
