import type { EnvironmentRecord } from "../../../../stacks/environments/schema/environment";
import { layerOf } from "../../../support/environments";
import { appliedToRotation, grantsOf, variablesOf } from "../../../support/functions";
import { httpApiBehindCloudFront, restApiBehindCloudFront } from "../../../support/records";
import type { Block, TerraformJson } from "../../../support/synthesize";

const rest = {
  ...restApiBehindCloudFront,
  edge: { ...restApiBehindCloudFront.edge, originProtection: { restApi: "header-lambda" } },
} as const satisfies EnvironmentRecord;
const both: EnvironmentRecord = {
  ...httpApiBehindCloudFront,
  edge: {
    ...httpApiBehindCloudFront.edge,
    restApi: restApiBehindCloudFront.edge.restApi,
    cloudFront: { httpApi: {}, restApi: {} },
    originProtection: { restApi: "header-lambda", httpApi: "header-lambda" },
  },
};
const edge = layerOf(rest, "edge");
const edgeOfBoth = layerOf(both, "edge");

const blockOf = ({ resource }: TerraformJson, type: string, address: string) => resource[type]?.[address] as Block;
const secret = "${data.terraform_remote_state.identity.outputs.origin_secret_arn}";
const copy = "aws_lambda_invocation.sent_value_first_copy";
const distribution = "aws_cloudfront_distribution.edge_api_distribution";
const origin = `\${${distribution}.id}/\${local.edge_api_rest_api_id}`;
const httpOrigin = "${aws_cloudfront_distribution.edge_http_api_distribution.id}/${local.edge_http_api_http_api_id}";

describe("where the rotation writes the header into the distribution", () => {
  test("the distribution begins without the header, has no function, and leaves its origin to the rotation", () => {
    const {
      origin: origins,
      lifecycle,
      ...rest
    } = blockOf(edge, "aws_cloudfront_distribution", "edge_api_distribution");
    expect(origins).toHaveLength(1);
    expect(origins[0]).not.toHaveProperty("custom_header");
    expect(lifecycle.ignore_changes).toEqual(["origin"]);
    expect(rest.default_cache_behavior).not.toHaveProperty("function_association");
    expect(rest.ordered_cache_behavior).toHaveLength(1);
    expect(rest.ordered_cache_behavior[0]).not.toHaveProperty("function_association");
    expect(rest.ordered_cache_behavior[0]).not.toHaveProperty("origin_request_policy_id");
    for (const type of [
      "aws_cloudfront_function",
      "aws_cloudfront_key_value_store",
      "aws_cloudfront_origin_request_policy",
    ]) {
      expect(edge.resource).not.toHaveProperty(type);
    }
  });

  test("gives the rotation function the variables that its code declares, and no value", () => {
    const variables = variablesOf(edge, "rotate_origin_secret");
    expect(variables).toEqual({
      SECRET_ARN: secret,
      PATTERN_SET_ID: "${aws_wafv2_regex_pattern_set.accepted_header_patterns.id}",
      PATTERN_SET_NAME: "it-edge-origin-header",
      PATTERN_SET_SCOPE: "REGIONAL",
      HEADER_NAME: "x-origin-verify",
      DISTRIBUTION_ORIGINS: origin,
      ORIGIN_URLS: "https://origin-api.example.com/origin-check",
      LAG_SECONDS: "518400",
      SETTLE_SECONDS: "300",
    });
    const { applied, read } = appliedToRotation(variables);
    expect(read).toEqual(applied);
  });

  test("lets the function update this distribution with its web ACL, within the boundary, and nothing else of CloudFront", () => {
    const grants = grantsOf(edge, "rotate_origin_secret").map(({ Action, Resource }) => [Action, Resource] as unknown);
    expect(grants.slice(-3)).toEqual([
      [
        ["wafv2:GetRegexPatternSet", "wafv2:UpdateRegexPatternSet"],
        "${aws_wafv2_regex_pattern_set.accepted_header_patterns.arn}",
      ],
      [["cloudfront:GetDistribution", "cloudfront:UpdateDistribution"], `\${${distribution}.arn}`],
      ["wafv2:GetWebACL", "${aws_wafv2_web_acl.api_distribution_web_acl.arn}"],
    ]);
    const boundaryOf = (record: EnvironmentRecord) =>
      blockOf(layerOf(record, "identity"), "aws_iam_policy", "workload_boundary_policy").policy as string;
    expect(boundaryOf(rest)).toContain("cloudfront:UpdateDistribution");
    expect(boundaryOf(restApiBehindCloudFront)).not.toContain("cloudfront:UpdateDistribution");
  });

  test("one apply makes the distribution, a value and its copy, then the name that leads to CloudFront, and the rotation", () => {
    expect(blockOf(edge, "aws_cloudfront_distribution", "edge_api_distribution").depends_on).toEqual([
      "aws_api_gateway_base_path_mapping.rest_api_origin_mapping",
    ]);
    expect(blockOf(edge, "aws_lambda_invocation", "sent_value_first_copy")).toMatchObject({
      lifecycle_scope: "CREATE_ONLY",
      triggers: {
        SECRET: secret,
        PATTERN_SET: "${aws_wafv2_regex_pattern_set.accepted_header_patterns.id}",
        DISTRIBUTIONS: origin,
      },
      depends_on: ["aws_secretsmanager_secret_version.origin_secret_first_value"],
    });
    for (const type of ["a", "aaaa"]) {
      expect(blockOf(edge, "aws_route53_record", `rest_api_public_alias_${type}`).depends_on).toEqual([copy]);
    }
    expect(blockOf(edge, "aws_secretsmanager_secret_rotation", "origin_header_rotation").depends_on).toEqual([
      "aws_lambda_permission.origin_header_permission",
      copy,
      distribution,
      "aws_wafv2_web_acl_association.api_stage_web_acl_association",
    ]);
  });
});

