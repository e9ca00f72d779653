import type { Fetcher } from "aws-jwt-verify/https";
import { createHmac, generateKeyPairSync, sign, type KeyObject } from "node:crypto";

export const userPoolId = "eu-west-1_Abc123DEF";
export const clientId = "1example23456789";
export const issuer = `https://cognito-idp.eu-west-1.amazonaws.com/${userPoolId}`;

export interface KeyPair {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export function keyPair(kid: string): KeyPair {
  return { kid, ...generateKeyPairSync("rsa", { modulusLength: 2048 }) };
}

const now = (): number => Math.floor(Date.now() / 1000);

/** What Cognito says in an access token. */
export function claims(differing: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return {
    sub: "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
    iss: issuer,
    client_id: clientId,
    token_use: "access",
    scope: "openid api/read",
    username: "somebody",
    iat: now() - 60,
    exp: now() + 3600,
    jti: "f",
    ...differing,
  };
}

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");

export function tokenOf(payload: object, { kid, privateKey }: KeyPair, header: object = {}): string {
  const start = `${encode({ alg: "RS256", typ: "JWT", kid, ...header })}.${encode(payload)}`;
  return `${start}.${sign("RSA-SHA256", Buffer.from(start), privateKey).toString("base64url")}`;
}

export function unsigned(payload: object, kid: string, alg = "none"): string {
  return `${encode({ alg, kid })}.${encode(payload)}.`;
}

/** Signed with the public key as if it were a shared secret: what a verifier takes that believes the token's `alg`. */
export function signedWithPublicKey(payload: object, { kid, publicKey }: KeyPair): string {
  const start = `${encode({ alg: "HS256", typ: "JWT", kid })}.${encode(payload)}`;
  const secret = publicKey.export({ type: "spki", format: "pem" });
  return `${start}.${createHmac("sha256", secret).update(start).digest("base64url")}`;
}

export function keySetOf(pairs: readonly KeyPair[]): string {
  const keys = pairs.map(({ kid, publicKey }) => ({
    ...publicKey.export({ format: "jwk" }),
    kid,
    use: "sig",
    alg: "RS256",
  }));
  return JSON.stringify({ keys });
}

/** Gives a key set, and tells for how often it was asked. */
export function fetcherOf(body: string): Fetcher & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    fetch: (uri) => {
      asked.push(uri);
      return Promise.resolve(new TextEncoder().encode(body).buffer as ArrayBuffer);
    },
  };
}
