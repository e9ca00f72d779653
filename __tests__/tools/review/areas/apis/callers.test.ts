import { apis } from "../../../../../tools/review/areas/apis";
import { type PlannedResource, findIn, lineOf, planOf } from "../../../../support/plans";

const linesOf = (...resources: readonly PlannedResource[]) => findIn(apis, planOf(resources)).map(lineOf);

const key = { id: "key1", name: "acme", enabled: true, value: "made-for-the-test-alone-1" };
const plan = { id: "plan1", name: "partners", api_stages: [{ api_id: "api1", stage: "v1", throttle: [] }] };
const membership = { id: "key1", key_id: "key1", key_type: "API_KEY", usage_plan_id: "plan1" };

test("a key that is made anew ends the old one, and neither is shown", () => {
  const after = { name: "acme", enabled: true };
  const references = { key_id: ["aws_api_gateway_api_key.acme.id", "aws_api_gateway_api_key.acme"] };
  const member = { key_type: "API_KEY", usage_plan_id: "plan1" };
  const found = findIn(
    apis,
    planOf([
      {
        address: "aws_api_gateway_api_key.acme",
        before: key,
        after,
        unknown: { id: true, value: true },
        sensitive: { value: true },
        actions: ["delete", "create"],
      },
      { address: "aws_api_gateway_usage_plan.partners", before: plan, after: plan },
      {
        address: "aws_api_gateway_usage_plan_key.acme",
        before: membership,
        after: member,
        unknown: { key_id: true },
        references,
        actions: ["delete", "create"],
      },
    ]),
  );
  expect(found.map(lineOf)).toEqual(["downtime, weaker: API key acme: a key → another key"]);
  expect(JSON.stringify(found.map(({ place: _, ...said }) => said))).not.toContain("made-for-the-test");
});

test("a key that leaves its plan is refused, and one that joins is let in", () => {
  const address = "aws_api_gateway_usage_plan_key.acme";
  expect([linesOf({ address, before: membership }), linesOf({ address, after: membership })]).toEqual([
    ["downtime, weaker: usage plan key acme"],
    ["privilege gained, weaker: usage plan key acme"],
  ]);
});

test("a plan that is deleted ends its keys, and says its members", () => {
  const found = findIn(
    apis,
    planOf([
      { address: "aws_api_gateway_usage_plan.partners", before: plan },
      { address: "aws_api_gateway_usage_plan_key.acme", before: membership },
    ]),
  );
  expect(found.map(lineOf)).toEqual(["downtime, weaker: usage plan partners"]);
  expect(found.flatMap(({ alsoSays = [] }) => alsoSays.map(({ address }) => address))).toEqual([
    "aws_api_gateway_usage_plan_key.acme",
  ]);
});

test("a limit of 0 refuses every call", () => {
  const settings = (rate: number) => ({
    id: "all",
    rest_api_id: "api1",
    stage_name: "v1",
    method_path: "*/*",
    settings: [{ throttling_rate_limit: rate, throttling_burst_limit: 50 }],
  });
  const rest = "aws_api_gateway_method_settings.all";
  const http = (limits: object) => ({ id: "s", api_id: "api2", name: "$default", default_route_settings: [limits] });
  const throttled = (rate: number) => ({ ...plan, throttle_settings: [{ rate_limit: rate, burst_limit: 20 }] });
  const partners = "aws_api_gateway_usage_plan.partners";
  const stage = "aws_apigatewayv2_stage.default";
  const limits = { throttling_rate_limit: 100, throttling_burst_limit: 50 };
  expect([
    linesOf({ address: rest, before: settings(100), after: settings(0) }),
    linesOf({ address: rest, before: settings(0), after: settings(100) }),
    linesOf({ address: partners, before: throttled(10), after: throttled(0) }),
    linesOf({ address: stage, before: http(limits), after: http({ throttling_burst_limit: 50 }) }),
  ]).toEqual([
    ["downtime, weaker: REST API method settings v1, every method, requests per second: 100 → 0"],
    ["downtime, stronger: REST API method settings v1, every method, requests per second: 0 → 100"],
    ["downtime, weaker: usage plan partners, requests per second: 10 → 0"],
    ["downtime, weaker: HTTP API stage $default, every route, requests per second: 100 → 0"],
  ]);
});

