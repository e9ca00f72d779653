import { randomBytes } from "node:crypto";

import {
  CreateResourceServerCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { GetFunctionConfigurationCommand, InvokeCommand } from "@aws-sdk/client-lambda";

import { ToolError } from "../../shared/errors";
import type { Send } from "../../smoke/http";
import type { Outputs } from "../../smoke/outputs";
import { signInAsClient, claimsOf } from "../../smoke/token";
import type { AwsApi } from "../checks/aws-api";
import { emulatedAccount } from "../emulators/emulator";
import { expectEqual, type Part } from "../report";
import { forgedTokens, type PoolKey } from "./forged-tokens";
import type { ClientTokens } from "./tokens";

interface Surroundings {
  readonly api: AwsApi;
  readonly send: Send;
  readonly region: string;
  readonly outputs: Outputs;
  readonly tokens: readonly ClientTokens[];
}

const apiAndStage = (region: string): string => `arn:aws:execute-api:${region}:${emulatedAccount}:abcdef1234/live`;

/**
 * Invokes the deployed request authorizer, through its alias as API Gateway does, with tokens of the deployed pool and with
 * tokens that only look like them.
 */
export async function asksRequestAuthorizer(part: Part, surroundings: Surroundings): Promise<void> {
  const { api, region, outputs } = surroundings;
  const FunctionName = outputs["request_authorizer_function_name"];
  if (FunctionName === undefined) return;
  const { Environment } = await api.lambda.send(
    new GetFunctionConfigurationCommand({ FunctionName, Qualifier: "live" }),
  );
  const { CHECKS: checks, CLIENT_IDS: clientIds = "" } = Environment?.Variables ?? {};
  if (checks !== "token") {
    part.skip(
      "the request authorizer refuses forged tokens",
      "in this environment the request authorizer checks a header, and no token",
    );
    return;
  }
  const invoke = (event: object) => invokeAuthorizer(api, FunctionName, event);
  const tokenEvent = (token: string) => ({
    type: "TOKEN",
    methodArn: `${apiAndStage(region)}/GET/items/1`,
    authorizationToken: `Bearer ${token}`,
  });
  const requestEvent = (headers: object) => ({
    type: "REQUEST",
    methodArn: `${apiAndStage(region)}/GET/items/1`,
    headers,
  });
  const valid = await part.step("a client that the request authorizer accepts has a token", () =>
    acceptedToken(surroundings, clientIds.split(",")),
  );

  for (const [kind, event] of [
    ["TOKEN", tokenEvent(valid)],
    ["REQUEST", requestEvent({ authorization: valid })],
  ] as const) {
    await part.check(`the request authorizer admits a valid token, by an event of type ${kind}`, async () => {
      const { decision } = await invoke(event);
      const [statement] = decision?.policyDocument.Statement ?? [];
      expectEqual("its effect", statement?.Effect, "Allow");
      expectEqual("its resource", statement?.Resource, `${apiAndStage(region)}/*/*`);
      const context = Object.values(decision?.context ?? {});
      if (context.some((value) => typeof value !== "string"))
        throw new ToolError("its context has values that are not text");
      return `${context.length} texts in its context`;
    });
  }
  const bad = await part.step("invalid tokens are made", () => badTokens(surroundings, valid));
  for (const [what, token] of bad) {
    await part.check(`the request authorizer refuses: ${what}`, async () => refused(await invoke(tokenEvent(token))));
  }
  for (const [what, event] of [
    ["a request without a token", requestEvent({})],
    ["a request with two tokens", { ...requestEvent({}), multiValueHeaders: { Authorization: [valid, valid] } }],
    ["an event without a request", {}],
  ] as const) {
    await part.check(`the request authorizer refuses: ${what}`, async () => refused(await invoke(event)));
  }
}

interface Invoked {
  readonly decision?: {
    readonly policyDocument: { readonly Statement: readonly { readonly Effect: string; readonly Resource: string }[] };
    readonly context?: Readonly<Record<string, unknown>>;
  };
  readonly fault?: string;
}

async function invokeAuthorizer({ lambda }: AwsApi, FunctionName: string, event: object): Promise<Invoked> {
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName, Qualifier: "live", Payload: JSON.stringify(event) }),
  );
  const answer = JSON.parse(Buffer.from(Payload ?? []).toString()) as Invoked["decision"] & { errorMessage?: string };
  return FunctionError === undefined ? { decision: answer } : { fault: answer.errorMessage ?? "?" };
}

/** API Gateway answers 401 to this fault alone, and 500 to another one. */
function refused({ decision, fault }: Invoked): string {
  if (decision !== undefined) throw new ToolError("it is admitted");
  expectEqual("the fault", fault, "Unauthorized");
  return "Unauthorized";
}

function acceptedToken({ tokens }: Surroundings, clientIds: readonly string[]): string {
  const all = tokens.flatMap(({ accessTokens }) => accessTokens);
  const token = all.find((one) => clientIds.includes(claimsOf(one).client_id ?? ""));
  if (token === undefined) throw new ToolError(`nobody signed in by one of ${clientIds.length} accepted clients`);
  return token;
}

async function badTokens(surroundings: Surroundings, valid: string): Promise<Map<string, string>> {
  const { api, send, outputs, tokens } = surroundings;
  const userPoolId = outputs["user_pool_id"] ?? "";
  const bad = new Map(forgedTokens(valid, await keysOf(send, userPoolId)));
  bad.set("a token of another client of the pool", await tokenOfAnotherClient(surroundings, userPoolId));
  const other = await api.cognito.send(new CreateUserPoolCommand({ PoolName: "another" }));
  bad.set("a token of another pool", await tokenOfAnotherClient(surroundings, other.UserPool?.Id ?? ""));
  const expired = tokens.find(({ accessTokens }) => accessTokens.includes(valid))?.expired;
  if (expired !== undefined) bad.set("a token that has expired", expired);
  const idToken = tokens.find((one) => one.idToken !== undefined)?.idToken;
  if (idToken !== undefined) bad.set("an ID token", idToken);
  return bad;
}

async function keysOf(send: Send, userPoolId: string): Promise<readonly PoolKey[]> {
  const url = `https://cognito-idp.localhost/${userPoolId}/.well-known/jwks.json`;
  const { body } = await send({ method: "GET", url, headers: {}, clientCertificate: false });
  return (JSON.parse(body) as { readonly keys: readonly PoolKey[] }).keys;
}

/** Of a client that nobody named: a right signature of its pool, in its time, with a scope. */
async function tokenOfAnotherClient({ api, send }: Surroundings, UserPoolId: string): Promise<string> {
  const Identifier = `other-${randomBytes(4).toString("hex")}`;
  const Scopes = [{ ScopeName: "read", ScopeDescription: "read" }];
  await api.cognito.send(new CreateResourceServerCommand({ UserPoolId, Identifier, Name: Identifier, Scopes }));
  const scopes = [`${Identifier}/read`];
  const { UserPoolClient } = await api.cognito.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: "another",
      GenerateSecret: true,
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ["client_credentials"],
      AllowedOAuthScopes: scopes,
    }),
  );
  const { ClientId: clientId = "", ClientSecret: clientSecret = "" } = UserPoolClient ?? {};
  return signInAsClient(send, { url: "https://auth.localhost/oauth2/token", clientId, clientSecret, scopes });
}
