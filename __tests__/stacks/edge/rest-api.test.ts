import type { EnvironmentRecord } from "../../../stacks/environments/schema/environment";
import { layerOf } from "../../support/environments";
import { apis, trial } from "../../support/records";
import type { Block, TerraformJson } from "../../support/synthesize";

type RestApi = NonNullable<NonNullable<EnvironmentRecord["edge"]>["restApi"]>;

const reason = "the reason of a departure";
const identity = (output: string) => `\${data.terraform_remote_state.identity.outputs.${output}}`;
const apiId = "${aws_api_gateway_rest_api.rest_api_api.id}";
const stageName = "${aws_api_gateway_stage.rest_api_stage_stage.stage_name}";
const [hello, decided] = apis.edge.restApi.routes;
const open: RestApi["routes"] = [{ ...hello, authorizer: { value: "none", reason } }];
const signed: RestApi["routes"] = [{ ...hello, authorizer: { kind: "iam" } }];
const domain = { publicName: "api.example.com", hostedZoneId: "Z0123456789EXAMPLE", certificate: "issued" } as const;

const edgeWith = (restApi: Partial<RestApi> = {}, more: EnvironmentRecord = {}) =>
  layerOf({ ...apis, ...more, edge: { ...apis.edge, restApi: { ...apis.edge.restApi, ...restApi } } }, "edge");
/** A trial with the REST API alone. */
const trialWith = (restApi: RestApi) =>
  layerOf({ ...trial, compute: { functions: { hello: {} } }, edge: { restApi } }, "edge");
const only = ({ resource }: TerraformJson, type: string): Block => {
  const blocks = Object.values(resource[type] ?? {}) as Block[];
  if (blocks.length !== 1) throw new Error(`there are ${blocks.length} of ${type}`);
  return blocks[0];
};
/** Those of the REST API, among the edge's. */
const ofApi = ({ resource }: TerraformJson, type: string): Readonly<Record<string, Block>> =>
  Object.fromEntries(Object.entries(resource[type] ?? {}).filter(([address]) => address.startsWith("rest_api")));

test("has its own web ACL on its stage, and publishes which", () => {
  const { resource, output } = edgeWith();
  const webAcl = "${aws_wafv2_web_acl.api_stage_web_acl.arn}";
  expect(resource["aws_wafv2_web_acl_association"]?.["api_stage_web_acl_association"]).toEqual({
    resource_arn: "${aws_api_gateway_stage.rest_api_stage_stage.arn}",
    web_acl_arn: webAcl,
  });
  expect(output["rest_api_web_acl_arn"]).toMatchObject({ value: webAcl });
});

describe("asks who calls", () => {
  const asked = (authorizer: Block): unknown => ({ type: authorizer.type, source: authorizer.identity_source });
  const lambda = (edge: TerraformJson) =>
    edge.resource["aws_api_gateway_authorizer"]?.["rest_api_authorizer_lambda"] as Block;
  const checks = { kind: "header", name: "x-partner-key", sha256: "0".repeat(64) } as const;

  test("the user pool of identity", () => {
    const edge = edgeWith({ routes: [hello], authorizerCacheSeconds: 60 });
    expect(only(edge, "aws_api_gateway_authorizer")).toMatchObject({
      provider_arns: [identity("user_pool_arn")],
      authorizer_result_ttl_in_seconds: 60,
    });
  });

  test("its function, by the token in Authorization or by the header that the function checks", () => {
    const byHeader = { compute: { functions: { ...apis.compute.functions, requestAuthorizer: { checks } } } };
    expect(asked(lambda(edgeWith()))).toEqual({ type: "TOKEN", source: "method.request.header.Authorization" });
    expect(asked(lambda(edgeWith({ requestAuthorizer: "REQUEST" })))).toEqual({
      type: "REQUEST",
      source: "method.request.header.Authorization",
    });
    expect(asked(lambda(edgeWith({ requestAuthorizer: "REQUEST" }, byHeader)))).toEqual({
      type: "REQUEST",
      source: "method.request.header.x-partner-key",
    });
  });

  test("nobody, and needs no user pool, where no route asks for a token", () => {
    const edge = trialWith({ routes: open });
    expect(edge.resource).not.toHaveProperty("aws_api_gateway_authorizer");
    expect(JSON.stringify(edge)).not.toMatch(/outputs\.(user_pool|token_issuer|\w+_client_id)/);
  });
});

