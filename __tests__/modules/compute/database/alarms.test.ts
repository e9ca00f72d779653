import { DatabaseAlarms } from "../../../../modules/compute/database/alarms";
import { synthesizeModule, type Block } from "../../../support/synthesize";

const topicArn = "arn:aws:sns:eu-west-1:123456789012:operations";

const { resource } = synthesizeModule((stack) => {
  new DatabaseAlarms(stack, "database", {
    name: (alarm) => `prod-compute-database-${alarm}`,
    eventSubscriptionName: "prod-compute-database",
    identifier: "prod-compute-database",
    instanceClass: "db.t4g.medium",
    storageGib: 50,
    topicArn,
  });
});

test("watches processors, storage, connections and CPU credits, over these times", () => {
  const alarms = Object.values(resource["aws_cloudwatch_metric_alarm"] ?? {}) as Block[];
  expect(
    alarms.map((alarm) => [
      alarm.alarm_name,
      `${alarm.namespace as string} ${alarm.metric_name as string} ${alarm.statistic as string}`,
      `${alarm.comparison_operator as string} ${alarm.threshold as number}`,
      `${alarm.evaluation_periods as number} × ${alarm.period as number} s`,
    ]),
  ).toEqual([
    ["prod-compute-database-cpu", "AWS/RDS CPUUtilization Average", "GreaterThanThreshold 85", "3 × 300 s"],
    [
      "prod-compute-database-free-storage",
      "AWS/RDS FreeStorageSpace Minimum",
      `LessThanThreshold ${5 * 2 ** 30}`,
      "1 × 300 s",
    ],
    [
      "prod-compute-database-connections",
      "AWS/RDS DatabaseConnections Maximum",
      "GreaterThanThreshold 204",
      "2 × 300 s",
    ],
    ["prod-compute-database-cpu-credits", "AWS/RDS CPUCreditBalance Average", "LessThanThreshold 20", "12 × 300 s"],
  ]);
  for (const alarm of alarms) {
    expect(alarm).toMatchObject({
      dimensions: { DBInstanceIdentifier: "prod-compute-database" },
      alarm_actions: [topicArn],
    });
  }
});

test("tells what RDS itself has to say of this instance, and of no other", () => {
  expect(resource["aws_db_event_subscription"]).toEqual({
    database_events: {
      name: "prod-compute-database",
      sns_topic: topicArn,
      source_type: "db-instance",
      source_ids: ["prod-compute-database"],
      event_categories: [
        "availability",
        "configuration change",
        "deletion",
        "failover",
        "failure",
        "low storage",
        "maintenance",
        "notification",
        "recovery",
      ],
    },
  });
});
