import { createHash, createHmac } from "node:crypto";
import http from "node:http";
import type { AddressInfo } from "node:net";

import { type HttpRequest, emulatorSend, networkSend, signer } from "../../../tools/smoke/http";

describe("sending", () => {
  let server: http.Server;
  let port: number;
  let seen: unknown[] = [];
  let protocols: unknown[] = [];

  beforeEach(async () => {
    seen = [];
    protocols = [];
    server = http.createServer((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        const { method, url, headers } = request;
        seen.push({ method, url, host: headers.host, token: headers.authorization, body });
        protocols.push(headers["x-forwarded-proto"]);
        response.writeHead(url === "/away" ? 302 : 200, { location: "/elsewhere", "x-many": "a" });
        response.end(url === "/long" ? "x".repeat(200_000) : "answer");
      });
    });
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    ({ port } = server.address() as AddressInfo);
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const request = (url: string): HttpRequest => ({
    method: "POST",
    url,
    headers: { Authorization: "Bearer a" },
    body: "{}",
    clientCertificate: false,
  });

  test("sends to the URL, and returns status, headers and body", async () => {
    const answer = await networkSend()(request(`http://127.0.0.1:${port}/a?b=c`));
    expect(answer).toMatchObject({ status: 200, headers: { "x-many": "a" }, body: "answer" });
    expect(seen).toEqual([{ method: "POST", url: "/a?b=c", host: `127.0.0.1:${port}`, token: "Bearer a", body: "{}" }]);
  });

  test("follows no redirect", async () => {
    expect((await networkSend()(request(`http://127.0.0.1:${port}/away`))).status).toBe(302);
    expect(seen).toHaveLength(1);
  });

  test("reads no more of an answer than is needed", async () => {
    const { body } = await networkSend()(request(`http://127.0.0.1:${port}/long`));
    expect(body.length).toBeLessThan(200_000);
  });

  test("sends an emulator the name of the URL", async () => {
    await emulatorSend(port)(request("https://abc.execute-api.localhost/live/a?b=c"));
    expect(seen).toEqual([
      { method: "POST", url: "/live/a?b=c", host: "abc.execute-api.localhost", token: "Bearer a", body: "{}" },
    ]);
  });

  test("tells an emulator whether the request came by TLS", async () => {
    for (const scheme of ["https", "http"]) await emulatorSend(port)(request(`${scheme}://abc.cloudfront.net/`));
    expect(protocols).toEqual(["https", "http"]);
  });
});

describe("signing", () => {
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
});
