import type { Api, Route } from "../apis/api";
import type { Case, TokenUse } from "./case";
import { exampleOf } from "./example";

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
