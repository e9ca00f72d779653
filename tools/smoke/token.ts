import { ToolError, messageOf } from "../shared/errors";
import type { TokenUse } from "./case";
import type { HttpAnswer, HttpRequest, Send } from "./http";

/** The tokens for the APIs. Each is optional: requests that need a missing one are not sent. */
export interface Tokens {
  readonly idToken?: string;
  /** Tokens of users and of machines; the token that fits is chosen by its scopes and its client. */
  readonly accessTokens?: readonly string[];
  /** A token that was valid once. */
  readonly expiredToken?: string;
}

export interface Claims {
  readonly exp?: number;
  readonly scope?: string;
  readonly client_id?: string;
}

/** The claims of a token. Nothing is verified: the API does that. */
export function claimsOf(token: string): Claims {
  const [, payload = ""] = token.split(".");
  try {
    return JSON.parse(Buffer.from(payload, "base64url").toString()) as Claims;
  } catch {
    // The token must not get into the message.
    throw new ToolError("a token that was given is not a JSON Web Token", 2);
  }
}

/** The claims of the token in a request's headers; undefined where there is none. */
export function claimsIn(headers: Readonly<Record<string, string>>): Claims | undefined {
  const [token] = Object.values(headers).flatMap((value) => /^Bearer (.+)$/.exec(value)?.[1] ?? []);
  return token === undefined ? undefined : claimsOf(token);
}

export type Chosen = { readonly token: string } | { readonly needs: string };

/**
 * The token for a use; what is needed where none fits.
 *
 * @param clientIds the clients whose tokens the authorizer takes; none means any
 */
export function chooseToken(use: TokenUse, tokens: Tokens, clientIds: readonly string[] = []): Chosen {
  const { idToken, accessTokens = [], expiredToken } = tokens;
  const given = (token: string | undefined, needs: string): Chosen => (token === undefined ? { needs } : { token });
  switch (use.use) {
    case "garbage":
      return { token: "not-a-token" };
    case "expired":
      return given(expiredToken, "a token that has expired");
    case "tampered":
    case "unsigned": {
      const [token] = [idToken, ...accessTokens].filter((one) => one !== undefined);
      const change = use.use === "tampered" ? tampered : unsigned;
      return given(token === undefined ? undefined : change(token), "a valid token to start from");
    }
    case "id":
      return given(idToken, "an ID token");
    case "access": {
      const { anyScopeOf, noScopeOf = [] } = use;
      const fits = (token: string): boolean => {
        const { scope = "", client_id: client = "" } = claimsOf(token);
        const has = scope.split(" ");
        return (
          (clientIds.length === 0 || clientIds.includes(client)) &&
          (anyScopeOf?.some((one) => has.includes(one)) ?? true) &&
          !noScopeOf.some((one) => has.includes(one))
        );
      };
      return given(
        accessTokens.find(fits),
        `an access token${scopesInWords(use)}${clientIds.length > 0 ? " of a client that the authorizer takes" : ""}`,
      );
    }
  }
}

function scopesInWords({ anyScopeOf, noScopeOf }: Extract<TokenUse, { use: "access" }>): string {
  if (anyScopeOf !== undefined) return ` with scope ${anyScopeOf.join(" or ")}`;
  return noScopeOf === undefined ? "" : ` without scope ${noScopeOf.join(", ")}`;
}

/** Changes the first character of the signature: the last character's lowest bits may be padding. */
function tampered(token: string): string {
  const at = token.lastIndexOf(".") + 1;
  return `${token.slice(0, at)}${token[at] === "A" ? "B" : "A"}${token.slice(at + 1)}`;
}

/** The token with `alg: none`, which a library that believes the token's own header would accept. */
function unsigned(token: string): string {
  const header = Buffer.from(JSON.stringify({ alg: "none", typ: "JWT" })).toString("base64url");
  return `${header}.${token.split(".")[1] ?? ""}.`;
}

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
