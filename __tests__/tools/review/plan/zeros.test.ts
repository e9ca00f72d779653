import fc from "fast-check";

import { changesOf } from "../../../../tools/review/plan/changes";
import { type Normal, setOf } from "../../../../tools/review/plan/normal";
import { withoutZeros } from "../../../../tools/review/plan/zeros";
import { planOf } from "../../../support/plans";

const pathsOf = (before: Normal, after: Normal): readonly string[] =>
  changesOf(before, withoutZeros(before, after)).map(({ path }) => path);
const queries = (...values: readonly Normal[]): Normal => ({ metric_query: setOf(values) });

test("an element of a set that has a zero where the other side has nothing is the same element", () => {
  const [had, has] = [
    { id: "a", metric: [{ stat: "Sum" }] },
    { id: "a", period: 0, return_data: false, metric: [{ stat: "Sum", unit: 0 }] },
  ];
  expect(pathsOf(queries(had, { id: "b" }), queries(has, { id: "b", period: 0 }))).toEqual([]);
  expect(pathsOf(queries(has), queries(had))).toEqual([]);
});

test("a zero in the place of a value, and a zero outside of a set, are changes", () => {
  expect(pathsOf(queries({ id: "a", period: 60 }), queries({ id: "a", period: 0 }))).toHaveLength(2);
  expect(pathsOf(queries({ id: "a", on: true }), queries({ id: "a", on: false }))).toHaveLength(2);
  expect(pathsOf({ min: 1 }, { min: 1, max: 0 })).toEqual(["max"]);
  expect(pathsOf({ block: [{ a: 1 }] }, { block: [{ a: 1, b: false }] })).toEqual(["block.b"]);
});

test("a plan of an alarm of several metrics has no change in the queries that the provider writes anew", () => {
  const query = { id: "a", expression: "", metric: [{ stat: "Sum", unit: "" }], return_data: true };
  const [alarm] = planOf([
    {
      address: "aws_cloudwatch_metric_alarm.a",
      before: { threshold: 0, metric_query: [{ ...query, period: null }] },
      after: { threshold: 1000, metric_query: [{ ...query, period: 0 }] },
    },
  ]).resources;
  expect(alarm?.changes.map(({ path }) => path)).toEqual(["threshold"]);
});

test("zeros hide no other change, and make none", () => {
  const element = fc.record(
    { id: fc.constantFrom("a", "b"), size: fc.constantFrom(0, 1, 2), on: fc.boolean() },
    { requiredKeys: ["id"] },
  );
  const elements = fc.array(element, { maxLength: 3 });
  const meaningOf = (values: readonly Readonly<Record<string, Normal>>[]): string =>
    JSON.stringify(
      [
        ...new Set(values.map(({ id, size, on }) => JSON.stringify([id, size === 0 ? null : size, on === true]))),
      ].sort(),
    );
  fc.assert(
    fc.property(elements, elements, (before, after) => {
      const found = pathsOf({ set: setOf(before) }, { set: setOf(after) });
      if (meaningOf(before) !== meaningOf(after)) expect(found).not.toEqual([]);
    }),
    { numRuns: 100 },
  );
});
