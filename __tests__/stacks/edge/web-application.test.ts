import type { EnvironmentRecord } from "../../../stacks/environments/schema/environment";
import { layerOf } from "../../support/environments";
import { production, publicProduction } from "../../support/records";
import type { Block, TerraformJson } from "../../support/synthesize";

const behindCloudFront = {
  ...production,
  edge: { ...production.edge, cloudFront: { web: { cachedPaths: ["/static/*"] } } },
} as const satisfies EnvironmentRecord;
const edge = layerOf(behindCloudFront, "edge");
const network = layerOf(behindCloudFront, "network");
const outputOf = (layer: string, name: string) => `\${data.terraform_remote_state.${layer}.outputs.${name}}`;

const blocksOf = (json: TerraformJson, type: string) => Object.entries(json.resource[type] ?? {}) as [string, Block][];

test("the load balancer is internal, in the app tier, and nobody from the internet is admitted to it (rows O8, V26)", () => {
  expect(edge.resource["aws_lb"]?.["public_load_balancer"]).toMatchObject({
    name: "it-edge-internal",
    internal: true,
    subnets: outputOf("network", "app_subnet_ids"),
  });
  const admitted = blocksOf(network, "aws_vpc_security_group_ingress_rule").filter(
    ([, rule]) => rule.cidr_ipv4 === "0.0.0.0/0" || rule.cidr_ipv6 === "::/0",
  );
  expect(admitted).toEqual([]);
  expect(blocksOf(edge, "aws_vpc_security_group_ingress_rule").map(([, rule]) => rule)).toEqual([
    {
      security_group_id: outputOf("network", "load_balancer_security_group_id"),
      referenced_security_group_id: "${data.aws_security_group.load_balancer_cloudfront_group.id}",
      description: "Requests that come through CloudFront",
      ip_protocol: "tcp",
      from_port: 443,
      to_port: 443,
    },
  ]);
});

test("CloudFront asks it under the name of its certificate, once it is let in (traps of VPC origins)", () => {
  const distribution = edge.resource["aws_cloudfront_distribution"]?.["edge_web_distribution"];
  expect(distribution).toMatchObject({
    aliases: ["app.example.com"],
    origin: [
      {
        domain_name: "app.example.com",
        vpc_origin_config: { vpc_origin_id: "${aws_cloudfront_vpc_origin.load_balancer_vpc_origin.id}" },
      },
    ],
    viewer_certificate: {
      acm_certificate_arn: "${aws_acm_certificate_validation.edge_domain_validation.certificate_arn}",
    },
    web_acl_id: "${aws_wafv2_web_acl.web_distribution_web_acl.arn}",
    depends_on: ["aws_vpc_security_group_ingress_rule.load_balancer_cloudfront_ingress"],
  });
  const paths = distribution.ordered_cache_behavior as { path_pattern: string }[];
  expect(paths.map(({ path_pattern }) => path_pattern)).toEqual(["/static/*"]);
});

test("its certificate is of us-east-1, and the record of the load balancer's proves it", () => {
  expect(
    blocksOf(edge, "aws_acm_certificate").map(([address, { provider }]) => [address, provider as unknown]),
  ).toEqual([
    ["domain_certificate", undefined],
    ["edge_domain_certificate", "aws.us_east_1"],
  ]);
  expect(blocksOf(edge, "aws_route53_record").map(([address]) => address)).toEqual([
    "domain_validation_record",
    "public_alias_a",
    "public_alias_aaaa",
  ]);
});

test("in us-east-1 one certificate does for both", () => {
  const { alarmTopicArn } = { alarmTopicArn: "arn:aws:sns:us-east-1:123456789012:operations" };
  const { edgeAlarmTopicArn: _, ...record } = behindCloudFront;
  const there = layerOf({ ...record, region: "us-east-1", alarmTopicArn }, "edge");
  expect(blocksOf(there, "aws_acm_certificate").map(([address]) => address)).toEqual(["domain_certificate"]);
  expect(blocksOf(there, "aws_kms_key")).toEqual([]);
});

