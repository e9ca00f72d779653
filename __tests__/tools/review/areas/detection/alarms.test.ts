import fc from "fast-check";

import { detection } from "../../../../../tools/review/areas/detection";
import { type PlannedResource, findIn, lineOf, planOf } from "../../../../support/plans";
import { linesOfChange } from "../../../../support/review-settings";

type Values = Readonly<Record<string, unknown>>;

const type = "aws_cloudwatch_metric_alarm";
const above = { comparison_operator: "GreaterThanThreshold", threshold: 5, statistic: "Average", period: 60 };
const linesOf = (before: Values, after: Values) =>
  linesOfChange(detection, type, { ...above, ...before }, { ...above, ...after });

test.each([
  ["a higher threshold", {}, { threshold: 50 }, "threshold: > 5 → > 50"],
  ["a strict comparison", { comparison_operator: "GreaterThanOrEqualToThreshold" }, {}, "threshold: ≥ 5 → > 5"],
  [
    "a lower threshold where less is bad",
    { comparison_operator: "LessThanThreshold" },
    { comparison_operator: "LessThanThreshold", threshold: 1 },
    "threshold: < 5 → < 1",
  ],
  ["more periods in a row", { evaluation_periods: 1 }, { evaluation_periods: 5 }, "breaching periods: 1 of 1 → 5 of 5"],
  [
    "more breaching periods",
    { evaluation_periods: 5, datapoints_to_alarm: 2 },
    { evaluation_periods: 5, datapoints_to_alarm: 4 },
    "breaching periods: 2 of 5 → 4 of 5",
  ],
  [
    "the same breaching periods in a shorter time",
    { evaluation_periods: 5, datapoints_to_alarm: 2 },
    { evaluation_periods: 3, datapoints_to_alarm: 2 },
    "breaching periods: 2 of 5 → 2 of 3",
  ],
  ["a longer period", {}, { period: 300 }, "period: 60 seconds → 300 seconds"],
])("%s is weaker, and the inverse is stronger", (_, before, after, line) => {
  const [part, was, is] = /^(.*): (.*) → (.*)$/.exec(line)?.slice(1) ?? [];
  expect(linesOf(before, after)).toEqual([`guard lost, weaker: ${line}`]);
  expect(linesOf(after, before)).toEqual([`guard lost, stronger: ${String(part)}: ${String(is)} → ${String(was)}`]);
});

test.each([
  ["another direction", {}, { comparison_operator: "LessThanThreshold" }, "threshold: > 5 → < 5"],
  [
    "a band instead of a number",
    {},
    { threshold: undefined, threshold_metric_id: "e1" },
    "threshold: > 5 → > the band e1",
  ],
  [
    "more of many more periods",
    { evaluation_periods: 2, datapoints_to_alarm: 2 },
    { evaluation_periods: 10, datapoints_to_alarm: 3 },
    "breaching periods: 2 of 2 → 3 of 10",
  ],
  [
    "a sum over a longer time",
    { statistic: "Sum" },
    { statistic: "Sum", period: 300 },
    "period: 60 seconds → 300 seconds",
  ],
  [
    "another metric",
    { namespace: "AWS/Lambda", metric_name: "Errors" },
    { namespace: "AWS/Lambda", metric_name: "Invocations" },
    "metric: AWS/Lambda Errors (Average) → AWS/Lambda Invocations (Average)",
  ],
  [
    "another dimension",
    { namespace: "AWS/Lambda", dimensions: { FunctionName: "a" } },
    { namespace: "AWS/Lambda", dimensions: { FunctionName: "b" } },
    "metric: AWS/Lambda (Average) of FunctionName a → AWS/Lambda (Average) of FunctionName b",
  ],
])("%s cannot be compared, whichever way round", (_, before, after, line) => {
  const [part, was, is] = /^(.*?): (.*) → (.*)$/.exec(line)?.slice(1) ?? [];
  expect(linesOf(before, after)).toEqual([`guard lost, cannot tell: ${line}`]);
  expect(linesOf(after, before)).toEqual([`guard lost, cannot tell: ${String(part)}: ${String(is)} → ${String(was)}`]);
});

