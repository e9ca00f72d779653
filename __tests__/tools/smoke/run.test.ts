import net, { type AddressInfo } from "node:net";

import { type Scratch, scratchFolder } from "../../../tools/shared/scratch";
import { type Row, rows } from "../../../tools/smoke/case";
import type { HttpRequest, Send } from "../../../tools/smoke/http";
import type { Credentials, SmokeOptions } from "../../../tools/smoke/options";
import { type Result, runSmoke } from "../../../tools/smoke/run";
import { networkSend } from "../../../tools/smoke/send";
import { signer } from "../../../tools/smoke/sign";
import { exampleApis, httpApi, named, privately, restApi } from "../apis/example-environment";
import { type Fault, type Gateway, apiKey, startGateway, tokens } from "./gateway";

let scratch: Scratch;
let gateways: Gateway[] = [];

beforeEach(() => {
  scratch = scratchFolder("test");
});

afterEach(async () => {
  scratch.remove();
  await Promise.all(gateways.map((gateway) => gateway.close()));
  gateways = [];
});

const credentials: Credentials = {
  idToken: tokens.id,
  accessTokens: [tokens.user, tokens.machine],
  expiredToken: tokens.expired,
  apiKey,
  sign: signer({ accessKeyId: "AKIDOFTHETEST", secretAccessKey: "secret-of-the-test" }),
};

const outputs = { web_client_id: "password", machine_client_id: "machine" };

type Edge = Parameters<typeof exampleApis>[1];

async function smoke(
  faults: readonly Fault[] = [],
  options: Partial<SmokeOptions> = {},
  edge: Edge = [httpApi, restApi],
): Promise<Result[]> {
  const gateway = await startGateway(...faults);
  gateways.push(gateway);
  return runSmoke({
    environment: exampleApis(scratch.path, edge),
    outputs,
    send: networkSend(),
    credentials,
    urls: { HTTP: `${gateway.url}/http`, REST: `${gateway.url}/rest/` },
    changes: true,
    ...options,
  });
}

/** Comes from an address that the resource policy denies. */
const denied: Partial<SmokeOptions> = {
  callerAddress: "198.51.100.7",
  send: (request) => networkSend()({ ...request, headers: { ...request.headers, "X-Forwarded-For": "198.51.100.7" } }),
};

const verdicts = (results: readonly Result[], row: Row): string[] => [
  ...new Set(results.filter((result) => result.row === row).map(({ verdict }) => verdict)),
];

const inOneEnvironment: readonly [Row, Fault, Partial<SmokeOptions>][] = [
  ["V2", "ignores validation", {}],
  ["V10", "ignores tokens", {}],
  ["V11", "ignores tokens", {}],
  ["V12", "is always wrong", {}],
  ["V13", "ignores the token's kind", {}],
  ["V14", "ignores scopes", {}],
  ["V16", "ignores tokens", {}],
  ["V17", "ignores API keys", {}],
  ["V18", "ignores the throttle", {}],
  ["V28", "ignores signatures", {}],
  ["F7", "ignores the resource policy", denied],
];

test.each(inOneEnvironment)(
  "%s passes where API Gateway decides, and fails where it %s",
  async (row, fault, options) => {
    const right = await smoke([], { ...options, only: [row] });
    expect(right.length).toBeGreaterThan(0);
    expect(right.filter(({ verdict }) => verdict !== "as expected")).toEqual(
      // The HTTP API has no resource policy, and nobody who is denied has business with the REST API.
      [],
    );
    expect(verdicts(await smoke([fault], { ...options, only: [row] }), row)).toContain("mismatch");
  },
);

test.each<Row>(["V12", "V14", "V16", "V17", "V28"])("%s fails where nobody is let in", async (row) => {
  const results = await smoke(["is always wrong"], { only: [row] });
  expect(verdicts(results, row)).toEqual(["mismatch"]);
});

test("a refusal counts with its words, not by its status alone", async () => {
  const results = await smoke(["answers in its own words"], { only: ["V10", "V16"] });
  expect(results.filter(({ request }) => request === "GET /hello, no token")).toEqual([
    {
      row: "V10",
      api: "REST",
      request: "GET /hello, no token",
      expected: "401 Unauthorized",
      actual: "401 Go away",
      verdict: "mismatch",
      asExpected: false,
    },
  ]);
});

