import type { EnvironmentRecord } from "../../../../stacks/environments/schema/environment";
import { layerOf } from "../../../support/environments";
import { httpApiBehindCloudFront, restApiBehindCloudFront } from "../../../support/records";
import type { Block, TerraformJson } from "../../../support/synthesize";

const rest = {
  ...restApiBehindCloudFront,
  edge: { ...restApiBehindCloudFront.edge, originProtection: { restApi: "header-apply", generation: 2 } },
} as const satisfies EnvironmentRecord;
const http = {
  ...httpApiBehindCloudFront,
  edge: { ...httpApiBehindCloudFront.edge, originProtection: { httpApi: "header-apply" } },
} as const satisfies EnvironmentRecord;
const restEdge = layerOf(rest, "edge");
const httpEdge = layerOf(http, "edge");

const blockOf = ({ resource }: TerraformJson, type: string, address: string) => resource[type]?.[address] as Block;
const value = (slot: "a" | "b") => `\${sensitive(terraform_data.origin_value_${slot}.output)}`;

test("Terraform writes the value into the distribution, once the firewall accepts it", () => {
  const distribution = blockOf(restEdge, "aws_cloudfront_distribution", "edge_api_distribution");
  expect(distribution.origin).toHaveLength(1);
  expect(distribution.origin[0]).toMatchObject({
    origin_id: "rest-api",
    custom_header: [{ name: "x-origin-verify", value: value("b") }],
  });
  expect(distribution).not.toHaveProperty("lifecycle");
  expect(distribution.depends_on).toEqual([
    "aws_wafv2_regex_pattern_set.accepted_header_patterns",
    "aws_api_gateway_base_path_mapping.rest_api_origin_mapping",
  ]);
  expect(blockOf(restEdge, "aws_wafv2_regex_pattern_set", "accepted_header_patterns")).toEqual({
    name: "it-edge-origin-header",
    lifecycle: { create_before_destroy: true },
    description: "The values of x-origin-verify that origins of it accept",
    scope: "REGIONAL",
    regular_expression: [{ regex_string: `^${value("a")}$` }, { regex_string: `^${value("b")}$` }],
  });
  const [first] = blockOf(restEdge, "aws_wafv2_web_acl", "api_stage_web_acl").rule as Block[];
  expect(first).toMatchObject({ priority: 0, action: { block: {} } });
});

test("functions read both values from the current version of the secret, which Terraform writes before it writes the distribution", () => {
  expect(blockOf(httpEdge, "aws_secretsmanager_secret_version", "accepted_values")).toEqual({
    secret_id: "${data.terraform_remote_state.identity.outputs.origin_secret_arn}",
    secret_string_wo:
      '${jsonencode({"ACCEPTED" = [sensitive(terraform_data.origin_value_a.output), sensitive(terraform_data.origin_value_b.output)]})}',
    secret_string_wo_version: 1,
  });
  expect(blockOf(httpEdge, "aws_cloudfront_distribution", "edge_http_api_distribution").depends_on).toEqual([
    "aws_secretsmanager_secret_version.accepted_values",
    "aws_apigatewayv2_api_mapping.http_api_origin_mapping",
  ]);
  const { variables } = blockOf(layerOf(http, "compute"), "aws_lambda_function", "secure_api_lambda")
    .environment as Block;
  expect(variables).toMatchObject({
    ORIGIN_SECRET_ARN: "${data.terraform_remote_state.identity.outputs.origin_secret_arn}",
    ORIGIN_SECRET_LABEL: "AWSCURRENT",
  });
});

test("an apply replaces the rotation: there is no function, no copy, no schedule and no alarm of a rotation", () => {
  for (const json of [restEdge, httpEdge]) {
    for (const type of [
      "aws_cloudfront_function",
      "aws_cloudfront_key_value_store",
      "aws_lambda_function",
      "aws_lambda_invocation",
      "aws_secretsmanager_secret_rotation",
    ]) {
      expect(json.resource).not.toHaveProperty(type);
    }
    expect(json).not.toHaveProperty("ephemeral");
    expect(Object.keys(json.resource["aws_cloudwatch_metric_alarm"] ?? {}).join()).not.toContain("origin_header");
  }
});

test("there is a secret for functions that require the header, and no secret for a firewall, which has the values itself", () => {
  expect(layerOf(rest, "identity").output).not.toHaveProperty("origin_secret_arn");
  expect(layerOf(http, "identity").output).toHaveProperty("origin_secret_arn");
  expect(restEdge.resource).not.toHaveProperty("aws_secretsmanager_secret_version");
  expect(httpEdge.resource).not.toHaveProperty("aws_wafv2_regex_pattern_set");
});
