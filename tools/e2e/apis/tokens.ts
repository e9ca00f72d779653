import { setTimeout } from "node:timers/promises";

import {
  AdminInitiateAuthCommand,
  UpdateUserPoolClientCommand,
  type AdminInitiateAuthCommandInput,
  type UserPoolClientType,
} from "@aws-sdk/client-cognito-identity-provider";

import { ToolError } from "../../shared/errors";
import type { Send } from "../../smoke/http";
import type { Outputs } from "../../smoke/outputs";
import { signInAsClient, signInWithPassword, userPoolApi } from "../../smoke/token";
import type { AwsApi } from "../checks/aws-api";
import { clientOf, type User } from "./accounts";
import { signInWithCode } from "./code-sign-in";

export interface SignIn {
  readonly api: AwsApi;
  readonly region: string;
  readonly outputs: Outputs;
  readonly send: Send;
  readonly user: User;
}

/** What one client gives. */
export interface ClientTokens {
  /** The output that its id is published by. */
  readonly client: string;
  readonly way: string;
  readonly idToken?: string;
  /** With all of its scopes, and with fewer where it has several. */
  readonly accessTokens: readonly string[];
  /** Of the kind that opens most, and no longer valid. */
  readonly expired: string;
}

const clientOutputs = ["password_sign_in_client_id", "web_client_id", "machine_client_id"];

/** Signs in by every client of the environment whose way a program can go. */
export async function tokensOf(signIn: SignIn): Promise<ClientTokens[]> {
  const { api, outputs } = signIn;
  const userPoolId = outputs["user_pool_id"] ?? "";
  const all: ClientTokens[] = [];
  for (const client of clientOutputs) {
    const clientId = outputs[client];
    if (clientId === undefined) continue;
    const described = await clientOf(api, userPoolId, clientId);
    const [way, ask] = wayOf(signIn, described);
    const tokens = await ask();
    const short = await shortLived(api, described, ask);
    const expired = short.idToken ?? short.accessTokens[0];
    if (expired === undefined) throw new ToolError(`${client} gives no token`);
    all.push({ client, way, ...tokens, expired });
  }
  return all;
}

type Ask = () => Promise<Pick<ClientTokens, "accessTokens" | "idToken">>;

function wayOf({ api, region, outputs, send, user }: SignIn, client: UserPoolClientType): [string, Ask] {
  const { ClientId: clientId = "", ClientSecret: clientSecret = "", CallbackURLs: [callbackUrl = ""] = [] } = client;
  const { ExplicitAuthFlows: flows = [], AllowedOAuthScopes: scopes = [], AllowedOAuthFlows: grants = [] } = client;
  const url = outputs["sign_in_url"] ?? "";
  if (flows.includes("ALLOW_USER_PASSWORD_AUTH")) {
    const asked = { url: userPoolApi(region), clientId, ...user };
    return ["USER_PASSWORD_AUTH", async () => asUser([await signInWithPassword(send, asked)])];
  }
  if (grants.includes("client_credentials")) {
    const sets = scopes.length > 1 ? [scopes, scopes.slice(0, 1)] : [scopes];
    const asked = { url: `${url}/oauth2/token`, clientId, clientSecret };
    return [
      "client_credentials",
      async () => ({ accessTokens: await inTurn(sets, (set) => signInAsClient(send, { ...asked, scopes: set })) }),
    ];
  }
  if (flows.includes("ALLOW_ADMIN_USER_PASSWORD_AUTH")) {
    const AuthParameters = { USERNAME: user.username, PASSWORD: user.password };
    const asked = { UserPoolId: client.UserPoolId, ClientId: clientId, AuthFlow, AuthParameters } as const;
    return [AuthFlow, async () => asUser([await signInAsAdministrator(api, asked)])];
  }
  // Scopes of the resource server have its identifier before a slash.
  const openId = scopes.filter((scope) => !scope.includes("/"));
  const sets = openId.length < scopes.length ? [scopes, openId] : [scopes];
  const asked = { url, clientId, callbackUrl };
  return [
    "code with PKCE",
    async () => asUser(await inTurn(sets, (set) => signInWithCode(send, { ...asked, scopes: set }, user))),
  ];
}

const AuthFlow = "ADMIN_USER_PASSWORD_AUTH";

/** As whoever has credentials of the account signs a user in. */
async function signInAsAdministrator({ cognito }: AwsApi, asked: AdminInitiateAuthCommandInput) {
  const { AuthenticationResult } = await cognito.send(new AdminInitiateAuthCommand(asked));
  const { IdToken: idToken, AccessToken: accessToken } = AuthenticationResult ?? {};
  if (idToken === undefined || accessToken === undefined) throw new ToolError(`${AuthFlow} gave no tokens`);
  return { idToken, accessToken };
}

function asUser(signedIn: readonly { readonly idToken: string; readonly accessToken: string }[]) {
  const [first] = signedIn;
  return { ...(first && { idToken: first.idToken }), accessTokens: signedIn.map(({ accessToken }) => accessToken) };
}

/** Cognito's shortest token lasts five minutes; the emulator takes a second, so that an expired one can be had. */
async function shortLived({ cognito }: AwsApi, client: UserPoolClientType, ask: Ask): ReturnType<Ask> {
  const { UserPoolId, ClientId, AccessTokenValidity, IdTokenValidity, TokenValidityUnits } = client;
  const TokenValidity = { AccessToken: "seconds", IdToken: "seconds" } as const;
  const which = { UserPoolId, ClientId };
  const short = { AccessTokenValidity: 1, IdTokenValidity: 1, TokenValidityUnits: TokenValidity };
  await cognito.send(new UpdateUserPoolClientCommand({ ...which, ...short }));
  const tokens = await ask();
  const usual = { AccessTokenValidity, IdTokenValidity, TokenValidityUnits };
  await cognito.send(new UpdateUserPoolClientCommand({ ...which, ...usual }));
  await setTimeout(2000);
  return tokens;
}

async function inTurn<Item, Result>(items: readonly Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
