type Schema = Readonly<Record<string, unknown>>;

/** A value that fits a JSON schema's types, bounds and enumerations; a `pattern` is ignored. */
export function exampleOf(schema: unknown): unknown {
  if (typeof schema !== "object" || schema === null) return {};
  const of = schema as Schema;
  if (Array.isArray(of["enum"])) return (of["enum"] as unknown[])[0];
  const type = Array.isArray(of["type"]) ? (of["type"] as unknown[])[0] : of["type"];
  switch (type) {
    case "string":
      return text(of);
    case "integer":
    case "number":
      return number(of);
    case "boolean":
      return true;
    case "null":
      return null;
    case "array":
      return Array.from({ length: size(of["minItems"], 0) }, () => exampleOf(of["items"]));
    default:
      return object(of);
  }
}

function object(schema: Schema): Record<string, unknown> {
  const properties = (schema["properties"] ?? {}) as Schema;
  const required = Array.isArray(schema["required"]) ? (schema["required"] as string[]) : [];
  return Object.fromEntries(required.map((name) => [name, exampleOf(properties[name] ?? { type: "string" })]));
}

const byFormat: Readonly<Record<string, string>> = {
  "date-time": "2026-01-01T00:00:00Z",
  date: "2026-01-01",
  email: "user@example.com",
  ipv4: "192.0.2.1",
  uri: "https://example.com/",
  uuid: "00000000-0000-4000-8000-000000000000",
};

function text(schema: Schema): string {
  const formatted = byFormat[String(schema["format"])];
  return formatted ?? "a".repeat(Math.max(size(schema["minLength"], 1), 1));
}

function number(schema: Schema): number {
  const { minimum, maximum } = schema;
  if (typeof minimum === "number") return schema["exclusiveMinimum"] === true ? minimum + 1 : minimum;
  return typeof maximum === "number" && maximum < 1 ? maximum - 1 : 1;
}

const size = (value: unknown, otherwise: number): number => (typeof value === "number" ? value : otherwise);

/** A body that does not fit the schema: JSON, but of another type. */
export function misfitOf(schema: unknown): unknown {
  return typeof exampleOf(schema) === "string" ? 0 : "not what the schema asks for";
}
