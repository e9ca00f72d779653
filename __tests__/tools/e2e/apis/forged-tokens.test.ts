import { createSign, createVerify, generateKeyPairSync } from "node:crypto";

import { forgedTokens, type PoolKey } from "../../../../tools/e2e/apis/forged-tokens";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const head = `${encoded({ alg: "RS256", kid: "k" })}.${encoded({ sub: "s", exp: 1 })}`;
const valid = `${head}.${createSign("sha256").update(head).sign(privateKey).toString("base64url")}`;
const keys = [{ ...publicKey.export({ format: "jwk" }), kid: "k" }] as PoolKey[];

function isSignedByThePool(token: string): boolean {
  const [header = "", payload = "", signature = ""] = token.split(".");
  return createVerify("sha256").update(`${header}.${payload}`).verify(publicKey, Buffer.from(signature, "base64url"));
}

test("no forged token is signed by the pool, but the original token is", () => {
  const forged = [...forgedTokens(valid, keys)];
  expect(isSignedByThePool(valid)).toBe(true);
  expect(forged.filter(([, token]) => isSignedByThePool(token))).toEqual([]);
});

test("every forged token is different, and no forged token is the valid token", () => {
  const tokens = [valid, ...forgedTokens(valid, keys).values()];
  expect(new Set(tokens).size).toBe(12);
});