test("one rotation writes into the distributions of both APIs, and writes the values that their functions accept", () => {
  const origins = `${origin},${httpOrigin}`;
  expect(variablesOf(edgeOfBoth, "rotate_origin_secret")).toMatchObject({
    DISTRIBUTION_ORIGINS: origins,
    ACCEPTED_LABEL: "ACCEPTED",
  });
  expect(blockOf(edgeOfBoth, "aws_lambda_invocation", "sent_value_first_copy").triggers).toMatchObject({
    DISTRIBUTIONS: origins,
    LABEL: "ACCEPTED",
  });
  const written = grantsOf(edgeOfBoth, "rotate_origin_secret").find(({ Sid }) => Sid === "ReplaceSentHeader");
  expect(written?.Resource).toEqual([
    `\${${distribution}.arn}`,
    "${aws_cloudfront_distribution.edge_http_api_distribution.arn}",
  ]);
  expect(blockOf(edgeOfBoth, "aws_secretsmanager_secret_rotation", "origin_header_rotation").depends_on).toContain(
    "aws_cloudfront_distribution.edge_http_api_distribution",
  );
});

test("for an HTTP API alone the rotation writes the one distribution, and no pattern set", () => {
  const originProtection = { httpApi: "header-lambda" } as const;
  const json = layerOf(
    { ...httpApiBehindCloudFront, edge: { ...httpApiBehindCloudFront.edge, originProtection } },
    "edge",
  );
  expect(variablesOf(json, "rotate_origin_secret")).toEqual({
    SECRET_ARN: secret,
    ACCEPTED_LABEL: "ACCEPTED",
    HEADER_NAME: "x-origin-verify",
    DISTRIBUTION_ORIGINS: httpOrigin,
    LAG_SECONDS: "518400",
    SETTLE_SECONDS: "300",
  });
  expect(json.resource).not.toHaveProperty("aws_wafv2_regex_pattern_set");
});

test("without a function at the edge there is no log group, and the key of an earlier log group keeps admitting it", () => {
  const ofFunctions = "/aws/cloudfront/function/";
  expect(JSON.stringify(edge.resource["aws_cloudwatch_log_group"])).not.toContain(ofFunctions);
  expect(JSON.stringify(edge.resource["aws_kms_key"])).toContain(ofFunctions);
  const { edgeAlarmTopicArn, ...record } = rest;
  const there = layerOf({ ...record, region: "us-east-1", alarmTopicArn: edgeAlarmTopicArn }, "identity");
  expect(JSON.stringify(there.resource["aws_kms_key"])).toContain(ofFunctions);
});

test("the id of an origin contains an API's own name, which is known at the apply alone", () => {
  const { domain: _, ...api } = rest.edge.restApi;
  const settings = {
    ...rest.edge,
    restApi: api,
    cloudFront: { restApi: {}, oldTls: { reason: "a trial without a name" } },
  };
  const { locals } = layerOf({ ...rest, edge: settings }, "edge") as TerraformJson & { readonly locals: object };
  expect(locals).toMatchObject({
    edge_api_rest_api_origin: {
      domainName: "${aws_api_gateway_rest_api.rest_api_api.id}.execute-api.eu-west-1.amazonaws.com",
    },
  });
});
