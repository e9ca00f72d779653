import { merge } from "../../../stacks/environments/merge";

const reason = "the reason of a departure";

test.each<[what: string, base: unknown, over: unknown, merged: unknown]>([
  ["groups by their settings", { a: { b: 1, c: 2 } }, { a: { c: 3 }, d: 4 }, { a: { b: 1, c: 3 }, d: 4 }],
  ["nothing that is left out", { a: 1 }, { a: undefined }, { a: 1 }],
  ["lists as a whole", { a: [1, 2] }, { a: [3] }, { a: [3] }],
  ["a departure as a whole", { a: { b: 1 } }, { a: { value: 2, reason } }, { a: { value: 2, reason } }],
  ["what takes a departure's place", { a: { value: 2, reason } }, { a: { b: 1 } }, { a: { b: 1 } }],
  ["another backend as a whole", { backend: "s3", bucket: "x" }, { backend: "local" }, { backend: "local" }],
])("merges %s", (_, base, over, merged) => {
  expect(merge(base, over)).toEqual(merged);
});