test("switching CloudFront on changes where the application's one name leads, and no other name (trap of one name)", () => {
  const without = layerOf(publicProduction, "edge");
  const records = (json: TerraformJson) =>
    blocksOf(json, "aws_route53_record").filter(([address]) => address.startsWith("public_alias"));
  const [[address, before] = ["", {}]] = records(without);
  const [[sameAddress, after] = ["", {}], [, ipv6] = ["", {}]] = records(edge);
  expect(sameAddress).toBe(address);
  expect({ ...after, alias: undefined }).toEqual({ ...before, alias: undefined });
  const distribution = "aws_cloudfront_distribution.edge_web_distribution";
  expect(after.alias).toEqual({
    name: `\${${distribution}.domain_name}`,
    zone_id: `\${${distribution}.hosted_zone_id}`,
    evaluate_target_health: false,
  });
  expect(ipv6).toEqual({ ...after, type: "AAAA" });
});

test("what judges viewers by address stands at the edge, and nowhere behind it (trap of addresses)", () => {
  const names = (address: string) =>
    (edge.resource["aws_wafv2_web_acl"]?.[address].rule as { name: string }[]).map(({ name }) => name);
  expect(names("web_distribution_web_acl")).toEqual([
    "ip-reputation",
    "rate-limit",
    "common",
    "known-bad-inputs",
    "sql-database",
    "linux",
    "bot-control",
  ]);
  expect(names("regional_web_acl")).toEqual(["common", "known-bad-inputs", "sql-database", "linux"]);
});

test("records and alarms are in us-east-1, by a key and a topic of that region", () => {
  const { resource } = edge;
  expect(resource["aws_cloudwatch_log_group"]?.["edge_web_logs_access_log_group"]).toMatchObject({
    name: "/palisade/it/edge/web-distribution",
    kms_key_id: "${aws_kms_key.us_east_1_logs_key.arn}",
    provider: "aws.us_east_1",
  });
  expect(resource["aws_cloudwatch_log_group"]?.["web_distribution_web_acl_requests_log_group"]).toMatchObject({
    name: "aws-waf-logs-it_web-edge",
    kms_key_id: "${aws_kms_key.us_east_1_logs_key.arn}",
    provider: "aws.us_east_1",
  });
  const alarms = blocksOf(edge, "aws_cloudwatch_metric_alarm").filter(([, { provider }]) => provider !== undefined);
  expect(alarms.map(([, { alarm_name, alarm_actions }]) => [alarm_name, alarm_actions] as unknown[])).toEqual([
    ["it-edge-web-distribution-errors", ["arn:aws:sns:us-east-1:123456789012:edge"]],
    ["it-edge-web-edge-blocked-requests", ["arn:aws:sns:us-east-1:123456789012:edge"]],
  ]);
});

test("without a domain CloudFront's own name is served, and the load balancer asked in plain text", () => {
  const reason = "the reason of a departure";
  const record = {
    ...behindCloudFront,
    edge: {
      plainHttp: { reason },
      cloudFront: { oldTls: { reason } },
    },
  } as const satisfies EnvironmentRecord;
  const { resource, output } = layerOf(record, "edge");
  expect(resource["aws_cloudfront_distribution"]?.["edge_web_distribution"]).toMatchObject({
    origin: [{ domain_name: "${aws_lb.public_load_balancer.dns_name}" }],
    viewer_certificate: { cloudfront_default_certificate: true },
  });
  expect(resource["aws_vpc_security_group_ingress_rule"]?.["load_balancer_cloudfront_ingress"]).toMatchObject({
    from_port: 80,
  });
  expect(output["web_url"]).toMatchObject({
    value: "https://${aws_cloudfront_distribution.edge_web_distribution.domain_name}",
  });
});

