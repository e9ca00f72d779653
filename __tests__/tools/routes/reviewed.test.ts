import { type Review, review } from "../../../tools/routes/reviewed";
import { markdown } from "../../../tools/routes/markdown";
import { type Scratch, scratchFolder } from "../../../tools/shared/scratch";
import { environmentApis } from "../../../tools/apis/environment";
import {
  departures,
  exampleApis,
  httpApi,
  layersWith,
  merged,
  named,
  privately,
  restApi,
  writtenStacks,
  type Resources,
} from "../apis/example-environment";

let scratch: Scratch;

beforeEach(() => {
  scratch = scratchFolder("test");
});

afterEach(() => {
  scratch.remove();
});

const reviewOf = (...rest: [edge?: Parameters<typeof exampleApis>[1], listed?: typeof departures]): Review =>
  review(exampleApis(scratch.path, ...rest));

const reasonFor = (path: string) => ({ path, reason: "a page for everybody", until: "2027-01-31" });

const openRoute = (...reasons: typeof departures): Review =>
  reviewOf(
    [
      merged(restApi, {
        aws_api_gateway_method: {
          get_hello: { ...restApi["aws_api_gateway_method"]?.["get_hello"], authorization: "NONE" },
        },
      }),
    ],
    [...departures, ...reasons],
  );

/** The example with the route of unknown paths made another one, which is as open. */
const withAnswer = (method: string, integration: object): Review =>
  reviewOf([
    merged(restApi, {
      aws_api_gateway_method: {
        any_unknown: { ...restApi["aws_api_gateway_method"]?.["any_unknown"], http_method: method },
      },
      aws_api_gateway_integration: {
        any_unknown: {
          ...restApi["aws_api_gateway_integration"]?.["any_unknown"],
          http_method: method,
          ...integration,
        },
      },
    }),
  ]);
const mock = (statusCode: number) => ({ request_templates: { "application/json": JSON.stringify({ statusCode }) } });

test("shows the callers and the credential of every route", () => {
  expect(reviewOf().routes.map(({ kind, route, caller, token }) => [kind, route, caller, token])).toEqual([
    [
      "HTTP",
      "GET /secure",
      "clients shop-web, shop-machine of shop-users",
      "access token, scope api/read, in Authorization",
    ],
    ["HTTP", "GET /mine", "clients shop-web, shop-machine of shop-users", "access or ID token, in Authorization"],
    ["REST", "GET /hello", "users of pool shop-users", "ID token, in Authorization"],
    ["REST", "POST /orders", "users of pool shop-users", "access token, scope api/write, in Authorization"],
    ["REST", "GET /orders/{id}", "users of pool shop-users", "access token, scope api/read, in Authorization"],
    ["REST", "GET /internal", "IAM principals with execute-api:Invoke on the route", "Signature Version 4"],
    [
      "REST",
      "GET /partner",
      "callers that function shop-authorizer admits",
      "what is in Authorization (TOKEN authorizer)",
    ],
    ["REST", "ANY /{proxy+}", "anybody", "none"],
  ]);
});

test("shows the API key, the limits, the checks and the integration of every route", () => {
  const { routes } = reviewOf();
  expect(
    routes.map(({ apiKey, limits, validation, integration }) => [apiKey, limits, validation, integration]),
  ).toEqual([
    [false, ["route: 3/s, burst 2"], [], "function shop-secure"],
    [false, ["stage: 20/s, burst 10"], [], "function shop-secure"],
    [false, ["stage: 50/s, burst 25"], ["query id"], "function shop-hello"],
    [
      true,
      ["stage: 50/s, burst 25", "plan shop-standard: 10/s, burst 20, 1000 a day"],
      ["body"],
      "function shop-hello, by templates",
    ],
    [true, ["route: 6/s, burst 5", "plan shop-standard: 2/s, burst 3, 1000 a day"], [], "function shop-hello"],
    [false, ["stage: 50/s, burst 25"], [], "function shop-hello"],
    [false, ["stage: 50/s, burst 25"], [], "function shop-hello"],
    [false, ["stage: 50/s, burst 25"], [], "mock 404"],
  ]);
});

test("tells the firewall, or why there is none", () => {
  expect(new Set(reviewOf().routes.map(({ kind, firewall }) => `${kind} ${firewall}`))).toEqual(
    new Set(["HTTP none: an HTTP API cannot have a web ACL; CloudFront in front of the API can", "REST shop-edge-api"]),
  );
  const { aws_wafv2_web_acl_association: _, ...bare } = restApi;
  expect(reviewOf([bare]).routes[0]?.firewall).toBe("none");
});

