import { type Api, type Route, routeName } from "../apis/api";
import type { EnvironmentApis } from "../apis/environment";
import {
  firstPlayer,
  forbidden,
  invalid,
  refusedByFunction,
  unauthorized,
  unsigned,
  withoutApiKey,
  wronglySigned,
} from "./answer";
import { apiCases } from "./api-cases";
import { type Case, type Expected, type Row, rows } from "./case";
import { type Request, misfitOf, admitted } from "./valid-request";

/** Every request that the environment's settings call for, in the order of sending. */
export function casesOf({ apis }: Pick<EnvironmentApis, "apis">): Case[] {
  const cases = apis.flatMap((api) => [...api.routes.flatMap((route) => routeCases(api, route)), ...apiCases(api)]);
  return cases.sort((one, other) => rows.indexOf(one.row) - rows.indexOf(other.row));
}

function routeCases(api: Api, route: Route): Case[] {
  const counterpart = admitted(api, route);
  return [
    ...validationCases(counterpart),
    ...authorizationCases(counterpart),
    ...(route.apiKey ? apiKeyCases(counterpart) : []),
  ];
}

/** Turns an accepted request into the base of a refused one. */
function refusalOf(counterpart: Case): Request {
  // A request that is refused as expected does not reach the function, which changes nothing.
  return { ...counterpart, counterpart, changes: false };
}

function validationCases(counterpart: Case): Case[] {
  const refusal = { ...refusalOf(counterpart), row: "V2", expected: invalid } as const;
  const { query, headers, body } = counterpart.route.validation;
  const without = (all: Readonly<Record<string, string>>, name: string) =>
    Object.fromEntries(Object.entries(all).filter(([other]) => other !== name));
  return [
    ...query.map((name) => ({ ...refusal, what: `without ${name}`, query: without(refusal.query, name) })),
    ...headers.map((name) => ({ ...refusal, what: `without ${name}`, headers: without(refusal.headers, name) })),
    ...(body === undefined
      ? []
      : [{ ...refusal, what: "a body of another shape", body: JSON.stringify(misfitOf(body)) }]),
  ];
}

function authorizationCases(counterpart: Case): Case[] {
  const { authorization, apiKey } = counterpart.route;
  const refusal = refusalOf(counterpart);
  const bare: Request = {
    ...refusal,
    token: undefined,
    signature: undefined,
    ...(apiKey && { apiKey: "optional" }),
  };
  const tokens = (row: Row, bad: Row, badExpected: Expected = unauthorized): Case[] => [
    { ...bare, row, what: "no token", expected: unauthorized },
    { ...bare, row: bad, what: "garbage for a token", token: { use: "garbage" }, expected: badExpected },
    { ...bare, row: bad, what: "a tampered token", token: { use: "tampered" }, expected: badExpected },
    { ...bare, row: bad, what: "an unsigned token", token: { use: "unsigned" }, expected: badExpected },
    { ...bare, row: bad, what: "an expired token", token: { use: "expired" }, expected: badExpected },
  ];
  const byScope = (scopes: readonly string[]): Case => ({
    ...refusal,
    row: "V14",
    what: `access token without ${scopes.join(", ")}`,
    token: { use: "access", noScopeOf: scopes },
    expected: forbidden,
  });
  switch (authorization.kind) {
    case "none":
      // A mock proves nothing about what is behind the API.
      return counterpart.route.integration.kind === "mock" ? [] : [openTo(counterpart)];
    case "iam":
      return [
        { ...bare, row: "V28", what: "unsigned", expected: unsigned },
        { ...bare, row: "V28", what: "a wrong signature", signature: "wrong", expected: wronglySigned },
        counterpart,
      ];
    case "jwt":
      return [
        ...tokens("V16", "V16"),
        counterpart,
        ...(authorization.scopes.length > 0 ? [byScope(authorization.scopes)] : []),
      ];
    case "lambda":
      return [...tokens("V10", "V11", refusedByFunction), counterpart];
    case "cognito": {
      const wrongKind = (row: Row, what: string, use: "access" | "id"): Case => ({
        ...bare,
        row,
        what,
        token: { use },
        expected: unauthorized,
      });
      return authorization.token === "id"
        ? [...tokens("V10", "V11"), counterpart, wrongKind("V13", "access token", "access")]
        : [...tokens("V10", "V11"), byScope(authorization.scopes), wrongKind("V14", "ID token", "id"), counterpart];
    }
  }
}

const openTo = (counterpart: Case): Case => ({
  ...counterpart,
  row: "V1",
  ...(counterpart.route.asksForPlayers && { expected: firstPlayer }),
});

const apiKeyCases = (counterpart: Case): Case[] => [
  { ...refusalOf(counterpart), row: "V17", what: "no API key", apiKey: undefined, expected: withoutApiKey },
  { ...counterpart, row: "V17", what: "an API key" },
];

/** `GET /hello, no token`. */
export const caseName = ({ method, route, path, what }: Case): string =>
  `${route.path === "$default" || route.method === "ANY" ? `${method} ${path}` : routeName(route)}, ${what}`;
