import { apis } from "../../../../../tools/review/areas/apis";
import { type PlannedResource, findIn, lineOf, planOf } from "../../../../support/plans";

type Values = Readonly<Record<string, unknown>>;

const except = (values: Values, name: string): Values =>
  Object.fromEntries(Object.entries(values).filter(([key]) => key !== name));

const same = (address: string, values: Values): PlannedResource => ({ address, before: values, after: values });

const api = { id: "api1", name: "shop", root_resource_id: "root1" };
const pool = {
  id: "auth1",
  name: "pool",
  type: "COGNITO_USER_POOLS",
  provider_arns: ["arn:pool"],
  rest_api_id: "api1",
};
const shop: readonly PlannedResource[] = [
  same("aws_api_gateway_rest_api.api", api),
  same("aws_api_gateway_authorizer.pool", pool),
  same("aws_api_gateway_resource.v1", { id: "res1", parent_id: "root1", path_part: "v1", rest_api_id: "api1" }),
  same("aws_api_gateway_resource.orders", { id: "res2", parent_id: "res1", path_part: "orders", rest_api_id: "api1" }),
];

const method: Values = {
  id: "m1",
  rest_api_id: "api1",
  resource_id: "res2",
  http_method: "GET",
  authorization: "COGNITO_USER_POOLS",
  authorizer_id: "auth1",
  authorization_scopes: ["shop/read"],
};
const integration: Values = {
  id: "i1",
  rest_api_id: "api1",
  resource_id: "res2",
  http_method: "GET",
  type: "AWS_PROXY",
  uri: "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:orders:live/invocations",
};
const orders = (before?: Values, after?: Values, more: Partial<PlannedResource> = {}): readonly PlannedResource[] => [
  { address: "aws_api_gateway_method.orders", ...(before && { before }), ...(after && { after }), ...more },
  {
    address: "aws_api_gateway_integration.orders",
    ...(before && { before: integration }),
    ...(after && { after: integration }),
  },
];
const deployment: PlannedResource = {
  address: "aws_api_gateway_deployment.current",
  before: { id: "d1", rest_api_id: "api1", triggers: { hash: "1" } },
  after: { rest_api_id: "api1", triggers: { hash: "2" } },
  unknown: { id: true },
  actions: ["create", "delete"],
};

const findingsOf = (...resources: readonly PlannedResource[]) => findIn(apis, planOf([...shop, ...resources]));
const linesOf = (...resources: readonly PlannedResource[]) => findingsOf(...resources).map(lineOf);
const thing = "REST API method orders, GET /v1/orders";

test("a new route without authorization is open, and says its path and what answers", () => {
  const open = { ...method, authorization: "NONE", authorizer_id: null, authorization_scopes: null };
  expect(linesOf(...orders(undefined, open))).toEqual([
    `exposure, weaker: ${thing}: nothing → no authorization; function orders:live`,
  ]);
});

test("a new route with authorization is no exposure", () => {
  expect(linesOf(...orders(undefined, method))).toEqual([
    `contract, stronger: ${thing}: nothing → a token of the user pool, scope shop/read; function orders:live`,
  ]);
});

test("a route that is gone breaks its callers", () => {
  expect(linesOf(...orders(method))).toEqual([
    `contract, weaker: ${thing}: a token of the user pool, scope shop/read; function orders:live → nothing`,
  ]);
});

test("a scope more lets more tokens in; another scope does so and locks others out", () => {
  const scopes = (...all: readonly string[]): Values => ({ ...method, authorization_scopes: all });
  expect(linesOf(...orders(method, scopes("shop/admin", "shop/read")))).toEqual([
    `exposure, weaker: ${thing}: scope shop/read → scope shop/admin, shop/read`,
  ]);
  expect(linesOf(...orders(method, scopes("shop/admin")))).toEqual([
    `exposure, weaker: ${thing}: scope shop/read → scope shop/admin`,
  ]);
});

test("two scopes whose words are hidden as secrets still differ", () => {
  const hidden = (scope: string): Values => ({ ...method, authorization_scopes: [scope] });
  const lines = linesOf(...orders(hidden("ordersApi2/readInvoices"), hidden("ordersApi2/payInvoices1")));
  expect(lines).toEqual([`exposure, weaker: ${thing}: scope (sensitive value) → scope (sensitive value)`]);
});

