import { lab } from "../../support/example-records/lab";
import type { EnvironmentRecord } from "../../../stacks/environments/schema/environment";
import type { LabStep } from "../../../stacks/environments/schema/lab";
import type { RotatingSecret } from "../../../tools/apis/rotating-secrets";
import type { Account, Secret } from "../../../tools/smoke/account";
import type { HttpRequest, Send } from "../../../tools/smoke/http";
import type { SmokeOptions } from "../../../tools/smoke/options";
import { runSmoke } from "../../../tools/smoke/run";
import { httpApiBehindCloudFront } from "../../support/records";
import { apisOf, behindCloudFront, pages, rotatingSecretsOf, simulatedClock, text } from "./smoked-environment";

const outputs = {
  rest_api_url: "https://d1.cloudfront.net",
  http_api_url: "https://http-api.example.com",
  origin_secret_arn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:origin",
  database_user_secret_arn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:database",
};

const labAt = (step: LabStep): EnvironmentRecord => ({
  ...lab,
  lab: { step, signInPrefix: "example-palisade-lab" },
});

/** Whose secrets rotate at once. */
function accountOf(rotated: string[]): Account {
  return {
    instances: () => Promise.reject(new Error("is not asked")),
    secret: (arn): Secret => ({
      describe: () => Promise.resolve({ rotates: true, current: rotated.includes(arn) ? "v2" : "v1" }),
      value: (version) => Promise.resolve(version),
      rotate: () => {
        rotated.push(arn);
        return Promise.resolve("v2");
      },
    }),
  };
}

const player: Send = ({ url }) =>
  Promise.resolve(
    new URL(url).searchParams.get("id") === "1"
      ? text(200, '["My favorite player is Lionel Messi"]')
      : text(404, '{"message":"Not Found"}'),
  );

async function smoke(record: EnvironmentRecord, options: Partial<SmokeOptions> = {}) {
  const rotated: string[] = [];
  const results = await runSmoke({
    environment: { apis: apisOf(record), rotatingSecrets: rotatingSecretsOf(record) },
    outputs,
    credentials: {},
    send: player,
    account: accountOf(rotated),
    rotate: true,
    clock: simulatedClock(),
    only: ["V3", "V31"],
    ...options,
  });
  return {
    results: results.map((one) =>
      [one.row, one.api, one.request, one.actual, one.verdict, one.why].filter(Boolean).join("; "),
    ),
    rotated,
  };
}

test("the secrets that rotate are read from the synthesized JSON", () => {
  const header: RotatingSecret = { of: "the origin's header", output: "origin_secret_arn" };
  const user: RotatingSecret = { of: "the database's user", output: "database_user_secret_arn" };
  expect(rotatingSecretsOf(labAt("base"))).toEqual([]);
  expect(rotatingSecretsOf(labAt("rotatingSecret"))).toEqual([user]);
  expect(rotatingSecretsOf(labAt("edgeOnly"))).toEqual([user, header]);
});

test("each secret is rotated once, and its requests are watched", async () => {
  const { results, rotated } = await smoke(labAt("edgeOnly"));
  expect(results).toEqual([
    "V3; REST; GET /, while the secret rotates; 261 requests: 200 with the first player (261); another value after 0 min 10 s; as expected",
    "V31; REST; GET /smoke-no-such-path, while the secret rotates; 261 requests: 404 Not Found (261); another value after 0 min 10 s; as expected",
  ]);
  expect(rotated).toEqual([outputs.database_user_secret_arn, outputs.origin_secret_arn]);
});

test("finds another player after the rotation, and a caller whom the firewall refuses during the rotation", async () => {
  let sent = 0;
  const send: Send = (request) =>
    ++sent % 100 === 0 ? Promise.resolve(text(403, '{"message":"Forbidden"}')) : player(request);
  const { results } = await smoke(labAt("edgeOnly"), { send });
  expect(results.map((line) => /403 Forbidden \(\d\); .*; mismatch$/.test(line))).toEqual([true, true]);
});

