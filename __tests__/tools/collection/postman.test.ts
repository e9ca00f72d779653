import { Script } from "node:vm";

import type { Collection, Folder, Item } from "../../../tools/collection/format";
import { collectionOf } from "../../../tools/collection/postman";
import { type Scratch, scratchFolder } from "../../../tools/shared/scratch";
import { exampleApis, httpApi, named, restApi } from "../apis/example-environment";

let scratch: Scratch;

beforeEach(() => {
  scratch = scratchFolder("test");
});

afterEach(() => {
  scratch.remove();
});

const collection = (edge = [httpApi, restApi]): Collection => collectionOf(exampleApis(scratch.path, edge));

const isFolder = (one: Folder | Item): one is Folder => "item" in one;
const itemsOf = (folders: readonly (Folder | Item)[]): Item[] =>
  folders.flatMap((one) => (isFolder(one) ? itemsOf(one.item) : [one]));
const requestNamed = (name: string, all = collection()) => itemsOf(all.item).find((item) => item.name === name);

test("has the structure of the format, v2.1.0", () => {
  const { info, item, variable, ...rest } = collection();
  expect(rest).toEqual({});
  expect(info).toEqual({
    name: "Palisade shop",
    description: expect.any(String),
    schema: "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
  });
  expect(itemsOf(item).length).toBeGreaterThan(30);
  for (const { name, request, event, ...other } of itemsOf(item)) {
    expect(other).toEqual({});
    expect(name).not.toBe("");
    expect(request).toEqual({
      method: expect.stringMatching(/^[A-Z]+$/),
      url: expect.stringMatching(/^(\{\{\w+\}\}|https:\/\/)/),
      header: request.header.map(() => ({ key: expect.stringMatching(/^[\w-]+$/), value: expect.any(String) })),
      auth: request.auth.type === "noauth" ? { type: "noauth" } : { type: "awsv4", awsv4: expect.any(Array) },
      ...(request.body && { body: { mode: "raw", raw: expect.any(String) } }),
    });
    for (const { listen, script } of event) {
      expect([listen, script.type]).toEqual(["test", "text/javascript"]);
      // What Postman runs at least parses.
      expect(() => new Script(script.exec.join("\n"))).not.toThrow();
    }
  }
  for (const one of variable)
    expect(one).toMatchObject({ key: expect.stringMatching(/^\w+$/), value: "", type: "string" });
});

test("has every variable that is used, without a value", () => {
  const { item, variable } = collection([httpApi, restApi, named]);
  const used = new Set([...JSON.stringify(item).matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name));
  const there = variable.map(({ key }) => key);
  expect([...used].filter((name) => !there.includes(name ?? ""))).toEqual([]);
  expect(new Set(there).size).toBe(there.length);
});

test("has a folder for signing in and one for each API, by row", () => {
  expect(collection().item.map(({ name, item }) => [name, item.map((one) => one.name)])).toEqual([
    ["Sign in", ["InitiateAuth", "Token of the machine client"]],
    ["HTTP API", ["V14", "V16"]],
    ["REST API", ["V2", "V10", "V11", "V12", "V13", "V14", "V17", "V28"]],
  ]);
});

test("signs in by InitiateAuth and keeps the tokens in variables", () => {
  const { request, event } = requestNamed("InitiateAuth") ?? {};
  expect(request?.url).toBe("https://cognito-idp.eu-west-1.amazonaws.com/");
  expect(request?.header).toEqual([
    { key: "Content-Type", value: "application/x-amz-json-1.1" },
    { key: "X-Amz-Target", value: "AWSCognitoIdentityProviderService.InitiateAuth" },
  ]);
  expect(JSON.parse(request?.body?.raw ?? "")).toEqual({
    AuthFlow: "USER_PASSWORD_AUTH",
    ClientId: "{{password_sign_in_client_id}}",
    AuthParameters: { USERNAME: "{{username}}", PASSWORD: "{{password}}" },
  });
  expect(event?.[0]?.script.exec).toContain('pm.collectionVariables.set("id_token", result.IdToken);');
});

test("a route's request has its token, key and signature as variables, and its status as a test", () => {
  expect(requestNamed("GET /secure, access token")).toEqual({
    name: "GET /secure, access token",
    request: {
      method: "GET",
      url: "{{http_api_url}}/secure",
      header: [{ key: "Authorization", value: "Bearer {{scoped_access_token}}" }],
      auth: { type: "noauth" },
    },
    event: [
      {
        listen: "test",
        script: {
          type: "text/javascript",
          exec: ['pm.test("V16: 200", () =>', "  pm.expect(pm.response.code).to.be.oneOf([200]));"],
        },
      },
    ],
  });
  expect(requestNamed("GET /hello, ID token")?.request).toMatchObject({
    url: "{{rest_api_url}}/hello?id=1",
    header: [{ key: "Authorization", value: "Bearer {{id_token}}" }],
  });
  expect(requestNamed("POST /orders, an API key")?.request.header).toContainEqual({
    key: "x-api-key",
    value: "{{api_key}}",
  });
  expect(requestNamed("GET /internal, signed")?.request.auth).toEqual({
    type: "awsv4",
    awsv4: [
      { key: "accessKey", value: "{{aws_access_key_id}}", type: "string" },
      { key: "secretKey", value: "{{aws_secret_access_key}}", type: "string" },
      { key: "sessionToken", value: "{{aws_session_token}}", type: "string" },
      { key: "region", value: "eu-west-1", type: "string" },
      { key: "service", value: "execute-api", type: "string" },
    ],
  });
  const byDefault = requestNamed("GET /smoke-no-such-path, by the default endpoint", collection([restApi, named]));
  expect(byDefault?.request.url).toBe("{{rest_api_default_endpoint}}/smoke-no-such-path");
});

test("has no secret", () => {
  const text = JSON.stringify(collection());
  expect(text).not.toMatch(/eyJ|AKIA|ASIA|Basic |Signature=/);
  const secretHeaders = itemsOf(collection().item).flatMap(({ request }) =>
    request.header.filter(({ key }) => /^(authorization|x-api-key)$/i.test(key)).map(({ value }) => value),
  );
  expect(secretHeaders.filter((value) => !/\{\{\w+\}\}|^Bearer not-a-token$/.test(value))).toEqual([]);
});