describe("V29, a private API", () => {
  const url = (to: string): Partial<SmokeOptions> => ({ urls: { REST: to }, only: ["V29"] });

  test("passes where nobody answers or the answer is 403", async () => {
    const closed = await smoke([], url("http://127.0.0.1:1"), [restApi, privately]);
    expect(closed.map(({ actual, verdict }) => [actual, verdict])).toEqual([
      ["no answer: ECONNREFUSED", "as expected"],
    ]);
    const send: Send = () => Promise.resolve({ status: 403, headers: {}, body: '{"message":"Forbidden"}' });
    const refused = await smoke([], { only: ["V29"], send }, [restApi, privately]);
    expect(refused.map(({ actual, verdict }) => [actual, verdict])).toEqual([["403 Forbidden", "as expected"]]);
  });

  test("fails where it answers", async () => {
    expect(verdicts(await smoke([], { only: ["V29"] }, [restApi, privately]), "V29")).toEqual(["mismatch"]);
  });

  test("is for a caller outside, and every other row for one inside", async () => {
    const outside = await smoke([], { urls: { REST: "http://127.0.0.1:1" } }, [restApi, privately]);
    expect(outside.filter(({ verdict }) => verdict === "as expected").map(({ row }) => row)).toEqual(["V29"]);
    expect(new Set(outside.filter(({ row }) => row !== "V29" && row !== "F7").map(({ why }) => why))).toEqual(
      new Set(["needs a caller inside the VPC"]),
    );
    const inside = await smoke([], { insideVpc: true }, [restApi, privately]);
    expect(inside.find(({ row }) => row === "V29")?.why).toBe("needs a caller outside the VPC");
    expect(verdicts(inside, "V12")).toEqual(["as expected"]);
  });
});

describe("V30, mutual TLS", () => {
  const defaultEndpoint =
    (status: number, message: string): Send =>
    (request) =>
      request.url.includes("execute-api")
        ? Promise.resolve({ status, headers: {}, body: JSON.stringify({ message }) })
        : networkSend()(request);
  const options = { outputs: { ...outputs, rest_api_id: "abc123" }, only: ["V30"] as Row[] };

  /** Ends every connection as soon as something comes, as TLS does with a caller who shows no certificate. */
  async function ending(work: (url: string) => Promise<void>): Promise<void> {
    const server = net.createServer((socket) => {
      socket.on("error", () => undefined).once("data", () => socket.resetAndDestroy());
    });
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    await work(`https://127.0.0.1:${(server.address() as AddressInfo).port}`);
    await new Promise((resolve) => server.close(resolve));
  }

  test("passes where the handshake is refused and the default endpoint answers 403", async () => {
    await ending(async (url) => {
      const send = defaultEndpoint(403, "Forbidden");
      const results = await smoke([], { ...options, send, urls: { REST: url } }, [restApi, named]);
      expect(results.map(({ request, expected, actual, verdict }) => [request, expected, actual, verdict])).toEqual([
        [
          "GET /smoke-no-such-path, no client certificate",
          "refused in the TLS handshake",
          "no answer: ECONNRESET",
          "as expected",
        ],
        ["GET /smoke-no-such-path, by the default endpoint", "403", "403 Forbidden", "as expected"],
      ]);
    });
  });

  test("fails where either lets a caller through", async () => {
    const results = await smoke([], { ...options, send: defaultEndpoint(200, "") }, [restApi, named]);
    expect(results.map(({ verdict }) => verdict)).toEqual(["mismatch", "mismatch"]);
  });

  test("a name that nobody has is no refusal", async () => {
    const send: Send = () => Promise.reject(Object.assign(new Error("no such name"), { code: "ENOTFOUND" }));
    const [first] = await smoke([], { ...options, send }, [restApi, named]);
    expect([first?.actual, first?.verdict]).toEqual(["no answer: ENOTFOUND", "mismatch"]);
  });

  test("asks the default endpoint of AWS, by id, Region and stage", async () => {
    const asked: HttpRequest[] = [];
    const send: Send = (request) => {
      asked.push(request);
      return Promise.resolve({ status: 403, headers: {}, body: "" });
    };
    await smoke([], { ...options, send }, [restApi, named]);
    expect(asked.map(({ url }) => url).at(-1)).toBe(
      "https://abc123.execute-api.eu-west-1.amazonaws.com/live/smoke-no-such-path",
    );
  });

  test("every other row shows a certificate, or is not sent", async () => {
    const without = await smoke([], { only: ["V12"] }, [restApi, named]);
    expect(without.map(({ why }) => why)).toEqual(["needs a client certificate", "needs a client certificate"]);
    const held = { ...credentials, clientCertificate: true };
    const shown = await smoke([], { only: ["V12"], credentials: held }, [restApi, named]);
    expect(verdicts(shown, "V12")).toEqual(["as expected"]);
  });
});

test("what lacks its credential is not sent, says what it needs, and is not passed", async () => {
  const results = await smoke([], { credentials: {} });
  const needs = (row: Row) => new Set(results.filter((one) => one.row === row && one.why).map(({ why }) => why));
  expect(needs("V12")).toEqual(new Set(["needs an ID token", "needs an access token"]));
  expect(needs("V13")).toEqual(new Set(["needs an access token"]));
  expect(needs("V17")).toEqual(
    new Set(["needs an access token with scope api/write", "needs an access token with scope api/read"]),
  );
  expect(needs("V28")).toEqual(new Set(["needs AWS credentials to sign with"]));
  expect(needs("F7")).toEqual(
    new Set(["needs a caller at an address that the resource policy denies, 198.51.100.0/24, 2001:db8::/32"]),
  );
  expect(verdicts(results, "V10")).toEqual(["as expected"]);
  const sent = results.filter(({ verdict }) => verdict !== "not sent").length;
  expect(gateways[0]?.requests).toHaveLength(sent);
});

