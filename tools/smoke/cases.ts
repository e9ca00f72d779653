import { type Api, type Route, type Throttle, routeName } from "../apis/api";
import type { EnvironmentApis } from "../apis/environment";
import { type Case, type TokenUse, requestsAtMost, rows } from "./case";
import { exampleOf, misfitOf } from "./example";
import { deniedInWords } from "./resource-policy";

/** Every request that what is switched on calls for, in the order in which they are sent. */
export function casesOf({ apis }: Pick<EnvironmentApis, "apis">): Case[] {
  const cases = apis.flatMap((api) => [...api.routes.flatMap((route) => routeCases(api, route)), ...apiCases(api)]);
  return cases.sort((one, other) => rows.indexOf(one.row) - rows.indexOf(other.row));
}

type Request = Omit<Case, "expected" | "row" | "what">;

function routeCases(api: Api, route: Route): Case[] {
  return [...validationCases(api, route), ...authorizationCases(api, route), ...apiKeyCases(api, route)];
}

/** A request that the route answers as its caller wants it. */
function validRequest(api: Api, route: Route): Request {
  const { query, headers, body } = route.validation;
  const { authorization } = route;
  const token = tokenFor(route);
  // A certificate is asked for by the name; whoever shows none does not get as far as the routes.
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

/** What the integration of a valid request answers. */
const success = ({ integration }: Route): Case["expected"] => ({
  statuses: [integration.kind === "mock" ? integration.status : 200],
});

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

/** What is asked once for an API, and not of every route. */
function apiCases(api: Api): Case[] {
  // A route that asks for nothing shows best what stands before it.
  const [route] = [...api.routes].sort((one, other) => effort(one) - effort(other));
  if (route === undefined) return [];
  const secretless = { token: undefined, apiKey: undefined, signature: undefined };
  const request: Request = { ...validRequest(api, route), ...secretless, method: "GET", changes: false };
  const named = api.domains.length > 0;
  return [
    ...(api.private
      ? [{ ...request, row: "V29", what: "from the internet", from: "the internet", expected: noWayIn } as const]
      : []),
    ...(request.clientCertificate
      ? [
          {
            ...request,
            row: "V30",
            what: "no client certificate",
            clientCertificate: false,
            expected: { statuses: [], noConnection: "tls" },
          } as const,
        ]
      : []),
    ...(named && !api.defaultEndpoint && !api.private
      ? [
          {
            ...request,
            row: "V30",
            what: "by the default endpoint",
            at: "default endpoint",
            clientCertificate: false,
            // "Disable the default endpoint for REST APIs" promises 403; for HTTP APIs no status is promised.
            expected: { statuses: api.kind === "REST" ? [403] : [403, 404] },
          } as const,
        ]
      : []),
    ...policyCases(api, route),
    ...throttleCases(api),
  ];
}

const noWayIn = { statuses: [403], noConnection: "any" } as const;

function effort({ authorization, apiKey, method, validation: { query, headers, body } }: Route): number {
  const asks = query.length + headers.length + (body === undefined ? 0 : 1) + (apiKey ? 1 : 0);
  return asks + (authorization.kind === "none" ? 0 : 10) + (method === "GET" || method === "ANY" ? 0 : 100);
}

function policyCases(api: Api, route: Route): Case[] {
  const denied = deniedInWords(api.policy);
  if (denied === undefined) return [];
  // A Cognito authorizer decides before the policy does, so that the request is a valid one.
  const request = { ...validRequest(api, route), changes: false };
  return [{ ...request, row: "F7", what: `from ${denied}`, from: "a denied address", expected: { statuses: [403] } }];
}

/** The one limit of the API that the fewest requests meet. */
function throttleCases(api: Api): Case[] {
  const limited = api.routes.flatMap((route) => {
    const request = validRequest(api, route);
    const until = throttleOf(api, route);
    return until === undefined || request.changes ? [] : [{ request, until, route }];
  });
  const [least] = limited.sort(
    (one, other) => requestsAtMost(one.until) - requestsAtMost(other.until) || effort(one.route) - effort(other.route),
  );
  if (least === undefined) return [];
  const { request, until } = least;
  const what = `over ${until.ratePerSecond}/s, burst ${until.burst}`;
  return [{ ...request, row: "V18", what, until, expected: { statuses: [429] } }];
}

/** The narrowest that holds for a caller of a route: of the usage plan, the route or the stage. */
function throttleOf(api: Api, { apiKey, throttle, usagePlans }: Route): Throttle | undefined {
  const plans = apiKey ? usagePlans.flatMap(({ throttle: of }) => of ?? []) : [];
  const all = [...plans, ...((throttle ?? api.throttle) ? [throttle ?? api.throttle] : [])] as Throttle[];
  return all.sort((one, other) => requestsAtMost(one) - requestsAtMost(other))[0];
}

/** `GET /hello, no token`. */
export const caseName = ({ method, route, path, what }: Case): string =>
  `${route.path === "$default" || route.method === "ANY" ? `${method} ${path}` : routeName(route)}, ${what}`;
