import type { EnvironmentRecord } from "../../../stacks/environments/schema/environment";
import { synthesizeEnvironments } from "../../support/environments";
import { production, trial } from "../../support/records";
import { grantsOf, variablesOf } from "../../support/functions";
import type { Block, TerraformJson } from "../../support/synthesize";

type Settings = NonNullable<NonNullable<EnvironmentRecord["compute"]>["database"]>;

function computeOf(database: Settings, more: Partial<EnvironmentRecord> = {}): TerraformJson {
  const record = { ...production, ...more, compute: { functions: { queryPlayer: {} }, database } };
  const stack = synthesizeEnvironments({ it: record })["it-compute"];
  if (stack === undefined) throw new Error("an environment has compute");
  return stack;
}

const of = (json: TerraformJson, type: string) => (json.resource[type] ?? {}) as Readonly<Record<string, Block>>;
/** What a function may do beyond what each may: actions and resources by statement. */
const grants = (json: TerraformJson, id: string) => {
  const every = ["WriteOwnLog", "SendTraces", "ReadOwnVariables", "HaveNetworkInterfaces", "NoInterfacesByItsCode"];
  return grantsOf(json, id)
    .filter(({ Sid }) => !every.includes(Sid as string))
    .map(({ Sid, Action, Resource }) => [Sid, Action, Resource] as unknown);
};

const where = {
  DATABASE_HOST: "${aws_db_instance.database_instance.address}",
  DATABASE_PORT: "3306",
  DATABASE_NAME: "playersdb",
};
const master = "${aws_db_instance.database_instance.master_user_secret[0].secret_arn}";
const reader = "${data.terraform_remote_state.identity.outputs.database_user_secret_arn}";
const key = "${data.terraform_remote_state.identity.outputs.secrets_key_arn}";
const rotating = [
  "secretsmanager:DescribeSecret",
  "secretsmanager:GetSecretValue",
  "secretsmanager:PutSecretValue",
  "secretsmanager:UpdateSecretVersionStage",
];

describe("with users that take turns", () => {
  const json = computeOf({});

  test("puts the functions that query the database into the app tier, in the functions' group, and the function that measures the secret's age outside the VPC", () => {
    const inside = {
      subnet_ids: "${data.terraform_remote_state.network.outputs.app_subnet_ids}",
      security_group_ids: ["${data.terraform_remote_state.network.outputs.functions_security_group_id}"],
    };
    const places = Object.entries(of(json, "aws_lambda_function")).map(([id, { vpc_config: config }]) => [
      id,
      config as unknown,
    ]);
    expect(places).toEqual([
      ["prepare_database_lambda", inside],
      ["rotate_database_secret_lambda", inside],
      ["measure_secret_age_lambda", undefined],
      ["query_player_lambda", inside],
    ]);
  });

  test("gives each function the variables that its code declares, and no value of a secret", () => {
    expect(variablesOf(json, "query_player")).toEqual({ ...where, READER: "secret", READER_SECRET_ARN: reader });
    expect(variablesOf(json, "prepare_database")).toEqual({
      ...where,
      MASTER_SECRET_ARN: master,
      READER: "lambda-alternating",
      READER_SECRET_ARN: reader,
    });
    expect(variablesOf(json, "rotate_database_secret")).toEqual({
      ...where,
      STRATEGY: "lambda-alternating",
      MASTER_SECRET_ARN: master,
    });
    expect(variablesOf(json, "measure_secret_age")).toEqual({ SECRETS: `database-user=${reader}` });
  });

  test("lets each function read its own secrets alone: the query function never reads the master user's", () => {
    expect(grants(json, "query_player")).toEqual([
      ["ReadSecrets", "secretsmanager:GetSecretValue", reader],
      ["UseKeyOfSecrets", "kms:Decrypt", key],
    ]);
    for (const id of ["prepare_database", "rotate_database_secret"]) {
      expect(grants(json, id)).toEqual([
        ["ReadSecrets", "secretsmanager:GetSecretValue", master],
        ["RotateSecrets", rotating, reader],
        ["UseKeyOfSecrets", ["kms:Decrypt", "kms:GenerateDataKey"], key],
      ]);
    }
    expect(grants(json, "measure_secret_age")).toEqual([["DescribeSecrets", "secretsmanager:DescribeSecret", reader]]);
  });

  test("is prepared after it is made, again whenever the database or the preparing function changes, and before its rotation is set up", () => {
    const invocation = of(json, "aws_lambda_invocation")["prepare_database_invocation"];
    expect(invocation).toMatchObject({
      function_name: "${aws_lambda_function.prepare_database_lambda.function_name}",
      qualifier: "${aws_lambda_alias.prepare_database_alias.name}",
      lifecycle_scope: "CREATE_ONLY",
      input: "{}",
    });
    expect(Object.keys(invocation.triggers as object)).toEqual([
      ...Object.keys(where),
      "MASTER_SECRET_ARN",
      "READER",
      "READER_SECRET_ARN",
      "DATABASE",
      "CODE",
    ]);
    expect(of(json, "aws_secretsmanager_secret_rotation")["database_user_rotation"]).toMatchObject({
      secret_id: reader,
      rotation_lambda_arn: "${aws_lambda_alias.rotate_database_secret_alias.arn}",
      rotation_rules: { automatically_after_days: 7 },
      depends_on: [
        "aws_lambda_permission.database_user_permission",
        "aws_lambda_invocation.prepare_database_invocation",
      ],
    });
  });

  test("has alarms on its resources, RDS's events, and a rotation that fails or is late", () => {
    const names = Object.values(of(json, "aws_cloudwatch_metric_alarm")).map(({ alarm_name }) => alarm_name as string);
    expect(names.filter((name) => /-database-/.test(name) && !/-(errors|throttles)$/.test(name))).toEqual([
      "it-compute-database-cpu",
      "it-compute-database-free-storage",
      "it-compute-database-connections",
      "it-compute-database-cpu-credits",
      "it-compute-database-user-rotation-failed",
      "it-compute-database-user-rotation-late",
    ]);
    expect(Object.keys(of(json, "aws_db_event_subscription"))).toEqual(["database_watch_events"]);
    expect(of(json, "aws_cloudwatch_event_rule")["secret_age_hourly_rule"]).toMatchObject({
      name: "it-compute-measure-secret-age",
      schedule_expression: "rate(1 hour)",
    });
  });

  test("is published by the name of its query function alone", () => {
    expect(Object.keys(json.output)).toEqual([
      "web_fleet_name",
      "query_player_function_name",
      "query_player_alias_arn",
    ]);
  });
});

