import * as z from "zod/mini";

/** A claim of a token that API Gateway has checked. Every value is text; a list is its items with spaces between them. */
const claim = z.optional(z.string().check(z.maxLength(2048)));
const claims = z.looseObject({
  sub: z.string().check(z.minLength(1), z.maxLength(256)),
  iss: claim,
  token_use: claim,
  scope: claim,
  email: claim,
  username: claim,
  "cognito:username": claim,
});

/** An HTTP API's JWT authorizer (payload format 2.0), or a REST API's Cognito authorizer (Lambda proxy integration). */
const event = z.object({
  requestContext: z.object({
    authorizer: z.union([z.object({ jwt: z.object({ claims }) }), z.object({ claims })]),
  }),
});

/** The caller, as the token says. A claim that the token lacks is null. */
export interface Caller {
  readonly sub: string;
  /** In an ID token alone. */
  readonly email: string | null;
  readonly username: string | null;
  readonly issuer: string | null;
  readonly token_use: string | null;
  /** In an access token alone. */
  readonly scope: string | null;
}

/** Reads the caller out of an event; undefined where no authorizer has put one there. */
export function callerOf(given: unknown): Caller | undefined {
  const parsed = event.safeParse(given);
  if (!parsed.success) return undefined;
  const { authorizer } = parsed.data.requestContext;
  const found = "jwt" in authorizer ? authorizer.jwt.claims : authorizer.claims;
  return {
    sub: found.sub,
    email: found.email ?? null,
    username: found["cognito:username"] ?? found.username ?? null,
    issuer: found.iss ?? null,
    token_use: found.token_use ?? null,
    scope: found.scope ?? null,
  };
}
