import * as fc from "fast-check";
import {
  differenceOfIntervals,
  equalIntervals,
  inIntervals,
  intersectionOfIntervals,
  intervalSet,
  unionOfIntervals,
} from "../../../analysis/packets/intervals";

const points = Array.from({ length: 25 }, (_, index) => index);
const set = fc
  .array(fc.record({ from: fc.nat(20), length: fc.nat(5) }), { maxLength: 6 })
  .map((list) => intervalSet(list.map(({ from, length }) => ({ from, to: from + length }))));

test("union, intersection and difference have exactly their points, in the one form", () => {
  fc.assert(
    fc.property(set, set, (one, other) => {
      const pointsWith = (fits: (a: boolean, b: boolean) => boolean): number[] =>
        points.filter((point) => fits(inIntervals(one, point), inIntervals(other, point)));
      const oneForm = (wanted: readonly number[]) => intervalSet(wanted.map((from) => ({ from, to: from + 1 })));
      expect(unionOfIntervals(one, other)).toEqual(oneForm(pointsWith((a, b) => a || b)));
      expect(intersectionOfIntervals(one, other)).toEqual(oneForm(pointsWith((a, b) => a && b)));
      expect(differenceOfIntervals(one, other)).toEqual(oneForm(pointsWith((a, b) => a && !b)));
      expect(equalIntervals(one, other)).toBe(pointsWith((a, b) => a !== b).length === 0);
    }),
  );
});

test("intervals that touch are one, empty ones are none", () => {
  expect(
    intervalSet([
      { from: 5n, to: 9n },
      { from: 3n, to: 3n },
      { from: 1n, to: 5n },
    ]),
  ).toEqual([{ from: 1n, to: 9n }]);
});
