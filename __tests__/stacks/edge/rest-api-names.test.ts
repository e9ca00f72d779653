import type { EnvironmentRecord } from "../../../stacks/environments/schema/environment";
import { layerOf } from "../../support/environments";
import { restApiBehindCloudFront as behind } from "../../support/records";
import type { Block, TerraformJson } from "../../support/synthesize";

const { cloudFront: _, ...edgeWithout } = behind.edge;
const edge = layerOf(behind, "edge");
const without = layerOf({ ...behind, edge: edgeWithout }, "edge");

const addressed = ({ resource }: TerraformJson): Readonly<Record<string, Block>> =>
  Object.fromEntries(
    Object.entries(resource).flatMap(([type, blocks]) =>
      Object.entries(blocks).map(([address, block]) => [`${type}.${address}`, block as Block]),
    ),
  );
const blockOf = (json: TerraformJson, type: string, address: string) => {
  const block = addressed(json)[`${type}.${address}`];
  if (block === undefined) throw new Error(`there is no ${type}.${address}`);
  return block;
};
const distribution = "aws_cloudfront_distribution.edge_api_distribution";
const header = "${aws_cloudfront_function.sent_header_set_header.arn}";

test("switching CloudFront on changes where the public name leads and what the firewall asks for, and nothing else that is there (trap of one name)", () => {
  const [before, after] = [addressed(without), addressed(edge)];
  const kept = Object.keys(before).filter((address) => address in after);
  expect(kept).toEqual(Object.keys(before));
  const changed = kept.filter((address) => JSON.stringify(before[address]) !== JSON.stringify(after[address]));
  expect(changed.sort()).toEqual(["aws_route53_record.rest_api_public_alias_a", "aws_wafv2_web_acl.api_stage_web_acl"]);
  const record = "rest_api_public_alias_a";
  // No distribution is made before another of its alias goes, so that the record is not either.
  const { lifecycle: _, ...settled } = blockOf(without, "aws_route53_record", record);
  expect(blockOf(edge, "aws_route53_record", record)).toEqual({
    ...settled,
    alias: {
      name: `\${${distribution}.domain_name}`,
      zone_id: `\${${distribution}.hosted_zone_id}`,
      evaluate_target_health: false,
    },
  });
});

test("CloudFront asks the API by its second name, and caches nothing that is not named", () => {
  const block = blockOf(edge, "aws_cloudfront_distribution", "edge_api_distribution");
  expect(block).toMatchObject({
    aliases: ["api.example.com"],
    origin: [
      {
        domain_name: "origin-api.example.com",
        custom_origin_config: { origin_protocol_policy: "https-only", origin_ssl_protocols: ["TLSv1.2"] },
      },
    ],
    web_acl_id: "${aws_wafv2_web_acl.api_distribution_web_acl.arn}",
    viewer_certificate: {
      acm_certificate_arn: "${aws_acm_certificate_validation.rest_api_edge_domain_validation.certificate_arn}",
    },
  });
  expect(block.default_cache_behavior).toMatchObject({
    cache_policy_id: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
    origin_request_policy_id: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
    function_association: [{ event_type: "viewer-request", function_arn: header }],
  });
  expect(block.ordered_cache_behavior).toMatchObject([
    {
      path_pattern: "/static/*",
      origin_request_policy_id: "${aws_cloudfront_origin_request_policy.sent_header_header_only.id}",
      function_association: [{ event_type: "viewer-request", function_arn: header }],
    },
  ]);
  expect(blockOf(edge, "aws_api_gateway_rest_api", "rest_api_api").disable_execute_api_endpoint).toBe(true);
});

test("its certificate is of us-east-1, and the record of the API's own proves it", () => {
  expect(blockOf(edge, "aws_acm_certificate", "rest_api_edge_domain_certificate")).toMatchObject({
    domain_name: "api.example.com",
    provider: "aws.us_east_1",
  });
  expect(blockOf(edge, "aws_acm_certificate_validation", "rest_api_edge_domain_validation")["depends_on"]).toEqual([
    "aws_route53_record.rest_api_public_domain_validation_record",
  ]);
});

