import { quote, type Fault } from "../shared/fault";
import type { HttpApiSettings } from "../edge/http-api/http-api";

interface Pool {
  readonly resourceServer: string;
  readonly clients: object;
}

interface Client {
  readonly openIdScopes?: readonly string[];
  readonly apiScopes?: readonly string[];
}

const place = ["identity", "userPool"];

/** Amazon Cognito API Reference, CreateResourceServer: Scopes; CreateUserPoolClient: AllowedOAuthScopes, ScopeType. */
const [scopesOfServer, scopesOfClient, scopeLength, descriptionLength] = [100, 50, 256, 256];

/** API Gateway V2 API Reference, Route: authorizationScopes. */
const httpScopeLength = 64;

/** Scopes that Cognito would not declare or not let a client ask for, or that no route of an HTTP API could ask for. */
export function declaredScopeFaults(
  pool: Pool | undefined,
  scopes: Readonly<Record<string, string>>,
  httpApi?: Pick<HttpApiSettings, "routes">,
): Fault[] {
  if (pool === undefined) return [];
  const { resourceServer, clients } = pool;
  const path = [...place, "resourceServer"];
  const count = Object.keys(scopes).length;
  return [
    ...(count > scopesOfServer
      ? [
          {
            path,
            message: `declares ${count} scopes; give at most ${scopesOfServer} in api-scopes.ts: Cognito accepts no more for one resource server`,
          },
        ]
      : []),
    ...Object.entries(scopes).flatMap(([name, description]) => {
      const scope = `${resourceServer}/${name}`;
      const rule = ruleOf(name, scope, description);
      return rule === undefined
        ? []
        : [{ path, message: `declares the scope ${quote(scope)}; give the scope, in api-scopes.ts, ${rule}` }];
    }),
    ...clientFaults(clients),
    ...routeFaults(resourceServer, httpApi),
  ];
}

/** Amazon Cognito API Reference, ResourceServerScopeType. */
function ruleOf(name: string, scope: string, description: string): string | undefined {
  if (!/^[\x21\x23-\x2e\x30-\x5b\x5d-\x7e]+$/.test(name) || scope.length > scopeLength) {
    return `a name of ASCII without spaces, quotation marks, / and \\, so short that the scope has at most ${scopeLength} characters`;
  }
  return description === "" || description.length > descriptionLength
    ? `a description of 1 to ${descriptionLength} characters`
    : undefined;
}

function clientFaults(clients: object): Fault[] {
  return Object.entries<Client | undefined>(clients as Record<string, Client | undefined>).flatMap(([kind, client]) => {
    const [openId, api] = [client?.openIdScopes?.length ?? 0, client?.apiScopes?.length ?? 0];
    if (openId + api <= scopesOfClient) return [];
    return [
      {
        path: [...place, "clients", kind, "apiScopes"],
        reads: [[...place, "clients", kind, "openIdScopes"]],
        message: `are ${api}${openId === 0 ? "" : `, besides ${openId} openIdScopes`}; give at most ${scopesOfClient} in all: Cognito accepts no more for one client`,
      },
    ];
  });
}

function routeFaults(resourceServer: string, httpApi: Pick<HttpApiSettings, "routes"> | undefined): Fault[] {
  const asked = (httpApi?.routes ?? []).flatMap(({ authorizer }) =>
    authorizer === "none" ? [] : (authorizer.scopes ?? []),
  );
  return [...new Set(asked.map((name) => `${resourceServer}/${name}`))]
    .filter((scope) => scope.length > httpScopeLength)
    .map((scope) => ({
      path: [...place, "resourceServer"],
      reads: [["edge", "httpApi", "routes"]],
      message: `declares the scope ${quote(scope)}, which a route of edge.httpApi requires; give the scope a shorter name, in api-scopes.ts, or give a shorter resourceServer: API Gateway accepts ${httpScopeLength} characters`,
    }));
}
