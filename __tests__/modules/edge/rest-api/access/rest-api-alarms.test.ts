import { RestApiAlarms, type RestApiAlarmsProps } from "../../../../../modules/edge/rest-api/access/rest-api-alarms";
import { synthesizeModule, type Block } from "../../../../support/synthesize";

const topicArn = "arn:aws:sns:eu-west-1:111122223333:operations";
const accessLog = { logGroupName: "/palisade/prod/edge/rest-api", metricNamespace: "Palisade/prod" };
const resources = (props: Partial<RestApiAlarmsProps> = {}) =>
  synthesizeModule((stack) => {
    new RestApiAlarms(stack, "rest", {
      name: (role) => `prod-edge-${role}`,
      apiName: "prod-edge-rest",
      stageName: "v1",
      webAcl: { metricName: "prod-edge-api", region: "eu-west-1" },
      topicArn,
      ...props,
    });
  }).resource;
const alarms = (props: Partial<RestApiAlarmsProps> = {}) =>
  Object.values(resources(props)["aws_cloudwatch_metric_alarm"] ?? {}) as Block[];

test("watches errors of the API and of its callers, slowness, unusual traffic, blocked requests and throttled requests", () => {
  const metricOf = (alarm: Block) =>
    alarm.metric_query === undefined
      ? `${alarm.metric_name} ${alarm.statistic ?? alarm.extended_statistic} > ${alarm.threshold}`
      : `${alarm.metric_query[0].metric.metric_name} ${alarm.metric_query[0].metric.stat} > ${alarm.metric_query[1].expression}`;
  expect(
    alarms({ accessLog }).map((alarm) => [
      alarm.alarm_name,
      metricOf(alarm),
      `${alarm.datapoints_to_alarm} of ${alarm.evaluation_periods} x ${alarm.period ?? alarm.metric_query[0].metric.period} s`,
    ]),
  ).toEqual([
    ["prod-edge-rest-api-server-errors", "5XXError Sum > 10", "3 of 5 x 60 s"],
    ["prod-edge-rest-api-client-errors", "4XXError Sum > 1000", "1 of 1 x 300 s"],
    ["prod-edge-rest-api-latency", "Latency p99 > 2000", "5 of 5 x 60 s"],
    ["prod-edge-rest-api-traffic", "Count Sum > ANOMALY_DETECTION_BAND(observed, 3)", "3 of 3 x 300 s"],
    ["prod-edge-rest-api-blocked-requests", "BlockedRequests Sum > 1000", "1 of 1 x 300 s"],
    ["prod-edge-rest-api-throttled", "RestApiThrottledRequests Sum > 100", "1 of 1 x 300 s"],
  ]);
});

test("watches this stage and its web ACL alone, and notifies the topic when each alarm begins and ends", () => {
  for (const alarm of alarms()) {
    const { dimensions, namespace } = alarm.metric_query?.[0].metric ?? alarm;
    const isOfWebAcl = alarm.metric_name === "BlockedRequests";
    expect([namespace, dimensions]).toEqual(
      isOfWebAcl
        ? ["AWS/WAFV2", { WebACL: "prod-edge-api", Region: "eu-west-1", Rule: "ALL" }]
        : ["AWS/ApiGateway", { ApiName: "prod-edge-rest", Stage: "v1" }],
    );
    expect([alarm.alarm_actions, alarm.ok_actions]).toEqual([[topicArn], [topicArn]]);
  }
});

test("counts answers 429 in the access log, and only if there is an access log", () => {
  expect(resources({ accessLog })["aws_cloudwatch_log_metric_filter"]).toEqual({
    rest_throttled_count: {
      name: "prod-edge-rest-api-throttled",
      log_group_name: accessLog.logGroupName,
      pattern: '{ $.status = "429" }',
      metric_transformation: {
        namespace: "Palisade/prod",
        name: "RestApiThrottledRequests",
        value: "1",
        default_value: "0",
        unit: "Count",
      },
    },
  });
  expect(resources()["aws_cloudwatch_log_metric_filter"]).toBeUndefined();
  expect(alarms()).toHaveLength(5);
});
