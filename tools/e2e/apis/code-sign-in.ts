import { createHash, randomBytes } from "node:crypto";

import { ToolError } from "../../shared/errors";
import type { HttpAnswer, HttpRequest, Send } from "../../smoke/http";
import type { User } from "./accounts";

export interface CodeSignIn {
  /** Where the pool's pages are. */
  readonly url: string;
  readonly clientId: string;
  readonly callbackUrl: string;
  readonly scopes: readonly string[];
}

/**
 * Signs a user in as a browser does: through the pool's pages, with a code that is exchanged for tokens by whoever has the
 * verifier (authorization code with PKCE).
 */
export async function signInWithCode(send: Send, { url, clientId, callbackUrl, scopes }: CodeSignIn, user: User) {
  const verifier = randomBytes(32).toString("base64url");
  const authorization = {
    response_type: "code",
    client_id: clientId,
    redirect_uri: callbackUrl,
    scope: scopes.join(" "),
    state: randomBytes(8).toString("hex"),
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  };
  const page = await send(get(`${url}/oauth2/authorize?${new URLSearchParams(authorization).toString()}`));
  if (page.status !== 200) throw new ToolError(`the sign-in page is answered ${page.status}`);
  const fields = { ...authorization, ...hiddenFields(page.body), ...user };
  const signedIn = await send(post(`${url}/login`, fields));
  const callback = signedIn.headers["location"];
  const code = callback === undefined ? undefined : new URL(callback).searchParams.get("code");
  if (callback?.startsWith(callbackUrl) !== true || typeof code !== "string") {
    throw new ToolError(`signing in is answered ${signedIn.status}, and with no code`);
  }
  const exchange = { grant_type: "authorization_code", client_id: clientId, redirect_uri: callbackUrl, code };
  const stolen = await send(post(`${url}/oauth2/token`, { ...exchange, code_verifier: "x".repeat(43) }));
  if (stolen.status === 200) throw new ToolError("a code is exchanged without its verifier");
  return tokensIn(await send(post(`${url}/oauth2/token`, { ...exchange, code_verifier: verifier })));
}

function tokensIn({ status, body }: HttpAnswer): { readonly idToken: string; readonly accessToken: string } {
  const { id_token: idToken, access_token: accessToken } =
    status === 200 ? (JSON.parse(body) as Readonly<Record<string, unknown>>) : {};
  if (typeof idToken !== "string" || typeof accessToken !== "string") {
    throw new ToolError(`the code is answered ${status}, and with no tokens`);
  }
  return { idToken, accessToken };
}

function hiddenFields(html: string): Record<string, string> {
  const inputs = html.match(/<input[^>]*type="hidden"[^>]*>/g) ?? [];
  const attribute = (input: string, name: string): string =>
    new RegExp(`\\b${name}="([^"]*)"`).exec(input)?.[1]?.replaceAll("&amp;", "&") ?? "";
  return Object.fromEntries(inputs.map((input) => [attribute(input, "name"), attribute(input, "value")]));
}

const get = (url: string): HttpRequest => ({ method: "GET", url, headers: {}, clientCertificate: false });

const post = (url: string, fields: Readonly<Record<string, string>>): HttpRequest => ({
  method: "POST",
  url,
  headers: { "Content-Type": "application/x-www-form-urlencoded" },
  body: new URLSearchParams(fields).toString(),
  clientCertificate: false,
});