test("numbers as texts, all periods by default and another order of actions say nothing", () => {
  expect(
    linesOf(
      { evaluation_periods: "3", datapoints_to_alarm: 0, threshold: "5", alarm_actions: ["a", "b"] },
      { evaluation_periods: 3, datapoints_to_alarm: 3, alarm_actions: ["b", "a"] },
    ),
  ).toEqual([]);
});

test("whoever is no longer told is named, and so is who is told from now on", () => {
  expect(linesOf({ alarm_actions: ["arn:topic:a"] }, {})).toEqual([
    "guard lost, weaker: actions: arn:topic:a → removed",
  ]);
  expect(linesOf({ alarm_actions: ["arn:topic:a", "arn:topic:b"] }, { alarm_actions: ["arn:topic:b"] })).toEqual([
    "guard lost, weaker: actions: arn:topic:a → removed",
  ]);
  expect(linesOf({ alarm_actions: ["arn:topic:a"] }, { alarm_actions: ["arn:topic:b"] })).toEqual([
    "guard lost, weaker: actions: arn:topic:a → arn:topic:b",
  ]);
});

const balancer: PlannedResource = {
  address: "aws_lb.web",
  before: { id: "lb-1", name: "web", arn_suffix: "app/web/1" },
  after: { name: "web" },
  actions: ["create", "delete"],
  unknown: { id: true, arn_suffix: true },
};
const alarmOn = (reference: string): PlannedResource => ({
  address: `${type}.one`,
  before: { alarm_name: "one", dimensions: { LoadBalancer: "app/web/1" } },
  after: { alarm_name: "one", dimensions: {} },
  unknown: { dimensions: { LoadBalancer: true } },
  references: { dimensions: [`${reference}.arn_suffix`, reference] },
});

test("an alarm on what is replaced still watches it; one that turns to what nobody can follow is not reviewable", () => {
  expect(findIn(detection, planOf([balancer, alarmOn("aws_lb.web")])).map(lineOf)).toEqual([]);
  expect(findIn(detection, planOf([balancer, alarmOn("aws_lb.other")])).map(lineOf)).toEqual([
    "not reviewable, cannot tell: alarm one, metric: nothing → known after apply",
  ]);
});

/** Whether breaching periods set off an alarm: so many of the last so many at any moment. */
const goesOff = (periods: readonly boolean[], breaching: number, of: number): boolean =>
  periods.some((_, end) => periods.slice(Math.max(0, end - of + 1), end + 1).filter(Boolean).length >= breaching);

test("fewer or more cases set off an alarm exactly as a simulation of all short histories says", () => {
  const histories = Array.from({ length: 128 }, (_, bits) =>
    Array.from({ length: 7 }, (__, at) => (bits & (1 << at)) !== 0),
  );
  const timing = fc
    .integer({ min: 1, max: 4 })
    .chain((of) => fc.tuple(fc.integer({ min: 1, max: of }), fc.constant(of)));
  fc.assert(
    fc.property(timing, timing, ([m, n], [k, l]) => {
      const values = (breaching: number, of: number) => ({ evaluation_periods: of, datapoints_to_alarm: breaching });
      const lost = histories.some((one) => goesOff(one, m, n) && !goesOff(one, k, l));
      const gained = histories.some((one) => goesOff(one, k, l) && !goesOff(one, m, n));
      const direction = lost && gained ? "cannot tell" : lost ? "weaker" : gained ? "stronger" : undefined;
      expect(linesOf(values(m, n), values(k, l)).map((line) => /, ([a-z ]+):/.exec(line)?.[1])).toEqual(
        direction === undefined ? [] : [direction],
      );
    }),
    { numRuns: 40 },
  );
});