test("rotates one user as often as the setting says", () => {
  const json = computeOf({ user: { kind: "lambda-single-user", rotationDays: 30 } });
  expect(variablesOf(json, "rotate_database_secret")).toMatchObject({ STRATEGY: "lambda-single-user" });
  expect(variablesOf(json, "prepare_database")).toMatchObject({ READER: "lambda-single-user" });
  expect(of(json, "aws_secretsmanager_secret_rotation")["database_user_rotation"]).toMatchObject({
    rotation_rules: { automatically_after_days: 30 },
  });
});

test("never rotates the reader's password with a departure, and keeps the secret", () => {
  const rotationDays = { value: "never" as const, reason: "a database that is gone within the hour" };
  const json = computeOf({ user: { kind: "lambda-alternating", rotationDays } });
  expect(Object.keys(json.resource).filter((type) => type.startsWith("aws_secretsmanager"))).toEqual([]);
  expect(Object.keys(of(json, "aws_lambda_function"))).toEqual(["prepare_database_lambda", "query_player_lambda"]);
  expect(variablesOf(json, "query_player")).toEqual({ ...where, READER: "secret", READER_SECRET_ARN: reader });
});

test("has neither secret nor rotation with IAM, which admits this one user of this one database", () => {
  const json = computeOf({ user: { kind: "iam" } });
  expect(Object.keys(json.resource).filter((type) => type.startsWith("aws_secretsmanager"))).toEqual([]);
  expect(Object.keys(of(json, "aws_lambda_function"))).toEqual(["prepare_database_lambda", "query_player_lambda"]);
  expect(variablesOf(json, "query_player")).toEqual({ ...where, READER: "iam", READER_NAME: "reader" });
  expect(grants(json, "query_player")).toEqual([
    [
      "SignInToDatabase",
      "rds-db:connect",
      "arn:aws:rds-db:eu-west-1:123456789012:dbuser:${aws_db_instance.database_instance.resource_id}/reader",
    ],
  ]);
  expect(grants(json, "prepare_database")).toEqual([
    ["ReadSecrets", "secretsmanager:GetSecretValue", master],
    ["UseKeyOfSecrets", "kms:Decrypt", key],
  ]);
});

test("cannot be destroyed before teardown", () => {
  const protections = (json: TerraformJson) => {
    const instance = of(json, "aws_db_instance")["database_instance"];
    return [
      instance.deletion_protection,
      instance.lifecycle.prevent_destroy,
      instance.skip_final_snapshot,
    ] as unknown[];
  };
  expect(protections(computeOf({}))).toEqual([true, true, false]);
  const teardown = { reason: "the environment is given up" };
  expect(protections(computeOf({}, { teardown }))).toEqual([false, false, true]);
});

test("has no alarms without a topic", () => {
  const record = {
    ...trial,
    network: { nat: { value: "single" as const, reason: "one gateway is enough for a test" } },
    compute: { database: {} },
  };
  const json = synthesizeEnvironments({ it: record })["it-compute"];
  expect(Object.keys(json?.resource ?? {}).filter((type) => /alarm|event/.test(type))).toEqual([]);
});
