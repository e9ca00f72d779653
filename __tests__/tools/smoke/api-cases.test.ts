import { answerOf, badRequest } from "../../../functions/query-player/answer";
import { lab } from "../../support/example-records/lab";
import type { LabStep } from "../../../stacks/environments/schema/lab";
import { type Scratch, scratchFolder } from "../../../tools/shared/scratch";
import type { HttpRequest, Send } from "../../../tools/smoke/http";
import type { Result } from "../../../tools/smoke/result";
import { runSmoke } from "../../../tools/smoke/run";
import { environmentApis } from "../../../tools/apis/environment";
import {
  exampleApis,
  httpApi,
  layersWith,
  merged,
  restApi,
  writtenStacks,
  type Resources,
} from "../apis/example-environment";
import { tokens } from "./gateway";
import { apisOf, text } from "./smoked-environment";

let scratch: Scratch;

beforeEach(() => {
  scratch = scratchFolder("test");
});

afterEach(() => {
  scratch.remove();
});

const edge = "api.example.com";
const origin = "origin-api.example.com";
const value = "the-value-that-the-origin-knows";
const rows = ["V4", "V5", "V6", "V7", "V9", "V15", "V22"] as const;

/** What the stand-in leaves out. */
type Fault =
  | "blocks everybody"
  | "lets SQL through"
  | "serves plain HTTP"
  | "takes any value"
  | "takes no value"
  | "takes the viewer's value";

/** What CloudFront shows where its web ACL blocks. */
const page =
  "<H1>403 ERROR</H1><H2>The request could not be satisfied.</H2>Request blocked. We can't connect to the server.";

const words = (status: number, message: string) => ({
  status,
  headers: {},
  body: JSON.stringify({ message }),
});

/** A distribution, the web ACL behind it that asks for its header, and an API whose routes let in an ID token. */
function behindCloudFront(...faults: readonly Fault[]): Send {
  const has = (fault: Fault) => faults.includes(fault);
  const atTheOrigin = ({ headers, url }: HttpRequest, sent: string | undefined) => {
    const known = sent === value || has("takes no value") || (has("takes any value") && sent !== undefined);
    if (!known || has("blocks everybody")) return words(403, "Forbidden");
    if (url.endsWith("/smoke-no-such-path")) return words(404, "Not Found");
    const shown = headers["Authorization"] ?? "";
    return shown === "" || Object.values(tokens).some((token) => shown === `Bearer ${token}`)
      ? words(200, "hello")
      : words(401, "Unauthorized");
  };
  return (request) => {
    const { protocol, host, searchParams } = new URL(request.url);
    const own = request.headers["x-origin-verify"];
    if (protocol === "http:" && !has("serves plain HTTP")) return Promise.resolve(words(301, "moved"));
    if (/UNION/.test(searchParams.get("id") ?? "") && !has("lets SQL through")) {
      return Promise.resolve(host === origin ? words(403, "Forbidden") : { status: 403, headers: {}, body: page });
    }
    if (host === origin) return Promise.resolve(atTheOrigin(request, own));
    return Promise.resolve(atTheOrigin(request, has("takes the viewer's value") ? (own ?? value) : value));
  };
}

const rule = [
  {
    action: { block: {} },
    statement: {
      not_statement: {
        statement: [
          { regex_pattern_set_reference_statement: { field_to_match: { single_header: { name: "x-origin-verify" } } } },
        ],
      },
    },
  },
  {
    override_action: { none: {} },
    statement: { managed_rule_group_statement: { name: "AWSManagedRulesSQLiRuleSet" } },
  },
];
const guarded = {
  ...restApi,
  aws_wafv2_web_acl: { api: { name: "shop-edge-api", rule }, edge: { name: "shop-edge-api-edge", rule: [rule[1]] } },
  aws_cloudfront_distribution: {
    edge_api: { origin: [{ domain_name: origin }], web_acl_id: "${aws_wafv2_web_acl.edge.arn}" },
  },
  aws_api_gateway_domain_name: { known: { domain_name: edge }, origin: { domain_name: origin } },
  aws_api_gateway_base_path_mapping: {
    known: {
      api_id: "${aws_api_gateway_rest_api.rest_api.id}",
      domain_name: "${aws_api_gateway_domain_name.known.domain_name}",
    },
    origin: {
      api_id: "${aws_api_gateway_rest_api.rest_api.id}",
      domain_name: "${aws_api_gateway_domain_name.origin.domain_name}",
    },
  },
};

function smoke(
  faults: readonly Fault[] = [],
  edgeResources: object = guarded,
  send = behindCloudFront(...faults),
): Promise<Result[]> {
  return runSmoke({
    environment: exampleApis(scratch.path, [edgeResources as typeof restApi]),
    outputs: { rest_api_url: `https://${edge}` },
    send,
    credentials: { idToken: tokens.id, accessTokens: [tokens.user, tokens.machine] },
    only: rows,
  });
}

