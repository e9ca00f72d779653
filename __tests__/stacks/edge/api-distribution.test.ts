import type { EnvironmentRecord } from "../../../stacks/environments/schema/environment";
import { layerOf } from "../../support/environments";
import { appliedToRotation, grantsOf, variablesOf } from "../../support/functions";
import { httpApiBehindCloudFront as behind, restApiBehindCloudFront } from "../../support/records";
import type { Block, TerraformJson } from "../../support/synthesize";

const { cloudFront: _, ...edgeWithout } = behind.edge;
const record: EnvironmentRecord = behind;
const edge = layerOf(record, "edge");
const without = layerOf({ ...behind, edge: edgeWithout }, "edge");
const compute = layerOf(record, "compute");

const reason = "the reason of a departure";
const both: EnvironmentRecord = {
  ...behind,
  edge: {
    ...behind.edge,
    restApi: restApiBehindCloudFront.edge.restApi,
    cloudFront: { httpApi: {}, restApi: {} },
  },
};

const addressed = ({ resource }: TerraformJson): Readonly<Record<string, Block>> =>
  Object.fromEntries(
    Object.entries(resource).flatMap(([type, blocks]) =>
      Object.entries(blocks).map(([address, block]) => [`${type}.${address}`, block as Block]),
    ),
  );
const of = (layer: string, name: string) => `\${data.terraform_remote_state.${layer}.outputs.${name}}`;
const secret = of("identity", "origin_secret_arn");
const distribution = "aws_cloudfront_distribution.edge_http_api_distribution";

test("switching CloudFront on changes the target of the public name, and no other existing resource of the edge", () => {
  const [before, after] = [addressed(without), addressed(edge)];
  const kept = Object.keys(before).filter((address) => address in after);
  expect(kept).toEqual(Object.keys(before));
  const changed = kept.filter((address) => JSON.stringify(before[address]) !== JSON.stringify(after[address]));
  expect(changed).toEqual(["aws_route53_record.http_api_public_alias_a"]);
  // No distribution is made before another of its alias goes, so that the record is not either.
  const { lifecycle: _, ...settled } = before["aws_route53_record.http_api_public_alias_a"] as Record<string, unknown>;
  expect(after["aws_route53_record.http_api_public_alias_a"]).toEqual({
    ...settled,
    alias: {
      name: `\${${distribution}.domain_name}`,
      zone_id: `\${${distribution}.hosted_zone_id}`,
      evaluate_target_health: false,
    },
  });
});

test("CloudFront requests the API by its second name, adds the header, and caches nothing", () => {
  expect(addressed(edge)[distribution]).toMatchObject({
    aliases: ["http-api.example.com"],
    origin: [
      {
        domain_name: "origin-http-api.example.com",
        custom_origin_config: { origin_protocol_policy: "https-only", origin_ssl_protocols: ["TLSv1.2"] },
      },
    ],
    web_acl_id: "${aws_wafv2_web_acl.http_api_distribution_web_acl.arn}",
    viewer_certificate: {
      acm_certificate_arn: "${aws_acm_certificate_validation.http_api_edge_domain_validation.certificate_arn}",
      minimum_protocol_version: "TLSv1.2_2021",
    },
    default_cache_behavior: {
      cache_policy_id: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
      function_association: [
        { event_type: "viewer-request", function_arn: "${aws_cloudfront_function.sent_header_set_header.arn}" },
      ],
    },
  });
  expect(addressed(edge)["aws_apigatewayv2_api.http_api_api"]).toMatchObject({ disable_execute_api_endpoint: true });
});

test("its firewall is the distribution's web ACL, with every rule group of an API's preset", () => {
  expect(Object.keys(edge.resource["aws_wafv2_web_acl"] ?? {})).toContain("http_api_distribution_web_acl");
  const acl = addressed(edge)["aws_wafv2_web_acl.http_api_distribution_web_acl"];
  expect(acl).toMatchObject({ scope: "CLOUDFRONT", provider: "aws.us_east_1" });
  expect((acl?.rule as Block[]).map(({ name }) => name as string)).toEqual([
    "ip-reputation",
    "rate-limit",
    "common",
    "known-bad-inputs",
    "sql-database",
    "linux",
  ]);
  const { rule } = addressed(
    layerOf(
      { ...behind, edge: { ...behind.edge, cloudFront: { httpApi: { waf: { countries: { block: ["KP"] } } } } } },
      "edge",
    ),
  )["aws_wafv2_web_acl.http_api_distribution_web_acl"] as { rule: Block[] };
  expect(rule.map(({ name }) => name as string)).toContain("countries");
});

test("a function of its routes knows the header and the secret, and may read this secret alone", () => {
  expect(variablesOf(compute, "secure_api")).toEqual({
    ORIGIN_SECRET_ARN: secret,
    ORIGIN_HEADER_NAME: "x-origin-verify",
  });
  const grants = grantsOf(compute, "secure_api").filter(({ Sid }) => /Secret/.test(String(Sid)));
  expect(grants.map(({ Action, Resource }) => [Action, Resource] as unknown)).toEqual([
    ["secretsmanager:GetSecretValue", secret],
    ["kms:Decrypt", of("identity", "secrets_key_arn")],
  ]);
});

