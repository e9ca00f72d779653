import { AnomalyAlarm, type AnomalyAlarmProps } from "../../../modules/shared/anomaly-alarm";
import { synthesizeModule } from "../../support/synthesize";

const alarm = (props: Partial<AnomalyAlarmProps> = {}) =>
  synthesizeModule((stack) => {
    new AnomalyAlarm(stack, "traffic", {
      name: "prod-edge-traffic",
      description: "More is asked than usual",
      metric: { namespace: "AWS/ApiGateway", name: "Count", dimensions: { ApiId: "a1b2c3" }, statistic: "Sum" },
      ...props,
    });
  }).resource["aws_cloudwatch_metric_alarm"]?.["traffic_alarm"];

test("fires when a metric stays above the band that is usual for it", () => {
  expect(alarm({ topicArn: "arn:aws:sns:eu-west-1:111122223333:operations" })).toEqual({
    alarm_name: "prod-edge-traffic",
    alarm_description: "More is asked than usual",
    comparison_operator: "GreaterThanUpperThreshold",
    threshold_metric_id: "band",
    metric_query: [
      {
        id: "observed",
        return_data: true,
        metric: {
          namespace: "AWS/ApiGateway",
          metric_name: "Count",
          dimensions: { ApiId: "a1b2c3" },
          stat: "Sum",
          period: 300,
        },
      },
      { id: "band", expression: "ANOMALY_DETECTION_BAND(observed, 3)", label: "usual", return_data: true },
    ],
    evaluation_periods: 3,
    datapoints_to_alarm: 3,
    treat_missing_data: "notBreaching",
    actions_enabled: true,
    alarm_actions: ["arn:aws:sns:eu-west-1:111122223333:operations"],
    ok_actions: ["arn:aws:sns:eu-west-1:111122223333:operations"],
  });
});

test("fires on both sides of the band where it is asked to, and tells nobody without a topic", () => {
  const either = alarm({ when: "either", width: 2 });
  expect(either.comparison_operator).toBe("LessThanLowerOrGreaterThanUpperThreshold");
  expect(either.metric_query[1].expression).toBe("ANOMALY_DETECTION_BAND(observed, 2)");
  expect([either.alarm_actions, either.ok_actions]).toEqual([[], []]);
});
