import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import type { AlarmMetric, AlarmProps } from "./alarm";

export interface ExpressionAlarmProps extends Omit<AlarmProps, "comparison" | "metric" | "silenceMeans"> {
  /** CloudWatch metric math over the ids of the metrics. The alarm fires above the threshold. */
  readonly expression: string;
  /** The name of the expression's result, for whoever looks at its graph. */
  readonly label: string;
  /** By id, which begins with a lower-case letter. */
  readonly metrics: Readonly<Record<string, AlarmMetric>>;
}

/**
 * An alarm on an expression over several metrics. It notifies one topic when it fires and when it ends. Missing data is no
 * alarm.
 */
export class ExpressionAlarm extends Construct {
  constructor(scope: Construct, id: string, props: ExpressionAlarmProps) {
    super(scope, id);
    const { name, description, expression, label, metrics, threshold, topicArn, provider } = props;
    const { periodSeconds = 60, evaluationPeriods = 5, datapointsToAlarm = evaluationPeriods } = props;
    const actions = topicArn === undefined ? [] : [topicArn];

    new CloudwatchMetricAlarm(this, "alarm", {
      alarmName: name,
      alarmDescription: description,
      metricQuery: [
        { id: "expression", expression, label, returnData: true },
        ...Object.entries(metrics).map(([metricId, metric]) => ({
          id: metricId,
          returnData: false,
          metric: {
            namespace: metric.namespace,
            metricName: metric.name,
            dimensions: { ...metric.dimensions },
            stat: metric.statistic,
            period: periodSeconds,
          },
        })),
      ],
      comparisonOperator: "GreaterThanThreshold",
      threshold,
      evaluationPeriods,
      datapointsToAlarm,
      treatMissingData: "notBreaching",
      actionsEnabled: true,
      alarmActions: actions,
      okActions: actions,
      provider,
    });
  }
}
