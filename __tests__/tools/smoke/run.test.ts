import net, { type AddressInfo } from "node:net";

import { type Scratch, scratchFolder } from "../../../tools/shared/scratch";
import type { Api } from "../../../tools/apis/api";
import { apiCases } from "../../../tools/smoke/api-cases";
import type { Row } from "../../../tools/smoke/case";
import { type HttpRequest, type Send, networkSend, signer } from "../../../tools/smoke/http";
import type { Credentials, SmokeOptions } from "../../../tools/smoke/options";
import type { Result } from "../../../tools/smoke/result";
import { runSmoke } from "../../../tools/smoke/run";
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

const byNameAlone = (apis: readonly Api[]): Api[] =>
  apis.map((api) => ({
    ...api,
    domains: [{ name: "api.example.com", basePath: "", mutualTls: false }],
    defaultEndpoint: false,
  }));

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
  "%s passes if API Gateway decides, and fails if API Gateway %s",
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

describe("a refusal of every request proves no row of a refusal", () => {
  const refusals: readonly Row[] = ["V2", "V10", "V11", "V13", "V14", "V16", "V17", "V28"];
  const passed = async (fault: Fault) => {
    const results = await smoke([fault], { only: refusals });
    return results.filter(({ verdict }) => verdict === "as expected").map(({ row, request }) => `${row} ${request}`);
  };

  test.each<Fault>(["admits nobody", "is behind a firewall", "is always wrong", "knows no route"])(
    "by an API that %s",
    async (fault) => {
      expect(await passed(fault)).toEqual([]);
    },
  );

  test("names the valid request, and its answer", async () => {
    const [one] = await smoke(["is behind a firewall"], { only: ["V17"] });
    expect(one).toEqual({
      row: "V17",
      api: "REST",
      request: "POST /orders, no API key",
      expected: "403 Forbidden",
      actual: "403 Forbidden",
      verdict: "not judged",
      why: "nothing shows that a valid request is accepted: POST /orders, access token with api/write: 403 Forbidden",
    });
  });

  test("if the valid request was not sent, gives the reason", async () => {
    const results = await smoke([], { only: ["V10"], credentials: {} });
    expect(results.map(({ actual, verdict, why }) => [actual, verdict, why])).toEqual(
      [
        "an ID token",
        "an access token with scope api/write",
        "an access token with scope api/read",
        "an access token",
      ].map((token) => [
        "401 Unauthorized",
        "not judged",
        `nothing shows that a valid request is accepted: ${requestThatNeeds[token]}: needs ${token}`,
      ]),
    );
  });
});

const requestThatNeeds: Readonly<Record<string, string>> = {
  "an ID token": "GET /hello, ID token",
  "an access token with scope api/write": "POST /orders, access token with api/write",
  "an access token with scope api/read": "GET /orders/{id}, access token with api/read",
  "an access token": "GET /partner, a token that the function admits",
};

test("the valid request is sent once for all refusals of a route, and only the selected rows are shown", async () => {
  const results = await smoke([], { only: ["V11"] });
  expect(new Set(results.map(({ row, verdict }) => `${row} ${verdict}`))).toEqual(new Set(["V11 as expected"]));
  expect(results.filter(({ request }) => request.startsWith("GET /hello"))).toHaveLength(4);
  expect(gateways[0]?.requests.filter((request) => request.startsWith("GET /rest/hello"))).toHaveLength(5);
});

test("an IAM route's refusals are recognised by API Gateway's words for each refusal", async () => {
  const results = await smoke([], { only: ["V28"] });
  expect(results.map(({ request, actual, verdict }) => [request, actual, verdict])).toEqual([
    ["GET /internal, unsigned", "403 Missing Authentication Token", "as expected"],
    ["GET /internal, a wrong signature", "403 Forbidden", "as expected"],
    ["GET /internal, signed", "200", "as expected"],
  ]);
});