test("nothing rotates without the option", async () => {
  const { results, rotated } = await smoke(labAt("edgeOnly"), { rotate: false });
  expect(results.map((line) => line.split("; ").slice(-2).join("; "))).toEqual([
    "not sent; rotates a secret: --rotate",
    "not sent; rotates a secret: --rotate",
  ]);
  expect(rotated).toEqual([]);
});

test.each<[string, Partial<SmokeOptions>]>([
  ["needs AWS credentials", { account: undefined } as unknown as Partial<SmokeOptions>],
  [
    "needs the output database_user_secret_arn of layer identity",
    { outputs: { rest_api_url: "https://d1.cloudfront.net" } },
  ],
  ["the API is closed to 93.184.216.0/24", {}],
])("reports a missing prerequisite: %s", async (why, options) => {
  const denied = why.includes("93.184.216.0/24");
  const record = labAt("rotatingSecret");
  const waf = { ipLists: { allow: [], deny: ["93.184.216.0/24"] } };
  const { results, rotated } = await smoke(denied ? { ...record, edge: { restApi: { waf } } } : record, {
    ...options,
    ...(denied && { callerAddress: "93.184.216.7" }),
  });
  expect(results[0]).toBe(`V3; REST; GET /, while the secret rotates; not sent; ${why}`);
  expect(rotated).toEqual([]);
});

test("a route that requires a token is requested with the token, while the token is valid", async () => {
  const exp = (1_000_000 + 60_000) / 1000;
  const payload = Buffer.from(JSON.stringify({ exp, scope: "api/read", client_id: "web" })).toString("base64url");
  const seen: HttpRequest[] = [];
  const send: Send = (request) => (seen.push(request), Promise.resolve(text(200, "hello")));
  const { results } = await smoke(httpApiBehindCloudFront, { send, credentials: { accessTokens: [`h.${payload}.s`] } });
  expect(results).toEqual([
    "V31; HTTP; GET /secure, while the secret rotates; 100 requests: 200 (100); another value after 0 min 10 s; not judged; the token expired before the rotation ended",
  ]);
  expect(new Set(seen.map(({ headers }) => headers["Authorization"]))).toEqual(new Set([`Bearer h.${payload}.s`]));
  expect(new Set(seen.map(({ secondsAtMost }) => secondsAtMost))).toEqual(new Set([29]));
  const without = await smoke(httpApiBehindCloudFront);
  expect(without.results[0]).toMatch(/not sent; needs an access token with scope/);
  expect(without.rotated).toEqual([]);
});

test("the web application is requested in the same rotation, if its load balancer requires the header", async () => {
  const web = {
    ...behindCloudFront,
    internal: false,
    firewall: { ...behindCloudFront.firewall, originHeader: "x-origin-verify" },
  };
  const record = labAt("edgeOnly");
  const environment = { apis: apisOf(record), rotatingSecrets: rotatingSecretsOf(record), web };
  const options = { environment, outputs: { ...outputs, web_url: "https://app.example.com" }, only: ["V31" as const] };
  const page: Send = (request) =>
    request.url === "https://app.example.com/" ? Promise.resolve(text(200, "<h1>It works</h1>")) : player(request);
  const { results, rotated } = await smoke(record, { ...options, send: page });
  expect(results.map((line) => line.replace(/\(\d+\)|\d+ requests/g, "n"))).toEqual([
    "V31; REST; GET /smoke-no-such-path, while the secret rotates; n: 404 Not Found n; another value after 0 min 10 s; as expected",
    "V31; web; GET /, while the secret rotates; n: 200 n; another value after 0 min 10 s; as expected",
  ]);
  expect(rotated).toEqual([outputs.origin_secret_arn]);
  const blocked: Send = (request) =>
    request.url.startsWith("https://app") ? Promise.resolve(pages.loadBalancer) : player(request);
  const refused = await smoke(record, { ...options, send: blocked });
  expect(refused.results[1]).toContain("not judged; nothing shows that a valid request is accepted");
  const unasked = await smoke(record, {
    ...options,
    environment: { ...environment, web: behindCloudFront },
    send: page,
  });
  expect(unasked.results).toHaveLength(1);
});
