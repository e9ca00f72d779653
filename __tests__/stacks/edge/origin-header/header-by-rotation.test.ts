import type { EnvironmentRecord } from "../../../../stacks/environments/schema/environment";
import { layerOf } from "../../../support/environments";
import { appliedToRotation, grantsOf, variablesOf } from "../../../support/functions";
import { restApiBehindCloudFront as behind } from "../../../support/records";
import type { Block, TerraformJson } from "../../../support/synthesize";

const edge = layerOf(behind, "edge");
const withEdge = (settings: NonNullable<EnvironmentRecord["edge"]>) =>
  layerOf({ ...behind, edge: { ...behind.edge, ...settings } }, "edge");

const identity = (name: string) => `\${data.terraform_remote_state.identity.outputs.${name}}`;
const secret = identity("origin_secret_arn");
const store = "${aws_cloudfront_key_value_store.sent_header_values.arn}";
const patternSet = "aws_wafv2_regex_pattern_set.accepted_header_patterns";

test("gives the rotation function the variables that its code declares, and no value", () => {
  const variables = variablesOf(edge, "rotate_origin_secret");
  expect(variables).toEqual({
    SECRET_ARN: secret,
    PATTERN_SET_ID: `\${${patternSet}.id}`,
    PATTERN_SET_NAME: "it-edge-origin-header",
    PATTERN_SET_SCOPE: "REGIONAL",
    HEADER_NAME: "x-origin-verify",
    KEY_VALUE_STORE_ARN: store,
    KEY_VALUE_STORE_KEY: "current",
    ORIGIN_URLS: "https://origin-api.example.com/origin-check",
    LAG_SECONDS: "518400",
    SETTLE_SECONDS: "300",
  });
  const { applied, read } = appliedToRotation(variables);
  expect(read).toEqual(applied);
  expect(edge.resource["aws_lambda_function"]?.["rotate_origin_secret_lambda"]).toMatchObject({ timeout: 900 });
});

test("a value may be sent until the next rotation can begin, which is on the day when it is due", () => {
  const every = (rotationDays: number) =>
    variablesOf(withEdge({ originProtection: { rotationDays } }), "rotate_origin_secret")["LAG_SECONDS"];
  expect([every(2), every(30)]).toEqual(["86400", "2505600"]);
});

test("lets the function change the secret's value, the pattern set and the key of the store, and nothing else", () => {
  const every = ["WriteOwnLog", "SendTraces", "ReadOwnVariables"];
  const grants = grantsOf(edge, "rotate_origin_secret").filter(({ Sid }) => !every.includes(Sid as string));
  expect(grants.map(({ Action, Resource }) => [Action, Resource] as unknown)).toEqual([
    [
      [
        "secretsmanager:DescribeSecret",
        "secretsmanager:GetSecretValue",
        "secretsmanager:PutSecretValue",
        "secretsmanager:UpdateSecretVersionStage",
      ],
      secret,
    ],
    [["kms:Decrypt", "kms:GenerateDataKey"], identity("secrets_key_arn")],
    [["wafv2:GetRegexPatternSet", "wafv2:UpdateRegexPatternSet"], `\${${patternSet}.arn}`],
    [
      [
        "cloudfront-keyvaluestore:DescribeKeyValueStore",
        "cloudfront-keyvaluestore:GetKey",
        "cloudfront-keyvaluestore:PutKey",
      ],
      store,
    ],
  ]);
  expect(edge.resource["aws_iam_role"]?.["rotate_origin_secret_role"]).toMatchObject({
    permissions_boundary: identity("permissions_boundary_arn"),
  });
});

