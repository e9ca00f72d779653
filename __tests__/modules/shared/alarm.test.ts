import { Alarm } from "../../../modules/shared/alarm";
import { synthesizeModule } from "../../support/synthesize";

const props = {
  name: "prod-edge-errors",
  description: "Requests fail; look at the target group",
  metric: { namespace: "AWS/X", name: "Errors", dimensions: { Fleet: "web" }, statistic: "Sum" },
  comparison: "GreaterThanThreshold",
  threshold: 10,
} as const;

test("tells its topic when it fires and when it ends, and takes silence for health", () => {
  const { resource } = synthesizeModule((stack) => {
    new Alarm(stack, "errors", { ...props, topicArn: "arn:aws:sns:eu-west-1:111122223333:operations" });
  });
  expect(resource["aws_cloudwatch_metric_alarm"]?.["errors_alarm"]).toMatchObject({
    alarm_name: "prod-edge-errors",
    alarm_description: "Requests fail; look at the target group",
    namespace: "AWS/X",
    metric_name: "Errors",
    dimensions: { Fleet: "web" },
    statistic: "Sum",
    comparison_operator: "GreaterThanThreshold",
    threshold: 10,
    period: 60,
    evaluation_periods: 5,
    datapoints_to_alarm: 5,
    treat_missing_data: "notBreaching",
    actions_enabled: true,
    alarm_actions: ["arn:aws:sns:eu-west-1:111122223333:operations"],
    ok_actions: ["arn:aws:sns:eu-west-1:111122223333:operations"],
  });
});

test("where silence is trouble, tells of data that ends, and of none that never was: nobody is called by a first apply", () => {
  const topicArn = "arn:aws:sns:eu-west-1:111122223333:operations";
  const { resource } = synthesizeModule((stack) => {
    new Alarm(stack, "life", { ...props, topicArn, silenceMeans: "trouble" });
  });
  expect(resource["aws_cloudwatch_metric_alarm"]?.["life_alarm"]).toMatchObject({
    treat_missing_data: "missing",
    insufficient_data_actions: [topicArn],
    alarm_actions: [topicArn],
  });
});

test("renders a percentile as AWS wants it, apart from the plain statistics", () => {
  const { resource } = synthesizeModule((stack) => {
    new Alarm(stack, "latency", { ...props, metric: { ...props.metric, statistic: "p99" } });
  });
  const alarm = resource["aws_cloudwatch_metric_alarm"]?.["latency_alarm"] as Record<string, unknown>;
  expect(alarm["extended_statistic"]).toBe("p99");
  expect(alarm).not.toHaveProperty("statistic");
});
