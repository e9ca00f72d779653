import { createHash } from "node:crypto";
import { checkOf, credentialHeader } from "../../../functions/request-authorizer/checks";
import { CannotDecide, decide, Unauthorized } from "../../../functions/request-authorizer/decision";
import {
  claims,
  clientId,
  fetcherOf,
  issuer,
  keyPair,
  keySetOf,
  signedWithPublicKey,
  tokenOf,
  unsigned,
  userPoolId,
} from "./tokens";

const key = keyPair("current");
const stranger = keyPair("current");
const unknown = keyPair("unknown");
const other = keyPair("other-pool");

const variables = { CHECKS: "token", USER_POOL_ID: userPoolId, CLIENT_IDS: `another,${clientId}` } as const;
const check = checkOf(variables, fetcherOf(keySetOf([key])));

const methodArn = "arn:aws:execute-api:eu-west-1:111122223333:abcdef1234/live/GET/hello";
const decisionOn = (authorizationToken: string, checking = check) =>
  decide({ type: "TOKEN", methodArn, authorizationToken }, "authorization", checking);

const valid = tokenOf(claims(), key);
const [head = "", payload = "", signature = ""] = valid.split(".");
const changed = Buffer.from(JSON.stringify(claims({ sub: "somebody-else" }))).toString("base64url");

test("admits an access token of the pool and tells what the function behind the API may know, as text", async () => {
  expect(await check(valid)).toEqual({
    principalId: "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
    effect: "Allow",
    context: { sub: "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee", clientId, scope: "openid api/read" },
  });
  expect((await decisionOn(`Bearer ${valid}`)).policyDocument.Statement[0].Effect).toBe("Allow");
});

test.each<[what: string, token: string]>([
  ["with another payload", `${head}.${changed}.${signature}`],
  ["with another signature", `${head}.${payload}.${Buffer.alloc(256, 1).toString("base64url")}`],
  ["without a signature", `${head}.${payload}.`],
  ["that has expired", tokenOf(claims({ exp: Math.floor(Date.now() / 1000) - 1 }), key)],
  ["that never expires", tokenOf(claims({ exp: undefined }), key)],
  ["of another client", tokenOf(claims({ client_id: "nobody" }), key)],
  ["of no client", tokenOf(claims({ client_id: undefined }), key)],
  ["with an audience and no client", tokenOf(claims({ client_id: undefined, aud: clientId }), key)],
  ["of another issuer", tokenOf(claims({ iss: issuer.replace("Abc", "Xyz") }), key)],
  ["of another region's pool", tokenOf(claims({ iss: issuer.replace("west", "north") }), key)],
  ["of another pool, signed by its key", tokenOf(claims({ iss: `${issuer}2` }), other)],
  ["signed by a stranger with the key's own id", tokenOf(claims(), stranger)],
  ["signed by a key that the pool does not have", tokenOf(claims(), unknown)],
  ["that names no key", tokenOf(claims(), key, { kid: undefined })],
  ["that is an ID token", tokenOf(claims({ token_use: "id", aud: clientId }), key)],
  ["that is a refresh token", tokenOf(claims({ token_use: "refresh" }), key)],
  ["without a use", tokenOf(claims({ token_use: undefined }), key)],
  ["with alg none", unsigned(claims(), key.kid)],
  ["with alg NONE", unsigned(claims(), key.kid, "NONE")],
  ["with an RSA signature that calls itself none", tokenOf(claims(), key, { alg: "none" })],
  ["with an RSA signature that calls itself HS256", tokenOf(claims(), key, { alg: "HS256" })],
  ["signed with the public key as a shared secret", signedWithPublicKey(claims(), key)],
  ["that is no token", "garbage"],
  ["of two parts", `${head}.${payload}`],
  ["of four parts", `${valid}.${signature}`],
  ["whose parts are no JSON", "a.b.c"],
  ["in a second token's company", `${valid},${valid}`],
  ["behind another token", `Bearer ${valid} ${valid}`],
  ["behind another scheme", `Basic ${valid}`],
])("refuses a token %s", async (_, token) => {
  await expect(decisionOn(token)).rejects.toEqual(new Unauthorized());
});

test("denies a token without one of the scopes, since who is calling is known and may not", async () => {
  const scoped = checkOf({ ...variables, SCOPES: "api/write,api/admin" }, fetcherOf(keySetOf([key])));
  const effectOf = async (scope: unknown) =>
    (await decisionOn(tokenOf(claims({ scope }), key), scoped)).policyDocument.Statement[0].Effect;
  expect(await effectOf("openid api/read")).toBe("Deny");
  expect(await effectOf("api/writer xapi/write")).toBe("Deny");
  expect(await effectOf(undefined)).toBe("Deny");
  expect(await effectOf("api/read api/admin")).toBe("Allow");
});

test("asks for the pool's keys once, and not for each token that names a key that there is not", async () => {
  const fetcher = fetcherOf(keySetOf([key]));
  const kept = checkOf(variables, fetcher);
  await kept(valid);
  await kept(valid);
  expect(fetcher.asked).toEqual([`${issuer}/.well-known/jwks.json`]);
  for (const kid of ["a", "b", "c"]) await kept(tokenOf(claims(), unknown, { kid })).catch(() => undefined);
  expect(fetcher.asked).toHaveLength(2);
});

test("takes up a key that the pool has since", async () => {
  const sets = [keySetOf([key]), keySetOf([key, other])];
  const rotated = checkOf(variables, {
    fetch: () => Promise.resolve(new TextEncoder().encode(sets.shift()).buffer as ArrayBuffer),
  });
  await rotated(valid);
  expect((await rotated(tokenOf(claims(), other))).effect).toBe("Allow");
});

test.each<[what: string, keys: () => Promise<ArrayBuffer>]>([
  ["cannot be had", () => Promise.reject(new CannotDecide("status 500"))],
  ["are none", () => Promise.resolve(new TextEncoder().encode('{"keys":"none"}').buffer as ArrayBuffer)],
])("tells nobody that a good token is bad while the pool's keys %s", async (_, fetch) => {
  await expect(decisionOn(valid, checkOf(variables, { fetch }))).rejects.toBeInstanceOf(CannotDecide);
});

describe("a header's value", () => {
  const value = "a value that is long and random: 8f14e45fceea167a5a36dedd4bea2543".replaceAll(" ", "-");
  const sha256 = createHash("sha256").update(value).digest("hex");
  const header = { CHECKS: "header", HEADER_NAME: "x-partner-key", HEADER_SHA256: sha256 } as const;
  const checked = checkOf(header, fetcherOf(""));

  test("is admitted where its hash is the one that the variables have", async () => {
    expect(credentialHeader(header)).toBe("x-partner-key");
    expect(await checked(value)).toEqual({ principalId: "header", effect: "Allow", context: {} });
  });

  test.each([`${value}x`, value.slice(1), value.toUpperCase(), sha256, "x"])(
    "is refused where it is %s",
    async (bad) => {
      await expect(decisionOn(bad, checked)).rejects.toEqual(new Unauthorized());
    },
  );
});
