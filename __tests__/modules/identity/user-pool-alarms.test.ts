import { UserPoolAlarms, type UserPoolAlarmsProps } from "../../../modules/identity/user-pool-alarms";
import { synthesizeModule, type Block } from "../../support/synthesize";

const topicArn = "arn:aws:sns:eu-west-1:111122223333:operations";
const alarmsOf = (props: Partial<UserPoolAlarmsProps> = {}) =>
  Object.values(
    synthesizeModule((stack) => {
      new UserPoolAlarms(stack, "users", {
        name: (role) => `test-users-${role}`,
        userPoolId: "eu-west-1_abc",
        clientIds: { web: "client1", passwordSignIn: "client2" },
        topicArn,
        ...props,
      });
    }).resource["aws_cloudwatch_metric_alarm"] ?? {},
  ) as Block[];

const seen = (alarm: Block) => ({
  name: alarm.alarm_name as string,
  when: `${alarm.metric_query[0].expression} > ${alarm.threshold}`,
  of: (alarm.metric_query as Block[]).slice(1).map(({ id, metric }) => {
    const { UserPool: pool, UserPoolClient: client, ...more } = metric.dimensions as Record<string, string>;
    return [id, metric.metric_name, metric.stat, pool, client, ...Object.values(more)].filter(Boolean).join(" ");
  }),
});

test("watches sign-ins that fail, and those that Cognito refuses, by every client of users", () => {
  expect(alarmsOf().map(seen)).toEqual([
    {
      name: "test-users-failed-sign-ins",
      when: "FILL(webTried, 0) - FILL(webDone, 0) + FILL(passwordSignInTried, 0) - FILL(passwordSignInDone, 0) > 100",
      of: [
        "webTried SignInSuccesses SampleCount eu-west-1_abc client1",
        "webDone SignInSuccesses Sum eu-west-1_abc client1",
        "passwordSignInTried SignInSuccesses SampleCount eu-west-1_abc client2",
        "passwordSignInDone SignInSuccesses Sum eu-west-1_abc client2",
      ],
    },
    {
      name: "test-users-sign-ins-throttled",
      when: "FILL(webSignIns, 0) + FILL(webRenewals, 0) + FILL(passwordSignInSignIns, 0) + FILL(passwordSignInRenewals, 0) > 0",
      of: [
        "webSignIns SignInThrottles Sum eu-west-1_abc client1",
        "webRenewals TokenRefreshThrottles Sum eu-west-1_abc client1",
        "passwordSignInSignIns SignInThrottles Sum eu-west-1_abc client2",
        "passwordSignInRenewals TokenRefreshThrottles Sum eu-west-1_abc client2",
      ],
    },
  ]);
});

test("with threat protection, watches sign-ins of high risk", () => {
  expect(alarmsOf({ clientIds: {}, judgesRisk: true }).map(seen)).toEqual([
    {
      name: "test-users-risky-sign-ins",
      when: "FILL(takeover, 0) + FILL(compromised, 0) > 10",
      of: [
        "takeover AccountTakeoverRisk Sum SignIn eu-west-1_abc high",
        "compromised CompromisedCredentialRisk Sum SignIn eu-west-1_abc high",
      ],
    },
  ]);
});

test("each looks at five minutes, as Cognito counts, and tells the topic", () => {
  for (const alarm of alarmsOf({ judgesRisk: true })) {
    expect((alarm.metric_query as Block[]).slice(1).map(({ metric }) => metric.period as number)).not.toContain(60);
    expect([alarm.evaluation_periods, alarm.alarm_actions, alarm.ok_actions]).toEqual([1, [topicArn], [topicArn]]);
  }
});