test("an authorization that is known after apply cannot be reviewed", () => {
  expect(linesOf(...orders(method, except(method, "authorization"), { unknown: { authorization: true } }))).toEqual([
    `not reviewable, cannot tell: ${thing}: a token of the user pool → known after apply`,
  ]);
});

test("another kind of authorization cannot be told from stronger or weaker", () => {
  const signed = { ...method, authorization: "AWS_IAM", authorizer_id: null, authorization_scopes: null };
  expect(linesOf(...orders(method, signed))).toEqual([
    `exposure, cannot tell: ${thing}: a token of the user pool, scope shop/read → an IAM signature`,
  ]);
});

test("an authorizer that is made anew with the same settings changes no route", () => {
  const anew: PlannedResource = {
    address: "aws_api_gateway_authorizer.pool",
    before: pool,
    after: { ...except(pool, "id"), name: "pool-2" },
    unknown: { id: true },
    actions: ["create", "delete"],
  };
  const references = { authorizer_id: ["aws_api_gateway_authorizer.pool.id", "aws_api_gateway_authorizer.pool"] };
  const route = orders(method, except(method, "authorizer_id"), { unknown: { authorizer_id: true }, references });
  const others = shop.filter(({ address }) => address !== anew.address);
  expect(findIn(apis, planOf([...others, anew, ...route]))).toEqual([]);
});

test("a path that is made anew under the same name keeps its routes", () => {
  const anew: PlannedResource = {
    address: "aws_api_gateway_resource.orders",
    before: { id: "res2", parent_id: "res1", path_part: "orders", rest_api_id: "api1", path: "/v1/orders" },
    after: { parent_id: "res1", path_part: "orders", rest_api_id: "api1" },
    unknown: { id: true, path: true },
    actions: ["delete", "create"],
  };
  const after = except(method, "resource_id");
  const target = except(integration, "resource_id");
  const references = { resource_id: ["aws_api_gateway_resource.orders.id", "aws_api_gateway_resource.orders"] };
  const rest = { unknown: { resource_id: true }, references, actions: ["delete", "create"] };
  const others = shop.filter(({ address }) => address !== anew.address);
  const found = findIn(
    apis,
    planOf([
      ...others,
      anew,
      { address: "aws_api_gateway_method.orders", before: method, after, ...rest },
      { address: "aws_api_gateway_integration.orders", before: integration, after: target, ...rest },
    ]),
  );
  expect(found).toEqual([]);
});

test("a default endpoint that is closed waits for a deployment or for any change of a stage", () => {
  const closing = (change: Values): PlannedResource => ({
    address: "aws_api_gateway_rest_api.api",
    before: api,
    after: { ...api, ...change },
  });
  const others = shop.filter(({ address }) => address !== "aws_api_gateway_rest_api.api");
  const stage = { rest_api_id: "api1", stage_name: "v1" };
  const waits = (...resources: readonly PlannedResource[]) =>
    findIn(apis, planOf([...others, closing({ disable_execute_api_endpoint: true }), ...resources]))
      .filter(({ rule }) => rule === "api-default-endpoint")
      .map(({ meaning }) => /neither deploys the API nor changes a stage/.test(meaning));
  expect(waits()).toEqual([true]);
  expect(waits(same("aws_api_gateway_stage.v1", stage))).toEqual([true]);
  expect(
    waits({ address: "aws_api_gateway_stage.v1", before: stage, after: { ...stage, xray_tracing_enabled: true } }),
  ).toEqual([false]);
  expect(waits(deployment)).toEqual([false]);
});

test("a change that the plan deploys does not wait for another deployment", () => {
  const lost = orders(method, { ...method, authorization_scopes: [] });
  expect(findingsOf(...lost).map(({ meaning }) => /next deployment/.test(meaning))).toEqual([true]);
  expect(findingsOf(...lost, deployment).map(({ meaning }) => /next deployment/.test(meaning))).toEqual([false, false]);
});

