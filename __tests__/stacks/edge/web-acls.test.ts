import type { EnvironmentRecord } from "../../../stacks/environments/schema/environment";
import { layerOf } from "../../support/environments";
import { apis } from "../../support/records";
import type { Block } from "../../support/synthesize";

const reason = "the reason of a departure";
const lists = { ipLists: { allow: ["198.41.0.0/24"], deny: ["203.1.0.0/24"] } };

/** The record with settings for each web ACL: the load balancer's, the user pool's, the REST API's. */
const edgeWith = (waf: { web?: object; signIn?: object; restApi?: object }, more: EnvironmentRecord = {}) =>
  layerOf(
    {
      ...apis,
      ...more,
      edge: {
        ...apis.edge,
        waf: waf.web,
        signIn: { ...apis.edge.signIn, waf: waf.signIn },
        restApi: { ...apis.edge.restApi, waf: waf.restApi },
      },
    } as EnvironmentRecord,
    "edge",
  );
const { resource } = edgeWith({});
const named = (type: string, json = resource) =>
  Object.entries(json[type] ?? {}).map(([address, { name }]: [string, Block]) => [address, name as string]);

test("each entry point of viewers has its own web ACL with its own name", () => {
  expect(named("aws_wafv2_web_acl")).toEqual([
    ["regional_web_acl", "it-edge-web"],
    ["user_pool_web_acl", "it-edge-users"],
    ["api_stage_web_acl", "it-edge-api"],
  ]);
});

test("each web ACL has its own metrics", () => {
  const metrics = (Object.values(resource["aws_wafv2_web_acl"] ?? {}) as Block[]).map(
    ({ visibility_config }) => visibility_config.metric_name as string,
  );
  expect(new Set(metrics).size).toBe(3);
});

test("each logs to its own log group, with identity's key, for as long as the environment's other logs", () => {
  const groups = Object.entries(resource["aws_cloudwatch_log_group"] ?? {}).filter(([address]) =>
    address.includes("web_acl"),
  );
  const group = (name: string) => ({
    name,
    retention_in_days: 365,
    kms_key_id: "${data.terraform_remote_state.identity.outputs.logs_key_arn}",
    skip_destroy: true,
  });
  expect(groups).toEqual([
    ["regional_web_acl_requests_log_group", group("aws-waf-logs-it_web")],
    ["user_pool_web_acl_requests_log_group", group("aws-waf-logs-it_users")],
    ["api_stage_web_acl_requests_log_group", group("aws-waf-logs-it_api")],
  ]);
  for (const role of ["regional", "user_pool", "api_stage"]) {
    expect(resource["aws_wafv2_web_acl_logging_configuration"]?.[`${role}_web_acl_logging`]).toMatchObject({
      resource_arn: `\${aws_wafv2_web_acl.${role}_web_acl.arn}`,
      log_destination_configs: [`\${aws_cloudwatch_log_group.${role}_web_acl_requests_log_group.arn}`],
      depends_on: ["aws_cloudwatch_log_resource_policy.logs_delivery_policy"],
    });
  }
});

test("one web ACL can turn its log off, and the others keep logging", () => {
  const quiet = edgeWith({ signIn: { logging: { enabled: { value: false, reason } } } }).resource;
  expect(Object.keys(quiet["aws_wafv2_web_acl_logging_configuration"] ?? {})).toEqual([
    "regional_web_acl_logging",
    "api_stage_web_acl_logging",
  ]);
});

test("each has its own settings and lists", () => {
  const setsOf = (waf: Parameters<typeof edgeWith>[0]) => named("aws_wafv2_ip_set", edgeWith(waf).resource);
  expect(setsOf({})).toEqual([]);
  const sets = (role: string, name: string) =>
    ["allow", "deny"].flatMap((list) =>
      ["ipv4", "ipv6"].map((version) => [`${role}_ip_list_${list}_${version}`, `it-edge-${name}-${list}-${version}`]),
    );
  expect(setsOf({ web: lists })).toEqual(sets("regional", "web"));
  expect(setsOf({ signIn: lists })).toEqual(sets("user_pool", "users"));
  expect(setsOf({ restApi: lists })).toEqual(sets("api_stage", "api"));
});

test("a fault of one web ACL names the place of its settings", () => {
  const posix = { mode: "block" };
  const groups = { posix, windows: posix, php: posix, wordPress: posix, adminProtection: posix, anonymousIp: posix };
  const faultsOf = (waf: Parameters<typeof edgeWith>[0]) => {
    try {
      edgeWith(waf);
      return [];
    } catch (error) {
      return (error as { faults: string[] }).faults.map((fault) => fault.split(/[ :]/)[0]);
    }
  };
  expect(faultsOf({ web: { groups } })).toEqual(["environments.it.edge.waf"]);
  expect(faultsOf({ signIn: { groups } })).toEqual(["environments.it.edge.signIn.waf"]);
  expect(faultsOf({ restApi: { groups } })).toEqual(["environments.it.edge.restApi.waf"]);
});

test("Bot Control protects pages for browsers, and not APIs that programs call", () => {
  const rules = (acl: string) =>
    (resource["aws_wafv2_web_acl"]?.[acl] as { rule: Block[] }).rule.map(({ name }) => name as string);
  const common = ["ip-reputation", "rate-limit", "common", "known-bad-inputs", "sql-database", "linux"];
  expect(rules("user_pool_web_acl").sort()).toEqual([...common].sort());
  expect(rules("api_stage_web_acl").sort()).toEqual([...common].sort());
  expect(rules("regional_web_acl").sort()).toEqual([...common, "bot-control"].sort());
});
