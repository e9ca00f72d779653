import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import type { AlarmProps } from "./alarm";

export interface AnomalyAlarmProps extends Pick<AlarmProps, "name" | "description" | "topicArn"> {
  readonly metric: Omit<AlarmProps["metric"], "statistic"> & { readonly statistic: "Average" | "Sum" | `p${number}` };
  /** Fires `above` the usual band, or on `either` side of it. @default "above" */
  readonly when?: "above" | "either";
  /** How many standard deviations wide the band is. @default 3 */
  readonly width?: number;
  /** @default 300 */
  readonly periodSeconds?: number;
  /** @default 3 */
  readonly evaluationPeriods?: number;
}

/**
 * An alarm on unusual values of a metric. CloudWatch learns the usual band from up to two weeks of data, and has no band
 * before that (CloudWatch User Guide, "Using CloudWatch anomaly detection").
 */
export class AnomalyAlarm extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: AnomalyAlarmProps) {
    super(scope, id);
    const { name, description, metric, topicArn, when = "above", width = 3 } = props;
    const { periodSeconds = 300, evaluationPeriods = 3 } = props;
    const actions = topicArn === undefined ? [] : [topicArn];

    const alarm = new CloudwatchMetricAlarm(this, "alarm", {
      alarmName: name,
      alarmDescription: description,
      comparisonOperator: when === "above" ? "GreaterThanUpperThreshold" : "LessThanLowerOrGreaterThanUpperThreshold",
      thresholdMetricId: "band",
      metricQuery: [
        {
          id: "observed",
          returnData: true,
          metric: {
            namespace: metric.namespace,
            metricName: metric.name,
            dimensions: { ...metric.dimensions },
            stat: metric.statistic,
            period: periodSeconds,
          },
        },
        { id: "band", expression: `ANOMALY_DETECTION_BAND(observed, ${width})`, label: "usual", returnData: true },
      ],
      evaluationPeriods,
      datapointsToAlarm: evaluationPeriods,
      treatMissingData: "notBreaching",
      actionsEnabled: true,
      alarmActions: actions,
      okActions: actions,
    });
    this.arn = alarm.arn;
  }
}