test("in us-east-1 one certificate serves both", () => {
  const { edgeAlarmTopicArn, ...record } = behind;
  const { resource } = layerOf({ ...record, region: "us-east-1", alarmTopicArn: edgeAlarmTopicArn }, "edge");
  expect(resource["aws_acm_certificate"]).not.toHaveProperty("rest_api_edge_domain_certificate");
  expect(resource["aws_cloudfront_distribution"]?.["edge_api_distribution"]).toMatchObject({
    viewer_certificate: {
      acm_certificate_arn: "${aws_acm_certificate_validation.rest_api_public_domain_validation.certificate_arn}",
    },
  });
});

test("what judges viewers by address stands at the edge; the API blocks first what did not come through it", () => {
  const rules = (address: string) =>
    (blockOf(edge, "aws_wafv2_web_acl", address).rule as Block[]).map((rule) => [rule.name, rule.priority] as unknown);
  expect(rules("api_distribution_web_acl")).toEqual([
    ["ip-reputation", 500],
    ["rate-limit", 700],
    ["common", 1000],
    ["known-bad-inputs", 1100],
    ["sql-database", 1200],
    ["linux", 1300],
  ]);
  expect(rules("api_stage_web_acl")).toEqual([
    ["origin-verification", 0],
    ["common", 1000],
    ["known-bad-inputs", 1100],
    ["sql-database", 1200],
    ["linux", 1300],
  ]);
  const acl = blockOf(edge, "aws_wafv2_web_acl", "api_stage_web_acl");
  expect(acl.default_action).toEqual({ allow: {} });
  expect((acl.rule as Block[])[0]).toMatchObject({
    action: { block: {} },
    statement: {
      not_statement: {
        statement: [
          {
            regex_pattern_set_reference_statement: {
              arn: "${aws_wafv2_regex_pattern_set.accepted_header_patterns.arn}",
              field_to_match: { single_header: { name: "x-origin-verify" } },
              text_transformation: [{ priority: 0, type: "NONE" }],
            },
          },
        ],
      },
    },
  });
});

test("publishes the API's URL, the name by which CloudFront requests the API, and the distribution", () => {
  const values = Object.entries(edge.output)
    .filter(([name]) => name.startsWith("rest_api_"))
    .map(([name, { value }]) => [name, value]);
  expect(Object.fromEntries(values)).toEqual({
    rest_api_id: "${aws_api_gateway_rest_api.rest_api_api.id}",
    rest_api_url: "https://api.example.com",
    rest_api_origin_url: "https://origin-api.example.com",
    rest_api_distribution_id: `\${${distribution}.id}`,
    rest_api_distribution_web_acl_arn: "${aws_wafv2_web_acl.api_distribution_web_acl.arn}",
    rest_api_web_acl_arn: "${aws_wafv2_web_acl.api_stage_web_acl.arn}",
  });
});

test("without a name CloudFront's own is served, and the stage asked at AWS's", () => {
  const reason = "the reason of a departure";
  const { routes } = behind.edge.restApi;
  const cloudFront = { restApi: {}, oldTls: { reason } };
  const record: EnvironmentRecord = { ...behind, edge: { ...behind.edge, restApi: { routes }, cloudFront } };
  const { resource, output } = layerOf(record, "edge");
  expect(resource["aws_cloudfront_distribution"]?.["edge_api_distribution"]).toMatchObject({
    origin: [
      {
        domain_name: "${aws_api_gateway_rest_api.rest_api_api.id}.execute-api.eu-west-1.amazonaws.com",
        origin_path: "/${aws_api_gateway_stage.rest_api_stage_stage.stage_name}",
      },
    ],
    viewer_certificate: { cloudfront_default_certificate: true },
  });
  expect(output["rest_api_url"]).toMatchObject({ value: `https://\${${distribution}.domain_name}` });
});
