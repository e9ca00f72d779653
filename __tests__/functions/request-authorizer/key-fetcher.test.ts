import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { CannotDecide } from "../../../functions/request-authorizer/decision";
import { keyFetcher } from "../../../functions/request-authorizer/key-fetcher";

const uri = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Abc/.well-known/jwks.json";
let server: Server;
let endpoint: string;

beforeAll(async () => {
  server = createServer(({ url }, answer) => {
    if (url === "/eu-west-1_Abc/.well-known/jwks.json") answer.end('{"keys":[]}');
    else if (url?.startsWith("/moved")) answer.writeHead(302, { location: "/" }).end();
    else answer.writeHead(500).end("details of the fault");
  }).listen(0, "127.0.0.1");
  await new Promise((listening) => server.once("listening", listening));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => new Promise((closed) => server.close(closed)));

test.each(["AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER", "AWS_ENDPOINT_URL"])(
  "asks where %s says that Cognito is, for the same path",
  async (name) => {
    const keys = await keyFetcher({ [name]: endpoint }).fetch(uri);
    expect(Buffer.from(keys).toString()).toBe('{"keys":[]}');
  },
);

test("tells a status that is not well, without what came with it", async () => {
  const fetching = keyFetcher({ AWS_ENDPOINT_URL: endpoint }).fetch(uri.replace("Abc", "Other"));
  await expect(fetching).rejects.toEqual(new CannotDecide("the user pool's keys cannot be fetched: status 500"));
});

test("follows nobody elsewhere", async () => {
  const fetching = keyFetcher({ AWS_ENDPOINT_URL: endpoint }).fetch("https://example.com/moved");
  await expect(fetching).rejects.toBeInstanceOf(CannotDecide);
});

test("says that nobody answers", async () => {
  const fetching = keyFetcher({ AWS_ENDPOINT_URL: "http://127.0.0.1:1" }).fetch(uri);
  await expect(fetching).rejects.toBeInstanceOf(CannotDecide);
});
