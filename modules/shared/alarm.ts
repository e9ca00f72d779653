import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";

export interface AlarmMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** `p99` and its like are percentiles. */
  readonly statistic: "Average" | "Maximum" | "Minimum" | "Sum" | "SampleCount" | `p${number}`;
}

export interface AlarmProps {
  readonly name: string;
  /** What the alarm means and what to do, for the person who is woken. */
  readonly description: string;
  readonly metric: AlarmMetric;
  readonly comparison: "GreaterThanThreshold" | "GreaterThanOrEqualToThreshold" | "LessThanThreshold";
  readonly threshold: number;
  /** @default 60 */
  readonly periodSeconds?: number;
  /** @default 5 */
  readonly evaluationPeriods?: number;
  /** @default the evaluation periods: all of them */
  readonly datapointsToAlarm?: number;
  /**
   * What missing data means. `health`: a count of errors is zero. `trouble`: a sign of life is gone. Then the topic is
   * notified when data ends, and not before the first data: a new alarm is in the state INSUFFICIENT_DATA, and acts only
   * when it enters that state from another (CloudWatch API Reference, PutMetricAlarm: InsufficientDataActions; CloudWatch
   * User Guide, "Configuring how CloudWatch alarms treat missing data").
   *
   * @default "health"
   */
  readonly silenceMeans?: "health" | "trouble";
  /**
   * The SNS topic, in the alarm's own region, that is notified when the alarm fires and when it ends. @default nobody is
   * told
   */
  readonly topicArn?: string;
  /** The provider of us-east-1, the one region with CloudFront's metrics. @default the stack's own */
  readonly provider?: TerraformProvider;
}

/** A metric alarm that notifies one topic when it fires and when it ends. */
export class Alarm extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: AlarmProps) {
    super(scope, id);
    const { name, description, metric, comparison, threshold, topicArn, provider } = props;
    const { periodSeconds = 60, evaluationPeriods = 5, silenceMeans = "health" } = props;
    const actions = topicArn === undefined ? [] : [topicArn];
    const percentile = metric.statistic.startsWith("p");

    const alarm = new CloudwatchMetricAlarm(this, "alarm", {
      alarmName: name,
      alarmDescription: description,
      namespace: metric.namespace,
      metricName: metric.name,
      dimensions: { ...metric.dimensions },
      ...(percentile ? { extendedStatistic: metric.statistic } : { statistic: metric.statistic }),
      comparisonOperator: comparison,
      threshold,
      period: periodSeconds,
      evaluationPeriods,
      datapointsToAlarm: props.datapointsToAlarm ?? evaluationPeriods,
      treatMissingData: silenceMeans === "health" ? "notBreaching" : "missing",
      actionsEnabled: true,
      alarmActions: actions,
      okActions: actions,
      ...(silenceMeans === "trouble" && { insufficientDataActions: actions }),
      provider,
    });
    this.arn = alarm.arn;
  }
}