const verdicts = (results: readonly Result[]) => results.map(({ row, verdict }) => [row, verdict]);

test("shows that CloudFront is the one way in", async () => {
  const results = await smoke();
  expect(verdicts(results)).toEqual(rows.map((row) => [row, "as expected"]));
  expect(results.map(({ request, actual }) => [request, actual])).toEqual([
    ["GET /smoke-no-such-path, through CloudFront", "404 Not Found"],
    ["GET /smoke-no-such-path, past CloudFront", "403 Forbidden"],
    ["GET /smoke-no-such-path, past CloudFront, with a made-up x-origin-verify", "403 Forbidden"],
    ["GET /smoke-no-such-path, through CloudFront, with a made-up x-origin-verify", "404 Not Found"],
    ["GET /hello, SQL in id", '403 "Request blocked"'],
    ["GET /partner, past CloudFront, with a valid token", "403 Forbidden"],
    ["GET /smoke-no-such-path, plain HTTP", "301"],
  ]);
});

test.each<[Fault, readonly string[]]>([
  ["takes no value", ["V5", "V6", "V15"]],
  ["takes any value", ["V6"]],
  ["takes the viewer's value", ["V7"]],
  ["lets SQL through", ["V9"]],
  ["serves plain HTTP", ["V22"]],
])("finds what %s", async (fault, wrong) => {
  const results = await smoke([fault]);
  expect(results.filter(({ verdict }) => verdict !== "as expected").map(({ row, verdict }) => [row, verdict])).toEqual(
    wrong.map((row) => [row, "mismatch"]),
  );
});

test("a firewall that blocks everybody proves nothing", async () => {
  const passed = (await smoke(["blocks everybody"])).filter(({ verdict }) => verdict === "as expected");
  expect(passed).toEqual([]);
});

test("a page in other words is not the firewall's", async () => {
  const send: Send = async (request) => {
    const answer = await behindCloudFront()(request);
    return { ...answer, body: answer.body.replace("Request blocked", "Bad request") };
  };
  const [sql] = (await smoke([], guarded, send)).filter(({ row }) => row === "V9");
  expect([sql?.expected, sql?.actual, sql?.verdict]).toEqual([
    '403 "Request blocked"',
    "403 in other words",
    "mismatch",
  ]);
});

test("sends nothing to an API without the header and without such rules", async () => {
  expect(await smoke([], restApi)).toEqual([]);
});

describe("an HTTP API, whose functions ask for the header", () => {
  const ofApi = { api_id: "${aws_apigatewayv2_api.http_api.id}" };
  const names = { known: { domain_name: edge }, origin: { domain_name: origin } };
  const inFront: Resources = {
    aws_wafv2_web_acl: { edge: { name: "shop-edge-http-api-edge" } },
    aws_cloudfront_distribution: {
      edge_http_api: { origin: [{ domain_name: origin }], web_acl_id: "${aws_wafv2_web_acl.edge.arn}" },
    },
    aws_apigatewayv2_domain_name: names,
    aws_apigatewayv2_api_mapping: Object.fromEntries(
      Object.keys(names).map((name) => [
        name,
        { ...ofApi, domain_name: `\${aws_apigatewayv2_domain_name.${name}.domain_name}` },
      ]),
    ),
  };

  /** The authorizer decides first, then the function. */
  const sender =
    (asks: boolean, seen: HttpRequest[]): Send =>
    (request) => {
      seen.push(request);
      const { protocol, host } = new URL(request.url);
      if (protocol === "http:") return Promise.resolve(words(301, "moved"));
      const sent = host === origin ? request.headers["x-origin-verify"] : value;
      const shown = request.headers["Authorization"] ?? "";
      const isKnown = Object.values(tokens).some((token) => shown === `Bearer ${token}`);
      if (!isKnown) return Promise.resolve(words(401, "Unauthorized"));
      return Promise.resolve(asks && sent !== value ? words(403, "Forbidden") : words(200, "hello"));
    };
  const smokeHttp = (asks: boolean, seen: HttpRequest[] = []) => {
    const layers = layersWith(httpApi, inFront);
    const { resource = {} } = layers["compute"] ?? {};
    const variables = { ORIGIN_SECRET_ARN: "arn", ORIGIN_HEADER_NAME: "x-origin-verify" };
    const lambda = { ...resource["aws_lambda_function"]?.["secure_function"], environment: { variables } };
    const compute = {
      ...layers["compute"],
      resource: merged(resource, { aws_lambda_function: { secure_function: lambda } }),
    };
    const [environment] = environmentApis(writtenStacks(scratch.path, { ...layers, compute }));
    if (environment === undefined) throw new Error("the example has an environment");
    return runSmoke({
      environment,
      outputs: { http_api_url: `https://${edge}` },
      send: sender(asks, seen),
      credentials: { idToken: tokens.id, accessTokens: [tokens.user, tokens.machine] },
      only: rows,
    });
  };

  test("is requested past CloudFront with a valid token, since its authorizer decides first", async () => {
    const seen: HttpRequest[] = [];
    const results = await smokeHttp(true, seen);
    expect(results.map(({ row, verdict, actual }) => [row, verdict, actual])).toEqual([
      ["V4", "as expected", "200"],
      ["V5", "as expected", "403 Forbidden"],
      ["V6", "as expected", "403 Forbidden"],
      ["V7", "as expected", "200"],
      ["V22", "as expected", "301"],
    ]);
    const inPlainText = seen.filter(({ url }) => url.startsWith("http:"));
    expect(inPlainText.map(({ headers }) => headers["Authorization"])).toEqual([undefined]);
  });

  test("finds a function that answers past CloudFront", async () => {
    const wrong = (await smokeHttp(false)).filter(({ verdict }) => verdict === "mismatch");
    expect(wrong.map(({ row }) => row)).toEqual(["V5", "V6"]);
  });
});

