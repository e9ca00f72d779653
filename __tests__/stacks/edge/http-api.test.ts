import type { EnvironmentRecord } from "../../../stacks/environments/schema/environment";
import { layerOf } from "../../support/environments";
import { apis, trial } from "../../support/records";
import type { Block, TerraformJson } from "../../support/synthesize";

type HttpApi = NonNullable<NonNullable<EnvironmentRecord["edge"]>["httpApi"]>;

const reason = "the reason of a departure";
const remote = (output: string) => `\${data.terraform_remote_state.identity.outputs.${output}}`;
const open: HttpApi["routes"] = [{ ...apis.edge.httpApi.routes[0], authorizer: { value: "none", reason } }];
const domain = { publicName: "http.example.com", hostedZoneId: "Z0123456789EXAMPLE", certificate: "issued" } as const;

const edgeWith = (httpApi: Partial<HttpApi> = {}, more: EnvironmentRecord = {}) =>
  layerOf({ ...apis, ...more, edge: { ...apis.edge, httpApi: { ...apis.edge.httpApi, ...httpApi } } }, "edge");
/** A trial with the HTTP API alone. */
const trialWith = (httpApi: HttpApi) =>
  layerOf({ ...trial, compute: { functions: { secureApi: {} } }, edge: { httpApi } }, "edge");
const only = ({ resource }: TerraformJson, type: string): Block => {
  const blocks = Object.values(resource[type] ?? {}) as Block[];
  if (blocks.length !== 1) throw new Error(`there are ${blocks.length} of ${type}`);
  return blocks[0];
};
/** Those of the HTTP API, among the edge's. */
const addresses = ({ resource }: TerraformJson, type: string) =>
  Object.keys(resource[type] ?? {}).filter((address) => address.startsWith("http_api"));

describe("accepts tokens of the user pool", () => {
  const clients = { ...apis.identity.userPool.clients, passwordSignIn: { reason } };
  const jwtOf = (accepted?: HttpApi["clients"]) =>
    only(edgeWith({ clients: accepted }, { identity: { userPool: { clients } } }), "aws_apigatewayv2_authorizer")
      .jwt_configuration as unknown;
  const issuer = remote("token_issuer");

  test("that were issued to any of its clients, and to no other client", () => {
    const audience = ["web", "machine", "password_sign_in"].map((kind) => remote(`${kind}_client_id`));
    expect(jwtOf()).toEqual({ issuer, audience });
  });

  test("that were issued to the clients of the settings, and to no other client", () => {
    expect(jwtOf(["machine"])).toEqual({ issuer, audience: [remote("machine_client_id")] });
  });
});

test("needs no user pool if no route requires a token", () => {
  const edge = trialWith({ routes: open });
  expect(only(edge, "aws_apigatewayv2_route")).toMatchObject({ authorization_type: "NONE" });
  expect(edge.resource).not.toHaveProperty("aws_apigatewayv2_authorizer");
  expect(JSON.stringify(edge)).not.toMatch(/outputs\.(user_pool|token_issuer|\w+_client_id)/);
});

describe("logs requests", () => {
  const groupOf = (edge: TerraformJson) =>
    edge.resource["aws_cloudwatch_log_group"]?.["http_api_default_access_log_group"] as Block;

  test("to a log group with identity's key, for as long as the environment's other logs, after AWS may deliver", () => {
    const edge = edgeWith();
    expect(groupOf(edge)).toEqual({
      name: "/palisade/it/edge/http-api",
      retention_in_days: 365,
      kms_key_id: remote("logs_key_arn"),
      skip_destroy: true,
    });
    const { access_log_settings: log, depends_on: after } = only(edge, "aws_apigatewayv2_stage");
    expect(log.destination_arn).toBe("${aws_cloudwatch_log_group.http_api_default_access_log_group.arn}");
    expect(after).toEqual([
      "aws_apigatewayv2_route.http_api_routes_get_secure",
      "aws_cloudwatch_log_resource_policy.logs_delivery_policy",
    ]);
  });

  test("and deletes the log with an environment that is torn down", () => {
    expect(groupOf(edgeWith({}, { teardown: { reason } }))).toMatchObject({ skip_destroy: false });
  });

  test("not at all, with a departure", () => {
    const edge = edgeWith({ accessLogs: { value: false, reason } });
    expect(groupOf(edge)).toBeUndefined();
    expect(only(edge, "aws_apigatewayv2_stage")).not.toHaveProperty("access_log_settings");
  });
});

describe("its alarms", () => {
  const alarmsOf = ({ resource }: TerraformJson) =>
    Object.entries(resource["aws_cloudwatch_metric_alarm"] ?? {}).filter(([at]) => at.startsWith("http_api"));
  const topic = [apis.alarmTopicArn];

  test("watch this API, and notify the environment's topic when they start and when they end", () => {
    const told = alarmsOf(edgeWith()).map(([, alarm]: [string, Block]) => {
      const { dimensions = alarm.metric_query[0].metric.dimensions } = alarm;
      return [alarm.alarm_name, dimensions.ApiId, alarm.alarm_actions, alarm.ok_actions] as unknown;
    });
    expect(told).toEqual(
      ["server-errors", "client-errors", "latency", "traffic"].map((role) => [
        `it-edge-http-api-${role}`,
        "${aws_apigatewayv2_api.http_api_api.id}",
        topic,
        topic,
      ]),
    );
  });

  test("do not exist without a topic", () => {
    expect(alarmsOf(trialWith({ routes: open }))).toEqual([]);
  });
});