describe("lets in, before any token is looked at,", () => {
  const statements = (edge: TerraformJson): readonly unknown[] =>
    (
      JSON.parse(only(edge, "aws_api_gateway_rest_api_policy").policy as string) as { Statement: Block[] }
    ).Statement.map(
      ({ Sid, Condition, Principal }) => (Condition === undefined ? [Sid, Principal] : [Sid, Condition]) as unknown,
    );
  const withoutTls = ["WithoutTls", { Bool: { "aws:SecureTransport": "false" } }];

  test("everybody, over TLS", () => {
    expect(statements(edgeWith())).toEqual([["Everybody", "*"], withoutTls]);
  });

  test("whom the settings do not refuse", () => {
    const policy = { allow: { cidrBlocks: ["9.9.9.0/24"] }, deny: { cidrBlocks: ["8.8.8.0/24"] } };
    expect(statements(edgeWith({ policy }))).toEqual([
      ["Everybody", "*"],
      withoutTls,
      ["OtherAddresses", { NotIpAddress: { "aws:SourceIp": "9.9.9.0/24" } }],
      ["DeniedAddresses", { IpAddress: { "aws:SourceIp": "8.8.8.0/24" } }],
    ]);
  });

  test("signed requests of other accounts, where a route asks for a signature, and of the own by its identities' policies", () => {
    const policy = { allow: { accountIds: ["210987654321"], organizationIds: ["o-a1b2c3d4e5"] } };
    expect(statements(edgeWith({ routes: signed, policy }))).toEqual([
      ["Unsigned", { StringEqualsIfExists: { "aws:PrincipalType": "Anonymous" } }],
      ["IdentitiesOfAccounts", { AWS: "arn:aws:iam::210987654321:root" }],
      [
        "IdentitiesOfOrganizations",
        {
          StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
          StringNotEquals: { "aws:PrincipalAccount": apis.accountId },
        },
      ],
      withoutTls,
    ]);
  });

  test("what comes through the network's endpoint alone, where it is private, at the endpoint's own name", () => {
    const edge = edgeWith(
      { endpoint: "private" },
      { network: { ...apis.network, executeApiEndpoint: { privateDns: false } } },
    );
    const endpoint = "${data.terraform_remote_state.network.outputs.execute_api_endpoint_id}";
    expect(only(edge, "aws_api_gateway_rest_api").endpoint_configuration).toEqual({
      types: ["PRIVATE"],
      vpc_endpoint_ids: [endpoint],
    });
    expect(statements(edge)).toEqual([
      ["Everybody", "*"],
      withoutTls,
      ["OtherEndpoints", { StringNotEquals: { "aws:SourceVpce": endpoint } }],
    ]);
    expect(edge.output["rest_api_url"].value).toBe(
      `https://${apiId}-${endpoint}.execute-api.eu-west-1.amazonaws.com/${stageName}`,
    );
  });

  test("nothing through an endpoint of the network's that it does not ask for", () => {
    const edge = edgeWith({}, { network: { ...apis.network, executeApiEndpoint: { privateDns: false } } });
    expect(only(edge, "aws_api_gateway_rest_api").endpoint_configuration).toEqual({ types: ["REGIONAL"] });
    expect(JSON.stringify(edge)).not.toContain("execute_api_endpoint_id");
  });
});

describe("records", () => {
  const kept = { retention_in_days: 365, kms_key_id: identity("logs_key_arn"), skip_destroy: true };
  const stage = (edge: TerraformJson) => only(edge, "aws_api_gateway_stage");
  const levels = (edge: TerraformJson) =>
    Object.values(ofApi(edge, "aws_api_gateway_method_settings")).map(
      ({ settings }) => settings.logging_level as string,
    );

  test("requests and what fails, with identity's key, for as long as the environment's other logs", () => {
    const edge = edgeWith();
    expect(ofApi(edge, "aws_cloudwatch_log_group")).toEqual({
      rest_api_stage_access_log_group: { name: "/palisade/it/edge/rest-api", ...kept },
      rest_api_stage_execution_log_group: { name: `API-Gateway-Execution-Logs_${apiId}/v1`, ...kept },
    });
    expect(stage(edge).access_log_settings.destination_arn).toBe(
      "${aws_cloudwatch_log_group.rest_api_stage_access_log_group.arn}",
    );
    expect(levels(edge)).toEqual(["ERROR"]);
  });

  test("and deletes the log with an environment that is torn down", () => {
    const groups = Object.values(ofApi(edgeWith({}, { teardown: { reason } }), "aws_cloudwatch_log_group"));
    expect(groups.map(({ skip_destroy }) => skip_destroy as boolean)).toEqual([false, false]);
  });

  test("nothing where the settings say so", () => {
    const edge = edgeWith({ accessLogs: { value: false, reason }, executionLogs: { value: false, reason } });
    expect(ofApi(edge, "aws_cloudwatch_log_group")).toEqual({});
    expect(stage(edge)).not.toHaveProperty("access_log_settings");
    expect(levels(edge)).toEqual(["OFF"]);
  });

  test("by the account's role that somebody has set, or by one of its own that is set before its stage logs", () => {
    expect(Object.keys(edgeWith().resource).filter((type) => type.includes("iam"))).toEqual([]);
    const edge = edgeWith({ accountLogging: "create" });
    expect(only(edge, "aws_iam_role")).toMatchObject({
      name: "it-edge-api-gateway",
      permissions_boundary: identity("permissions_boundary_arn"),
    });
    expect(only(edge, "aws_api_gateway_account").cloudwatch_role_arn).toBe("${aws_iam_role.api_gateway_role.arn}");
    expect(stage(edge).depends_on).toContain("aws_api_gateway_account.api_gateway_account");
  });
});

