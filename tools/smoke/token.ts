import { ToolError } from "../shared/errors";
import type { TokenUse } from "./case";

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