describe("has its names", () => {
  const both = edgeWith({ domain: { ...domain, originName: "origin-http.example.com" } });

  test("each with a certificate of the API's own region, its mapping and its record, and no default endpoint", () => {
    const certificates = Object.entries(both.resource["aws_acm_certificate"] ?? {}).map(
      ([address, { domain_name, provider }]: [string, Block]) => [address, domain_name, provider] as unknown,
    );
    expect(certificates).toEqual([
      ["domain_certificate", "app.example.com", undefined],
      ["http_api_public_domain_certificate", "http.example.com", undefined],
      ["http_api_origin_domain_certificate", "origin-http.example.com", undefined],
    ]);
    const mappings = Object.values(both.resource["aws_apigatewayv2_api_mapping"] ?? {}) as Block[];
    expect(mappings.map(({ domain_name }) => domain_name as string)).toEqual(
      ["public", "origin"].map((name) => `\${aws_apigatewayv2_domain_name.http_api_${name}_name.id}`),
    );
    for (const role of ["public", "origin"]) {
      expect(both.resource["aws_route53_record"]?.[`http_api_${role}_alias_a`]).toMatchObject({
        zone_id: domain.hostedZoneId,
        name: role === "public" ? "http.example.com" : "origin-http.example.com",
      });
    }
    expect(only(both, "aws_apigatewayv2_api")).toMatchObject({ disable_execute_api_endpoint: true });
  });

  test("with a given certificate, and then issues no certificate", () => {
    const certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012";
    const edge = edgeWith({ domain: { ...domain, certificate } });
    expect(only(edge, "aws_apigatewayv2_domain_name").domain_name_configuration).toMatchObject({
      certificate_arn: certificate,
    });
    expect(addresses(edge, "aws_acm_certificate")).toEqual([]);
  });

  test("and publishes the public name; without names, the default endpoint", () => {
    const published = ({ output }: TerraformJson) =>
      [output["http_api_id"].value, output["http_api_url"].value] as unknown;
    const api = "aws_apigatewayv2_api.http_api_api";
    expect(published(both)).toEqual([`\${${api}.id}`, "https://http.example.com"]);
    expect(published(edgeWith())).toEqual([`\${${api}.id}`, `\${${api}.api_endpoint}`]);
    expect(only(edgeWith(), "aws_apigatewayv2_api")).toMatchObject({ disable_execute_api_endpoint: false });
  });
});

test("admits pages of the named origins, or with a departure every page, then without credentials", () => {
  const corsOf = (cors?: HttpApi["cors"]) =>
    only(edgeWith({ cors }), "aws_apigatewayv2_api").cors_configuration as Block;
  const origins = ["https://app.example.com"];
  expect(corsOf()).toBeUndefined();
  expect(corsOf({ origins, credentials: true, headers: ["x-a"], exposedHeaders: ["x-b"], maxAgeSeconds: 60 })).toEqual({
    allow_origins: origins,
    allow_credentials: true,
    allow_headers: ["x-a"],
    expose_headers: ["x-b"],
    allow_methods: ["GET"],
    max_age: 60,
  });
  expect(corsOf({ origins: { value: "*", reason } })).toMatchObject({ allow_origins: ["*"], allow_credentials: false });
});

test("limits and measures as the settings say", () => {
  const limitsOf = (httpApi: Partial<HttpApi>) =>
    only(edgeWith(httpApi), "aws_apigatewayv2_stage").default_route_settings as unknown;
  const limits = (rate: number, burst: number, measured: boolean) => ({
    throttling_rate_limit: rate,
    throttling_burst_limit: burst,
    detailed_metrics_enabled: measured,
  });
  expect(limitsOf({})).toEqual(limits(100, 50, true));
  expect(limitsOf({ throttle: { ratePerSecond: 7, burst: 3 }, detailedMetrics: { value: false, reason } })).toEqual(
    limits(7, 3, false),
  );
});

test("is on the dashboard of those on call", () => {
  const dashboard = (edge: TerraformJson) => only(edge, "aws_cloudwatch_dashboard").dashboard_body as string;
  const api = "${aws_apigatewayv2_api.http_api_api.id}";
  expect(dashboard(edgeWith())).toContain(api);
});

test("does not exist unless the environment has it", () => {
  const { resource, output } = layerOf({ ...apis, edge: { ...apis.edge, httpApi: undefined } }, "edge");
  expect(Object.keys(resource).filter((type) => type.startsWith("aws_apigatewayv2"))).toEqual([]);
  expect(Object.keys(output).filter((name) => name.startsWith("http_api"))).toEqual([]);
});