describe("its alarms", () => {
  const roles = ["server-errors", "client-errors", "latency", "traffic"];
  const names = (edge: TerraformJson) =>
    Object.values(ofApi(edge, "aws_cloudwatch_metric_alarm")).map(({ alarm_name }) => alarm_name as string);

  test("are on this API's stage and its web ACL, and tell the environment's topic when they start and when they end", () => {
    const topic = [apis.alarmTopicArn];
    const alarms = Object.values(ofApi(edgeWith(), "aws_cloudwatch_metric_alarm"));
    const told = alarms.map((alarm) => {
      const { dimensions = alarm.metric_query[0].metric.dimensions } = alarm;
      return [alarm.alarm_name, dimensions, alarm.alarm_actions, alarm.ok_actions] as unknown;
    });
    expect(told).toEqual([
      ...roles.map((role) => [`it-edge-rest-api-${role}`, { ApiName: "it-edge-rest", Stage: stageName }, topic, topic]),
      ["it-edge-rest-api-blocked-requests", { WebACL: "it-edge-api", Region: "eu-west-1", Rule: "ALL" }, topic, topic],
      ["it-edge-rest-api-throttled", {}, topic, topic],
    ]);
    expect(only(edgeWith(), "aws_api_gateway_rest_api").name).toBe("it-edge-rest");
  });

  test("count what is throttled in the access log, and so not without one", () => {
    const edge = edgeWith();
    const { metric_transformation: counted, log_group_name: group } = only(edge, "aws_cloudwatch_log_metric_filter");
    const { namespace, metric_name } = ofApi(edge, "aws_cloudwatch_metric_alarm")["rest_api_metrics_throttled_alarm"];
    expect(group).toBe("${aws_cloudwatch_log_group.rest_api_stage_access_log_group.name}");
    expect([counted.namespace, counted.name]).toEqual(["Palisade/it", metric_name]);
    expect(namespace).toBe("Palisade/it");
    const silent = edgeWith({ accessLogs: { value: false, reason } });
    expect(silent.resource).not.toHaveProperty("aws_cloudwatch_log_metric_filter");
    expect(names(silent)).toEqual([...roles, "blocked-requests"].map((role) => `it-edge-rest-api-${role}`));
  });

  test("do not exist without a topic", () => {
    expect(names(trialWith({ routes: open }))).toEqual([]);
  });
});

describe("has its names", () => {
  const originName = "origin-api.example.com";
  const both = edgeWith({ domain: { ...domain, originName } });

  test("each with a certificate of the API's own region, the stage behind it, its record, and no other way in", () => {
    const certificates = Object.entries(ofApi(both, "aws_acm_certificate")).map(
      ([address, { domain_name, provider }]) => [address, domain_name, provider] as unknown,
    );
    expect(certificates).toEqual([
      ["rest_api_public_domain_certificate", domain.publicName, undefined],
      ["rest_api_origin_domain_certificate", originName, undefined],
    ]);
    const name = (role: string) => `\${aws_api_gateway_domain_name.rest_api_${role}_name.domain_name}`;
    expect(Object.values(ofApi(both, "aws_api_gateway_base_path_mapping"))).toEqual(
      ["public", "origin"].map((role) => ({
        api_id: apiId,
        domain_name: name(role),
        stage_name: stageName,
        lifecycle: { create_before_destroy: true },
      })),
    );
    const records = Object.entries(ofApi(both, "aws_route53_record")).flatMap(([address, { name, zone_id }]) =>
      address.endsWith("alias_a") ? [[name, zone_id]] : [],
    );
    expect(records).toEqual([
      [domain.publicName, domain.hostedZoneId],
      [originName, domain.hostedZoneId],
    ]);
    expect(only(both, "aws_api_gateway_rest_api").disable_execute_api_endpoint).toBe(true);
  });

  test("with a given certificate, and then issues no certificate", () => {
    const certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012";
    const edge = edgeWith({ domain: { ...domain, certificate } });
    expect(only(edge, "aws_api_gateway_domain_name").regional_certificate_arn).toBe(certificate);
    expect(ofApi(edge, "aws_acm_certificate")).toEqual({});
  });

  test("and publishes the public name; without names, the default endpoint", () => {
    const published = ({ output }: TerraformJson) =>
      [output["rest_api_id"].value, output["rest_api_url"].value] as unknown;
    expect(published(both)).toEqual([apiId, "https://api.example.com"]);
    expect(published(edgeWith())).toEqual([apiId, "${aws_api_gateway_stage.rest_api_stage_stage.invoke_url}"]);
    expect(only(edgeWith(), "aws_api_gateway_rest_api").disable_execute_api_endpoint).toBe(false);
  });
});

