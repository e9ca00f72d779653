import { EdgeAlarms } from "../../../modules/edge/edge-alarms";
import { synthesizeModule, type Block } from "../../support/synthesize";

const alarms = Object.values(
  synthesizeModule((stack) => {
    new EdgeAlarms(stack, "edge", {
      name: (role) => `prod-edge-${role}`,
      region: "eu-west-1",
      loadBalancerArnSuffix: "app/prod-edge-web/1",
      targetGroupArnSuffix: "targetgroup/web-1/2",
      webAclMetricName: "prod-edge-web",
      topicArn: "arn:aws:sns:eu-west-1:111122223333:operations",
    });
  }).resource["aws_cloudwatch_metric_alarm"] ?? {},
) as Block[];

const loadBalancer = { LoadBalancer: "app/prod-edge-web/1" };
const target = { ...loadBalancer, TargetGroup: "targetgroup/web-1/2" };

test("watches errors of the load balancer and the application, lost instances, slowness and blocked requests", () => {
  expect(
    alarms.map((alarm) => [
      alarm.alarm_name,
      `${alarm.namespace as string} ${alarm.metric_name as string}`,
      alarm.dimensions,
      `${(alarm.statistic ?? alarm.extended_statistic) as string} > ${alarm.threshold as number}`,
      `${alarm.datapoints_to_alarm as number} of ${alarm.evaluation_periods as number} x ${alarm.period as number} s`,
    ]),
  ).toEqual([
    [
      "prod-edge-load-balancer-errors",
      "AWS/ApplicationELB HTTPCode_ELB_5XX_Count",
      loadBalancer,
      "Sum > 10",
      "3 of 5 x 60 s",
    ],
    ["prod-edge-target-errors", "AWS/ApplicationELB HTTPCode_Target_5XX_Count", target, "Sum > 10", "3 of 5 x 60 s"],
    ["prod-edge-unhealthy-hosts", "AWS/ApplicationELB UnHealthyHostCount", target, "Maximum > 0", "10 of 10 x 60 s"],
    ["prod-edge-latency", "AWS/ApplicationELB TargetResponseTime", target, "p99 > 2", "5 of 5 x 60 s"],
    [
      "prod-edge-blocked-requests",
      "AWS/WAFV2 BlockedRequests",
      { WebACL: "prod-edge-web", Region: "eu-west-1", Rule: "ALL" },
      "Sum > 1000",
      "1 of 1 x 300 s",
    ],
  ]);
});

test("notifies the topic when each alarm begins and ends, and treats missing data as not breaching", () => {
  for (const alarm of alarms) {
    expect(alarm).toMatchObject({
      comparison_operator: "GreaterThanThreshold",
      treat_missing_data: "notBreaching",
      alarm_actions: ["arn:aws:sns:eu-west-1:111122223333:operations"],
      ok_actions: ["arn:aws:sns:eu-west-1:111122223333:operations"],
    });
  }
});
