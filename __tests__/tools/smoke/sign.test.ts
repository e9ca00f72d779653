import { createHash, createHmac } from "node:crypto";

import { signer } from "../../../tools/smoke/sign";

const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

test("signs method, path, query, host and body for execute-api of the Region, as Signature Version 4 says", async () => {
  const sign = signer({ accessKeyId: "AKIDOFTHETEST", secretAccessKey: "secret-of-the-test" });
  const { headers, url } = await sign(
    {
      method: "POST",
      url: "https://abc.execute-api.eu-west-1.amazonaws.com/live/a%20b?id=1&x=a%2Fb",
      headers: { "Content-Type": "application/json" },
      body: "{}",
      clientCertificate: false,
    },
    "eu-west-1",
  );
  const date = headers["x-amz-date"] ?? "";
  const scope = `${date.slice(0, 8)}/eu-west-1/execute-api/aws4_request`;
  const names = "content-type;host;x-amz-content-sha256;x-amz-date";
  const canonical = [
    "POST",
    // Every service but S3 has the path encoded once more.
    "/live/a%2520b",
    "id=1&x=a%2Fb",
    "content-type:application/json",
    "host:abc.execute-api.eu-west-1.amazonaws.com",
    `x-amz-content-sha256:${sha256("{}")}`,
    `x-amz-date:${date}`,
    "",
    names,
    sha256("{}"),
  ].join("\n");
  const key = ["eu-west-1", "execute-api", "aws4_request"].reduce(
    (before, part) => hmac(before, part),
    hmac("AWS4secret-of-the-test", date.slice(0, 8)),
  );
  const signature = hmac(key, ["AWS4-HMAC-SHA256", date, scope, sha256(canonical)].join("\n")).toString("hex");
  expect(headers["authorization"]).toBe(
    `AWS4-HMAC-SHA256 Credential=AKIDOFTHETEST/${scope}, SignedHeaders=${names}, Signature=${signature}`,
  );
  expect(url).toBe("https://abc.execute-api.eu-west-1.amazonaws.com/live/a%20b?id=1&x=a%2Fb");
});
