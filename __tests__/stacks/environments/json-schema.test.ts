import { jsonSchemaFault } from "../../../stacks/environments/json-schema";

test("accepts keywords of draft 4, with definitions and a format", () => {
  const schema = {
    $schema: "http://json-schema.org/draft-04/schema#",
    type: "object",
    properties: {
      mail: { $ref: "#/definitions/mail" },
      count: { type: "integer", minimum: 0, exclusiveMinimum: true },
    },
    required: ["mail"],
    additionalProperties: false,
    definitions: { mail: { type: "string", format: "email" } },
  };
  expect(jsonSchemaFault(schema)).toBeUndefined();
});

test("names the fault", () => {
  expect(jsonSchemaFault({ $schema: "http://json-schema.org/draft-07/schema#" })).toBe(
    'no schema with key or ref "http://json-schema.org/draft-07/schema#"',
  );
  expect(jsonSchemaFault({ properties: { a: { $ref: "#/definitions/none" } } })).toBe(
    "can't resolve reference #/definitions/none from id #",
  );
});
