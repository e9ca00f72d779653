import { TerraformOutput } from "cdktf";
import { HttpApi, type HttpApiProps } from "../../../../modules/edge/http-api/http-api";
import { LogDelivery } from "../../../../modules/edge/log-delivery";
import { synthesizeModule, type Block } from "../../../support/synthesize";

const lambda = "arn:aws:lambda:eu-west-1:111122223333:function";
const functions = {
  secureApi: { aliasArn: `${lambda}:prod-compute-secure-api:live`, functionName: "prod-compute-secure-api" },
  hello: { aliasArn: `${lambda}:prod-compute-hello:live`, functionName: "prod-compute-hello" },
};
const issuer = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc";

const synthesize = (props: Partial<HttpApiProps> = {}) =>
  synthesizeModule((stack) => {
    const api = new HttpApi(stack, "http", {
      name: "prod-edge-http",
      description: "The HTTP API of prod",
      region: "eu-west-1",
      routes: [
        { method: "GET", path: "/secure", function: "secureApi" },
        {
          method: "POST",
          path: "/items/{id}",
          function: "secureApi",
          authorizer: { kind: "jwt", scopes: ["read", "write"] },
        },
        { method: "GET", path: "/", function: "hello", authorizer: "none", throttle: { ratePerSecond: 5, burst: 10 } },
      ],
      functions,
      jwt: { issuer, audience: ["web-client", "machine-client"] },
      scopePrefix: "api",
      ...props,
    });
    for (const key of ["apiId", "url", "stageName"] as const) new TerraformOutput(stack, key, { value: api[key] });
  });
const { resource, output } = synthesize();
const blocks = (type: string, from = resource): Record<string, Block> => from[type] ?? {};
const api = "${aws_apigatewayv2_api.http_api.id}";

test("is an HTTP API at its default endpoint, closed to pages of other origins", () => {
  expect(blocks("aws_apigatewayv2_api")).toEqual({
    http_api: {
      name: "prod-edge-http",
      description: "The HTTP API of prod",
      protocol_type: "HTTP",
      disable_execute_api_endpoint: false,
    },
  });
  expect(output).toEqual({
    apiId: { value: api },
    url: { value: "${aws_apigatewayv2_api.http_api.api_endpoint}" },
    stageName: { value: "${aws_apigatewayv2_stage.http_default_stage.name}" },
  });
});

test("checks tokens itself: of one issuer, for the accepted clients, from the Authorization header", () => {
  expect(blocks("aws_apigatewayv2_authorizer")).toEqual({
    http_routes_jwt: {
      api_id: api,
      name: "prod-edge-http",
      authorizer_type: "JWT",
      identity_sources: ["$request.header.Authorization"],
      jwt_configuration: { issuer, audience: ["web-client", "machine-client"] },
      lifecycle: { create_before_destroy: true },
    },
  });
});

test("requires a token on each route except routes with none, and scopes where the route names scopes", () => {
  const route = { api_id: api, api_key_required: false };
  const jwt = { authorization_type: "JWT", authorizer_id: "${aws_apigatewayv2_authorizer.http_routes_jwt.id}" };
  const secureApi = "integrations/${aws_apigatewayv2_integration.http_routes_secure_api_integration.id}";
  const hello = "integrations/${aws_apigatewayv2_integration.http_routes_hello_integration.id}";
  expect(blocks("aws_apigatewayv2_route")).toEqual({
    http_routes_get_secure: { ...route, ...jwt, route_key: "GET /secure", target: secureApi },
    http_routes_post_items_by_id: {
      ...route,
      ...jwt,
      route_key: "POST /items/{id}",
      target: secureApi,
      authorization_scopes: ["api/read", "api/write"],
    },
    http_routes_get_root: { ...route, authorization_type: "NONE", route_key: "GET /", target: hello },
  });
});

test("calls the functions' aliases by payload format 2.0", () => {
  const integration = {
    api_id: api,
    integration_type: "AWS_PROXY",
    integration_method: "POST",
    connection_type: "INTERNET",
    payload_format_version: "2.0",
    timeout_milliseconds: 30000,
    lifecycle: { create_before_destroy: true },
  };
  const uri = (name: string) =>
    `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${lambda}:${name}:live/invocations`;
  expect(blocks("aws_apigatewayv2_integration")).toEqual({
    http_routes_secure_api_integration: { ...integration, integration_uri: uri("prod-compute-secure-api") },
    http_routes_hello_integration: { ...integration, integration_uri: uri("prod-compute-hello") },
  });
});

test("may call each function by its own routes alone", () => {
  const arn = "${aws_apigatewayv2_api.http_api.execution_arn}/$default";
  const permissions = Object.values(blocks("aws_lambda_permission"));
  expect(permissions.map((one) => [one.statement_id, one.function_name, one.qualifier, one.source_arn])).toEqual([
    ["http-get-secure", "prod-compute-secure-api", "live", `${arn}/GET/secure`],
    ["http-post-items-by-id", "prod-compute-secure-api", "live", `${arn}/POST/items/{id}`],
    ["http-get-root", "prod-compute-hello", "live", `${arn}/GET/`],
  ]);
});

