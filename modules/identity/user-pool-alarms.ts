import { Construct } from "constructs";
import type { AlarmMetric } from "../shared/alarm";
import { ExpressionAlarm } from "../shared/expression-alarm";

export interface UserPoolAlarmsProps {
  readonly name: (role: string) => string;
  readonly userPoolId: string;
  /**
   * The ids of the clients by which users sign in, by the kind that begins a metric's id: each of Cognito's metrics is of
   * one client.
   */
  readonly clientIds: Readonly<Record<string, string>>;
  /** Whether threat protection judges sign-ins. @default false */
  readonly judgesRisk?: boolean;
  readonly topicArn: string;
  /** Failed sign-ins in five minutes above which the alarm fires. @default 100 */
  readonly failedSignIns?: number;
  /** Sign-ins of high risk in five minutes above which the alarm fires. @default 10 */
  readonly riskySignIns?: number;
}

/** As often as Cognito's metrics come. */
const everyFiveMinutes = { periodSeconds: 300, evaluationPeriods: 1 };

/**
 * Alarms for guessed passwords, and for users who do not get in (Amazon Cognito Developer Guide, "Metrics for Amazon
 * Cognito user pools" and "Viewing threat protection metrics").
 */
export class UserPoolAlarms extends Construct {
  constructor(scope: Construct, id: string, props: UserPoolAlarmsProps) {
    super(scope, id);
    if (Object.keys(props.clientIds).length > 0) this.signInAlarms(props);
    if (props.judgesRisk === true) this.riskAlarm(props);
  }

  private signInAlarms({ name, userPoolId, clientIds, failedSignIns = 100, topicArn }: UserPoolAlarmsProps): void {
    const clients = Object.entries(clientIds);
    const ofClient = (metricName: string, clientId: string, statistic: AlarmMetric["statistic"]) => ({
      namespace: "AWS/Cognito",
      name: metricName,
      dimensions: { UserPool: userPoolId, UserPoolClient: clientId },
      statistic,
    });
    // A sign-in counts as 1 if it succeeds, and as 0 if it fails.
    new ExpressionAlarm(this, "failed_sign_ins", {
      ...everyFiveMinutes,
      topicArn,
      name: name("failed-sign-ins"),
      description:
        "Many sign-ins fail: passwords are tried, or users do not get in; see the pool's web ACL and its log",
      expression: clients.map(([kind]) => `FILL(${kind}Tried, 0) - FILL(${kind}Done, 0)`).join(" + "),
      label: "sign-ins that failed",
      metrics: Object.fromEntries(
        clients.flatMap(([kind, clientId]) => [
          [`${kind}Tried`, ofClient("SignInSuccesses", clientId, "SampleCount")],
          [`${kind}Done`, ofClient("SignInSuccesses", clientId, "Sum")],
        ]),
      ),
      threshold: failedSignIns,
    });
    new ExpressionAlarm(this, "throttled", {
      ...everyFiveMinutes,
      topicArn,
      name: name("sign-ins-throttled"),
      description:
        "Cognito refuses users who sign in or renew their tokens: the account's rate of such requests is used up; see the quotas of the region",
      expression: clients.map(([kind]) => `FILL(${kind}SignIns, 0) + FILL(${kind}Renewals, 0)`).join(" + "),
      label: "requests that Cognito throttled",
      metrics: Object.fromEntries(
        clients.flatMap(([kind, clientId]) => [
          [`${kind}SignIns`, ofClient("SignInThrottles", clientId, "Sum")],
          [`${kind}Renewals`, ofClient("TokenRefreshThrottles", clientId, "Sum")],
        ]),
      ),
      threshold: 0,
    });
  }

  private riskAlarm({ name, userPoolId, riskySignIns = 10, topicArn }: UserPoolAlarmsProps): void {
    const ofHighRisk = (metricName: string) => ({
      namespace: "AWS/Cognito",
      name: metricName,
      dimensions: { Operation: "SignIn", UserPoolId: userPoolId, RiskLevel: "high" },
      statistic: "Sum" as const,
    });
    new ExpressionAlarm(this, "risky_sign_ins", {
      ...everyFiveMinutes,
      topicArn,
      name: name("risky-sign-ins"),
      description:
        "Threat protection finds sign-ins of high risk: accounts are being taken over, or leaked passwords tried",
      expression: "FILL(takeover, 0) + FILL(compromised, 0)",
      label: "sign-ins of high risk",
      metrics: { takeover: ofHighRisk("AccountTakeoverRisk"), compromised: ofHighRisk("CompromisedCredentialRisk") },
      threshold: riskySignIns,
    });
  }
}
