import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { functionRuntime } from "../../../modules/shared/function-package/runtime";
import { LambdaFunction, type LambdaFunctionProps } from "../../../modules/shared/lambda-function";
import { synthesizeModule, type Block, type TerraformJson } from "../../support/synthesize";

const keyArn = "arn:aws:kms:eu-west-1:111122223333:key/12345678-1234-1234-1234-123456789012";
const boundaryArn = "arn:aws:iam::111122223333:policy/boundary";
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "palisade-lambda-"));
  writeFileSync(join(folder, "greet.zip"), "any");
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const lambda = (props: Partial<LambdaFunctionProps> = {}): TerraformJson =>
  synthesizeModule((stack) => {
    new LambdaFunction(stack, "greet", {
      name: "test-compute-greet",
      roleName: "test-compute-greet",
      description: "Greets",
      code: { zipFile: join(folder, "greet.zip"), sha256: "the hash of the code" },
      environment: { WORDS: "hello" },
      environmentKeyArn: keyArn,
      logs: { name: "/palisade/test/compute/greet", retentionDays: 30, kmsKeyArn: keyArn, keepOnDestroy: false },
      boundaryArn,
      ...props,
    });
  });

const only = (json: TerraformJson, type: string): Block => {
  const [block, ...others] = Object.values(json.resource[type] ?? {});
  expect(others).toEqual([]);
  return block;
};

const grants = (json: TerraformJson): Block[] => JSON.parse(only(json, "aws_iam_role_policy").policy).Statement;
const sids = (json: TerraformJson): string[] => grants(json).map(({ Sid }) => Sid);

test("is a function of its own code, log, role and key, traced, on Arm, published with each change", () => {
  const json = lambda();
  expect(only(json, "aws_lambda_function")).toEqual({
    function_name: "test-compute-greet",
    description: "Greets",
    role: "${aws_iam_role.greet_role.arn}",
    package_type: "Zip",
    filename: "assets/greet_code/current/greet.zip",
    source_code_hash: "the hash of the code",
    runtime: functionRuntime,
    architectures: ["arm64"],
    handler: "index.handler",
    memory_size: 256,
    timeout: 10,
    publish: true,
    environment: { variables: { WORDS: "hello" } },
    kms_key_arn: keyArn,
    tracing_config: { mode: "Active" },
    logging_config: {
      log_format: "JSON",
      application_log_level: "INFO",
      system_log_level: "INFO",
      log_group: "${aws_cloudwatch_log_group.greet_function_log_group.name}",
    },
    depends_on: ["aws_iam_role_policy.greet_grants"],
  });
  expect(only(json, "aws_cloudwatch_log_group")).toMatchObject({ retention_in_days: 30, kms_key_id: keyArn });
  expect(Object.keys(json.resource).sort()).toEqual([
    "aws_cloudwatch_log_group",
    "aws_iam_role",
    "aws_iam_role_policy",
    "aws_lambda_alias",
    "aws_lambda_function",
  ]);
});

