import { regionalWebAcl } from "../../../../modules/edge/waf/regional-web-acl";
import { LogDelivery } from "../../../../modules/edge/log-delivery";
import { secretHeaders } from "../../../../modules/edge/waf/redaction";
import { environmentOf } from "../../../support/environments";
import { synthesizeModule } from "../../../support/synthesize";

const { waf } = environmentOf({
  preset: "demo",
  owner: "platform",
  costCentre: "trial",
  edge: { waf: { ipLists: { deny: ["8.8.8.0/24"] } } },
}).edge;

const names = {
  "allow-ipv4": "test-allow-ipv4",
  "allow-ipv6": "test-allow-ipv6",
  "deny-ipv4": "test-deny-ipv4",
  "deny-ipv6": "test-deny-ipv6",
};

/** Two web ACLs beside each other, of which only the second is logged. */
function two(credentialHeaders: readonly string[] = []) {
  const { resource } = synthesizeModule((stack) => {
    const common = {
      description: "In front of a test",
      place: "edge.waf",
      settings: waf,
      ipSetNames: names,
      credentialHeaders,
    };
    const delivery = new LogDelivery(stack, "web_acl_logs", {
      name: "test-waf-logs",
      logGroupNamePrefixes: ["aws-waf-logs-test_"],
      accountId: "111122223333",
      region: "eu-west-1",
    });
    regionalWebAcl(stack, "regional", { ...common, name: "test-web", protects: "loadBalancer" });
    regionalWebAcl(stack, "users", {
      ...common,
      name: "test-users",
      protects: "userPool",
      logging: {
        logGroupName: "aws-waf-logs-test_users",
        retentionDays: 90,
        kmsKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/1",
        delivery,
      },
    });
  });
  return resource;
}

test("each has its own lists, rules and log, and all logs share one policy", () => {
  const addresses = Object.entries(two()).flatMap(([type, blocks]) =>
    Object.keys(blocks).map((name) => `${type}.${name}`),
  );
  expect(addresses.sort()).toEqual([
    "aws_cloudwatch_log_group.users_web_acl_requests_log_group",
    "aws_cloudwatch_log_resource_policy.web_acl_logs_delivery_policy",
    "aws_wafv2_ip_set.regional_ip_list_deny_ipv4",
    "aws_wafv2_ip_set.regional_ip_list_deny_ipv6",
    "aws_wafv2_ip_set.users_ip_list_deny_ipv4",
    "aws_wafv2_ip_set.users_ip_list_deny_ipv6",
    "aws_wafv2_web_acl.regional_web_acl",
    "aws_wafv2_web_acl.users_web_acl",
    "aws_wafv2_web_acl_logging_configuration.users_web_acl_logging",
  ]);
});

test("neither samples nor logs keep a header with a credential, each named once", () => {
  const resource = two(["x-partner-key", "x-origin-verify"]);
  const headers = [...secretHeaders, "x-partner-key"];
  const keysOf = (address: string) =>
    resource["aws_wafv2_web_acl"]?.[address].data_protection_config.data_protection[0].field.field_keys as unknown;
  expect([keysOf("regional_web_acl"), keysOf("users_web_acl")]).toEqual([headers, headers]);
  expect(resource["aws_wafv2_web_acl_logging_configuration"]?.["users_web_acl_logging"].redacted_fields).toEqual(
    headers.map((name) => ({ single_header: { name } })),
  );
});

test("a rule on addresses uses the web ACL's own lists", () => {
  const rules = two()["aws_wafv2_web_acl"]?.["users_web_acl"].rule as { name: string; statement: object }[];
  const { statement } = rules.find(({ name }) => name === "ip-deny-list") ?? {};
  expect(statement).toEqual({
    or_statement: {
      statement: ["ipv4", "ipv6"].map((version) => ({
        ip_set_reference_statement: { arn: `\${aws_wafv2_ip_set.users_ip_list_deny_${version}.arn}` },
      })),
    },
  });
});

describe("behind CloudFront", () => {
  const behind = (headerName: string, settings = waf) =>
    synthesizeModule((stack) => {
      regionalWebAcl(stack, "api_stage", {
        name: "test-api",
        description: "In front of a test",
        place: "edge.waf",
        settings,
        ipSetNames: names,
        protects: "apiGateway",
        behindEdge: {
          originVerification: {
            headerName,
            patternSetArn: "arn:aws:wafv2:eu-west-1:111122223333:regional/regexpatternset/origin/1",
          },
        },
      });
    }).resource;

  test("it has no IP set and no rule on addresses, and first blocks requests without the header", () => {
    const { aws_wafv2_ip_set: ipSets, aws_wafv2_web_acl: acls } = behind("x-origin-verify");
    const rules = acls?.["api_stage_web_acl"].rule as { name: string; priority: number; action?: object }[];
    expect(ipSets).toBeUndefined();
    expect(rules.map(({ name }) => name)).toEqual([
      "origin-verification",
      "common",
      "known-bad-inputs",
      "sql-database",
      "linux",
    ]);
    expect(rules[0]).toMatchObject({ priority: 0, action: { block: {} } });
  });

  test("the body inspection limit of CloudFront's web ACL does not apply", () => {
    const settings = { ...waf, bodyInspectionLimits: { apiGateway: 32, cloudFront: 64 } } as const;
    expect(behind("x-origin-verify", settings)["aws_wafv2_web_acl"]?.["api_stage_web_acl"].association_config).toEqual({
      request_body: [{ api_gateway: { default_size_inspection_limit: "KB_32" } }],
    });
  });
});
