import { LogDelivery } from "../../../../modules/edge/log-delivery";
import { WebAclLogging } from "../../../../modules/edge/waf/web-acl-logging";
import type { WebAclLoggingProps } from "../../../../modules/edge/waf/web-acl-logging";
import { synthesizeModule } from "../../../support/synthesize";

const webAclArn = "arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/test-web/a1b2c3d4";
const kmsKeyArn = "arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555";

const policyAddress = "aws_cloudwatch_log_resource_policy.web_acl_logs_delivery_policy";

/** A web ACL's logging, with a delivery policy that others share. */
function logging(props: Partial<WebAclLoggingProps> = {}) {
  const { resource } = synthesizeModule((stack) => {
    const delivery = new LogDelivery(stack, "web_acl_logs", {
      name: "test-waf-logs",
      logGroupNamePrefixes: ["aws-waf-logs-test-"],
      accountId: "111122223333",
      region: "eu-west-1",
    });
    const given = { webAclArn, logGroupName: "aws-waf-logs-test-web", retentionDays: 365, kmsKeyArn, delivery };
    new WebAclLogging(stack, "web_acl_logging", { ...given, ...props });
  });
  const one = (type: string) => Object.values(resource[type] ?? {})[0];
  return {
    resource,
    group: one("aws_cloudwatch_log_group"),
    configuration: one("aws_wafv2_web_acl_logging_configuration"),
  };
}

test("makes an encrypted log group, the permission to deliver to it, and the delivery, in this order", () => {
  const { resource, group, configuration } = logging();
  const addresses = Object.entries(resource).flatMap(([type, blocks]) =>
    Object.keys(blocks).map((name) => `${type}.${name}`),
  );
  expect(addresses.sort()).toEqual([
    "aws_cloudwatch_log_group.web_acl_logging_requests_log_group",
    policyAddress,
    "aws_wafv2_web_acl_logging_configuration.web_acl_logging_logging",
  ]);
  expect(group).toEqual({
    name: "aws-waf-logs-test-web",
    retention_in_days: 365,
    kms_key_id: kmsKeyArn,
    skip_destroy: true,
  });
  expect(configuration).toEqual({
    resource_arn: webAclArn,
    log_destination_configs: ["${aws_cloudwatch_log_group.web_acl_logging_requests_log_group.arn}"],
    redacted_fields: ["authorization", "cookie", "x-api-key", "x-origin-verify", "x-amz-security-token"].map(
      (name) => ({
        single_header: { name },
      }),
    ),
    logging_filter: {
      default_behavior: "DROP",
      filter: [
        {
          behavior: "KEEP",
          requirement: "MEETS_ANY",
          condition: ["BLOCK", "COUNT", "CAPTCHA", "CHALLENGE", "EXCLUDED_AS_COUNT"].map((action) => ({
            action_condition: { action },
          })),
        },
      ],
    },
    depends_on: [policyAddress],
  });
});

test("logs every request if the props say so", () => {
  expect(logging({ keep: "everything" }).configuration).not.toHaveProperty("logging_filter");
});

test("for CloudFront is entirely in us-east-1", () => {
  const { resource, data } = synthesizeModule((stack) => {
    const provider = stack.usEast1;
    const delivery = new LogDelivery(stack, "web_acl_logs", {
      name: "test-waf-logs",
      logGroupNamePrefixes: ["aws-waf-logs-test-"],
      accountId: "111122223333",
      region: "us-east-1",
      provider,
    });
    const given = { webAclArn, logGroupName: "aws-waf-logs-test-web", retentionDays: 365, kmsKeyArn, delivery };
    new WebAclLogging(stack, "web_acl_logging", { ...given, provider });
  });
  const blocks = [...Object.values(resource), ...Object.values(data)].flatMap((byName) => Object.values(byName));
  expect(blocks.map(({ provider }) => provider as string)).toEqual(Array(4).fill("aws.us_east_1"));
});

test.each<[string, Partial<WebAclLoggingProps>, string]>([
  [
    "a group that AWS WAF does not deliver to",
    { logGroupName: "waf-web" },
    "web ACL log waf-web has a name that AWS WAF refuses; give a name that starts with aws-waf-logs-, of at most 512 characters",
  ],
  [
    "a group that the policy does not admit",
    { logGroupName: "aws-waf-logs-other" },
    "web ACL log aws-waf-logs-other has none of the admitted prefixes aws-waf-logs-test-; give a prefix of the log's name",
  ],
  [
    "a header in capitals",
    { redactedHeaders: ["Cookie"] },
    'web ACL log aws-waf-logs-test-web protects the header "Cookie"; give 1 to 64 lower-case letters, digits, - or _',
  ],
])("refuses %s", (_, props, message) => {
  expect(() => logging(props)).toThrow(message);
});
