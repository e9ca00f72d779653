import { SignatureV4 } from "@smithy/signature-v4";
import { createHash, createHmac } from "node:crypto";
import { databaseToken } from "../../../functions/query-player/database-token";

const place = { host: "db.abcdef.eu-west-1.rds.amazonaws.com", port: 3306, user: "reader", region: "eu-west-1" };
const now = new Date("2026-11-21T09:08:07.654Z");

class Sha256 {
  private readonly hash;
  constructor(key?: Uint8Array | string) {
    this.hash = key === undefined ? createHash("sha256") : createHmac("sha256", key);
  }
  update(data: Uint8Array) {
    this.hash.update(data);
  }
  digest() {
    return Promise.resolve(new Uint8Array(this.hash.digest()));
  }
}

/** What the AWS SDK signs. */
async function signed(accessKeyId: string, secretAccessKey: string, sessionToken?: string) {
  const signer = new SignatureV4({
    service: "rds-db",
    region: place.region,
    credentials: { accessKeyId, secretAccessKey, sessionToken },
    sha256: Sha256 as never,
  });
  const { query = {} } = await signer.presign(
    {
      method: "GET",
      protocol: "https:",
      hostname: place.host,
      port: place.port,
      path: "/",
      headers: { host: `${place.host}:${place.port}` },
      query: { Action: "connect", DBUser: place.user },
    },
    { expiresIn: 900, signingDate: now },
  );
  return query;
}

test.each([
  ["with a session, as a role has it", "ASIAIOSFODNN7EXAMPLE", "wJalr/XUtnFEMI+K7MDENG", "IQoJb3JpZ2luX2VjE/+a=="],
  ["without one", "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", undefined],
])("a token is what the AWS SDK signs %s", async (_, key, secret, session) => {
  const variables = { AWS_ACCESS_KEY_ID: key, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: session };
  const token = databaseToken(place, variables, now);
  const [before, query = ""] = token.split("/?");
  expect(before).toBe(`${place.host}:3306`);
  expect(Object.fromEntries(new URLSearchParams(query))).toEqual(await signed(key, secret, session));
  expect(token).not.toContain(secret);
});

test("there is none without credentials", () => {
  expect(() => databaseToken(place, {}, now)).toThrow("there are no credentials to sign with");
});