test("limits the callers of each plan on its stage, by a key for each of them", () => {
  const routes: RestApi["routes"] = [{ ...decided, apiKey: true }];
  const edge = edgeWith({
    routes,
    usagePlans: {
      "big-partners": {
        apiKeys: ["acme", "globex"],
        throttle: { ratePerSecond: 7, burst: 3 },
        methods: [{ method: "GET", path: "/decided", ratePerSecond: 2, burst: 1 }],
        quota: { value: "none", reason },
      },
      others: { apiKeys: ["initech"], quota: { requests: 5, period: "WEEK" } },
    },
  });
  const stage = { api_id: apiId, stage: stageName };
  const plans = Object.entries(edge.resource["aws_api_gateway_usage_plan"] ?? {}).map(
    ([address, { description: _, ...plan }]: [string, Block]) => [address, plan] as unknown,
  );
  expect(plans).toEqual([
    [
      "plan_big_partners_plan",
      {
        name: "it-edge-big-partners",
        api_stages: [{ ...stage, throttle: [{ path: "/decided/GET", rate_limit: 2, burst_limit: 1 }] }],
        throttle_settings: { rate_limit: 7, burst_limit: 3 },
      },
    ],
    [
      "plan_others_plan",
      {
        name: "it-edge-others",
        api_stages: [stage],
        throttle_settings: { rate_limit: 10, burst_limit: 20 },
        quota_settings: { limit: 5, period: "WEEK", offset: 0 },
      },
    ],
  ]);
  const keys = Object.values(edge.resource["aws_api_gateway_api_key"] ?? {}).map(({ name }: Block) => name as string);
  expect(keys).toEqual(["it-edge-big-partners-acme", "it-edge-big-partners-globex", "it-edge-others-initech"]);
  expect(edgeWith().resource).not.toHaveProperty("aws_api_gateway_usage_plan");
});

test("limits, measures, traces and answers as the settings say", () => {
  const asGiven = (restApi: Partial<RestApi>) => {
    const edge = edgeWith(restApi);
    const { settings } = only(edge, "aws_api_gateway_method_settings");
    const {
      stage_name: name,
      xray_tracing_enabled: traced,
      client_certificate_id: certificate,
    } = only(edge, "aws_api_gateway_stage");
    const { throttling_rate_limit: rate, throttling_burst_limit: burst, metrics_enabled: measured } = settings;
    const builtIn = Object.keys(ofApi(edge, "aws_api_gateway_method")).filter((at) => !at.includes("_get_"));
    return { name, rate, burst, measured, traced, certificate, builtIn } as unknown;
  };
  expect(asGiven({})).toEqual({
    name: "v1",
    rate: 100,
    burst: 50,
    measured: true,
    traced: true,
    certificate: undefined,
    builtIn: ["rest_api_any_by_parameter_method", "rest_api_any_root_method"],
  });
  expect(
    asGiven({
      stageName: "live",
      throttle: { ratePerSecond: 7, burst: 3 },
      detailedMetrics: { value: false, reason },
      tracing: { value: false, reason },
      clientCertificate: true,
      unknownPaths: "forbidden",
      cors: { origin: "https://app.example.com" },
    }),
  ).toEqual({
    name: "live",
    rate: 7,
    burst: 3,
    measured: false,
    traced: false,
    certificate: "${aws_api_gateway_client_certificate.rest_api_stage_client_certificate.id}",
    builtIn: ["rest_api_options_hello_method", "rest_api_options_decided_method"],
  });
});

test("is on the dashboard of those on call, with what is throttled where that is counted", () => {
  const dashboard = (edge: TerraformJson) => only(edge, "aws_cloudwatch_dashboard").dashboard_body as string;
  expect(dashboard(edgeWith())).toContain('"ApiName","it-edge-rest"');
  expect(dashboard(edgeWith())).toContain('"Palisade/it","RestApiThrottledRequests"');
  expect(dashboard(edgeWith({ accessLogs: { value: false, reason } }))).not.toContain("RestApiThrottledRequests");
});

test("does not exist unless the environment has it", () => {
  const { resource, output } = layerOf({ ...apis, edge: { ...apis.edge, restApi: undefined } }, "edge");
  expect(Object.keys(resource).filter((type) => type.startsWith("aws_api_gateway"))).toEqual([]);
  expect(Object.keys(output).filter((name) => name.startsWith("rest_api"))).toEqual([]);
});