test("a Lambda authorizer answers 401 to no token, and may deny a bad one with 403", async () => {
  const partner = (await smoke([], { only: ["V10", "V11"] })).filter(({ request }) => request.includes("/partner"));
  expect(new Set(partner.map(({ row, expected, actual }) => `${row}: ${expected}: ${actual}`))).toEqual(
    new Set([
      "V10: 401 Unauthorized: 401 Unauthorized",
      "V11: 401 or 403 Unauthorized or Forbidden or User is not authorized…: 403 User is not authorized to access this resource",
    ]),
  );
});

test.each<Row>(["V12", "V14", "V16", "V17", "V28"])("%s fails if no request is accepted", async (row) => {
  const results = await smoke(["is always wrong"], { only: [row] });
  expect(verdicts(results, row)).toEqual(["mismatch"]);
});

test.each<Row>(["V2", "V10", "V11", "V13", "V14", "V16", "V17", "V28", "F7"])(
  "a refusal of %s needs its words, not only its status",
  async (row) => {
    const options = { only: [row], ...(row === "F7" && denied) };
    const results = await smoke(["answers in its own words"], options);
    const refusals = results.filter(({ actual }) => actual !== "200");
    expect(refusals.length).toBeGreaterThan(0);
    for (const { actual, verdict } of refusals) {
      expect([actual, verdict]).toEqual([expect.stringMatching(/^4\d\d Go away$/), "mismatch"]);
    }
  },
);