test("tells where an API is reached", () => {
  const at = (edge: Parameters<typeof exampleApis>[1]) => reviewOf(edge).routes[0]?.reachableAt;
  expect(at([restApi])).toEqual(["default endpoint"]);
  expect(at([restApi, named])).toEqual(["api.example.com (mutual TLS)", "default endpoint off"]);
  expect(at([restApi, privately])).toEqual(["default endpoint, from the VPC alone"]);
  const { aws_api_gateway_stage: _, ...withoutStage } = restApi;
  expect(at([withoutStage])).toEqual(["nowhere: the API has no stage"]);
});

test("gives every departure once: beside its route, or below", () => {
  const { routes, departures: others } = openRoute(reasonFor("edge.restApi.routes[GET /hello].authorizer"));
  expect(routes.flatMap((route) => route.departures.map(({ path }) => [route.route, path]))).toEqual([
    ["GET /hello", "edge.restApi.routes[GET /hello].authorizer"],
  ]);
  expect(others.map(({ path }) => path)).toEqual([
    "edge.restApi.accountRole",
    "identity.userPool.clients.passwordSignIn",
  ]);
});

const unreasoned = ({ routes }: Review) => routes.filter((route) => route.unreasoned).map(({ route }) => route);
const harmless = ({ routes }: Review) =>
  routes.flatMap((route) => (route.harmless === undefined ? [] : [[route.route, route.harmless]]));

test("a route without an authorizer is without a reason until a departure gives a reason", () => {
  expect(unreasoned(openRoute())).toEqual(["GET /hello"]);
  expect(unreasoned(openRoute(reasonFor("edge.restApi.routes[GET /hello].authorizer")))).toEqual([]);
});

test.each([
  "edge.restApi.routes[GET /hello].body",
  "edge.restApi.routes[GET /hello/all].authorizer",
  "edge.restApi.routes[POST /hello].authorizer",
  "edge.httpApi.routes[GET /hello].authorizer",
  "edge.restApi.authorizer",
])("a reason for %s is no reason for GET /hello", (path) => {
  expect(unreasoned(openRoute(reasonFor(path)))).toEqual(["GET /hello"]);
});

test("a mock that answers 404 calls nothing, whatever the method, and needs no departure", () => {
  const reason = "answers 404 to every unknown path, and calls nothing";
  for (const method of ["ANY", "GET", "OPTIONS"]) {
    const found = withAnswer(method, mock(404));
    expect([unreasoned(found), harmless(found)]).toEqual([[], [[`${method} /{proxy+}`, reason]]]);
  }
});

test.each([200, 204, 299])("a mock that answers OPTIONS with %d is a preflight, and needs no departure", (status) => {
  const found = withAnswer("OPTIONS", mock(status));
  const reason = "answers a browser's preflight, and calls nothing";
  expect([unreasoned(found), harmless(found)]).toEqual([[], [["OPTIONS /{proxy+}", reason]]]);
});

test.each<[string, object]>([
  ["ANY", mock(200)],
  ["ANY", mock(403)],
  ["GET", mock(204)],
  ["ANY", { request_templates: { "application/json": '{"statusCode": 404}', "text/plain": '{"statusCode": 200}' } }],
  ["ANY", { request_templates: { "application/json": '#if($x){"statusCode": 404}#else{"statusCode": 200}#end' } }],
  ["OPTIONS", mock(199)],
  ["OPTIONS", mock(302)],
  ["OPTIONS", mock(500)],
  ["ANY", { type: "AWS_PROXY", uri: "${data.terraform_remote_state.compute.outputs.hello_alias_arn}" }],
  ["OPTIONS", { type: "AWS_PROXY", uri: "${data.terraform_remote_state.compute.outputs.hello_alias_arn}" }],
  ["OPTIONS", { type: "HTTP_PROXY", uri: "https://example.com" }],
])("%s of %j has no reason of its own", (method, answer) => {
  const found = withAnswer(method, answer);
  expect([unreasoned(found), harmless(found)]).toEqual([[`${method} /{proxy+}`], []]);
});

test("a departure's reason replaces a mock's built-in reason", () => {
  const written = reasonFor("edge.restApi.routes[ANY /{proxy+}].authorizer");
  const found = openRoute(written);
  expect(harmless(found)).toEqual([]);
  expect(found.routes.find(({ route }) => route === "ANY /{proxy+}")?.departures).toEqual([written]);
});

test("the Markdown has a line for each route, and capitals for a route without a reason", () => {
  const text = markdown(openRoute());
  expect(text.split("\n").filter((line) => /^\| (HTTP|REST) /.test(line))).toHaveLength(6);
  expect(text).toContain("**1 without an authorizer and without a reason:**\n\n- `GET /hello` of shop-rest\n");
  expect(text).toContain("| REST shop-rest | `GET /hello` | **ANYBODY, AND NO REASON IS GIVEN** |");
  expect(markdown(reviewOf())).not.toMatch(/ANYBODY|without a reason/);
});

