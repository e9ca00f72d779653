import { CognitoJwtVerifier } from "aws-jwt-verify";
import { JwksValidationError, JwkValidationError } from "aws-jwt-verify/error";
import type { Fetcher } from "aws-jwt-verify/https";
import { SimpleJwksCache } from "aws-jwt-verify/jwk";
import { createHash, timingSafeEqual } from "node:crypto";
import * as z from "zod/mini";
import { CannotDecide, type Check } from "./decision";
import type { RequestAuthorizerVariables } from "./environment";

/**
 * The claims that an access token needs beyond the verifier's checks: the verifier accepts a token without `exp` for ever.
 */
const accessClaims = z.object({
  sub: z.string().check(z.minLength(1)),
  client_id: z.string(),
  exp: z.number(),
  scope: z._default(z.string(), ""),
});

type Variables<Kind> = Extract<RequestAuthorizerVariables, { CHECKS: Kind }>;

/** The check that the variables ask for. */
export function checkOf(variables: RequestAuthorizerVariables, fetcher: Fetcher): Check {
  return variables.CHECKS === "token" ? tokenCheck(variables, fetcher) : headerCheck(variables);
}

/** The header that holds the credential, in lower case. */
export function credentialHeader(variables: RequestAuthorizerVariables): string {
  return variables.CHECKS === "token" ? "authorization" : variables.HEADER_NAME;
}

/**
 * Checks an access token: signed by the pool, valid now, issued to one of the clients. Denies it without one of the scopes.
 */
function tokenCheck({ USER_POOL_ID, CLIENT_IDS, SCOPES }: Variables<"token">, fetcher: Fetcher): Check {
  const verifier = CognitoJwtVerifier.create(
    { userPoolId: USER_POOL_ID, clientId: CLIENT_IDS.split(","), tokenUse: "access" },
    { jwksCache: new SimpleJwksCache({ fetcher }) },
  );
  const enough = SCOPES?.split(",") ?? [];
  return async (token) => {
    const verified = await verifier.verify(token).catch((error: unknown) => {
      const keysAreNone = error instanceof JwksValidationError || error instanceof JwkValidationError;
      throw keysAreNone ? new CannotDecide("the answer has no keys of the user pool") : error;
    });
    const { sub, client_id: clientId, scope } = accessClaims.parse(verified);
    const granted = scope.split(" ");
    const allowed = enough.length === 0 || enough.some((one) => granted.includes(one));
    return { principalId: sub, effect: allowed ? "Allow" : "Deny", context: { sub, clientId, scope } };
  };
}

/** Compares the value with the hash that is known here, in constant time. */
function headerCheck({ HEADER_SHA256 }: Variables<"header">): Check {
  const expected = Buffer.from(HEADER_SHA256, "hex");
  return (value) => {
    const given = createHash("sha256").update(value).digest();
    return timingSafeEqual(given, expected)
      ? Promise.resolve({ principalId: "header", effect: "Allow", context: {} })
      : Promise.reject(new Error("another value"));
  };
}
