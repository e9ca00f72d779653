import { ToolError, messageOf } from "../shared/errors";
import type { HttpAnswer, HttpRequest, Send } from "./http";

/** The address of the user pools' API in a region. */
export const userPoolApi = (region: string): string => `https://cognito-idp.${region}.amazonaws.com/`;

export interface PasswordSignIn {
  /** @see userPoolApi */
  readonly url: string;
  readonly clientId: string;
  readonly username: string;
  readonly password: string;
}

/** The request that signs a user in with a password (Cognito's API, InitiateAuth). */
export function initiateAuth({ url, clientId, username, password }: PasswordSignIn): HttpRequest {
  return {
    method: "POST",
    url,
    headers: {
      "Content-Type": "application/x-amz-json-1.1",
      "X-Amz-Target": "AWSCognitoIdentityProviderService.InitiateAuth",
    },
    body: JSON.stringify({
      AuthFlow: "USER_PASSWORD_AUTH",
      ClientId: clientId,
      AuthParameters: { USERNAME: username, PASSWORD: password },
    }),
    clientCertificate: false,
  };
}

/** Signs a user in with a password. */
export async function signInWithPassword(
  send: Send,
  signIn: PasswordSignIn,
): Promise<{ readonly idToken: string; readonly accessToken: string }> {
  const answer = await ask(send, initiateAuth(signIn), "signing in with a password");
  const result = answer["AuthenticationResult"] as Readonly<Record<string, unknown>> | undefined;
  const { IdToken: idToken, AccessToken: accessToken } = result ?? {};
  if (typeof idToken === "string" && typeof accessToken === "string") return { idToken, accessToken };
  const challenge = answer["ChallengeName"];
  throw new ToolError(
    typeof challenge === "string"
      ? `signing in with a password is answered with the challenge ${challenge}; sign in by hand and give SMOKE_ID_TOKEN and SMOKE_ACCESS_TOKEN`
      : "signing in with a password gave no tokens",
  );
}

export interface ClientCredentials {
  /** The token endpoint of the pool's domain, `https://<domain>/oauth2/token`. */
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes: readonly string[];
}

/** The request for a program's access token (Cognito's token endpoint, `client_credentials`). */
export function clientCredentials({ url, clientId, clientSecret, scopes }: ClientCredentials): HttpRequest {
  return {
    method: "POST",
    url,
    headers: {
      "Content-Type": "application/x-www-form-urlencoded",
      Authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`,
    },
    body: new URLSearchParams({ grant_type: "client_credentials", scope: scopes.join(" ") }).toString(),
    clientCertificate: false,
  };
}

/** Gets the access token of a program that has a client of its own. */
export async function signInAsClient(send: Send, client: ClientCredentials): Promise<string> {
  const answer = await ask(send, clientCredentials(client), "the machine client's token");
  const token = answer["access_token"];
  if (typeof token !== "string") throw new ToolError("the machine client's token request gave no token");
  return token;
}

/** Sends a request. The request is secret: an error says what it was for and Cognito's own words, and not the request. */
async function ask(send: Send, request: HttpRequest, what: string): Promise<Readonly<Record<string, unknown>>> {
  let answer: HttpAnswer;
  try {
    answer = await send(request);
  } catch (error) {
    throw new ToolError(`${what}: ${new URL(request.url).host} cannot be reached: ${messageOf(error)}`);
  }
  const fields = fieldsOf(answer.body);
  if (answer.status === 200) return fields;
  const [why] = [fields["message"], fields["error_description"], fields["error"]].filter(
    (one) => typeof one === "string",
  );
  throw new ToolError(`${what} is answered ${answer.status}: ${why ?? "without a reason"}`);
}

function fieldsOf(body: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(body) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}