describe("by CloudFront's prefix list", () => {
  const record = {
    ...production,
    network: { ...production.network, ipv6: true },
    edge: {
      ...production.edge,
      exposure: "cloudfront-prefix-list",
      cloudFront: { web: { cachedPaths: ["/static/*"] } },
    },
  } as const satisfies EnvironmentRecord;
  const listed = layerOf(record, "edge");
  const sentHeader = "${aws_cloudfront_function.sent_header_set_header.arn}";

  test("the load balancer is public, and admits CloudFront's servers alone, by IPv4", () => {
    expect(listed.resource["aws_lb"]?.["public_load_balancer"]).toMatchObject({
      // Another than that of an internal one, which stands beside it while one takes the other's place.
      name: "it-edge-web",
      internal: false,
      ip_address_type: "ipv4",
      subnets: outputOf("network", "public_subnet_ids"),
    });
    const group = "${aws_security_group.security_group_load_balancer.id}";
    const admitted = blocksOf(layerOf(record, "network"), "aws_vpc_security_group_ingress_rule");
    expect(admitted.filter(([, rule]) => rule.security_group_id === group).map(([, rule]) => rule)).toEqual([
      {
        security_group_id: group,
        prefix_list_id: "${data.aws_ec2_managed_prefix_list.security_group_cloudfront.id}",
        description: "Requests that come through CloudFront, anybody's",
        ip_protocol: "tcp",
        from_port: 443,
        to_port: 443,
      },
    ]);
    expect(listed.resource["aws_vpc_security_group_ingress_rule"]).toBeUndefined();
  });

  test("its firewall blocks first of all what lacks the header, and lets nothing past its other rules (row A104)", () => {
    const { rule } = listed.resource["aws_wafv2_web_acl"]?.["regional_web_acl"] as { rule: Block[] };
    expect(rule.map(({ name, priority }) => [name, priority] as unknown)).toEqual([
      ["origin-verification", 0],
      ["common", 1000],
      ["known-bad-inputs", 1100],
      ["sql-database", 1200],
      ["linux", 1300],
    ]);
    expect(rule[0]?.action).toEqual({ block: {} });
  });

  test("CloudFront finds it by AWS's name and hands on the application's, which its certificate has, with the header", () => {
    const distribution = listed.resource["aws_cloudfront_distribution"]?.["edge_web_distribution"] as Block;
    expect(distribution).toMatchObject({
      aliases: ["app.example.com"],
      origin: [
        {
          domain_name: "${aws_lb.public_load_balancer.dns_name}",
          custom_origin_config: { origin_protocol_policy: "https-only" },
        },
      ],
      default_cache_behavior: {
        origin_request_policy_id: "216adef6-5c7f-47e4-b989-5492eafa07d3",
        function_association: [{ event_type: "viewer-request", function_arn: sentHeader }],
      },
      ordered_cache_behavior: [
        {
          origin_request_policy_id: "${aws_cloudfront_origin_request_policy.sent_header_header_and_host.id}",
          function_association: [{ event_type: "viewer-request", function_arn: sentHeader }],
        },
      ],
      depends_on: ["aws_lambda_invocation.origin_value_first_copy"],
    });
    const code = (listed.resource["aws_cloudfront_function"]?.["sent_header_set_header"] as Block).code as string;
    expect(code).toContain('["app.example.com"].includes(');
  });

  test("the rotation asks it as viewers do, once the name leads there: past CloudFront it is closed to the function too", () => {
    const lambda = listed.resource["aws_lambda_function"]?.["rotate_origin_secret_lambda"] as Block;
    expect(lambda.environment.variables).toMatchObject({
      PATTERN_SET_ID: "${aws_wafv2_regex_pattern_set.accepted_header_patterns.id}",
      ORIGIN_URLS: "https://app.example.com/health",
    });
    expect(listed.resource["aws_secretsmanager_secret_rotation"]?.["origin_header_rotation"]).toMatchObject({
      depends_on: [
        "aws_lambda_permission.origin_header_permission",
        "aws_lambda_invocation.origin_value_first_copy",
        "aws_cloudfront_distribution.edge_web_distribution",
        "aws_wafv2_web_acl_association.regional_web_acl_association",
        "aws_route53_record.public_alias_a",
        "aws_route53_record.public_alias_aaaa",
      ],
    });
  });
});
