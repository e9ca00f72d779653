import { type Api, type Route, routeName } from "../apis/api";
import type { EnvironmentApis } from "../apis/environment";
import { apiCases } from "./api-cases";
import { type Case, rows } from "./case";
import { misfitOf } from "./example";
import { type Request, success, validRequest } from "./valid-request";

/** Every request that what is switched on calls for, in the order in which they are sent. */
export function casesOf({ apis }: Pick<EnvironmentApis, "apis">): Case[] {
  const cases = apis.flatMap((api) => [...api.routes.flatMap((route) => routeCases(api, route)), ...apiCases(api)]);
  return cases.sort((one, other) => rows.indexOf(one.row) - rows.indexOf(other.row));
}

function routeCases(api: Api, route: Route): Case[] {
  return [...validationCases(api, route), ...authorizationCases(api, route), ...apiKeyCases(api, route)];
}

const unauthorized = { statuses: [401], message: "Unauthorized" };
/** A Lambda authorizer that denies answers 403, one that has no identity or throws 401. */
const refused = { statuses: [401, 403] };

function validationCases(api: Api, route: Route): Case[] {
  const valid = validRequest(api, route);
  const { query, headers, body } = route.validation;
  // A function that would change something is not reached by a request that is refused as expected.
  const refusedRequest = { ...valid, row: "V2", expected: { statuses: [400] }, changes: false } as const;
  const without = (all: Readonly<Record<string, string>>, name: string) =>
    Object.fromEntries(Object.entries(all).filter(([other]) => other !== name));
  return [
    ...query.map((name) => ({ ...refusedRequest, what: `without ${name}`, query: without(valid.query, name) })),
    ...headers.map((name) => ({ ...refusedRequest, what: `without ${name}`, headers: without(valid.headers, name) })),
    ...(body === undefined
      ? []
      : [{ ...refusedRequest, what: "a body of another shape", body: JSON.stringify(misfitOf(body)) }]),
  ];
}

function authorizationCases(api: Api, route: Route): Case[] {
  const valid = validRequest(api, route);
  const bare = { ...valid, token: undefined, signature: undefined };
  const { authorization } = route;
  const refusedRequest: Request = { ...bare, changes: false, ...(route.apiKey && { apiKey: "optional" }) };
  const tokens = (row: Case["row"], bad: Case["row"], expected: Case["expected"]): Case[] => [
    { ...refusedRequest, row, what: "no token", expected },
    { ...refusedRequest, row: bad, what: "garbage for a token", token: { use: "garbage" }, expected },
    { ...refusedRequest, row: bad, what: "a tampered token", token: { use: "tampered" }, expected },
    { ...refusedRequest, row: bad, what: "an unsigned token", token: { use: "unsigned" }, expected },
    { ...refusedRequest, row: bad, what: "an expired token", token: { use: "expired" }, expected },
  ];
  const byScope = (scopes: readonly string[]): Case[] => {
    const lacking: Request = { ...valid, token: { use: "access", noScopeOf: scopes }, changes: false };
    return [
      { ...lacking, row: "V14", what: `access token without ${scopes.join(", ")}`, expected: { statuses: [403] } },
    ];
  };
  switch (authorization.kind) {
    case "none":
      return [];
    case "iam":
      return [
        { ...refusedRequest, row: "V28", what: "unsigned", expected: { statuses: [403] } },
        { ...refusedRequest, row: "V28", what: "a wrong signature", signature: "wrong", expected: { statuses: [403] } },
        { ...valid, row: "V28", what: "signed", expected: success(route) },
      ];
    case "jwt":
      return [
        ...tokens("V16", "V16", unauthorized),
        { ...valid, row: "V16", what: "access token", expected: success(route) },
        ...(authorization.scopes.length > 0 ? byScope(authorization.scopes) : []),
      ];
    case "lambda":
      return [
        ...tokens("V10", "V11", refused),
        { ...valid, row: "V12", what: "a token that the function admits", expected: success(route) },
      ];
    case "cognito": {
      if (authorization.token === "id") {
        return [
          ...tokens("V10", "V11", unauthorized),
          { ...valid, row: "V12", what: "ID token", expected: success(route) },
          { ...refusedRequest, row: "V13", what: "access token", token: { use: "access" }, expected: unauthorized },
        ];
      }
      return [
        ...tokens("V10", "V11", unauthorized),
        ...byScope(authorization.scopes),
        { ...refusedRequest, row: "V14", what: "ID token", token: { use: "id" }, expected: unauthorized },
        {
          ...valid,
          row: "V14",
          what: `access token with ${authorization.scopes.join(" or ")}`,
          expected: success(route),
        },
      ];
    }
  }
}

function apiKeyCases(api: Api, route: Route): Case[] {
  if (!route.apiKey) return [];
  const valid = validRequest(api, route);
  return [
    { ...valid, row: "V17", what: "no API key", apiKey: undefined, expected: { statuses: [403] }, changes: false },
    { ...valid, row: "V17", what: "an API key", expected: success(route) },
  ];
}

/** `GET /hello, no token`. */
export const caseName = ({ method, route, path, what }: Case): string =>
  `${route.path === "$default" || route.method === "ANY" ? `${method} ${path}` : routeName(route)}, ${what}`;
