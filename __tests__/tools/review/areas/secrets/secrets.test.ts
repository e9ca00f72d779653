import { secrets } from "../../../../../tools/review/areas/secrets";
import { casePlan, findIn, lineOf, planOf, type PlannedResource } from "../../../../support/plans";

type Values = Readonly<Record<string, unknown>>;

const told = (...resources: readonly PlannedResource[]): readonly string[] =>
  findIn(secrets, planOf(resources)).map(lineOf);
const key = "sk_live_51HabcdefghijklmnopQRSTU";
const variables = (values: Values): Values => ({ function_name: "hello", environment: [{ variables: values }] });
const lambda = (before: Values, after: Values, more: object = {}): PlannedResource => ({
  address: "aws_lambda_function.hello",
  before: variables(before),
  after: variables(after),
  ...more,
});

test("a secret in a variable is found by the value's shape, and by the name", () => {
  expect(told(lambda({}, { PLAIN: key, DB_PASSWORD: "x", LOG_LEVEL: "INFO", SECRET_ARN: "arn:aws:x" }))).toEqual([
    "guard lost, weaker: function hello, variable DB_PASSWORD: none → (sensitive value)",
    "guard lost, weaker: function hello, variable PLAIN: none → (sensitive value)",
  ]);
});

test("another secret in a variable stays a secret in clear text, and one that goes is a strengthening", () => {
  expect(told(lambda({ API_KEY: "one" }, { API_KEY: "two" }))).toEqual([
    "guard lost, neutral: function hello, variable API_KEY: (sensitive value) → another (sensitive value)",
  ]);
  expect(told(lambda({ API_KEY: "one" }, {}))).toEqual([
    "guard lost, stronger: function hello, variable API_KEY: (sensitive value) → none",
  ]);
  expect(told(lambda({ API_KEY: "one" }, { API_KEY: "one", A: "b" }))).toEqual([]);
});

test("a value of a variable that becomes a secret is a secret that is new", () => {
  expect(told(lambda({ A: "b" }, { A: key }))).toEqual([
    "guard lost, weaker: function hello, variable A: none → (sensitive value)",
  ]);
});

test("no value of a secret is in any finding", () => {
  const found = findIn(secrets, planOf([lambda({}, { [key]: key, A: key })]));
  expect(found).toHaveLength(2);
  expect(
    JSON.stringify(found.map(({ part, before, after, meaning, says }) => [part, before, after, meaning, says])),
  ).not.toContain("sk_live");
});

test("a function that is created with a secret in a variable is told", () => {
  expect(told({ address: "aws_lambda_function.hello", after: variables({ A: key }) })).toEqual([
    "guard lost, weaker: function hello, variable A: none → (sensitive value)",
  ]);
});

test("a secret in an argument stands in the state, unless the argument is write-only or the parameter is encrypted", () => {
  const version = (after: Values): PlannedResource => ({ address: "aws_secretsmanager_secret_version.v", after });
  expect(told(version({ secret_string: "correct horse" }))).toEqual([
    "guard lost, weaker: secret version v, secret_string: none → (sensitive value)",
  ]);
  expect(told(version({ secret_string_wo: "correct horse", secret_string_wo_version: 1 }))).toEqual([]);
  const parameter = (type: string): PlannedResource => ({
    address: "aws_ssm_parameter.p",
    after: { type, value: key },
    sensitive: { value: true },
  });
  expect(told(parameter("SecureString"))).toEqual([]);
  expect(told(parameter("String"))).toEqual([
    "guard lost, weaker: Systems Manager parameter p, value: none → (sensitive value)",
  ]);
});

test("a parameter in clear text is told once: by its name, by what its text assigns, and where its secret changes", () => {
  const parameter = (before: Values | undefined, after: Values): readonly string[] =>
    told({
      address: "aws_ssm_parameter.p",
      ...(before && { before: { name: "/prod/token", type: "String", ...before } }),
      after: { name: "/prod/token", type: "String", ...after },
    });
  const line = "Systems Manager parameter /prod/token, value";
  expect(parameter(undefined, { value: "abc12345secret" })).toEqual([
    `guard lost, weaker: ${line}: none → (sensitive value)`,
  ]);
  expect(parameter({ value: "one" }, { value: "other" })).toEqual([
    `guard lost, neutral: ${line}: (sensitive value) → another (sensitive value)`,
  ]);
  expect(parameter(undefined, { name: "/prod/database", insecure_value: "user=app password=hunter2" })).toEqual([
    "guard lost, weaker: Systems Manager parameter /prod/database, insecure_value: none → (sensitive value)",
  ]);
});

