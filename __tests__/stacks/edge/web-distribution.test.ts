import type { EnvironmentRecord } from "../../../stacks/environments/schema/environment";
import { layerOf } from "../../support/environments";
import { webByPrefixList, webByVpcOrigin } from "../../support/records";
import { blocksOf, type Block } from "../../support/synthesize";

const edge = layerOf(webByVpcOrigin, "edge");
const listed = layerOf(webByPrefixList, "edge");
const sentHeader = "${aws_cloudfront_function.sent_header_set_header.arn}";

test("CloudFront requests the load balancer by the name of its certificate, after the security group admits CloudFront (traps of VPC origins)", () => {
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

test("with CloudFront's prefix list CloudFront finds the load balancer by AWS's name and forwards the application's Host, which the certificate has, with the header", () => {
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

test("its certificate is of us-east-1, and the record of the load balancer's certificate validates it", () => {
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

test("in us-east-1 one certificate serves both", () => {
  const { alarmTopicArn } = { alarmTopicArn: "arn:aws:sns:us-east-1:123456789012:operations" };
  const { edgeAlarmTopicArn: _, ...record } = webByVpcOrigin;
  const there = layerOf({ ...record, region: "us-east-1", alarmTopicArn }, "edge");
  expect(blocksOf(there, "aws_acm_certificate").map(([address]) => address)).toEqual(["domain_certificate"]);
  expect(blocksOf(there, "aws_kms_key")).toEqual([]);
});

test("logs and alarms are in us-east-1, with a key and a topic of us-east-1", () => {
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

test("without a domain, viewers use CloudFront's own name, and CloudFront requests the load balancer over plain HTTP", () => {
  const reason = "the reason of a departure";
  const record = {
    ...webByVpcOrigin,
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
