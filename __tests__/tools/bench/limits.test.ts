import { type Row, names, overLimits } from "../../../tools/bench/limits";
import { middleOf } from "../../../tools/bench/measure";

interface Seconds {
  readonly empty: number;
  readonly every: number;
  readonly ten: number;
  readonly hundred: number;
  readonly review: number;
  readonly twice: number;
}

function rows(seconds: Seconds, peakMegabytes = 150): Row[] {
  const row = (program: string, taken: number): Row => {
    const ratio = taken / seconds.empty;
    return { program, seconds: taken, ratio, peakMegabytes, bytesWritten: 1 };
  };
  return [
    row(names.empty, seconds.empty),
    row(names.every, seconds.every),
    row(names.madeUp(10), seconds.ten),
    row(names.madeUp(100), seconds.hundred),
    row(names.review, seconds.review),
    row(names.reviewOfTwice, seconds.twice),
  ];
}

test("passes a value at the limit", () => {
  expect(overLimits(rows({ empty: 0.2, every: 0.7, ten: 0.6, hundred: 4.2, review: 0.8, twice: 1.2 }, 200))).toEqual(
    [],
  );
});

test("names each limit that is exceeded, with the value", () => {
  expect(overLimits(rows({ empty: 0.2, every: 0.8, ten: 0.9, hundred: 9.2, review: 1.2, twice: 2 }, 251))).toEqual([
    "over the limit: every environment takes 4.00 times as long as an empty stack; at most 3.75",
    "over the limit: every environment takes 251.00 MB of memory; at most 200",
    "over the limit: 100 environments take 46.00 times as long as an empty stack; at most 30",
    "over the limit: one environment of 100 takes 1.29 times as long as one environment of 10; at most 1.25",
    "over the limit: a review of 4 plans takes 6.00 times as long as an empty stack; at most 5",
    "over the limit: a review of 4 plans takes 251.00 MB of memory; at most 200",
    "over the limit: a review of 8 plans takes 10.00 times as long as an empty stack; at most 8",
    "over the limit: a review of 8 plans takes 251.00 MB of memory; at most 250",
  ]);
});

test("refuses to judge a missing measurement", () => {
  expect(() => overLimits([])).toThrow("every environment was not measured");
});

test("takes the median of the runs, so that a disturbed run does not count", () => {
  const runs = [0.3, 9, 0.2].map((seconds, index) => ({ seconds, peakMegabytes: 100 + index, bytesWritten: 7 }));
  expect(middleOf(runs)).toEqual({ seconds: 0.3, peakMegabytes: 101, bytesWritten: 7 });
});
