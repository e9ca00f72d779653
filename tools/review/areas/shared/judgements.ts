import type { Direction } from "../../finding";
import { type Normal, isList, isSet, keyOf } from "../../plan/normal";

type Value = Normal | undefined;

/** How strong a value is beside the one before. Only values that differ are asked. */
export type Judgement = (before: Value, after: Value) => Direction;

/** A number that is weaker the lower it is. */
export const weakerBelow: Judgement = (before, after) => {
  const [had, has] = [numberOf(before), numberOf(after)];
  if (had === undefined || has === undefined || had === has) return "cannot tell";
  return has < had ? "weaker" : "stronger";
};

/** A number that is weaker the higher it is. */
export const weakerAbove: Judgement = (before, after) => weakerBelow(after, before);

/** A value of a scale, the weakest first. A value that the scale does not have cannot be told. */
export const weakestFirst =
  (...scale: readonly string[]): Judgement =>
  (before, after) => {
    const [had, has] = [scale.indexOf(textOf(before)), scale.indexOf(textOf(after))];
    return had < 0 || has < 0 ? "cannot tell" : has < had ? "weaker" : "stronger";
  };

/** Something that is weaker where it is absent. Another value in its place cannot be told. */
export const weakerWithout: Judgement = (before, after) =>
  after === undefined ? "weaker" : before === undefined ? "stronger" : "cannot tell";

/** Something that is weaker where it is present. */
export const weakerWith: Judgement = (before, after) => weakerWithout(after, before);

/** A collection that is weaker the fewer elements it has. */
export const weakerFewer: Judgement = (before, after) => {
  const [had, has] = [keysOf(before), keysOf(after)];
  const [lost, won] = [[...had].some((one) => !has.has(one)), [...has].some((one) => !had.has(one))];
  return lost && won ? "cannot tell" : lost ? "weaker" : "stronger";
};

/** A collection that is weaker the more elements it has. */
export const weakerMore: Judgement = (before, after) => weakerFewer(after, before);

export const neutral: Judgement = () => "neutral";
export const cannotTell: Judgement = () => "cannot tell";

/** A number, also one that the provider writes as a text. */
export function numberOf(value: Value): number | undefined {
  if (typeof value !== "number" && typeof value !== "string") return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

const textOf = (value: Value): string => (typeof value === "object" ? "" : String(value));
const keysOf = (value: Value): ReadonlySet<string> =>
  new Set(isList(value) || isSet(value) ? [...value].map(keyOf) : value === undefined ? [] : [keyOf(value)]);
