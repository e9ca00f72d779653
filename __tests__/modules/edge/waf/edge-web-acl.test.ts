import { edgeWebAcl, type EdgeWebAclProps } from "../../../../modules/edge/waf/edge-web-acl";
import { LogDelivery } from "../../../../modules/edge/log-delivery";
import { environmentOf } from "../../../support/environments";
import { synthesizeModule } from "../../../support/synthesize";

const { waf } = environmentOf({
  preset: "production",
  owner: "platform",
  costCentre: "web",
  state: {
    backend: "s3",
    bucket: "example-state",
    createBucket: false,
    kmsKeyArn: { value: "none", reason: "a test has no states" },
  },
  alarmTopicArn: "arn:aws:sns:us-east-1:111122223333:operations",
  edge: {
    domain: { name: "app.example.com", hostedZoneId: "Z0123456789EXAMPLE", certificate: "issued" },
    waf: { ipLists: { deny: ["8.8.8.0/24"] }, countries: { block: ["KP"] } },
  },
}).edge;

const resourcesOf = (props: Partial<EdgeWebAclProps> = {}) =>
  synthesizeModule((stack) => {
    const provider = stack.usEast1;
    const delivery = new LogDelivery(stack, "edge_logs", {
      name: "test-edge-logs",
      logGroupNamePrefixes: ["aws-waf-logs-test_"],
      accountId: "111122223333",
      region: "us-east-1",
      provider,
    });
    edgeWebAcl(stack, "web_distribution", {
      name: "test-edge-web",
      description: "In front of the web application",
      place: "edge.waf",
      settings: waf,
      ipSetNames: {
        "allow-ipv4": "test-allow-ipv4",
        "allow-ipv6": "test-allow-ipv6",
        "deny-ipv4": "test-deny-ipv4",
        "deny-ipv6": "test-deny-ipv6",
      },
      provider,
      logging: {
        logGroupName: "aws-waf-logs-test_web-edge",
        retentionDays: 365,
        kmsKeyArn: "arn:aws:kms:us-east-1:111122223333:key/1",
        delivery,
      },
      ...props,
    });
  }).resource;

const webAclOf = (props: Partial<EdgeWebAclProps> = {}) =>
  resourcesOf(props)["aws_wafv2_web_acl"]?.["web_distribution_web_acl"];

test("every resource is in us-east-1, of scope CLOUDFRONT", () => {
  const blocks = Object.entries(resourcesOf()).flatMap(([type, byAddress]) =>
    Object.entries(byAddress).map(
      ([address, block]) => [`${type}.${address}`, block.provider, block.scope] as unknown[],
    ),
  );
  const usEast1 = "aws.us_east_1";
  expect(blocks.sort()).toEqual([
    ["aws_cloudwatch_log_group.web_distribution_web_acl_requests_log_group", usEast1, undefined],
    ["aws_cloudwatch_log_resource_policy.edge_logs_delivery_policy", usEast1, undefined],
    ["aws_wafv2_ip_set.web_distribution_ip_list_deny_ipv4", usEast1, "CLOUDFRONT"],
    ["aws_wafv2_ip_set.web_distribution_ip_list_deny_ipv6", usEast1, "CLOUDFRONT"],
    ["aws_wafv2_web_acl.web_distribution_web_acl", usEast1, "CLOUDFRONT"],
    ["aws_wafv2_web_acl_logging_configuration.web_distribution_web_acl_logging", usEast1, undefined],
  ]);
});

test("has rules on viewers' addresses and on their requests", () => {
  const rules = webAclOf().rule as { name: string }[];
  expect(rules.map(({ name }) => name)).toEqual([
    "ip-deny-list",
    "countries",
    "ip-reputation",
    "rate-limit",
    "common",
    "known-bad-inputs",
    "sql-database",
    "linux",
    "bot-control",
  ]);
});

test("inspects the given size of a body", () => {
  const settings = { ...waf, bodyInspectionLimits: { cloudFront: 64 } } as const;
  expect(webAclOf({ settings }).association_config).toEqual({
    request_body: [{ cloudfront: { default_size_inspection_limit: "KB_64" } }],
  });
});

test("keeps no value of a header with a credential", () => {
  expect(
    webAclOf({ credentialHeaders: ["x-from-edge"] }).data_protection_config.data_protection[0].field.field_keys,
  ).toEqual(["authorization", "cookie", "x-api-key", "x-origin-verify", "x-amz-security-token", "x-from-edge"]);
});
