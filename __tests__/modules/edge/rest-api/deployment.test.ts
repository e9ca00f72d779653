import { ApiGatewayGatewayResponse } from "@cdktf/provider-aws/lib/api-gateway-gateway-response";
import fc from "fast-check";
import { RestApi, type RestApiProps } from "../../../../modules/edge/rest-api/rest-api";
import { interpolation } from "../../../../modules/shared/expression";
import { synthesizeModule, type Block } from "../../../support/synthesize";

const lambda = "arn:aws:lambda:eu-west-1:111122223333:function";
const fn = (name: string) => ({ aliasArn: `${lambda}:${name}:live`, functionName: name });
const logs = { retentionDays: 30, kmsKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/logs" };
type Route = RestApiProps["routes"][number];

const routes = [
  {
    method: "GET",
    path: "/hello",
    integration: { kind: "function", function: "hello" },
    authorizer: { kind: "cognito", token: "access", scopes: ["read", "write"] },
    query: { id: "required" },
  },
  {
    method: "POST",
    path: "/items/{id}",
    integration: { kind: "function", function: "secureApi" },
    authorizer: { kind: "lambda" },
    body: { type: "object", properties: { name: { type: "string" } } },
    headers: { "x-trace": "optional" },
  },
  {
    method: "GET",
    path: "/signed",
    integration: { kind: "template", function: "hello", request: "{}", response: "$input.json('$')" },
    authorizer: { kind: "iam" },
    apiKey: true,
  },
  {
    method: "GET",
    path: "/status",
    integration: { kind: "mock", status: 200, body: { status: "up" } },
    authorizer: "none",
  },
] as const satisfies readonly Route[];

const base: RestApiProps = {
  name: "prod-edge-rest",
  description: "The REST API of prod",
  region: "eu-west-1",
  routes,
  functions: { hello: fn("hello"), secureApi: fn("secureApi") },
  userPoolArn: "arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_abc",
  scopePrefix: "api",
  requestAuthorizer: { ...fn("authorizer"), type: "TOKEN" },
  cors: { origin: "https://app.example.com" },
  policy: '{"Statement":[]}',
};

const synthesize = (props: RestApiProps, add: (api: RestApi) => void = () => undefined) =>
  synthesizeModule((stack) => {
    add(new RestApi(stack, "rest", props));
  }).resource;

const deployment = (resource: ReturnType<typeof synthesize>): Block =>
  resource["aws_api_gateway_deployment"]?.["rest_current_deployment"];
const configuration = (props: RestApiProps, add?: (api: RestApi) => void): string =>
  deployment(synthesize(props, add)).triggers.configuration;
const served = configuration(base);

const [get, post, signed, status] = routes;
const changed = (index: number, change: Partial<Route>): RestApiProps => ({
  ...base,
  routes: routes.map((route, at) => (at === index ? ({ ...route, ...change } as Route) : route)),
});

/** One change each, of everything that a deployment freezes. */
const frozen: Readonly<Record<string, RestApiProps>> = {
  "a path": changed(0, { path: "/greeting" }),
  "a path's parameter": changed(1, { path: "/items/{item}" }),
  "a method": changed(0, { method: "HEAD" }),
  "a route more": { ...base, routes: [...routes, { ...get, path: "/more" }] },
  "a route less": { ...base, routes: [get, post, signed] },
  "a route's authorizer": changed(0, { authorizer: { kind: "iam" } }),
  "a route that asks nobody": changed(2, { authorizer: "none", apiKey: false }),
  "the kind of token": changed(0, { authorizer: { kind: "cognito", token: "id" } }),
  "the scopes": changed(0, { authorizer: { kind: "cognito", token: "access", scopes: ["read"] } }),
  "the scopes' prefix": { ...base, scopePrefix: "other" },
  "an API key": changed(2, { apiKey: false }),
  "a route's function": changed(0, { integration: { kind: "function", function: "secureApi" } }),
  "a kind of integration": changed(0, { integration: { kind: "mock", status: 200 } }),
  "a request template": changed(2, { integration: { ...signed.integration, request: "{ }" } }),
  "a response template": changed(2, { integration: { ...signed.integration, response: "$input.path('$')" } }),
  "a mock's status": changed(3, { integration: { ...status.integration, status: 201 } }),
  "a mock's body": changed(3, { integration: { ...status.integration, body: { status: "down" } } }),
  "a query parameter": changed(0, { query: { id: "optional" } }),
  "a header": changed(1, { headers: { "x-trace": "required" } }),
  "a body's schema": changed(1, { body: { type: "array" } }),
  "a body that is no longer looked at": {
    ...base,
    routes: [get, { ...without(post, "body"), method: "POST" }, signed, status],
  },
  "a content type": changed(1, { contentTypes: ["application/json", "text/csv"] }),
  "a function's alias": { ...base, functions: { hello: fn("hello2"), secureApi: fn("secureApi") } },
  "the user pool": { ...base, userPoolArn: "arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_def" },
  "the authorizer's function": { ...base, requestAuthorizer: { ...fn("other"), type: "TOKEN" } },
  "the authorizer's type": { ...base, requestAuthorizer: { ...fn("authorizer"), type: "REQUEST" } },
  "the authorizer's header": { ...base, requestAuthorizer: { ...fn("authorizer"), type: "TOKEN", header: "X-Token" } },
  "how long decisions are kept": { ...base, authorizerCacheSeconds: 0 },
  "the origin of pages": { ...base, cors: { origin: "https://other.example.com" } },
  "the headers of pages": { ...base, cors: { origin: "https://app.example.com", headers: [] } },
  "the resource policy": { ...base, policy: '{"Statement":[{}]}' },
  "no resource policy": without(base, "policy"),
  "unknown paths": { ...base, unknownPaths: "forbidden" },
  "the endpoint": { ...base, endpoint: { vpcEndpointIds: ["vpce-1"] } },
  "the default endpoint": { ...base, disableExecuteApiEndpoint: true },
};

/** One change each, of what takes effect without a deployment, or that no caller meets. */
const atRest: Readonly<Record<string, RestApiProps>> = {
  "the API's description": { ...base, description: "Another" },
  "a route's limit": changed(0, { throttle: { ratePerSecond: 1, burst: 1 } }),
  "every route's limit": { ...base, throttle: { ratePerSecond: 1, burst: 1 } },
  "access logs": { ...base, accessLogs: { ...logs, logGroupName: "/palisade/prod/edge/rest-api" } },
  "execution logs": { ...base, executionLogs: logs },
  metrics: { ...base, detailedMetrics: false },
  traces: { ...base, tracing: false },
  "the client certificate": { ...base, clientCertificate: true },
  "the order of scopes": changed(0, { authorizer: { kind: "cognito", token: "access", scopes: ["write", "read"] } }),
};

function without<T extends object, K extends keyof T>(given: T, key: K): Omit<T, K> {
  const { [key]: _, ...rest } = given;
  return rest;
}

const configurations = new Set([served]);

test.each(Object.entries(frozen))("is replaced for %s, and is unique", (_, props) => {
  const made = configuration(props);
  expect(configurations).not.toContain(made);
  configurations.add(made);
});

test.each(Object.entries(atRest))("stays unchanged for %s", (_, props) => {
  expect(configuration(props)).toBe(served);
});

test("stays unchanged for any order of the routes, and is replaced if a route also changes", () => {
  const change = fc.record({
    order: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
    index: fc.nat(3),
    path: fc.stringMatching(/^\/[a-z]{9}$/),
  });
  fc.assert(
    fc.property(change, ({ order, index, path }) => {
      const shuffled = order.map((at) => routes[at] as Route);
      expect(configuration({ ...base, routes: shuffled })).toBe(served);
      const moved = shuffled.map((route, at) => (at === index ? { ...route, path } : route));
      expect(configuration({ ...base, routes: moved })).not.toBe(served);
    }),
    { numRuns: 8 },
  );
});

test("is replaced for a resource that another module adds to the API", () => {
  const adds = (api: RestApi) => {
    new ApiGatewayGatewayResponse(api, "teapot", { restApiId: api.restApiId, responseType: "WAF_FILTERED" });
  };
  expect(configuration(base, adds)).not.toBe(served);
});

test("is replaced if a referenced value changes under the same expression", () => {
  const of = "data.terraform_remote_state.compute.outputs";
  const made = deployment(
    synthesize({
      ...base,
      functions: {
        ...base.functions,
        hello: { aliasArn: interpolation(`${of}.hello_alias_arn`), functionName: "hello" },
      },
      userPoolArn: interpolation(`${of}.user_pool_arn`),
      policy: `{"Resource":"${interpolation("aws_api_gateway_rest_api.rest_api.execution_arn")}/*","Vpce":"${interpolation(`${of}["vpce"]`)}"}`,
    }),
  );
  expect(made.triggers.inputs).toBe(
    `\${jsonencode(${of}.hello_alias_arn)} \${jsonencode(${of}.user_pool_arn)} \${jsonencode(${of}["vpce"])}`,
  );
  expect(deployment(synthesize(base)).triggers.inputs).toBe("");
});

test("is made after all resources that it freezes, and before the old deployment is destroyed", () => {
  const resource = synthesize(base);
  const frozenTypes = Object.keys(resource).filter(
    (type) =>
      type.startsWith("aws_api_gateway_") &&
      !["deployment", "stage", "method_settings"].includes(type.slice("aws_api_gateway_".length)),
  );
  const addresses = frozenTypes.flatMap((type) => Object.keys(resource[type] ?? {}).map((name) => `${type}.${name}`));
  const made = deployment(resource);
  expect(made.depends_on).toEqual(addresses.sort());
  expect(made.lifecycle).toEqual({ create_before_destroy: true });
  expect(made.stage_name).toBeUndefined();
});
