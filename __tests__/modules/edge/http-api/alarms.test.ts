import { HttpApiAlarms } from "../../../../modules/edge/http-api/alarms";
import { synthesizeModule, type Block } from "../../../support/synthesize";

const topicArn = "arn:aws:sns:eu-west-1:111122223333:operations";
const alarms = Object.values(
  synthesizeModule((stack) => {
    new HttpApiAlarms(stack, "http", { name: (role) => `prod-edge-${role}`, apiId: "a1b2c3", topicArn });
  }).resource["aws_cloudwatch_metric_alarm"] ?? {},
) as Block[];

test("watches errors of the API and of its callers, slowness and unusual traffic", () => {
  const metricOf = (alarm: Block) =>
    alarm.metric_query === undefined
      ? `${alarm.metric_name} ${alarm.statistic ?? alarm.extended_statistic} > ${alarm.threshold}`
      : `${alarm.metric_query[0].metric.metric_name} ${alarm.metric_query[0].metric.stat} > ${alarm.metric_query[1].expression}`;
  expect(
    alarms.map((alarm) => [
      alarm.alarm_name,
      metricOf(alarm),
      `${alarm.datapoints_to_alarm} of ${alarm.evaluation_periods} x ${alarm.period ?? alarm.metric_query[0].metric.period} s`,
    ]),
  ).toEqual([
    ["prod-edge-http-api-server-errors", "5xx Sum > 10", "3 of 5 x 60 s"],
    ["prod-edge-http-api-client-errors", "4xx Sum > 1000", "1 of 1 x 300 s"],
    ["prod-edge-http-api-latency", "Latency p99 > 2000", "5 of 5 x 60 s"],
    ["prod-edge-http-api-traffic", "Count Sum > ANOMALY_DETECTION_BAND(observed, 3)", "3 of 3 x 300 s"],
  ]);
});

test("watches this API alone, and notifies the topic when each alarm begins and ends", () => {
  for (const alarm of alarms) {
    const { dimensions, namespace } = alarm.metric_query?.[0].metric ?? alarm;
    expect([namespace, dimensions]).toEqual(["AWS/ApiGateway", { ApiId: "a1b2c3" }]);
    expect([alarm.alarm_actions, alarm.ok_actions]).toEqual([[topicArn], [topicArn]]);
  }
});