test("its role is Lambda's alone to assume, below the boundary, and may write its log, send traces and read its variables", () => {
  const json = lambda();
  const { assume_role_policy, permissions_boundary } = only(json, "aws_iam_role");
  expect(permissions_boundary).toBe(boundaryArn);
  expect(JSON.parse(assume_role_policy).Statement).toEqual([
    { Sid: "Lambda", Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
  ]);
  expect(grants(json)).toEqual([
    {
      Sid: "WriteOwnLog",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: "${aws_cloudwatch_log_group.greet_function_log_group.arn}:log-stream:*",
    },
    {
      Sid: "SendTraces",
      Effect: "Allow",
      Action: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
      Resource: "*",
    },
    {
      Sid: "ReadOwnVariables",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: keyArn,
      Condition: {
        StringLike: {
          "kms:EncryptionContext:aws:lambda:FunctionArn": "arn:*:lambda:*:*:function:test-compute-greet",
        },
      },
    },
  ]);
});

test("may also call what it is said to call", () => {
  const statement = { sid: "ReadItems", actions: ["dynamodb:GetItem"], resources: ["arn:items"] };
  expect(grants(lambda({ statements: [statement] })).at(-1)).toEqual({
    Sid: "ReadItems",
    Effect: "Allow",
    Action: "dynamodb:GetItem",
    Resource: "arn:items",
  });
});

test("is called by an alias, which follows the newest version", () => {
  expect(only(lambda(), "aws_lambda_alias")).toEqual({
    name: "live",
    description: "What is called",
    function_name: "${aws_lambda_function.greet_lambda.function_name}",
    function_version: "${aws_lambda_function.greet_lambda.version}",
  });
});

test("an earlier version is called with one changed attribute, and nothing else", () => {
  const [newest, pinned] = [lambda(), lambda({ version: 12 })];
  expect(only(pinned, "aws_lambda_alias").function_version).toBe("12");
  only(newest, "aws_lambda_alias").function_version = "12";
  expect(pinned).toEqual(newest);
});

test("has as much memory and time as it is given, and a number of calls at once, of which 0 stops it", () => {
  const sized = only(lambda({ memoryMib: 1024, timeoutSeconds: 29, reservedConcurrency: 0 }), "aws_lambda_function");
  expect(sized).toMatchObject({ memory_size: 1024, timeout: 29, reserved_concurrent_executions: 0 });
});

test("signed code comes from where its signer has put it, and no other is taken", () => {
  const code = { bucket: "a-bucket", key: "signed/greet.zip", sha256: "its hash", codeSigningConfigArn: "arn:config" };
  const { filename, ...signed } = only(lambda({ code }), "aws_lambda_function");
  expect(filename).toBeUndefined();
  expect(signed).toMatchObject({
    s3_bucket: "a-bucket",
    s3_key: "signed/greet.zip",
    source_code_hash: "its hash",
    code_signing_config_arn: "arn:config",
  });
});

test("in a VPC Lambda may make its network interfaces, its own code may not, and elsewhere neither may", () => {
  const network = { subnetIds: ["subnet-1"], securityGroupIds: ["sg-1"] };
  const inside = lambda({ network });
  expect(only(inside, "aws_lambda_function").vpc_config).toEqual({
    subnet_ids: ["subnet-1"],
    security_group_ids: ["sg-1"],
  });
  const policyOf = (json: typeof inside) =>
    (JSON.parse(only(json, "aws_iam_role_policy").policy as string) as { readonly Statement: readonly Block[] })
      .Statement;
  const beyond = policyOf(inside).filter(({ Sid }) => !sids(lambda()).includes(Sid as string));
  expect(
    beyond.map(({ Sid, Effect, Action, Condition }) => [Sid, Effect, (Action as string[]).length, Condition]),
  ).toEqual([
    ["HaveNetworkInterfaces", "Allow", 6, undefined],
    [
      "NoInterfacesByItsCode",
      "Deny",
      6,
      { ArnLike: { "lambda:SourceFunctionArn": "arn:aws:lambda:*:*:function:test-compute-greet" } },
    ],
  ]);
  expect(only(lambda(), "aws_lambda_function").vpc_config).toBeUndefined();
});

test("what failed of an asynchronous call is kept in a queue, to which the function may send", () => {
  const json = lambda({ failedEvents: { queueName: "test-compute-greet-failed", queueKeyArn: keyArn } });
  expect(sids(json)).toEqual([
    "WriteOwnLog",
    "SendTraces",
    "ReadOwnVariables",
    "KeepFailedEvents",
    "EncryptFailedEvents",
  ]);
  expect(only(json, "aws_lambda_function_event_invoke_config")).toMatchObject({
    function_name: "${aws_lambda_function.greet_lambda.function_name}",
    qualifier: "${aws_lambda_alias.greet_alias.name}",
  });
});

test("has alarms where somebody is there to be told", () => {
  const alarms = { name: (role: string) => `greet-${role}`, topicArn: "arn:topic" };
  expect(Object.keys(lambda({ alarms }).resource["aws_cloudwatch_metric_alarm"] ?? {})).toEqual([
    "greet_errors_alarm",
    "greet_throttles_alarm",
  ]);
  expect(lambda().resource["aws_cloudwatch_metric_alarm"]).toBeUndefined();
});