test("a resource policy that the plan does not deploy is not in force", () => {
  const policy: PlannedResource = {
    address: "aws_api_gateway_rest_api_policy.policy",
    before: { id: "api1", rest_api_id: "api1", policy: "{}" },
    after: { id: "api1", rest_api_id: "api1", policy: '{"Version":"2012-10-17"}' },
  };
  expect(findingsOf(policy).map(({ rule }) => rule)).toEqual(["api-policy-pending"]);
  expect(findingsOf(policy, deployment).map(({ rule }) => rule)).toEqual(["api-deployment"]);
});

test("a route that leaves Terraform's care goes on", () => {
  expect(linesOf(...orders(method).map((one) => ({ ...one, actions: ["forget"] })))).toEqual([]);
});

const target = (after: Values): readonly string[] =>
  linesOf(same("aws_api_gateway_method.orders", method), {
    address: "aws_api_gateway_integration.orders",
    before: integration,
    after: { ...integration, ...after },
  });

test("a backend that is another one is named", () => {
  const uri = String(integration["uri"]).replace("orders:live", "admin:live");
  expect(target({ uri })).toEqual([
    `contract, cannot tell: REST API integration orders, GET /v1/orders: function orders:live → function admin:live`,
  ]);
});

const ofAccount = (account: string): string => String(integration["uri"]).replace("123456789012", account);
const certificate = same("aws_acm_certificate.own", {
  id: "c1",
  arn: "arn:aws:acm:eu-west-1:123456789012:certificate/c1",
});

test("calls that go to another account or to a host are an exposure, and those that go back to the account's own are not", () => {
  const [own, foreign] = [integration, { ...integration, uri: ofAccount("999988887777") }];
  const host = { ...integration, type: "HTTP_PROXY", uri: "https://backend.example.com/" };
  const moved = (before: Values, after: Values) =>
    findingsOf(certificate, same("aws_api_gateway_method.orders", method), {
      address: "aws_api_gateway_integration.orders",
      before,
      after,
    }).map((one) => `${lineOf(one)}. ${one.meaning.replace(/ Not in force yet.*/, "")}`);
  const place = "REST API integration orders, GET /v1/orders";
  expect([moved(own, foreign), moved(own, host), moved(foreign, host), moved(host, own)]).toEqual([
    [
      `exposure, weaker: ${place}: function orders:live → function orders:live of account 999988887777. Calls go to account 999988887777, with their tokens and bodies.`,
    ],
    [
      `exposure, weaker: ${place}: function orders:live → https://backend.example.com/. Calls go to the host backend.example.com, with their tokens and bodies.`,
    ],
    [
      `exposure, cannot tell: ${place}: function orders:live of account 999988887777 → https://backend.example.com/. Calls go to the host backend.example.com, with their tokens and bodies.`,
    ],
    [
      `contract, cannot tell: ${place}: https://backend.example.com/ → function orders:live. Another backend answers the route: check that it holds what the route's callers may have.`,
    ],
  ]);
});

test("a new route to another account is an exposure, also where a token is asked for", () => {
  const [entry] = orders(undefined, method);
  const after = { ...integration, uri: ofAccount("999988887777") };
  const route = { address: "aws_api_gateway_integration.orders", after };
  expect(linesOf(certificate, ...(entry === undefined ? [] : [entry]), route)).toEqual([
    `exposure, weaker: ${thing}: nothing → a token of the user pool, scope shop/read; function orders:live of account 999988887777`,
  ]);
});

test("a backend that is called without TLS is an exposure, behind a VPC link too", () => {
  const plain = { type: "HTTP_PROXY", uri: "http://backend.example.com/" };
  const secure = { ...integration, ...plain, uri: "https://backend.example.com/" };
  expect(target(plain)).toEqual([
    "exposure, weaker: REST API integration orders, GET /v1/orders: function orders:live → http://backend.example.com/",
  ]);
  const way = (before: Values, after: Values) =>
    linesOf(same("aws_api_gateway_method.orders", method), {
      address: "aws_api_gateway_integration.orders",
      before: { ...before, connection_type: "VPC_LINK" },
      after: { ...after, connection_type: "VPC_LINK" },
    });
  const words = "REST API integration orders, GET /v1/orders";
  expect([way(secure, { ...secure, ...plain }), way({ ...secure, ...plain }, secure)]).toEqual([
    [`exposure, weaker: ${words}: https://backend.example.com/ → http://backend.example.com/`],
    [`exposure, stronger: ${words}: http://backend.example.com/ → https://backend.example.com/`],
  ]);
});

