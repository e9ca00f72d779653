import { data } from "../../../../../tools/review/areas/data";
import { findIn, lineOf, planOf } from "../../../../support/plans";
import { linesOfChange } from "../../../../support/review-settings";

const type = "aws_s3_bucket_lifecycle_configuration";
const rule = (values: object) => ({ id: "old", status: "Enabled", filter: [{ prefix: "" }], ...values });
const after = (days: number) => rule({ expiration: [{ days }] });
const oldVersions = (noncurrent_days: number, newer_noncurrent_versions?: number) =>
  rule({ noncurrent_version_expiration: [{ noncurrent_days, newer_noncurrent_versions }] });
const linesOf = (before: readonly object[], changed: readonly object[]) =>
  linesOfChange(data, type, { rule: before }, { rule: changed });

test.each([
  ["objects expire sooner", [after(365)], [after(30)], "objects: deleted after 365 days → deleted after 30 days"],
  ["a rule that expires objects is new", [], [after(1)], "objects: never deleted → deleted after 1 day"],
  [
    "a rule is enabled",
    [{ ...after(9), status: "Disabled" }],
    [after(9)],
    "objects: never deleted → deleted after 9 days",
  ],
  [
    "old versions expire sooner",
    [oldVersions(90)],
    [oldVersions(30)],
    "old versions: deleted after 90 days → deleted after 30 days",
  ],
  [
    "fewer old versions are kept",
    [oldVersions(30, 5)],
    [oldVersions(30, 1)],
    "old versions: deleted after 30 days, the newest 5 kept → deleted after 30 days, the newest 1 kept",
  ],
])("%s: data loss, and the inverse is none", (_, before, changed, line) => {
  expect(linesOf(before, changed)).toEqual([`data loss, weaker: rule old, ${line}`]);
  const [part, was, is] = /^(.*?): (.*) → (.*)$/.exec(line)?.slice(1) ?? [];
  expect(linesOf(changed, before)).toEqual([
    `data loss, stronger: rule old, ${String(part)}: ${String(is)} → ${String(was)}`,
  ]);
});

test("a rule that deletes other objects cannot be compared", () => {
  const narrow = { ...after(30), filter: [{ prefix: "logs/" }] };
  expect(linesOf([narrow], [after(30)])).toEqual([
    "data loss, cannot tell: rule old, objects: deleted after 30 days → deleted after 30 days, of other objects",
  ]);
});

test("another name, another order and an empty filter say nothing", () => {
  const other = { ...oldVersions(10), id: "other" };
  expect(linesOf([after(30), other], [other, { ...after(30), id: "renamed", filter: [{}] }])).toEqual([]);
});

test("a lifecycle that goes with its bucket, or comes with it, says nothing; without the bucket it does", () => {
  const values = { bucket: "one", rule: [after(30)] };
  const bucket = { id: "one", bucket: "one" };
  const findingsOf = (...resources: Parameters<typeof planOf>[0]) =>
    findIn(data, planOf(resources))
      .filter((finding) => finding.rule === "bucket-lifecycle")
      .map(lineOf);
  expect(findingsOf({ address: `${type}.a`, after: values }, { address: "aws_s3_bucket.a", after: bucket })).toEqual(
    [],
  );
  expect(findingsOf({ address: `${type}.a`, before: values }, { address: "aws_s3_bucket.a", before: bucket })).toEqual(
    [],
  );
  expect(
    findingsOf({ address: `${type}.a`, after: values }, { address: "aws_s3_bucket.a", before: bucket, after: bucket }),
  ).toEqual(["data loss, weaker: bucket lifecycle one, rule old, objects: never deleted → deleted after 30 days"]);
});

test("a lifecycle that is moved to another bucket deletes there", () => {
  const values = (bucket: string) => ({ name: "one", bucket, rule: [after(30)] });
  const plan = planOf([
    { address: `${type}.a`, before: values("one"), after: values("two"), actions: ["delete", "create"] },
  ]);
  expect(findIn(data, plan).map(lineOf)).toEqual(["data loss, cannot tell: bucket lifecycle one, bucket: one → two"]);
});