test("a marked value that is no secret by its name is no other secret, and a parameter with one has another value", () => {
  const change = (address: string, attribute: string): readonly string[] =>
    told({
      address,
      before: { type: "String", [attribute]: "10.0.0.0/8" },
      after: { type: "String", [attribute]: "0.0.0.0/0" },
      sensitive: { [attribute]: true },
    });
  expect(change("aws_vpc_security_group_ingress_rule.r", "cidr_ipv4")).toEqual([]);
  expect(change("aws_db_instance.d", "password")).toHaveLength(1);
  expect(change("aws_ssm_parameter.p", "value")).toEqual([
    "other, cannot tell: Systems Manager parameter p, value: one value → another value",
  ]);
});

test("a secret in user data is found in base64, by what the script assigns too, and another script is no other secret", () => {
  const script = (text: string): Values => ({ user_data: Buffer.from(`#!/bin/sh\n${text}\n`).toString("base64") });
  const change = (before: Values, after: Values): readonly string[] =>
    told({ address: "aws_launch_template.t", before, after });
  const [clean, secret] = [script("echo"), script("DB_PASSWORD=hunter2")];
  expect(change(clean, secret)).toEqual(["guard lost, weaker: launch template t, user data: none → (sensitive value)"]);
  expect(change(secret, clean)).toEqual([
    "guard lost, stronger: launch template t, user data: (sensitive value) → none",
  ]);
  expect(change(secret, script("DB_PASSWORD=hunter2; echo"))).toEqual([]);
  expect(change({}, { user_data: clean["user_data"] })).toEqual([]);
});

test("a document that runs a command with a secret is told, and a token of a lock is none", () => {
  const document = (command: string): string =>
    JSON.stringify({ mainSteps: [{ action: "aws:runShellScript", inputs: { runCommand: [command] } }] });
  expect(
    told({
      address: "aws_ssm_document.d",
      before: { content: document("deploy") },
      after: { content: document("deploy --token abc12345") },
    }),
  ).toEqual(["guard lost, weaker: Systems Manager document d, runCommand: none → (sensitive value)"]);
  const lock = { lock_token: "3f0b1c4e-7a51-4f0e-8d55-0d2f5d0c9a11" };
  expect(told({ address: "aws_wafv2_ip_set.i", before: lock })).toEqual([]);
});

test("a value that AWS makes anew for what is replaced is no secret that goes", () => {
  expect(
    told({
      address: "aws_db_instance.d",
      before: { password: "correct horse" },
      after: {},
      unknown: { password: true },
      actions: ["delete", "create"],
    }),
  ).toEqual([]);
});

test("a rotation that goes, and one that comes, is told with its schedule", () => {
  const rotation = { rotation_rules: [{ automatically_after_days: 30 }] };
  expect(told({ address: "aws_secretsmanager_secret_rotation.r", before: rotation })).toEqual([
    "guard lost, weaker: secret rotation r, rotation: every 30 days → none",
  ]);
  expect(told({ address: "aws_secretsmanager_secret_rotation.r", after: rotation })).toEqual([
    "guard lost, stronger: secret rotation r, rotation: none → every 30 days",
  ]);
});

test("the same interval in other words is no other schedule, and a cron cannot be told", () => {
  const rotation = (rules: Values): Values => ({ rotation_rules: [rules] });
  const change = (before: Values, after: Values): readonly string[] =>
    told({ address: "aws_secretsmanager_secret_rotation.r", before: rotation(before), after: rotation(after) });
  expect(change({ automatically_after_days: 30 }, { schedule_expression: "rate(30 days)" })).toEqual([]);
  expect(change({ automatically_after_days: 30 }, { schedule_expression: "cron(0 8 1 * ? *)" })).toEqual([
    "guard lost, cannot tell: secret rotation r, schedule: every 30 days → cron(0 8 1 * ? *)",
  ]);
  expect(change({ schedule_expression: "cron(0 8 1 * ? *)" }, { schedule_expression: "cron(0 8 1 1 ? *)" })).toEqual([
    "guard lost, cannot tell: secret rotation r, schedule: cron(0 8 1 * ? *) → cron(0 8 1 1 ? *)",
  ]);
  expect(
    change(
      { schedule_expression: "rate(1 day)", duration: "3h" },
      { schedule_expression: "rate(1 day)", duration: "6h" },
    ),
  ).toEqual(["other, neutral: secret rotation r, window: 3h → 6h"]);
});

test("another function that rotates, and a value that is written anew, cannot be told", () => {
  const change = (address: string, before: Values, after: Values): readonly string[] =>
    told({ address, before, after });
  expect(
    change("aws_secretsmanager_secret_rotation.r", { rotation_lambda_arn: "arn:a" }, { rotation_lambda_arn: "arn:b" }),
  ).toEqual(["guard lost, cannot tell: secret rotation r, function that rotates: arn:a → arn:b"]);
  expect(
    change("aws_secretsmanager_secret_version.v", { secret_string_wo_version: 1 }, { secret_string_wo_version: 2 }),
  ).toEqual(["downtime, cannot tell: secret version v, number of the written value: 1 → 2"]);
});

test("nothing is found in plans where no secret changes", () => {
  expect(["00", "46"].flatMap((number) => findIn(secrets, casePlan(number)))).toEqual([]);
});
