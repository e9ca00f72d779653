import { createHmac, createPublicKey, createSign, generateKeyPairSync, type JsonWebKey } from "node:crypto";

/** A public key of a user pool, as its JWKS has it. */
export interface PoolKey extends JsonWebKey {
  readonly kid: string;
}

/** What somebody makes of a valid token who has no private key of the pool, by what is wrong with each. */
export function forgedTokens(valid: string, keys: readonly PoolKey[]): ReadonlyMap<string, string> {
  const [header = "", payload = "", signature = ""] = valid.split(".");
  const { kid } = JSON.parse(Buffer.from(header, "base64url").toString()) as { readonly kid: string };
  const key = keys.find((one) => one.kid === kid);
  const secret =
    key === undefined ? "" : createPublicKey({ key, format: "jwk" }).export({ type: "spki", format: "pem" });
  const own = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as Readonly<Record<string, unknown>>;
  const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signedByOwnKey = (head: object): string => {
    const text = `${encoded(head)}.${payload}`;
    return `${text}.${createSign("sha256").update(text).sign(own.privateKey).toString("base64url")}`;
  };
  const hmac = `${encoded({ alg: "HS256", kid, typ: "JWT" })}.${payload}`;
  const flipped = signature.startsWith("A") ? "B" : "A";
  return new Map([
    ["a changed signature", `${header}.${payload}.${flipped}${signature.slice(1)}`],
    ["a claim added", `${header}.${encoded({ ...claims, "cognito:groups": ["admins"] })}.${signature}`],
    ["a later expiry", `${header}.${encoded({ ...claims, exp: 4_102_444_800 })}.${signature}`],
    ["alg none, without a signature", `${encoded({ alg: "none", kid, typ: "JWT" })}.${payload}.`],
    ["alg none, with a signature", `${encoded({ alg: "none", kid, typ: "JWT" })}.${payload}.${signature}`],
    [
      "HS256 with the public key for a secret",
      `${hmac}.${createHmac("sha256", secret).update(hmac).digest("base64url")}`,
    ],
    ["the forger's own key under the id of the pool's key", signedByOwnKey({ alg: "RS256", kid, typ: "JWT" })],
    [
      "the forger's own key in the header",
      signedByOwnKey({ alg: "RS256", kid: "own", jwk: own.publicKey.export({ format: "jwk" }) }),
    ],
    ["no signature", `${header}.${payload}.`],
    ["two parts", `${header}.${payload}`],
    ["garbage", "not-a-token"],
  ]);
}