test("limits each route, and some more than others, after the routes exist", () => {
  expect(blocks("aws_apigatewayv2_stage")).toEqual({
    http_default_stage: {
      api_id: api,
      name: "$default",
      auto_deploy: true,
      default_route_settings: {
        throttling_rate_limit: 100,
        throttling_burst_limit: 50,
        detailed_metrics_enabled: true,
      },
      route_settings: [
        { route_key: "GET /", throttling_rate_limit: 5, throttling_burst_limit: 10, detailed_metrics_enabled: true },
      ],
      depends_on: [
        "aws_apigatewayv2_route.http_routes_get_secure",
        "aws_apigatewayv2_route.http_routes_post_items_by_id",
        "aws_apigatewayv2_route.http_routes_get_root",
      ],
    },
  });
});

test("logs each request to an encrypted log group, after AWS may deliver to the log group", () => {
  const logged = synthesizeModule((stack) => {
    const delivery = new LogDelivery(stack, "logs", {
      name: "prod-edge-logs",
      logGroupNamePrefixes: ["aws-waf-logs-prod_"],
      accountId: "111122223333",
      region: "eu-west-1",
    });
    new HttpApi(stack, "http", {
      name: "prod-edge-http",
      description: "The HTTP API of prod",
      region: "eu-west-1",
      routes: [],
      functions,
      scopePrefix: "api",
      accessLogs: {
        logGroupName: "/palisade/prod/edge/http-api",
        retentionDays: 365,
        kmsKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/1",
        keepOnDestroy: false,
        deliveryPolicy: delivery.policy,
      },
    });
  }).resource;
  expect(blocks("aws_cloudwatch_log_group", logged)).toEqual({
    http_default_access_log_group: {
      name: "/palisade/prod/edge/http-api",
      retention_in_days: 365,
      kms_key_id: "arn:aws:kms:eu-west-1:111122223333:key/1",
      skip_destroy: false,
    },
  });
  const stage = blocks("aws_apigatewayv2_stage", logged)["http_default_stage"];
  expect(stage.access_log_settings.destination_arn).toBe(
    "${aws_cloudwatch_log_group.http_default_access_log_group.arn}",
  );
  expect(stage.depends_on).toEqual(["aws_cloudwatch_log_resource_policy.logs_delivery_policy"]);
});

test("answers only at its domain names, if it has domain names", () => {
  const named = synthesize({
    domain: {
      publicName: "api.example.com",
      originName: "origin-api.example.com",
      hostedZoneId: "Z0123456789EXAMPLE",
      certificate: "issued",
    },
  });
  expect(blocks("aws_apigatewayv2_api", named.resource)["http_api"].disable_execute_api_endpoint).toBe(true);
  expect(named.output["url"]).toEqual({ value: "https://api.example.com" });
  const names = Object.entries(blocks("aws_apigatewayv2_domain_name", named.resource));
  expect(names.map(([address, block]) => [address, block.domain_name])).toEqual([
    ["http_public_name", "api.example.com"],
    ["http_origin_name", "origin-api.example.com"],
  ]);
  expect(Object.values(blocks("aws_apigatewayv2_api_mapping", named.resource)).map(({ stage }) => stage)).toEqual([
    "${aws_apigatewayv2_stage.http_default_stage.name}",
    "${aws_apigatewayv2_stage.http_default_stage.name}",
  ]);
});

test("has no authorizer if no route requires a token", () => {
  const open = synthesize({ routes: [{ method: "GET", path: "/", function: "hello", authorizer: "none" }] }).resource;
  expect(open["aws_apigatewayv2_authorizer"]).toBeUndefined();
  expect(Object.keys(open["aws_apigatewayv2_integration"] ?? {})).toEqual(["http_routes_hello_integration"]);
});

test("has alarms if there is a topic", () => {
  expect(resource["aws_cloudwatch_metric_alarm"]).toBeUndefined();
  const alarms = {
    name: (role: string) => `prod-edge-${role}`,
    topicArn: "arn:aws:sns:eu-west-1:111122223333:operations",
  };
  expect(Object.keys(synthesize({ alarms }).resource["aws_cloudwatch_metric_alarm"] ?? {})).toHaveLength(4);
});

describe("is refused", () => {
  const fault = (props: Partial<HttpApiProps>) => () => synthesize(props);

  test("with a route that requires a token without an issuer", () => {
    expect(fault({ jwt: undefined, routes: [{ method: "GET", path: "/secure", function: "secureApi" }] })).toThrow(
      "a route requires a token, and the HTTP API has no issuer; give jwt",
    );
  });

  test("with a route to a function that does not exist", () => {
    expect(fault({ routes: [{ method: "GET", path: "/secure", function: "other" }] })).toThrow(
      "a route calls other, and secureApi, hello are given",
    );
  });

  test("with two routes at one address", () => {
    const routes = ["/a-b", "/a_b"].map((path) => ({ method: "GET", path, function: "hello" }));
    expect(fault({ routes })).toThrow("There is already a Construct with name 'get_a_b_invoke' in HttpRoutes [routes]");
  });
});
