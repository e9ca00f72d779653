import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import { type Finished, run } from "../../tools/shared/process";
import { repository } from "../../tools/shared/repository";
import { type Scratch, scratchFolder } from "../../tools/shared/scratch";
import { runTools } from "../support/tools";
import { httpApi, layersWith, merged, restApi, writtenStacks } from "./apis/example-environment";
import { type Fault, type Gateway, apiKey, startGateway, tokens } from "./smoke/gateway";

let scratch: Scratch;
let gateways: Gateway[] = [];

beforeEach(() => {
  scratch = scratchFolder("test");
  writtenStacks(scratch.path, layersWith(httpApi, restApi));
});

afterEach(async () => {
  scratch.remove();
  await Promise.all(gateways.map((gateway) => gateway.close()));
  gateways = [];
});

const tool = (name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Finished> =>
  run(process.execPath, ["--import", "tsx", path.join(repository, "tools", `${name}.ts`), ...args], {
    cwd: repository,
    env: { ...process.env, ...env },
    timeoutSeconds: 60,
  });

const secrets = {
  SMOKE_ID_TOKEN: tokens.id,
  SMOKE_ACCESS_TOKEN: `${tokens.user} ${tokens.machine}`,
  SMOKE_API_KEY: apiKey,
  AWS_ACCESS_KEY_ID: "AKIDOFTHETEST",
  AWS_SECRET_ACCESS_KEY: "secret-of-the-test",
};

async function smoke(faults: readonly Fault[], args: readonly string[], env: NodeJS.ProcessEnv = secrets) {
  const gateway = await startGateway(...faults);
  gateways.push(gateway);
  const file = path.join(scratch.path, "outputs.json");
  const ids = { web_client_id: "password", machine_client_id: "machine" };
  writeFileSync(
    file,
    JSON.stringify({ ...ids, http_api_url: `${gateway.url}/http`, rest_api_url: `${gateway.url}/rest` }),
  );
  return tool("smoke", ["shop", "--stacks", scratch.path, "--from", file, ...args], env);
}

test("smoke ends with 0 if every answer is as expected, and prints no secret", async () => {
  const { status, stdout, stderr } = await smoke([], []);
  expect(stdout).toMatch(/\nV12 +REST +GET \/hello, ID token +200 +200 +as expected\n/);
  expect(stdout).toMatch(/\nV28 +REST +GET \/internal, signed +200 +200 +as expected\n/);
  expect(stdout).toMatch(/\n\d+ as expected, 0 not, \d+ not sent$/);
  expect(
    Object.values(secrets).filter((secret) => secret.split(" ").some((one) => (stdout + stderr).includes(one))),
  ).toEqual([]);
  expect(status).toBe(0);
});

test("smoke ends with 1 if one answer is not as expected, and names the request, in JSON too", async () => {
  const { status, stdout } = await smoke(["ignores scopes"], ["--only", "V14,v16", "--json"]);
  const outcome = JSON.parse(stdout) as { results: { row: string; verdict: string; request: string }[] };
  expect(outcome).toMatchObject({ failed: 3 });
  expect(new Set(outcome.results.map(({ row }) => row))).toEqual(new Set(["V14", "V16"]));
  expect(outcome.results.filter(({ verdict }) => verdict === "mismatch").map(({ request }) => request)).toEqual([
    "GET /secure, access token without api/read",
    "POST /orders, access token without api/write",
    "GET /orders/{id}, access token without api/read",
  ]);
  expect(status).toBe(1);
});

test("smoke ends with 1 if nothing could be sent", async () => {
  const { status, stdout } = await smoke([], ["--only", "V12"], {});
  expect(stdout).toMatch(/\n0 as expected, 0 not, 2 not sent$/);
  expect(status).toBe(1);
});

const refusals = [
  [["--only", "V99"], "--only has V99; give one or more of V1, V2, "],
  [["--address", "here"], "--address is here; give an IPv4 or IPv6 address"],
  [["--country", "Germany"], "--country is Germany; give a code of two letters, as ISO 3166-1 has it"],
  [["other"], "give the name of one environment"],
] as const;

describe("before anything is read", () => {
  const refused = runTools(refusals.map(([args]) => ({ name: "smoke", args: ["shop", ...args] })));

  test.each(refusals)("smoke refuses %j", (args, message) => {
    const { status, stderr } = refused("smoke", "shop", ...args);
    expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});

test("the refusal of a malformed token does not print the token", async () => {
  const { status, stderr, stdout } = await smoke([], [], { SMOKE_ACCESS_TOKEN: "the-secret-word" });
  expect(stderr + stdout).not.toContain("the-secret-word");
  expect(stderr).toContain("a token that was given is not a JSON Web Token");
  expect(status).toBe(2);
});

test("routes prints the table from the JSON alone, and ends with 0 if every open route has a reason", async () => {
  const { status, stdout } = await tool("routes", ["shop", "--from", scratch.path]);
  expect(stdout.split("\n")[0]).toBe("# shop: routes");
  expect(status).toBe(0);
  const json = await tool("routes", ["--from", scratch.path, "--json"]);
  expect(JSON.parse(json.stdout)).toMatchObject([{ environment: "shop", routes: { length: 8 } }]);
});

test("routes ends with 1 if a route has neither an authorizer nor a reason", async () => {
  const method = { ...restApi["aws_api_gateway_method"]?.["get_internal"], authorization: "NONE" };
  const open = merged(restApi, { aws_api_gateway_method: { get_internal: method } });
  writtenStacks(scratch.path, layersWith(httpApi, open));
  const { status, stderr } = await tool("routes", ["shop", "--from", scratch.path]);
  expect(stderr).toBe("shop: shop-rest: GET /internal has no authorizer, and no departure gives a reason");
  expect(status).toBe(1);
});

test("collection writes one file, whole", async () => {
  const out = path.join(scratch.path, "shop.json");
  const { status } = await tool("collection", ["shop", "--from", scratch.path, "--out", out]);
  expect(status).toBe(0);
  expect(JSON.parse(readFileSync(out, "utf8"))).toMatchObject({ info: { name: "Palisade shop" } });
  expect(readdirSync(scratch.path).sort()).toEqual(["departures.json", "manifest.json", "shop.json", "stacks"]);
});
