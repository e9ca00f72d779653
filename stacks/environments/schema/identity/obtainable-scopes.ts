import type { Fault } from "../shared/fault";
import { quote } from "../shared/fault";
import type { FunctionsSettings } from "../compute/functions";
import type { HttpApiSettings } from "../edge/http-api/http-api";
import type { RestApiSettings } from "../edge/rest-api/rest-api";
import type { UserPoolClients } from "./user-pool-clients";

interface Askers {
  /** @default none, which other rules report */
  readonly clients?: UserPoolClients | undefined;
  readonly functions?: FunctionsSettings | undefined;
  readonly httpApi?: HttpApiSettings | undefined;
  readonly restApi?: RestApiSettings | undefined;
}

interface Asked {
  readonly path: Fault["path"];
  readonly scopes: readonly string[];
  /** The kinds of clients whose tokens are accepted. @default all that the pool has */
  readonly accepted?: readonly string[] | undefined;
}

/** Places that require a scope which no token can have: nobody would ever get in. */
export function obtainableScopeFaults(askers: Askers): Fault[] {
  const { clients } = askers;
  if (clients === undefined) return [];
  const given = Object.entries<UserPoolClients[keyof UserPoolClients]>(clients).flatMap(([kind, client]) =>
    client === undefined ? [] : [{ kind, scopes: "apiScopes" in client ? client.apiScopes : [] }],
  );
  return everyAsked(askers).flatMap(({ path, scopes, accepted }) => {
    const asked = given.filter(({ kind }) => accepted?.includes(kind) ?? true);
    if (scopes.length === 0 || asked.length === 0) return [];
    if (asked.some((client) => client.scopes.some((scope) => scopes.includes(scope)))) return [];
    const gets = asked.map(({ kind, scopes }) => `${kind} gets ${scopes.join(" and ") || "none"}`).join(", ");
    return [
      {
        path,
        reads: [["identity", "userPool", "clients"]],
        message: `is ${quote(scopes)}, which no accepted client gets (${gets}); give a scope that an accepted client gets, or give a client more apiScopes`,
      },
    ];
  });
}

function everyAsked({ functions, httpApi, restApi }: Askers): Asked[] {
  const checks = functions?.requestAuthorizer?.checks;
  return [
    ...(checks?.kind === "token"
      ? [{ path: ["compute", "functions", "requestAuthorizer", "checks", "scopes"], scopes: checks.scopes }]
      : []),
    ...(httpApi?.routes ?? []).map(({ authorizer }, index) => ({
      path: ["edge", "httpApi", "routes", index, "authorizer", "scopes"],
      scopes: authorizer === "none" ? [] : (authorizer.scopes ?? []),
      accepted: httpApi?.clients,
    })),
    ...(restApi?.routes ?? []).map(({ authorizer }, index) => ({
      path: ["edge", "restApi", "routes", index, "authorizer", "scopes"],
      scopes: authorizer !== "none" && "scopes" in authorizer ? authorizer.scopes : [],
    })),
  ];
}
