import { ExpressionAlarm } from "../../../modules/shared/expression-alarm";
import { synthesizeModule } from "../../support/synthesize";

test("looks at what metrics come to together, and tells its topic when it fires and when it ends", () => {
  const topicArn = "arn:aws:sns:eu-west-1:111122223333:operations";
  const metric = (name: string, statistic: "SampleCount" | "Sum") => ({
    namespace: "AWS/X",
    name,
    dimensions: { Fleet: "web" },
    statistic,
  });
  const { resource } = synthesizeModule((stack) => {
    new ExpressionAlarm(stack, "failed", {
      name: "prod-edge-failed",
      description: "Requests fail",
      expression: "FILL(tried, 0) - FILL(done, 0)",
      label: "failed requests",
      metrics: { tried: metric("Done", "SampleCount"), done: metric("Done", "Sum") },
      threshold: 5,
      periodSeconds: 300,
      evaluationPeriods: 3,
      topicArn,
    });
  });
  const query = (id: string, stat: string) => ({
    id,
    return_data: false,
    metric: { namespace: "AWS/X", metric_name: "Done", dimensions: { Fleet: "web" }, stat, period: 300 },
  });
  expect(resource["aws_cloudwatch_metric_alarm"]).toEqual({
    failed_alarm: {
      alarm_name: "prod-edge-failed",
      alarm_description: "Requests fail",
      metric_query: [
        { id: "expression", expression: "FILL(tried, 0) - FILL(done, 0)", label: "failed requests", return_data: true },
        query("tried", "SampleCount"),
        query("done", "Sum"),
      ],
      comparison_operator: "GreaterThanThreshold",
      threshold: 5,
      evaluation_periods: 3,
      datapoints_to_alarm: 3,
      treat_missing_data: "notBreaching",
      actions_enabled: true,
      alarm_actions: [topicArn],
      ok_actions: [topicArn],
    },
  });
});
