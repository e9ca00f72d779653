import { DistributionAlarms, type DistributionAlarmsProps } from "../../../../modules/edge/cloudfront/alarms";
import { synthesizeModule } from "../../../support/synthesize";

interface AlarmBlock {
  readonly alarm_name: string;
  readonly namespace: string;
  readonly metric_name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

const alarmsOf = (props: Partial<DistributionAlarmsProps> = {}) =>
  Object.values(
    synthesizeModule((stack) => {
      new DistributionAlarms(stack, "web", {
        name: (role) => `test-${role}`,
        distributionId: "E1",
        webAclMetricName: "test-edge",
        topicArn: "arn:aws:sns:us-east-1:111122223333:edge",
        provider: stack.usEast1,
        ...props,
      });
    }).resource["aws_cloudwatch_metric_alarm"] ?? {},
  ) as AlarmBlock[];

test("watches the distribution and its web ACL, under the dimensions that us-east-1 has", () => {
  const alarms = alarmsOf();
  expect(alarms.map((one) => [one.alarm_name, one.namespace, one.metric_name, one.dimensions])).toEqual([
    ["test-distribution-errors", "AWS/CloudFront", "5xxErrorRate", { Region: "Global", DistributionId: "E1" }],
    ["test-edge-blocked-requests", "AWS/WAFV2", "BlockedRequests", { WebACL: "test-edge", Rule: "ALL" }],
  ]);
});

test("notifies the topic of us-east-1, from us-east-1", () => {
  for (const alarm of alarmsOf()) {
    expect(alarm).toMatchObject({
      alarm_actions: ["arn:aws:sns:us-east-1:111122223333:edge"],
      ok_actions: ["arn:aws:sns:us-east-1:111122223333:edge"],
      provider: "aws.us_east_1",
    });
  }
});