test("an authorizer's function in another account decides elsewhere, also in a new authorizer", () => {
  const own = { id: "k", arn: "arn:aws:kms:eu-west-1:123456789012:key/k" };
  const custom = (account: string) => ({
    id: "a1",
    name: "custom",
    rest_api_id: "api1",
    type: "TOKEN",
    authorizer_uri: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:${account}:function:check/invocations`,
  });
  const address = "aws_api_gateway_authorizer.custom";
  const key = { address: "aws_kms_key.own", before: own, after: own };
  const [here, there] = [custom("123456789012"), custom("999988887777")];
  const place = "REST API authorizer custom, function that decides";
  expect([linesOf(key, { address, before: here, after: there }), linesOf(key, { address, after: there })]).toEqual([
    [`exposure, weaker: ${place}: check of account 123456789012 → check of account 999988887777`],
    [`exposure, weaker: ${place}: nothing → check of account 999988887777`],
  ]);
  expect(linesOf(key, { address, after: here })).toEqual([]);
});

test("a stage more is open to the keys of a plan", () => {
  const more = { ...plan, api_stages: [...plan.api_stages, { api_id: "api2", stage: "v1", throttle: [] }] };
  expect(linesOf({ address: "aws_api_gateway_usage_plan.partners", before: plan, after: more })).toEqual([
    "exposure, weaker: usage plan partners, stages of the plan: nothing → api2, stage v1",
  ]);
});

test("a quota of another period is compared by the day", () => {
  const quota = (limit: number, period: string) => ({ ...plan, quota_settings: [{ limit, offset: 0, period }] });
  const address = "aws_api_gateway_usage_plan.partners";
  expect(linesOf({ address, before: quota(1000, "DAY"), after: quota(7000, "WEEK") })).toEqual([]);
  expect(linesOf({ address, before: quota(1000, "DAY"), after: quota(9000, "WEEK") })).toEqual([
    "guard lost, weaker: usage plan partners, quota: 1000 a day → 9000 a week",
  ]);
});

test("an issuer that is another one lets other tokens in", () => {
  const jwt = (issuer: string) => ({
    id: "a1",
    name: "jwt",
    api_id: "api1",
    authorizer_type: "JWT",
    jwt_configuration: [{ audience: ["web"], issuer }],
  });
  const address = "aws_apigatewayv2_authorizer.jwt";
  expect(linesOf({ address, before: jwt("https://one.example.com"), after: jwt("https://two.example.com") })).toEqual([
    "exposure, cannot tell: HTTP API authorizer jwt, issuer: https://one.example.com → https://two.example.com",
  ]);
});

test("a token that is taken from another place locks callers out, and one in the address is kept in logs", () => {
  const jwt = (source: string) => ({
    id: "a1",
    name: "jwt",
    api_id: "api1",
    authorizer_type: "JWT",
    identity_sources: [source],
  });
  const address = "aws_apigatewayv2_authorizer.jwt";
  const [usual, other, query] = ["header.Authorization", "header.X-Token", "querystring.token"].map((one) =>
    jwt(`$request.${one}`),
  );
  const place = "HTTP API authorizer jwt, place of the token: $request.header.Authorization";
  expect([
    linesOf({ address, before: usual ?? {}, after: other ?? {} }),
    linesOf({ address, before: usual ?? {}, after: query ?? {} }),
  ]).toEqual([
    [`downtime, weaker: ${place} → $request.header.X-Token`],
    [`exposure, weaker: ${place} → $request.querystring.token`],
  ]);
});

test("an origin that stands for all is told as all", () => {
  const api = (origin: string) => ({ id: "api1", name: "http", cors_configuration: [{ allow_origins: [origin] }] });
  const before = api("https://app.example.com");
  const meanings = (origin: string) =>
    findIn(apis, planOf([{ address: "aws_apigatewayv2_api.http", before, after: api(origin) }]))
      .filter(({ direction }) => direction === "weaker")
      .map(({ meaning }) => meaning);
  expect([...meanings("https://*"), ...meanings("*"), ...meanings("https://*.example.com")]).toEqual([
    "Pages of every origin may read the API's answers in a browser.",
    "Pages of every origin may read the API's answers in a browser.",
    "Pages of this origin may read the API's answers in a browser.",
  ]);
});

const answer = (name: string, origin: string) => ({
  id: name,
  rest_api_id: "api1",
  response_type: name,
  response_parameters: { "gatewayresponse.header.Access-Control-Allow-Origin": `'${origin}'` },
});

test("an origin that all answers of an API are given is one finding", () => {
  const changed = ["ACCESS_DENIED", "THROTTLED", "UNAUTHORIZED"].map((name) => ({
    address: `aws_api_gateway_gateway_response.${name.toLowerCase()}`,
    before: answer(name, "https://app.example.com"),
    after: answer(name, "*"),
  }));
  const found = findIn(apis, planOf(changed));
  expect(found.map(lineOf)).toEqual([
    "exposure, weaker: REST API gateway response ACCESS_DENIED, header access-control-allow-origin (and 2 answers more): https://app.example.com → *",
  ]);
  expect(found.flatMap(({ alsoSays }) => alsoSays ?? []).map(({ address }) => address)).toEqual([
    "aws_api_gateway_gateway_response.throttled",
    "aws_api_gateway_gateway_response.unauthorized",
  ]);
});

test("settings of a method that are gone leave the method to those of every method", () => {
  const settings = (method_path: string, rate: number) => ({
    id: method_path,
    rest_api_id: "api1",
    stage_name: "v1",
    method_path,
    settings: [{ throttling_rate_limit: rate, throttling_burst_limit: rate }],
  });
  const all = settings("*/*", 100);
  expect(
    linesOf(
      { address: "aws_api_gateway_method_settings.all", before: all, after: all },
      { address: "aws_api_gateway_method_settings.orders", before: settings("orders/POST", 5) },
    ),
  ).toEqual([
    "guard lost, weaker: REST API method settings v1, POST /orders, requests per second: 5 → 100",
    "guard lost, weaker: REST API method settings v1, POST /orders, requests at once: 5 → 100",
  ]);
});

test("a domain that leads to another API is an exposure, and one that leads to another stage is not", () => {
  const mapping = { id: "m", api_id: "api1", domain_name: "api.example.com", stage_name: "v1", base_path: "(none)" };
  const address = "aws_api_gateway_base_path_mapping.public";
  expect(linesOf({ address, before: mapping, after: { ...mapping, base_path: "" } })).toEqual([]);
  expect(linesOf({ address, before: mapping, after: { ...mapping, api_id: "api2" } })).toEqual([
    "exposure, cannot tell: REST API mapping api.example.com: api1, stage v1, at api.example.com/ → api2, stage v1, at api.example.com/",
  ]);
  expect(linesOf({ address, before: mapping, after: { ...mapping, stage_name: "v2" } })).toEqual([
    "downtime, cannot tell: REST API mapping api.example.com: api1, stage v1, at api.example.com/ → api1, stage v2, at api.example.com/",
  ]);
});
