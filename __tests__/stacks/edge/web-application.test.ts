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
