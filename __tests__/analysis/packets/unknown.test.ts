import { field, isUnknown, listOf, numberOf, withUnknowns } from "../../../analysis/packets/unknown";

test("puts what is known after apply at its place, and leaves all else", () => {
  const values = { id: null, rules: [{ port: 1 }, { port: 2, peers: ["a"] }], name: "x" };
  const unknown = { id: true, rules: [{}, { peers: [false, true] }, { port: true }], tags: {} };
  expect(withUnknowns(values, unknown, "aws_x.a")).toEqual({
    id: { unknown: "aws_x.a.id" },
    rules: [
      { port: 1 },
      { port: 2, peers: ["a", { unknown: "aws_x.a.rules[1].peers[1]" }] },
      { port: { unknown: "aws_x.a.rules[2].port" } },
    ],
    name: "x",
    tags: {},
  });
  expect(withUnknowns(undefined, true, "aws_x.a")).toEqual({ unknown: "aws_x.a" });
  expect(withUnknowns(["a"], false, "aws_x.a")).toEqual(["a"]);
});

test("reads JSON that may be anything", () => {
  expect([isUnknown({ unknown: "a" }), isUnknown({ unknown: 1 }), isUnknown(null)]).toEqual([true, false, false]);
  expect([field({ a: 1 }, "a"), field(null, "a"), field("a", "length")]).toEqual([1, undefined, undefined]);
  expect([listOf([1]), listOf(null), listOf("a")]).toEqual([[1], [], ["a"]]);
  expect([numberOf("80"), numberOf(80), numberOf("-1"), numberOf("8x"), numberOf(1.5)]).toEqual([
    80,
    80,
    -1,
    undefined,
    undefined,
  ]);
});
