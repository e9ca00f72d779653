import { merge, valueAt, withValue } from "../../../stacks/environments/tree";

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

test("gives the value at a place, in groups and in lists, and nothing where nothing is", () => {
  const tree = { a: { b: [{ c: 1 }] }, d: null };
  expect(valueAt(tree, ["a", "b", 0, "c"])).toBe(1);
  expect(valueAt(tree, [])).toBe(tree);
  expect([["x"], ["a", "x", "y"], ["d", "e"]].map((place) => valueAt(tree, place))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test.each<[what: string, path: (number | string)[], value: unknown, changed: unknown]>([
  ["a value, in its place", ["a"], 3, { a: 3, b: { c: [{ d: 2 }] } }],
  ["a value in a list, whose place is a number or a text", ["b", "c", "0", "d"], 3, { a: 1, b: { c: [{ d: 3 }] } }],
  ["a value in a group that was missing", ["e", "f"], 3, { a: 1, b: { c: [{ d: 2 }] }, e: { f: 3 } }],
  ["nothing in a value's place", ["b", "c"], undefined, { a: 1, b: {} }],
])("puts in %s", (_, path, value, changed) => {
  const tree = { a: 1, b: { c: [{ d: 2 }] } };
  expect(JSON.stringify(withValue(tree, path, value))).toBe(JSON.stringify(changed));
  expect(tree).toEqual({ a: 1, b: { c: [{ d: 2 }] } });
});