test("the Markdown shows a route's departure with its reason, and explains which token a route accepts", () => {
  const text = markdown(openRoute(reasonFor("edge.restApi.routes[GET /hello].authorizer")));
  expect(text).toContain("| function shop-hello | authorizer: a page for everybody (until 2027-01-31) |");
  expect(text).toContain("| mock 404 | answers 404 to every unknown path, and calls nothing |");
  expect(text).toContain("| `edge.restApi.accountRole` | another environment has it | 2027-01-31 |");
  expect(text).toMatch(/Without scopes: the ID token.*With scopes: the access token/);
  expect(markdown(reviewOf([httpApi]))).not.toContain("On a REST API");
});

test("an environment without an API says so", () => {
  expect(markdown(reviewOf([]))).toBe("# shop: routes\n\nThe environment has no API.\n");
});

describe("an HTTP API behind CloudFront", () => {
  const inFront: Resources = {
    aws_wafv2_web_acl: { http_api_distribution_web_acl: { name: "shop-edge-http-api-edge" } },
    aws_cloudfront_distribution: {
      edge_http_api: {
        origin: [{ domain_name: "${aws_apigatewayv2_api.http_api.id}.execute-api.eu-west-1.amazonaws.com" }],
        web_acl_id: "${aws_wafv2_web_acl.http_api_distribution_web_acl.arn}",
      },
    },
    aws_apigatewayv2_route: {
      ...httpApi["aws_apigatewayv2_route"],
      get_mine: { ...httpApi["aws_apigatewayv2_route"]?.["get_mine"], authorization_type: "NONE" },
    },
  };
  const asking = { ORIGIN_SECRET_ARN: "arn", ORIGIN_HEADER_NAME: "x-origin-verify" };
  const none = { path: "edge.originProtection.httpApi", reason: "callers of before are moved one by one" };
  const open = { path: "edge.httpApi.routes[GET /mine].authorizer", reason: "a page for everybody" };
  const reviewed = (variables: Readonly<Record<string, string>>, ...listed: typeof departures): Review => {
    const layers = layersWith(httpApi, inFront);
    const { resource = {} } = layers["compute"] ?? {};
    const lambda = { ...resource["aws_lambda_function"]?.["secure_function"], environment: { variables } };
    const compute = {
      ...layers["compute"],
      resource: merged(resource, { aws_lambda_function: { secure_function: lambda } }),
    };
    const [found] = environmentApis(writtenStacks(scratch.path, { ...layers, compute }, [open, ...listed]));
    if (found === undefined) throw new Error("the example has an environment");
    return review(found);
  };
  const past = ({ routes }: Review) =>
    routes.map(({ route, firewall, pastEdge }) => [route, firewall, pastEdge?.answers, pastEdge?.unreasoned]);
  const firewall = "shop-edge-http-api-edge, at CloudFront";

  test("past CloudFront, API Gateway's authorizer refuses first, and then a function that requires the header", () => {
    const found = reviewed(asking);
    expect(past(found)).toEqual([
      ["GET /secure", firewall, "the authorizer's refusals", false],
      ["GET /mine", firewall, "the function's 403", false],
    ]);
    const text = markdown(found);
    expect(text).toContain(
      "**Reachable past the edge firewall: the authorizer's refusals, 401 and 403, and the function's 403 to a valid token:**\n\n- `GET /secure` of shop-http\n",
    );
    expect(text).toContain("**Reachable past the edge firewall: the function's 403:**\n\n- `GET /mine` of shop-http\n");
    expect(text).toContain("- Past CloudFront an HTTP API also answers preflights");
  });

  test.each<Readonly<Record<string, string>>>([{}, { ORIGIN_HEADER_NAME: "x-origin-verify" }])(
    "a route whose function does not require the header is reachable past CloudFront, and needs a reason: %j",
    (variables) => {
      expect(past(reviewed(variables)).map(([, , ...what]) => what)).toEqual([
        ["the route", true],
        ["the route", true],
      ]);
      expect(markdown(reviewed(variables))).toContain(
        "**Reachable past the edge firewall, and no reason is given:**\n\n- `GET /secure` of shop-http\n- `GET /mine` of shop-http\n",
      );
      const reasoned = reviewed(variables, none);
      expect(past(reasoned).map(([, , ...what]) => what)).toEqual([
        ["the route", false],
        ["the route", false],
      ]);
      const text = markdown(reasoned);
      expect(text).toContain("**Reachable past the edge firewall, by a departure:**");
      expect(text).toContain("| `edge.originProtection.httpApi` | callers of before are moved one by one |");
    },
  );

  test("without CloudFront no route is reachable past the edge", () => {
    expect(reviewOf([httpApi]).routes.map(({ pastEdge }) => pastEdge)).toEqual([undefined, undefined]);
    expect(markdown(reviewOf([httpApi]))).not.toMatch(/past/i);
  });
});