test("an OPTIONS route that asks for anything ends the calls from other origins", () => {
  const preflight: Values = {
    ...method,
    http_method: "OPTIONS",
    authorization: "NONE",
    authorizer_id: null,
    authorization_scopes: null,
  };
  const mock = same("aws_api_gateway_integration.orders", {
    id: "i1",
    rest_api_id: "api1",
    resource_id: "res2",
    http_method: "OPTIONS",
    type: "MOCK",
  });
  const signed = { ...preflight, authorization: "AWS_IAM" };
  const keyed = { ...preflight, api_key_required: true };
  const asked = (before: Values, after: Values) =>
    linesOf(mock, { address: "aws_api_gateway_method.orders", before, after });
  const place = "REST API method orders, OPTIONS /v1/orders";
  expect([asked(preflight, signed), asked(signed, preflight), asked(preflight, keyed)]).toEqual([
    [`downtime, weaker: ${place}: no authorization → an IAM signature`],
    [`downtime, stronger: ${place}: an IAM signature → no authorization`],
    [`downtime, weaker: ${place}: no API key → an API key`],
  ]);
});

test("an HTTP API that has CORS answers the browser whatever its OPTIONS route asks for", () => {
  const route = {
    id: "r1",
    api_id: "http1",
    route_key: "OPTIONS /orders",
    authorization_type: "NONE",
    target: "integrations/x",
  };
  const asked = (cors: object) =>
    linesOf(same("aws_apigatewayv2_api.http", { id: "http1", name: "http", protocol_type: "HTTP", ...cors }), {
      address: "aws_apigatewayv2_route.options",
      before: route,
      after: { ...route, authorization_type: "AWS_IAM" },
    });
  const words = "HTTP API route OPTIONS /orders, OPTIONS /orders: no authorization → an IAM signature";
  expect([asked({}), asked({ cors_configuration: [{ allow_origins: ["https://app.example.com"] }] })]).toEqual([
    [`downtime, weaker: ${words}`],
    [`exposure, stronger: ${words}`],
  ]);
});

test("a method that names a validator that is deleted checks nothing", () => {
  const validator = { id: "abc123", rest_api_id: "api1", name: "body", validate_request_body: true };
  const checked = { ...method, request_validator_id: "abc123" };
  expect(
    linesOf({ address: "aws_api_gateway_request_validator.body", before: validator }, ...orders(checked, checked)),
  ).toEqual([`guard lost, weaker: ${thing}, check of the body: checked → not checked`]);
});

test("an API that is replaced keeps the names of its routes", () => {
  const root = { ...method, resource_id: "root1" };
  const anew: PlannedResource = {
    address: "aws_api_gateway_rest_api.api",
    before: api,
    after: { name: "shop-2" },
    unknown: { id: true, root_resource_id: true },
    actions: ["delete", "create"],
  };
  expect(findIn(apis, planOf([anew, same("aws_api_gateway_method.root", root)])).map(({ rule }) => rule)).toEqual([]);
});

test("a deployment that is made is said once, with the stage that takes it", () => {
  const stage = { id: "s1", rest_api_id: "api1", stage_name: "v1", deployment_id: "d1" };
  const found = findingsOf(deployment, {
    address: "aws_api_gateway_stage.v1",
    before: stage,
    after: except(stage, "deployment_id"),
    unknown: { deployment_id: true },
  });
  expect(found.map(({ rule, alsoSays = [] }) => [rule, alsoSays.map(({ address }) => address)])).toEqual([
    ["api-deployment", ["aws_api_gateway_stage.v1"]],
  ]);
});

test("a mapping template that changes may widen, and its text is not shown", () => {
  expect(target({ request_templates: { "application/json": "$input.json('$')" } })).toEqual([
    "guard lost, cannot tell: REST API integration orders, GET /v1/orders, mapping template application/json",
  ]);
});
