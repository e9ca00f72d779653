import { inOrder, reaches } from "../../../tools/order/precedence";

const edges = [
  { before: "a", after: "b" },
  { before: "b", after: "c" },
];

test("an edge of the graph reaches the targets of its end, and no node reaches itself", () => {
  expect(reaches(edges, "a", "c")).toBe(true);
  expect(reaches(edges, "c", "a")).toBe(false);
  expect(reaches(edges, "a", "a")).toBe(false);
});

test("keeps every edge, and keeps the given order of free nodes", () => {
  expect(inOrder(["c", "z", "b", "a"], edges)).toEqual(["z", "a", "b", "c"]);
});

test("edges in a circle are an error", () => {
  expect(() => inOrder(["a", "b", "c"], [...edges, { before: "c", after: "a" }])).toThrow(
    "no order holds between a, b, c",
  );
});