test("a function that no route calls, and a function without CloudFront, requires no header", () => {
  expect(variablesOf(compute, "hello")).toEqual({});
  const open = layerOf({ ...behind, edge: edgeWithout }, "compute");
  expect(variablesOf(open, "secure_api")).toEqual({});
  expect(grantsOf(open, "secure_api")).toEqual(
    grantsOf(open, "hello").map((grant) => expect.objectContaining({ Sid: grant.Sid as string }) as unknown),
  );
});

test("without a firewall that requires the header there is no pattern set: the rotation writes the values that functions accept", () => {
  const variables = variablesOf(edge, "rotate_origin_secret");
  expect(variables).toEqual({
    SECRET_ARN: secret,
    ACCEPTED_LABEL: "ACCEPTED",
    HEADER_NAME: "x-origin-verify",
    KEY_VALUE_STORE_ARN: "${aws_cloudfront_key_value_store.sent_header_values.arn}",
    KEY_VALUE_STORE_KEY: "current",
    LAG_SECONDS: "518400",
    SETTLE_SECONDS: "300",
  });
  const { applied, read } = appliedToRotation(variables);
  expect(read).toEqual(applied);
  expect(edge.resource).not.toHaveProperty("aws_wafv2_regex_pattern_set");
  expect(grantsOf(edge, "rotate_origin_secret").map(({ Sid }) => Sid as string)).not.toContain("ReplaceAcceptedValues");
});

test("one apply makes a value, its copy, the distribution, then the rotation", () => {
  const copy = "aws_lambda_invocation.origin_value_first_copy";
  expect(addressed(edge)[copy]).toMatchObject({
    triggers: { SECRET: secret, LABEL: "ACCEPTED", STORE: "${aws_cloudfront_key_value_store.sent_header_values.arn}" },
    depends_on: ["aws_secretsmanager_secret_version.origin_secret_first_value"],
  });
  expect(addressed(edge)[distribution]).toMatchObject({
    depends_on: [copy, "aws_apigatewayv2_api_mapping.http_api_origin_mapping"],
  });
  expect(addressed(edge)["aws_secretsmanager_secret_rotation.origin_header_rotation"]).toMatchObject({
    rotate_immediately: false,
    depends_on: ["aws_lambda_permission.origin_header_permission", copy, distribution],
  });
});

test("with a REST API too, both APIs share one secret and one rotation, which waits for both", () => {
  const json = layerOf(both, "edge");
  expect(variablesOf(json, "rotate_origin_secret")).toMatchObject({
    PATTERN_SET_ID: "${aws_wafv2_regex_pattern_set.accepted_header_patterns.id}",
    ORIGIN_URLS: "https://origin-api.example.com/origin-check",
    ACCEPTED_LABEL: "ACCEPTED",
  });
  expect(addressed(json)["aws_secretsmanager_secret_rotation.origin_header_rotation"]?.depends_on).toEqual([
    "aws_lambda_permission.origin_header_permission",
    "aws_lambda_invocation.origin_value_first_copy",
    distribution,
    "aws_cloudfront_distribution.edge_api_distribution",
    "aws_wafv2_web_acl_association.api_stage_web_acl_association",
  ]);
  expect(variablesOf(layerOf(both, "compute"), "hello")).toEqual({});
});

test("publishes the API's URL, the name by which CloudFront requests the API, and the distribution", () => {
  const values = Object.entries(edge.output)
    .filter(([name]) => name.startsWith("http_api_"))
    .map(([name, { value }]) => [name, value]);
  expect(Object.fromEntries(values)).toEqual({
    http_api_id: "${aws_apigatewayv2_api.http_api_api.id}",
    http_api_url: "https://http-api.example.com",
    http_api_origin_url: "https://origin-http-api.example.com",
    http_api_distribution_id: `\${${distribution}.id}`,
    http_api_distribution_web_acl_arn: "${aws_wafv2_web_acl.http_api_distribution_web_acl.arn}",
  });
});

test("without a domain name, viewers use CloudFront's own name, and CloudFront the default endpoint", () => {
  const { routes } = behind.edge.httpApi;
  const cloudFront = { httpApi: {}, oldTls: { reason } };
  const { output, ...json } = layerOf({ ...behind, edge: { ...behind.edge, httpApi: { routes }, cloudFront } }, "edge");
  expect(json.resource["aws_cloudfront_distribution"]?.["edge_http_api_distribution"]).toMatchObject({
    origin: [{ domain_name: "${aws_apigatewayv2_api.http_api_api.id}.execute-api.eu-west-1.amazonaws.com" }],
    viewer_certificate: { cloudfront_default_certificate: true },
  });
  expect(output["http_api_url"]).toMatchObject({ value: `https://\${${distribution}.domain_name}` });
});

test("in us-east-1 one certificate serves both", () => {
  const { edgeAlarmTopicArn, ...there } = behind;
  const { resource } = layerOf({ ...there, region: "us-east-1", alarmTopicArn: edgeAlarmTopicArn }, "edge");
  expect(resource["aws_acm_certificate"]).not.toHaveProperty("http_api_edge_domain_certificate");
});

test("with a departure there is no header, and its functions answer every caller", () => {
  const open = {
    ...behind,
    edge: { ...behind.edge, originProtection: { httpApi: { value: "none", reason } } },
  } as const;
  expect(variablesOf(layerOf(open, "compute"), "secure_api")).toEqual({});
  expect(layerOf(open, "edge").resource).not.toHaveProperty("aws_cloudfront_function");
  expect(layerOf(open, "identity").output).not.toHaveProperty("origin_secret_arn");
});
