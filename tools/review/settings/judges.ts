import type { Direction } from "../finding";
import { type Value, without } from "./paths";
import { numberOf, scalar, wordsOf } from "./words";
import { elementsOf } from "../plan/normal";
import { counted } from "../../shared/counted";

/** What the change of a value does; undefined where both values mean the same. Only called with values that differ. */
export type Judge = (before: Value, after: Value) => Direction | undefined;

/** The direction from one strength to another. A value without a strength cannot be told. */
export const towards = (was: number | undefined, is: number | undefined): Direction =>
  was === undefined || is === undefined ? "cannot tell" : was === is ? "neutral" : is > was ? "stronger" : "weaker";

/** As `towards`; undefined where the two strengths are one. */
export const directionOf = (was: number | undefined, is: number | undefined): Direction | undefined =>
  was !== undefined && was === is ? undefined : towards(was, is);

/** The safer, the larger the number that a value stands for. Values that stand for one number mean the same. */
export const byLevel =
  (levelOf: (value: Value) => number | undefined): Judge =>
  (before, after) =>
    directionOf(levelOf(before), levelOf(after));

/** A number that is weaker the lower it is. */
export const weakerBelow = byLevel(numberOf);

/** A number that is weaker the higher it is. */
export const weakerAbove: Judge = (before, after) => weakerBelow(after, before);

/** The strength of a value, if the value is among those that have one. */
export const strengthIn =
  (strengths: Readonly<Record<string, number>>) =>
  (value: Value): number | undefined =>
    Object.hasOwn(strengths, scalar(value)) ? strengths[scalar(value)] : undefined;

/** Values by their strength. Two values of one strength are a neutral change, and one that is not among them cannot be told. */
export function ranked(strengths: Readonly<Record<string, number>>): Judge {
  const levelOf = strengthIn(strengths);
  return (before, after) => towards(levelOf(before), levelOf(after));
}

/** Values of a scale, the weakest first. A value that the scale does not have cannot be told. */
export const weakestFirst = (...scale: readonly string[]): Judge =>
  ranked(Object.fromEntries(scale.map((one, strength) => [one, strength])));

/** A switch that is safer on, and one that is safer off. */
export const saferOn = byLevel(strengthIn({ false: 0, true: 1 }));
export const saferOff = byLevel(strengthIn({ true: 0, false: 1 }));

/** Something that is weaker where it is absent. Another value in its place cannot be told. */
export const weakerWithout: Judge = (before, after) =>
  after === undefined ? "weaker" : before === undefined ? "stronger" : "cannot tell";

/** Something that is weaker where it is present. */
export const weakerWith: Judge = (before, after) => weakerWithout(after, before);

/** A collection that is weaker the fewer elements it has. */
export const weakerFewer: Judge = (before, after) => {
  const [had, has] = [elementsOf(before), elementsOf(after)];
  const [lost, won] = [without(had, has).length > 0, without(has, had).length > 0];
  return lost && won ? "cannot tell" : lost ? "weaker" : "stronger";
};

/** A collection that is weaker the more elements it has. */
export const weakerMore: Judge = (before, after) => weakerFewer(after, before);

export const neutral: Judge = () => "neutral";
export const cannotTell: Judge = () => "cannot tell";

/** A number with a unit. @param endless what zero means, where zero is no amount but for ever */
export function amount(unit: string, more: "stronger" | "weaker", endless?: string) {
  const levelOf = (value: Value): number | undefined => {
    const found = numberOf(value);
    return found === 0 && endless !== undefined ? Infinity : found;
  };
  const judge = byLevel(levelOf);
  return {
    judge: more === "stronger" ? judge : (before: Value, after: Value) => judge(after, before),
    words: (value: Value): string => {
      const found = levelOf(value);
      return found === undefined ? wordsOf(value) : found === Infinity ? (endless ?? "") : counted(found, unit);
    },
  };
}
