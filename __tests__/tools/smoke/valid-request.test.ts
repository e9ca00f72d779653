import { exampleOf, misfitOf } from "../../../tools/smoke/valid-request";

test.each([
  [{ type: "object", required: ["a"], properties: { a: { type: "integer", minimum: 4 }, b: {} } }, { a: 4 }],
  [{ type: "object", required: ["a"] }, { a: "a" }],
  [{ type: "string", minLength: 3 }, "aaa"],
  [{ type: "string", format: "uuid" }, "00000000-0000-4000-8000-000000000000"],
  [{ type: "string", enum: ["x", "y"] }, "x"],
  [{ type: "number", minimum: 0, exclusiveMinimum: true }, 1],
  [{ type: "number", maximum: -5 }, -6],
  [{ type: ["boolean", "null"] }, true],
  [{ type: "null" }, null],
  [{ type: "array", minItems: 2, items: { type: "boolean" } }, [true, true]],
  [{}, {}],
])("a value that %j accepts is %j", (schema, value) => {
  expect(exampleOf(schema)).toEqual(value);
});

test("a misfit is of another type", () => {
  expect([misfitOf({ type: "object" }), misfitOf({ type: "string" })]).toEqual(["not what the schema asks for", 0]);
});
