import { rmSync } from "node:fs";
import path from "node:path";

import { environmentApis } from "../../../tools/apis/environment";
import { type Scratch, scratchFolder } from "../../../tools/shared/scratch";
import {
  type Resources,
  exampleApis,
  httpApi,
  layersWith,
  named,
  privately,
  restApi,
  writtenStacks,
} from "./example-environment";

let scratch: Scratch;

beforeEach(() => {
  scratch = scratchFolder("test");
});

afterEach(() => {
  scratch.remove();
});

const apis = (...edge: readonly Resources[]) => exampleApis(scratch.path, edge).apis;

test("an HTTP API's routes come with their authorizer, scopes, limits and function", () => {
  const jwt = {
    kind: "jwt",
    issuer: "shop-users",
    audience: ["shop-web", "shop-machine"],
    audienceOutputs: ["web_client_id", "machine_client_id"],
    header: "Authorization",
  };
  const rest = {
    method: "GET",
    apiKey: false,
    usagePlans: [],
    validation: { query: [], headers: [] },
    integration: { kind: "function", function: "shop-secure", proxy: true },
  };
  expect(apis(httpApi)).toEqual([
    {
      kind: "HTTP",
      name: "shop-http",
      address: "aws_apigatewayv2_api.http_api",
      stage: "$default",
      region: "eu-west-1",
      throttle: { ratePerSecond: 20, burst: 10 },
      domains: [],
      defaultEndpoint: true,
      private: false,
      policy: [],
      routes: [
        {
          ...rest,
          path: "/secure",
          authorization: { ...jwt, scopes: ["api/read"] },
          throttle: { ratePerSecond: 3, burst: 2 },
        },
        { ...rest, path: "/mine", authorization: { ...jwt, scopes: [] } },
      ],
    },
  ]);
});

test("a REST API's routes come with their path, authorizer, key, limits, validation and function", () => {
  const [api] = apis(restApi);
  const { routes = [], policy = [], ...rest } = api ?? {};
  expect(rest).toEqual({
    kind: "REST",
    name: "shop-rest",
    address: "aws_api_gateway_rest_api.rest_api",
    firewall: { sqlInjection: false },
    stage: "live",
    region: "eu-west-1",
    throttle: { ratePerSecond: 50, burst: 25 },
    webAcl: "shop-edge-api",
    domains: [],
    defaultEndpoint: true,
    private: false,
  });
  expect(policy).toHaveLength(3);
  const plan = (ratePerSecond: number, burst: number) => [
    { name: "shop-standard", throttle: { ratePerSecond, burst }, quota: { limit: 1000, period: "DAY" } },
  ];
  const cognito = { kind: "cognito", pools: ["shop-users"], header: "Authorization" };
  const hello = { kind: "function", function: "shop-hello", proxy: true };
  const open = { apiKey: false, usagePlans: plan(10, 20), validation: { query: [], headers: [] }, integration: hello };
  expect(routes).toEqual([
    {
      ...open,
      method: "GET",
      path: "/hello",
      authorization: { ...cognito, token: "id", scopes: [] },
      validation: { query: ["id"], headers: [] },
    },
    {
      ...open,
      method: "POST",
      path: "/orders",
      authorization: { ...cognito, token: "access", scopes: ["api/write"] },
      apiKey: true,
      validation: {
        query: [],
        headers: [],
        body: {
          type: "object",
          required: ["item", "count"],
          properties: { item: { type: "string", minLength: 3 }, count: { type: "integer", minimum: 2 } },
        },
      },
      integration: { ...hello, proxy: false },
    },
    {
      ...open,
      method: "GET",
      path: "/orders/{id}",
      authorization: { ...cognito, token: "access", scopes: ["api/read"] },
      apiKey: true,
      throttle: { ratePerSecond: 6, burst: 5 },
      usagePlans: plan(2, 3),
    },
    { ...open, method: "GET", path: "/internal", authorization: { kind: "iam" } },
    {
      ...open,
      method: "GET",
      path: "/partner",
      authorization: { kind: "lambda", type: "TOKEN", function: "shop-authorizer", header: "Authorization" },
    },
    {
      ...open,
      method: "ANY",
      path: "/{proxy+}",
      authorization: { kind: "none" },
      integration: { kind: "mock", status: 404 },
    },
  ]);
});

test("reads an API's domain names, mutual TLS, private endpoint and disabled default endpoint", () => {
  expect(apis(restApi, named)).toMatchObject([
    { domains: [{ name: "api.example.com", basePath: "", mutualTls: true }], defaultEndpoint: false, private: false },
  ]);
  expect(apis(restApi, privately)).toMatchObject([{ domains: [], defaultEndpoint: true, private: true }]);
});

test("an API without a stage has its routes and no address", () => {
  const { aws_apigatewayv2_stage: _, ...withoutStage } = httpApi;
  const [api] = apis(withoutStage);
  expect(api).toMatchObject({ name: "shop-http", routes: [{ path: "/secure" }, { path: "/mine" }] });
  expect(api).not.toHaveProperty("stage");
});

test("the departures are those of an API and of its tokens", () => {
  expect(exampleApis(scratch.path).departures.map((departure) => departure.path)).toEqual([
    "edge.restApi.accountRole",
    "identity.userPool.clients.passwordSignIn",
  ]);
});

test("if paths of the web application lead to an API, departures of the web application's firewall count too", () => {
  const address = "${aws_apigatewayv2_api.http_api.id}.execute-api.eu-west-1.amazonaws.com";
  const distribution = (target: string): Resources => ({
    aws_cloudfront_distribution: {
      edge_web: {
        aliases: ["shop.example.com"],
        origin: [
          { origin_id: "web", domain_name: "shop.example.com" },
          { origin_id: "http-api", domain_name: address },
        ],
        default_cache_behavior: { target_origin_id: target },
        ordered_cache_behavior: [
          { path_pattern: "/static/*", target_origin_id: "web" },
          { path_pattern: "/secure", target_origin_id: "http-api" },
        ],
      },
    },
  });
  const of = (target: string) => exampleApis(scratch.path, [httpApi, distribution(target)]);
  expect(of("web").departures.map((departure) => departure.path)).toContain("edge.waf.rateLimit");
  expect(of("web").apis.map((api) => api.distribution?.atPaths)).toEqual([
    { names: ["shop.example.com"], patterns: ["/secure"] },
  ]);
  expect(of("http-api").departures.map((departure) => departure.path)).not.toContain("edge.waf.rateLimit");
  expect(of("http-api").apis[0]?.distribution).not.toHaveProperty("atPaths");
});

test("a folder without departures.json is refused", () => {
  const stacks = writtenStacks(scratch.path, layersWith(restApi));
  rmSync(path.join(scratch.path, "departures.json"));
  expect(() => environmentApis(stacks)).toThrow(
    "departures.json does not exist; npm run synth writes the file to cdktf.out, or to the folder of CDKTF_OUTDIR",
  );
});

test("the clients that get tokens are known by their grants, with the output of their id", () => {
  expect(exampleApis(scratch.path).clients).toEqual([
    { name: "shop-web", kind: "other", output: "web_client_id", scopes: ["openid", "api/read"] },
    { name: "shop-machine", kind: "machine", output: "machine_client_id", scopes: ["api/read", "api/write"] },
    { name: "shop-trusted", kind: "adminPasswordSignIn", scopes: [] },
    { name: "shop-password-sign-in", kind: "passwordSignIn", output: "password_sign_in_client_id", scopes: [] },
  ]);
});
