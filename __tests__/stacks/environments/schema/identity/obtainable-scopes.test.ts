import { functionsSettings } from "../../../../../stacks/environments/schema/compute/functions";
import { httpApiSettings } from "../../../../../stacks/environments/schema/edge/http-api/http-api";
import { obtainableScopeFaults } from "../../../../../stacks/environments/schema/identity/obtainable-scopes";
import { restApiSettings } from "../../../../../stacks/environments/schema/edge/rest-api/rest-api";
import { userPoolClients } from "../../../../../stacks/environments/schema/identity/user-pool-clients";
import { environmentOf } from "../../../../support/environments";
import { production } from "../../../../support/records";

const reason = "the trial signs in by a script";
const web = (...apiScopes: string[]) => ({ callbackUrls: ["https://app.example.com/in"], apiScopes });
const route = { method: "GET", path: "/secure", function: "secureApi" };
const httpApi = (scopes: string[], clients?: string[]) =>
  httpApiSettings.parse({
    routes: [{ ...route, authorizer: { kind: "jwt", scopes } }],
    ...(clients && { clients }),
  });
const { waf } = environmentOf(production, "prod").edge;
const faultsOf = ({
  clients,
  ...askers
}: { clients: object } & Omit<Parameters<typeof obtainableScopeFaults>[0], "clients">) =>
  obtainableScopeFaults({ clients: userPoolClients.parse(clients), ...askers }).map(
    ({ path, message }) => `${path.join(".")} ${message}`,
  );
const rule = "give a scope that an accepted client gets, or give a client more apiScopes";

test("a route of the HTTP API requires a scope that an accepted client gets", () => {
  const both = { web: web("read"), machine: { apiScopes: ["write"] } };
  expect(faultsOf({ clients: both, httpApi: httpApi(["write"]) })).toEqual([]);
  expect(faultsOf({ clients: both, httpApi: httpApi(["read", "write"], ["web"]) })).toEqual([]);
  expect(faultsOf({ clients: both, httpApi: httpApi(["write"], ["web"]) })).toEqual([
    `edge.httpApi.routes.0.authorizer.scopes is ["write"], which no accepted client gets (web gets read); ${rule}`,
  ]);
  expect(faultsOf({ clients: { passwordSignIn: { reason }, web: web() }, httpApi: httpApi(["read"]) })).toEqual([
    `edge.httpApi.routes.0.authorizer.scopes is ["read"], which no accepted client gets (web gets none, passwordSignIn gets none); ${rule}`,
  ]);
});

test("so do a route of the REST API and the request authorizer", () => {
  const restApi = restApiSettings.parse({
    waf,
    routes: [
      {
        method: "GET",
        path: "/",
        integration: { kind: "function", function: "hello" },
        authorizer: { kind: "cognito", token: "access", scopes: ["write"] },
      },
    ],
  });
  const functions = functionsSettings.parse({ requestAuthorizer: { checks: { kind: "token", scopes: ["write"] } } });
  const gets = `is ["write"], which no accepted client gets (web gets read); ${rule}`;
  expect(faultsOf({ clients: { web: web("read") }, restApi, functions })).toEqual([
    `compute.functions.requestAuthorizer.checks.scopes ${gets}`,
    `edge.restApi.routes.0.authorizer.scopes ${gets}`,
  ]);
  expect(faultsOf({ clients: { web: web("read", "write") }, restApi, functions })).toEqual([]);
});

test("finds no fault without a required scope, or without a user pool", () => {
  const anyToken = httpApiSettings.parse({ routes: [{ ...route, authorizer: { kind: "jwt", token: "any" } }] });
  const functions = functionsSettings.parse({ requestAuthorizer: {} });
  expect(faultsOf({ clients: { web: web() }, httpApi: anyToken, functions })).toEqual([]);
  expect(obtainableScopeFaults({ httpApi: httpApi(["read"]) })).toEqual([]);
});