test("without the outputs nothing is sent", async () => {
  const results = await smoke([], { urls: {} });
  expect(new Set(results.map(({ verdict }) => verdict))).toEqual(new Set(["not sent"]));
  expect(results[0]?.why).toBe("needs the outputs of layer edge, of REST API shop-rest");
});

test("the outputs say where the APIs are", async () => {
  const gateway = await startGateway();
  gateways.push(gateway);
  const results = await runSmoke({
    environment: exampleApis(scratch.path),
    outputs: { ...outputs, http_api_url: `${gateway.url}/http/`, rest_api_url: `${gateway.url}/rest` },
    send: networkSend(),
    credentials,
    only: ["V12", "V16"],
  });
  expect(new Set(results.map(({ verdict }) => verdict))).toEqual(new Set(["as expected"]));
});

test("a valid request that may change something is sent only when that is asked for", async () => {
  const results = await smoke([], { changes: false });
  expect(results.filter(({ why }) => why === "may change something").map(({ row, request }) => [row, request])).toEqual(
    [
      ["V14", "POST /orders, access token with api/write"],
      ["V17", "POST /orders, an API key"],
    ],
  );
});

test("a caller whom the resource policy denies is sent for F7 alone", async () => {
  const results = (await smoke([], denied)).filter(({ api }) => api === "REST");
  expect(new Set(results.filter(({ row }) => row !== "F7").map(({ why }) => why))).toEqual(
    new Set(["the resource policy denies 198.51.100.7"]),
  );
  expect(verdicts(results, "F7")).toEqual(["as expected"]);
});

test("V18 comes last, meets the narrowest limit, and sends no more than twice of it and ten", async () => {
  const results = await smoke(["ignores the throttle"]);
  expect(results.slice(-2).map(({ request, actual, verdict }) => [request, actual, verdict])).toEqual([
    ["GET /secure, over 3/s, burst 2", "20 requests: 200 (20)", "mismatch"],
    ["GET /orders/{id}, over 2/s, burst 3", "20 requests: 200 (20)", "mismatch"],
  ]);
});

test("V18 is not sent where the limit takes more requests than smoke sends", async () => {
  const stage = { name: "$default", api_id: "${aws_apigatewayv2_api.http_api.id}" };
  const wide = { default_route_settings: { throttling_rate_limit: 10_000, throttling_burst_limit: 5000 } };
  const results = await smoke([], { only: ["V18"] }, [
    httpApi,
    { aws_apigatewayv2_stage: { default: { ...stage, ...wide } } },
  ]);
  expect(results.map(({ why }) => why)).toEqual(["may take 30010 requests; 500 are the most that are sent"]);
  expect(gateways[0]?.requests).toEqual([]);
});

test("a row that is declared as not judged is shown with its answer and counts for nothing", async () => {
  const why = "it lets access tokens through";
  const results = await smoke(["ignores the token's kind"], {
    only: ["V13", "V18"],
    notJudged: [
      { row: "V13", why },
      { row: "V18", api: "HTTP", why: "it has no throttle" },
    ],
  });
  expect(
    results.map(({ row, api, actual, verdict, why: reason, asExpected }) => [
      row,
      api,
      actual,
      verdict,
      reason,
      asExpected,
    ]),
  ).toEqual([
    ["V13", "REST", "200", "not judged", why, false],
    ["V18", "HTTP", expect.stringMatching(/^20 requests: .*429/), "not judged", "it has no throttle", true],
    ["V18", "REST", expect.stringMatching(/^20 requests: .*429/), "as expected", undefined, true],
  ]);
});

test("once the time is over nothing more is sent, and what is left counts as wrong", async () => {
  const results = await smoke([], { secondsAtMost: -1 });
  expect(new Set(results.map(({ verdict, why }) => `${verdict}: ${why ?? ""}`))).toEqual(
    new Set(["mismatch: -1 s were over before it was sent"]),
  );
  expect(gateways[0]?.requests).toEqual([]);
});

test("no secret is in the outcome, whatever the API or the network says", async () => {
  const secrets = [...Object.values(tokens), apiKey];
  const echoing: Send = ({ headers }) =>
    Promise.resolve({ status: 418, headers: {}, body: JSON.stringify({ message: Object.values(headers).join(" ") }) });
  const failing: Send = ({ headers }) => Promise.reject(new Error(`cannot send ${Object.values(headers).join(" ")}`));
  for (const send of [echoing, failing]) {
    const text = JSON.stringify(await smoke([], { send }));
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    expect(text).not.toMatch(/eyJ\w|Signature=[0-9a-f]/);
    expect(text).toContain("[redacted]");
  }
});

test("every row can be asked for", () => {
  expect([...rows].sort()).toEqual(
    ["F7", "V10", "V11", "V12", "V13", "V14", "V16", "V17", "V18", "V2", "V28", "V29", "V30"].sort(),
  );
});
