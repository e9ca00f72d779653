import { schemaChange } from "../../../../../tools/review/areas/apis/schema";
import type { Normal } from "../../../../../tools/review/plan/normal";

const order = { type: "object", properties: { item: { type: "string", maxLength: 64 } }, required: ["item"] };

const looser: readonly (readonly [string, Normal])[] = [
  ["a property need not be there", { ...order, required: [] }],
  ["a text may be longer", { ...order, properties: { item: { type: "string", maxLength: 65 } } }],
  ["a limit is gone", { ...order, properties: { item: { type: "string" } } }],
  ["nothing is asked for", { title: "Anything" }],
  ["the type is any", { properties: order.properties, required: order.required }],
];

test.each(looser)("%s: looser, and the other way round stricter", (_, other) => {
  expect([schemaChange(order, other), schemaChange(other, order)]).toEqual(["looser", "stricter"]);
});

test("other properties that may stand there make a schema looser", () => {
  const closed = { ...order, additionalProperties: false };
  expect([schemaChange(closed, order), schemaChange(order, closed)]).toEqual(["looser", "stricter"]);
});

test.each([
  ["a pattern", { type: "string", pattern: "^a" }, { type: "string", pattern: "^b" }],
  ["a limit up and another down", { minLength: 1, maxLength: 2 }, { minLength: 2, maxLength: 3 }],
  ["a property that is described", order, { ...order, properties: { ...order.properties, id: { type: "string" } } }],
] as const)("%s: cannot be told", (_, before, after) => {
  expect(schemaChange(before, after)).toBe("cannot tell");
});

test("a title says nothing", () => {
  expect(schemaChange(order, { ...order, title: "Order", description: "What is bought" })).toBe("same");
});
