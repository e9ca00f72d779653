import { SecretRotation } from "../../../modules/shared/secret-rotation";
import { synthesizeModule, type Block } from "../../support/synthesize";

type Props = ConstructorParameters<typeof SecretRotation>[2];

const secretArn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod-identity-database-user-Ab12Cd";
const topicArn = "arn:aws:sns:eu-west-1:111122223333:operations";
const aliasArn = "arn:aws:lambda:eu-west-1:111122223333:function:prod-compute-rotate:live";

function synthesized(props: Partial<Props> = {}) {
  return synthesizeModule((stack) => {
    new SecretRotation(stack, "database_user", {
      secretArn,
      everyDays: 7,
      function: { name: "prod-compute-rotate", aliasName: "live", aliasArn },
      accountId: "111122223333",
      after: [{ fqn: "aws_lambda_invocation.prepare_database" }],
      ...props,
    });
  }).resource;
}

test("lets Secrets Manager call the function for this secret of this account, and for no other", () => {
  expect(synthesized()["aws_lambda_permission"]).toEqual({
    database_user_permission: {
      statement_id_prefix: "secrets-manager-",
      function_name: "prod-compute-rotate",
      qualifier: "live",
      action: "lambda:InvokeFunction",
      principal: "secretsmanager.amazonaws.com",
      source_account: "111122223333",
      source_arn: secretArn,
    },
  });
});

test("rotates every so many days, not while it is deployed, and only once there is something to rotate", () => {
  expect(synthesized()["aws_secretsmanager_secret_rotation"]).toEqual({
    database_user_rotation: {
      secret_id: secretArn,
      rotation_lambda_arn: aliasArn,
      rotate_immediately: false,
      rotation_rules: { automatically_after_days: 7 },
      depends_on: ["aws_lambda_permission.database_user_permission", "aws_lambda_invocation.prepare_database"],
    },
  });
});

test("tells when a step fails once, and when the secret is a day older than it may be or nobody knows", () => {
  const age = { namespace: "Palisade/prod", name: "DaysSinceRotation", dimensions: { secretName: "database-user" } };
  const resource = synthesized({ alarms: { name: (role) => `prod-rotation-${role}`, topicArn, age } });
  const alarms = Object.values(resource["aws_cloudwatch_metric_alarm"] ?? {}) as Block[];
  expect(
    alarms.map((alarm) => [
      alarm.alarm_name,
      `${alarm.namespace as string} ${alarm.metric_name as string} ${alarm.statistic as string}`,
      alarm.dimensions,
      `${alarm.comparison_operator as string} ${alarm.threshold as number}`,
      `${alarm.evaluation_periods as number} × ${alarm.period as number} s, missing ${alarm.treat_missing_data as string}`,
      alarm.alarm_actions,
    ]),
  ).toEqual([
    [
      "prod-rotation-failed",
      "AWS/Lambda Errors Sum",
      { FunctionName: "prod-compute-rotate" },
      "GreaterThanThreshold 0",
      "1 × 300 s, missing notBreaching",
      [topicArn],
    ],
    [
      "prod-rotation-late",
      "Palisade/prod DaysSinceRotation Maximum",
      { secretName: "database-user" },
      "GreaterThanThreshold 8",
      "1 × 86400 s, missing missing",
      [topicArn],
    ],
  ]);
  expect(synthesized()["aws_cloudwatch_metric_alarm"]).toBeUndefined();
});
