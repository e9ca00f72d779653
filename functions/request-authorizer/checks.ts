import { CognitoJwtVerifier } from "aws-jwt-verify";
import type { Fetcher } from "aws-jwt-verify/https";
import { SimpleJwksCache } from "aws-jwt-verify/jwk";
import { createHash, timingSafeEqual } from "node:crypto";
import type { Check } from "./decision";
import type { RequestAuthorizerVariables } from "./environment";

/** The check that the variables ask for. */
export function checkOf(variables: RequestAuthorizerVariables, fetcher: Fetcher): Check {
  return variables.CHECKS === "token"
    ? tokenCheck(variables.USER_POOL_ID, variables.CLIENT_IDS.split(","), fetcher)
    : headerCheck(variables.HEADER_SHA256);
}

/** Where the credential is, in lower case. */
export function credentialHeader(variables: RequestAuthorizerVariables): string {
  return variables.CHECKS === "token" ? "authorization" : variables.HEADER_NAME;
}

/** An access token of the pool, signed by it, in its time, issued to one of the clients. */
function tokenCheck(userPoolId: string, clientIds: readonly string[], fetcher: Fetcher): Check {
  const verifier = CognitoJwtVerifier.create(
    { userPoolId, clientId: [...clientIds], tokenUse: "access" },
    { jwksCache: new SimpleJwksCache({ fetcher }) },
  );
  return async (token) => {
    const { sub, client_id: clientId, scope } = await verifier.verify(token);
    return { principalId: sub, context: { sub, clientId, scope } };
  };
}

/** A value of which only the hash is known here, compared in a time that tells nothing. */
function headerCheck(sha256: string): Check {
  const expected = Buffer.from(sha256, "hex");
  return (value) => {
    const given = createHash("sha256").update(value).digest();
    return timingSafeEqual(given, expected)
      ? Promise.resolve({ principalId: "header", context: {} })
      : Promise.reject(new Error("another value"));
  };
}
