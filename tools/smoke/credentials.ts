import { readFileSync } from "node:fs";

import { defaultProvider } from "@aws-sdk/credential-provider-node";

import type { Client, EnvironmentApis } from "../apis/environment";
import { ToolError, messageOf } from "../shared/errors";
import { type Send, type ClientCertificate, signer } from "./http";
import type { Credentials } from "./options";
import type { Outputs } from "./outputs";
import { signInAsClient, signInWithPassword, userPoolApi } from "./token";

/**
 * The environment variables with the APIs' credentials. A secret on the command line would be in every list of processes.
 */
export const variables = {
  SMOKE_ID_TOKEN: "an ID token",
  SMOKE_ACCESS_TOKEN: "an access token; several are separated by spaces",
  SMOKE_USERNAME: "with SMOKE_PASSWORD: signs in by the client for passwords, if the environment has this client",
  SMOKE_PASSWORD: "see SMOKE_USERNAME",
  SMOKE_CLIENT_SECRET: "the secret of the machine client, for its access tokens",
  SMOKE_EXPIRED_TOKEN: "a token that was valid once",
  SMOKE_API_KEY: "the value of an API key of the usage plan",
  SMOKE_CLIENT_CERTIFICATE: "with SMOKE_CLIENT_KEY: PEM files, for mutual TLS",
  SMOKE_CLIENT_KEY: "see SMOKE_CLIENT_CERTIFICATE",
} as const;

type Variables = Partial<Readonly<Record<keyof typeof variables, string>>>;

export function clientCertificateFrom(env: Variables): ClientCertificate | undefined {
  const { SMOKE_CLIENT_CERTIFICATE: certificate, SMOKE_CLIENT_KEY: key } = env;
  if (certificate === undefined || key === undefined) return undefined;
  return { certificate: pem("SMOKE_CLIENT_CERTIFICATE", certificate), key: pem("SMOKE_CLIENT_KEY", key) };
}

function pem(variable: string, file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new ToolError(`${variable} cannot be read: ${messageOf(error)}`, 2);
  }
}

export interface Environs {
  readonly env: Variables;
  readonly environment: EnvironmentApis;
  readonly outputs: Outputs;
  readonly send: Send;
}

/** Takes tokens from the environment variables, or signs in with the credentials there. */
export async function credentialsFrom(environs: Environs): Promise<Credentials> {
  const { env, environment } = environs;
  const byPassword = await passwordTokens(environs);
  const byClient = await machineTokens(environs);
  const given = env.SMOKE_ACCESS_TOKEN?.split(/\s+/).filter((token) => token !== "") ?? [];
  const idToken = env.SMOKE_ID_TOKEN ?? byPassword?.idToken;
  const accessTokens = [...given, ...(byPassword ? [byPassword.accessToken] : []), ...byClient];
  const asksForSignature = environment.apis.some(({ routes }) =>
    routes.some(({ authorization }) => authorization.kind === "iam"),
  );
  const sign = asksForSignature ? await iamSigner() : undefined;
  return {
    ...(idToken !== undefined && { idToken }),
    accessTokens,
    ...(env.SMOKE_EXPIRED_TOKEN !== undefined && { expiredToken: env.SMOKE_EXPIRED_TOKEN }),
    ...(env.SMOKE_API_KEY !== undefined && { apiKey: env.SMOKE_API_KEY }),
    ...(sign && { sign }),
    clientCertificate: env.SMOKE_CLIENT_CERTIFICATE !== undefined && env.SMOKE_CLIENT_KEY !== undefined,
  };
}

async function passwordTokens(environs: Environs) {
  const { env, environment, send } = environs;
  const { SMOKE_USERNAME: username, SMOKE_PASSWORD: password } = env;
  if (username === undefined || password === undefined) return undefined;
  const client = clientOf(environment, "passwordSignIn");
  const clientId = idOf(client, environs);
  if (clientId === undefined) {
    const why =
      client === undefined && clientOf(environment, "adminPasswordSignIn")
        ? "accepts passwords from AWS principals alone: get the tokens with aws cognito-idp admin-initiate-auth"
        : "has no client for passwords, so that SMOKE_USERNAME is of no use";
    throw new ToolError(`${environment.environment} ${why}; give SMOKE_ID_TOKEN and SMOKE_ACCESS_TOKEN`, 2);
  }
  const region = environment.apis[0]?.region ?? "us-east-1";
  return signInWithPassword(send, { url: userPoolApi(region), clientId, username, password });
}

/** Gets a token with all of the client's scopes, and one with the first scope alone where there are several. */
async function machineTokens(environs: Environs): Promise<string[]> {
  const { env, environment, outputs, send } = environs;
  const { SMOKE_CLIENT_SECRET: clientSecret } = env;
  if (clientSecret === undefined) return [];
  const client = clientOf(environment, "machine");
  const clientId = idOf(client, environs);
  const signInUrl = outputs["sign_in_url"];
  if (client === undefined || clientId === undefined || signInUrl === undefined) {
    throw new ToolError(
      `${environment.environment} has no machine client, or no sign-in domain, so that SMOKE_CLIENT_SECRET is of no use`,
      2,
    );
  }
  const url = new URL("/oauth2/token", signInUrl).href;
  const sets = client.scopes.length > 1 ? [client.scopes, client.scopes.slice(0, 1)] : [client.scopes];
  const tokens: string[] = [];
  for (const scopes of sets) tokens.push(await signInAsClient(send, { url, clientId, clientSecret, scopes }));
  return tokens;
}

const clientOf = ({ clients }: EnvironmentApis, kind: Client["kind"]): Client | undefined =>
  clients.find((client) => client.kind === kind);

const idOf = (client: Client | undefined, { outputs }: Environs): string | undefined =>
  client?.output === undefined ? undefined : outputs[client.output];

/** Signs with the credentials that the AWS SDK finds; undefined where this machine has none. */
async function iamSigner() {
  const provider = defaultProvider();
  try {
    await provider();
    return signer(provider);
  } catch {
    return undefined;
  }
}