describe("the lab's route, which looks players up", () => {
  const place = "https://abc.execute-api.us-east-1.amazonaws.com/Dev";
  const first = '["My favorite player is Lionel Messi"]';
  const all = '["My favorite player is Lionel Messi","My favorite player is Cristiano Ronaldo"]';
  const refusal = JSON.stringify({ message: "give id, a number of 1 to 9 digits, once" });

  /** As the function answers, where nothing stands before it. */
  const answering =
    (toInjection: Awaited<ReturnType<Send>>, toOne = text(200, first)): Send =>
    ({ url }) => {
      const id = new URL(url).searchParams.get("id");
      if (id === null) return Promise.resolve(words(400, "Missing required request parameters: [id]"));
      return Promise.resolve(id === "1" ? toOne : toInjection);
    };
  const judged = async (send: Send, step: LabStep = "base") => {
    const record = { ...lab, lab: { step, signInPrefix: "example-palisade-lab" } };
    const results = await runSmoke({
      environment: { apis: apisOf(record) },
      outputs: { rest_api_url: place },
      send,
      credentials: { idToken: tokens.id },
      only: ["V1", "V2", "V8", "V9"],
    });
    return results.map(({ row, request, actual, verdict, why }) =>
      [row, request, actual, verdict, why].filter(Boolean).join("; "),
    );
  };

  test("answers with one player, and 400 to SQL in the id", async () => {
    expect(await judged(answering(text(400, refusal)))).toEqual([
      "V1; GET /, as anybody may send it; 200 with the first player; as expected",
      "V2; GET /, without id; 400 Missing required request parameters: [id]; as expected",
      "V8; GET /, SQL in id; 400 give id, a number of 1 to 9 digits, once; as expected",
    ]);
  });

  test.each<[string, Send, readonly string[]]>([
    ["answers SQL with every player, as the original did", answering(text(200, all)), ["V8"]],
    ["answers SQL with 400 of somebody else", answering(words(400, "Bad Request")), ["V8"]],
    ["answers with another player", answering(text(400, refusal), text(200, all)), ["V1"]],
  ])("is found where it %s", async (_, send, wrong) => {
    const lines = await judged(send);
    expect(lines.filter((line) => line.includes("; mismatch")).map((line) => line.split(";")[0])).toEqual(wrong);
  });

  test("a refusal of SQL proves nothing if every request is refused", async () => {
    const down = answering(text(400, refusal), text(503, '{"message":"Service Unavailable"}'));
    expect((await judged(down)).at(-1)).toContain("not judged; nothing shows that a valid request is accepted");
  });

  test.each<[LabStep, readonly string[]]>([
    ["base", ["V1", "V2", "V8"]],
    ["edgeOnly", ["V1", "V2", "V8"]],
    ["firewall", ["V1", "V2", "V9"]],
    ["signedIn", ["V2", "V9"]],
  ])("sends at step %s the rows %j", async (step, asked) => {
    const lines = await judged(answering(text(400, refusal)), step);
    expect([...new Set(lines.map((line) => line.split(";")[0]))]).toEqual(asked);
  });

  test("the words that smoke expects are the function's own", () => {
    expect(badRequest).toMatchObject({ statusCode: 400, body: refusal });
    expect(answerOf(["Lionel Messi"])).toMatchObject({ statusCode: 200, body: first });
  });
});