test("one apply makes a value, its copy, the distribution, then the rotation, which does not begin at once", () => {
  const copy = "aws_lambda_invocation.origin_value_first_copy";
  expect(edge.resource["aws_lambda_invocation"]).toEqual({
    origin_value_first_copy: {
      function_name: "${aws_lambda_function.rotate_origin_secret_lambda.function_name}",
      qualifier: "${aws_lambda_alias.rotate_origin_secret_alias.name}",
      input: '{"step":"copyCurrent"}',
      lifecycle_scope: "CREATE_ONLY",
      triggers: { SECRET: secret, PATTERN_SET: `\${${patternSet}.id}`, STORE: store },
      depends_on: ["aws_secretsmanager_secret_version.origin_secret_first_value"],
    },
  });
  expect(edge.resource["aws_cloudfront_distribution"]?.["edge_api_distribution"]).toMatchObject({
    depends_on: [copy, "aws_api_gateway_base_path_mapping.rest_api_origin_mapping"],
  });
  expect(edge.resource["aws_secretsmanager_secret_rotation"]).toEqual({
    origin_header_rotation: {
      secret_id: secret,
      rotation_lambda_arn: "${aws_lambda_alias.rotate_origin_secret_alias.arn}",
      rotate_immediately: false,
      rotation_rules: { automatically_after_days: 7 },
      depends_on: [
        "aws_lambda_permission.origin_header_permission",
        copy,
        "aws_cloudfront_distribution.edge_api_distribution",
        "aws_wafv2_web_acl_association.api_stage_web_acl_association",
      ],
    },
  });
});

test("writes the value nowhere: Terraform generates the value in the apply, and passes it by a write-only argument", () => {
  const version = edge.resource["aws_secretsmanager_secret_version"]?.["origin_secret_first_value"] as Block;
  expect(Object.keys(version).sort()).toEqual([
    "lifecycle",
    "secret_id",
    "secret_string_wo",
    "secret_string_wo_version",
    "version_stages",
  ]);
  expect(version.secret_string_wo).toBe(
    "${jsonencode({ HEADERVALUE = ephemeral.aws_secretsmanager_random_password.origin_secret_random.random_password })}",
  );
});

test("the function at the edge logs to a log group of the environment in us-east-1, with a key that admits the log group", () => {
  const name = "/aws/cloudfront/function/it-edge-origin-header";
  expect(edge.resource["aws_cloudwatch_log_group"]?.["sent_header_function_log_group"]).toMatchObject({
    name,
    kms_key_id: "${aws_kms_key.us_east_1_logs_key.arn}",
    provider: "aws.us_east_1",
    skip_destroy: true,
  });
  const { edgeAlarmTopicArn, ...record } = behind;
  const there = layerOf({ ...record, region: "us-east-1", alarmTopicArn: edgeAlarmTopicArn }, "identity");
  for (const [json, key] of [
    [edge, "us_east_1_logs_key"],
    [there, "shared_logs_key"],
  ] as const) {
    expect((json.resource["aws_kms_key"]?.[key] as Block).policy).toContain(
      `arn:aws:logs:us-east-1:123456789012:log-group:${name}*`,
    );
  }
});

test("has alarms on a rotation that fails or is late", () => {
  const alarms = Object.entries(edge.resource["aws_cloudwatch_metric_alarm"] ?? {}) as [string, Block][];
  expect(
    alarms
      .filter(([address]) => address.startsWith("origin_header_"))
      .map(([, { alarm_name: name, dimensions, threshold }]) => [name, dimensions, threshold] as unknown),
  ).toEqual([
    [
      "it-edge-origin-header-rotation-failed",
      { FunctionName: "${aws_lambda_function.rotate_origin_secret_lambda.function_name}" },
      0,
    ],
    ["it-edge-origin-header-rotation-late", { service: "measure-secret-age", secretName: "origin-header" }, 8],
  ]);
});

test("with a departure there is nothing of the rotation", () => {
  const { resource, ephemeral } = withEdge({
    originProtection: { restApi: { value: "none", reason: "callers of before are moved one by one" } },
  }) as TerraformJson & { readonly ephemeral?: unknown };
  expect(ephemeral).toBeUndefined();
  for (const type of [
    "aws_cloudfront_function",
    "aws_cloudfront_key_value_store",
    "aws_lambda_function",
    "aws_secretsmanager_secret_rotation",
    "aws_wafv2_regex_pattern_set",
  ]) {
    expect(resource).not.toHaveProperty(type);
  }
  const { rule } = resource["aws_wafv2_web_acl"]?.["api_stage_web_acl"] as { rule: Block[] };
  expect(rule.map(({ name }) => name as string)).toEqual(["common", "known-bad-inputs", "sql-database", "linux"]);
});
