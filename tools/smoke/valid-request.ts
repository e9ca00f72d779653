import type { Api, Route } from "../apis/api";
import type { Case, TokenUse } from "./case";

export type Request = Omit<Case, "expected" | "row" | "what">;

/** A request that the route accepts. */
export function validRequest(api: Api, route: Route): Request {
  const { query, headers, body } = route.validation;
  const { authorization } = route;
  const token = tokenFor(route);
  // The domain name asks for the certificate: a request without one does not reach the routes.
  const clientCertificate = api.domains.some(({ mutualTls }) => mutualTls);
  return {
    api,
    route,
    at: "the API",
    method: route.method === "ANY" ? "GET" : route.method,
    path: route.path === "$default" ? "/smoke-no-such-path" : route.path.replace(/\{(\w+)(\+?)\}/g, pathExample),
    query: Object.fromEntries(query.map((name) => [name, "1"])),
    headers: {
      ...Object.fromEntries(headers.map((name) => [name, "1"])),
      ...(body !== undefined && { "Content-Type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(exampleOf(body)) }),
    ...(token && { token }),
    ...(route.apiKey && { apiKey: "required" }),
    ...(authorization.kind === "iam" && { signature: "required" }),
    clientCertificate,
    changes: !["ANY", "GET", "HEAD", "OPTIONS"].includes(route.method),
  };
}

const pathExample = (_: string, name: string, greedy: string): string => (greedy === "+" ? "smoke-no-such-path" : "1");

function tokenFor({ authorization }: Route): TokenUse | undefined {
  switch (authorization.kind) {
    case "cognito":
      return authorization.token === "id" ? { use: "id" } : { use: "access", anyScopeOf: authorization.scopes };
    case "jwt":
      return { use: "access", ...(authorization.scopes.length > 0 && { anyScopeOf: authorization.scopes }) };
    case "lambda":
      return { use: "access" };
    default:
      return undefined;
  }
}

/** A valid request, with the row of its kind. */
export function admitted(api: Api, route: Route): Case {
  const [row, what] = admission(route);
  return { ...validRequest(api, route), row, what, expected: success(route) };
}

function admission({ authorization }: Route): readonly [Case["row"], string] {
  switch (authorization.kind) {
    case "iam":
      return ["V28", "signed"];
    case "jwt":
      return ["V16", "access token"];
    case "lambda":
      return ["V12", "a token that the function admits"];
    case "cognito":
      if (authorization.token === "id") return ["V12", "ID token"];
      return ["V14", `access token with ${authorization.scopes.join(" or ")}`];
    case "none":
      return ["V12", "as anybody may send it"];
  }
}

/** The expected answer of the integration to a valid request. */
const success = ({ integration }: Route): Case["expected"] => ({
  statuses: [integration.kind === "mock" ? integration.status : 200],
});

/** A measure of what a route requires of its caller. */
export function effort({ authorization, apiKey, method, validation: { query, headers, body } }: Route): number {
  const asks = query.length + headers.length + (body === undefined ? 0 : 1) + (apiKey ? 1 : 0);
  return asks + (authorization.kind === "none" ? 0 : 10) + (method === "GET" || method === "ANY" ? 0 : 100);
}

type Schema = Readonly<Record<string, unknown>>;

/** A value that fits a JSON schema's types, bounds and enumerations; a `pattern` is ignored. */
export function exampleOf(schema: unknown): unknown {
  if (typeof schema !== "object" || schema === null) return {};
  const of = schema as Schema;
  if (Array.isArray(of["enum"])) return (of["enum"] as unknown[])[0];
  const type = Array.isArray(of["type"]) ? (of["type"] as unknown[])[0] : of["type"];
  switch (type) {
    case "string":
      return exampleText(of);
    case "integer":
    case "number":
      return exampleNumber(of);
    case "boolean":
      return true;
    case "null":
      return null;
    case "array":
      return Array.from({ length: size(of["minItems"], 0) }, () => exampleOf(of["items"]));
    default:
      return exampleObject(of);
  }
}

function exampleObject(schema: Schema): Record<string, unknown> {
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

function exampleText(schema: Schema): string {
  const formatted = byFormat[String(schema["format"])];
  return formatted ?? "a".repeat(Math.max(size(schema["minLength"], 1), 1));
}

function exampleNumber(schema: Schema): number {
  const { minimum, maximum } = schema;
  if (typeof minimum === "number") return schema["exclusiveMinimum"] === true ? minimum + 1 : minimum;
  return typeof maximum === "number" && maximum < 1 ? maximum - 1 : 1;
}

const size = (value: unknown, otherwise: number): number => (typeof value === "number" ? value : otherwise);

/** A body that does not fit the schema: JSON, but of another type. */
export function misfitOf(schema: unknown): unknown {
  return typeof exampleOf(schema) === "string" ? 0 : "not what the schema asks for";
}