describe("V29, a private API", () => {
  const asked: string[] = [];
  const endpoint = "https://abc123.execute-api.eu-west-1.amazonaws.com/live/smoke-no-such-path";
  const control = "https://apigateway.eu-west-1.amazonaws.com/";
  const offline: Send = () => Promise.reject(Object.assign(new Error("no such name"), { code: "ENOTFOUND" }));
  const answering: Send = () =>
    Promise.resolve({ status: 403, headers: {}, body: '{"message":"Missing Authentication Token"}' });
  const from = (options: Partial<SmokeOptions>): Promise<Result[]> =>
    smoke([], { outputs: { ...outputs, rest_api_id: "abc123" }, ...options }, [restApi, privately]);
  /** What is at the default endpoint, and at the service's own. */
  const internet = (atEndpoint: Send, atControl: Send): Partial<SmokeOptions> => ({
    only: ["V29"],
    send: (request) => {
      asked.push(request.url);
      return (request.url === control ? atControl : atEndpoint)(request);
    },
  });

  beforeEach(() => {
    asked.length = 0;
  });

  test("passes if nobody answers at the default endpoint, and the service answers", async () => {
    const closed = await from(internet(offline, answering));
    expect(closed.map(({ actual, verdict }) => [actual, verdict])).toEqual([["no answer: ENOTFOUND", "as expected"]]);
    expect(asked).toEqual([endpoint, control]);
  });

  test("is not judged if nobody answers at all", async () => {
    const results = await from(internet(offline, offline));
    expect(results.map(({ actual, verdict, why }) => [actual, verdict, why])).toEqual([
      [
        "no answer: ENOTFOUND",
        "not judged",
        "apigateway.eu-west-1.amazonaws.com does not answer either: this machine may have no connection",
      ],
    ]);
  });

  test("passes if the answer is API Gateway's 403, and fails at any other answer", async () => {
    const saying = (message: string) =>
      internet(() => Promise.resolve({ status: 403, headers: {}, body: JSON.stringify({ message }) }), offline);
    expect(verdicts(await from(saying("Forbidden")), "V29")).toEqual(["as expected"]);
    expect(verdicts(await from(saying("Missing Authentication Token")), "V29")).toEqual(["mismatch"]);
  });

  test("fails if it answers", async () => {
    const open: Send = () => Promise.resolve({ status: 404, headers: {}, body: '{"message":"Not Found"}' });
    expect(verdicts(await from(internet(open, answering)), "V29")).toEqual(["mismatch"]);
  });

  test("is for a caller outside the VPC, and every other row for a caller inside the VPC", async () => {
    const { only: _, ...outsider } = internet(offline, answering);
    const outside = await from(outsider);
    expect(outside.filter(({ verdict }) => verdict === "as expected").map(({ row }) => row)).toEqual(["V29"]);
    expect(new Set(outside.filter(({ row }) => row !== "V29" && row !== "F7").map(({ why }) => why))).toEqual(
      new Set(["needs a caller inside the VPC"]),
    );
    const inside = await from({ insideVpc: true });
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
    try {
      await work(`https://127.0.0.1:${(server.address() as AddressInfo).port}`);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  }

  /** As the API answers by its name to who shows a certificate. */
  const certified = { ...options, credentials: { ...credentials, clientCertificate: true } };
  const mutual =
    (url: string, others: Send): Send =>
    (request) =>
      request.clientCertificate || request.url.includes("execute-api")
        ? others(request)
        : networkSend()({ ...request, url });
  const found = (others: Send): Send => {
    const body = '{"message":"Not Found"}';
    return (request) =>
      request.url.includes("execute-api") ? others(request) : Promise.resolve({ status: 404, headers: {}, body });
  };

  test("passes if the handshake is refused, the default endpoint answers 403, and a request with a certificate is accepted", async () => {
    await ending(async (url) => {
      const send = mutual(url, found(defaultEndpoint(403, "Forbidden")));
      const results = await smoke([], { ...certified, send }, [restApi, named]);
      expect(results.map(({ request, expected, actual, verdict }) => [request, expected, actual, verdict])).toEqual([
        [
          "GET /smoke-no-such-path, no client certificate",
          "refused in the TLS handshake",
          "no answer: ECONNRESET",
          "as expected",
        ],
        ["GET /smoke-no-such-path, by the default endpoint", "403 Forbidden", "403 Forbidden", "as expected"],
      ]);
    });
  });

  test("is not judged if no request with a certificate is accepted, or there is no certificate", async () => {
    await ending(async (url) => {
      const closed = mutual(url, defaultEndpoint(403, "Forbidden"));
      for (const [credentialsOfCaller, why] of [
        [
          certified.credentials,
          /^nothing shows that a valid request is accepted: GET \/smoke-no-such-path, .*: 502 no$/,
        ],
        [
          credentials,
          /^nothing shows that a valid request is accepted: GET \/smoke-no-such-path, .*: needs a client certificate$/,
        ],
      ] as const) {
        const results = await smoke(
          ["is always wrong"],
          { ...options, credentials: credentialsOfCaller, send: closed },
          [restApi, named],
        );
        expect(results.map(({ verdict }) => verdict)).toEqual(["not judged", "not judged"]);
        for (const result of results) expect(result.why).toMatch(why);
      }
    });
  });

  test("fails if either admits a caller, or if the default endpoint only lacks the route", async () => {
    const results = await smoke([], { ...certified, send: defaultEndpoint(200, "") }, [restApi, named]);
    expect(results.map(({ verdict }) => verdict)).toEqual(["mismatch", "mismatch"]);
    const send = defaultEndpoint(403, "Missing Authentication Token");
    const lacking = await smoke([], { ...certified, send }, [restApi, named]);
    expect(lacking.at(-1)?.verdict).toBe("mismatch");
  });

  test("an HTTP API's default endpoint that is off answers 404", () => {
    const [endpoint] = byNameAlone(exampleApis(scratch.path, [httpApi]).apis).flatMap(apiCases);
    expect([endpoint?.row, endpoint?.what, endpoint?.expected]).toEqual([
      "V30",
      "by the default endpoint",
      { statuses: [404], messages: ["Not Found"] },
    ]);
  });

  test("a name that does not exist is no refusal", async () => {
    const send: Send = () => Promise.reject(Object.assign(new Error("no such name"), { code: "ENOTFOUND" }));
    const [first] = await smoke([], { ...options, send }, [restApi, named]);
    expect([first?.actual, first?.verdict]).toEqual(["no answer: ENOTFOUND", "mismatch"]);
  });

  test("requests the default endpoint, by id, Region and stage", async () => {
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

  test("every other row has a certificate, or is not sent", async () => {
    const without = await smoke([], { only: ["V12"] }, [restApi, named]);
    expect(without.map(({ why }) => why)).toEqual(["needs a client certificate", "needs a client certificate"]);
    const held = { ...credentials, clientCertificate: true };
    const shown = await smoke([], { only: ["V12"], credentials: held }, [restApi, named]);
    expect(verdicts(shown, "V12")).toEqual(["as expected"]);
  });
});

test("a request without its credential is not sent, names the credential, and does not count as passed", async () => {
  const results = await smoke([], { credentials: {} });
  const needs = (row: Row) =>
    new Set(results.filter((one) => one.row === row && one.verdict === "not sent").map(({ why }) => why));
  expect(needs("V12")).toEqual(new Set(["needs an ID token", "needs an access token"]));
  expect(needs("V13")).toEqual(new Set(["needs an access token"]));
  expect(needs("V17")).toEqual(
    new Set(["needs an access token with scope api/write", "needs an access token with scope api/read"]),
  );
  expect(needs("V28")).toEqual(new Set(["needs AWS credentials to sign with"]));
  expect(needs("F7")).toEqual(
    new Set(["needs a caller at an address that the resource policy denies, 198.51.100.0/24, 2001:db8::/32"]),
  );
  expect(verdicts(results, "V10")).toEqual(["not judged"]);
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

test("a valid request that may change something is sent only with the option", async () => {
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

test("V18 comes last, tests the narrowest limit, and sends at most twice the limit plus ten", async () => {
  const results = await smoke(["ignores the throttle"]);
  expect(results.slice(-2).map(({ request, actual, verdict }) => [request, actual, verdict])).toEqual([
    ["GET /secure, over 3/s, burst 2", "20 requests: 200 (20)", "mismatch"],
    ["GET /orders/{id}, over 2/s, burst 3", "20 requests: 200 (20)", "mismatch"],
  ]);
});

test("V18 is not sent if the limit needs more requests than smoke sends", async () => {
  const stage = { name: "$default", api_id: "${aws_apigatewayv2_api.http_api.id}" };
  const wide = { default_route_settings: { throttling_rate_limit: 10_000, throttling_burst_limit: 5000 } };
  const results = await smoke([], { only: ["V18"] }, [
    httpApi,
    { aws_apigatewayv2_stage: { default: { ...stage, ...wide } } },
  ]);
  expect(results.map(({ why }) => why)).toEqual(["may take 30010 requests; 500 are the most that are sent"]);
  expect(gateways[0]?.requests).toEqual([]);
});

test("V18 requires API Gateway's own 429: a web ACL that limits the rate answers with the same status", async () => {
  const right = await smoke([], { only: ["V18"] });
  for (const { expected, actual, verdict } of right) {
    expect(expected).toBe("429 Too Many Requests or Limit Exceeded");
    expect(actual).toMatch(/^\d+ requests: .*429 Too Many Requests \(\d+\)/);
    expect(verdict).toBe("as expected");
  }
  const limited = await smoke(["is behind a rate limit"], { only: ["V18"] });
  expect(limited.map(({ actual, verdict }) => [actual, verdict])).toEqual([
    [expect.stringMatching(/^20 requests: .*429 Slow down \(\d+\)/), "mismatch"],
    [expect.stringMatching(/^20 requests: .*429 Slow down \(\d+\)/), "mismatch"],
  ]);
});

test("after the time nothing more is sent, and the remaining requests count as mismatches", async () => {
  const results = await smoke([], { secondsAtMost: -1 });
  expect(new Set(results.map(({ verdict, why }) => `${verdict}: ${why ?? ""}`))).toEqual(
    new Set(["mismatch: the -1 s ended before the request was sent"]),
  );
  expect(gateways[0]?.requests).toEqual([]);
});

test("no outcome has a secret, whatever the API or the network answers", async () => {
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
