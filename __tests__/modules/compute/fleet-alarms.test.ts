import { FleetAlarms } from "../../../modules/compute/fleet-alarms";
import { synthesizeModule } from "../../support/synthesize";

const { resource } = synthesizeModule((stack) => {
  new FleetAlarms(stack, "web_fleet", {
    name: (alarm) => `prod-compute-web-${alarm}`,
    fleetName: "prod-compute-web",
    metricNamespace: "Palisade/prod",
    minimumSize: 2,
    topicArn: "arn:aws:sns:eu-west-1:123456789012:operations",
  });
});
const alarms = Object.entries(
  (resource["aws_cloudwatch_metric_alarm"] ?? {}) as Record<string, Record<string, unknown>>,
);

test("watches processors, memory, disk, the number of instances and their status, over these times", () => {
  const summary = alarms.map(([address, alarm]) => [
    address,
    alarm["alarm_name"],
    [alarm["namespace"], alarm["metric_name"], alarm["statistic"]].join(" "),
    `${String(alarm["comparison_operator"])} ${String(alarm["threshold"])}`,
    `${String(alarm["evaluation_periods"])} × ${String(alarm["period"])} s, missing ${String(alarm["treat_missing_data"])}`,
  ]);
  expect(summary).toEqual([
    [
      "web_fleet_cpu_alarm",
      "prod-compute-web-cpu",
      "AWS/EC2 CPUUtilization Average",
      "GreaterThanThreshold 85",
      "3 × 300 s, missing notBreaching",
    ],
    [
      "web_fleet_memory_alarm",
      "prod-compute-web-memory",
      "Palisade/prod mem_used_percent Maximum",
      "GreaterThanThreshold 90",
      "3 × 300 s, missing missing",
    ],
    [
      "web_fleet_disk_alarm",
      "prod-compute-web-disk",
      "Palisade/prod disk_used_percent Maximum",
      "GreaterThanThreshold 85",
      "1 × 300 s, missing notBreaching",
    ],
    [
      "web_fleet_in_service_alarm",
      "prod-compute-web-in-service",
      "AWS/AutoScaling GroupInServiceInstances Minimum",
      "LessThanThreshold 2",
      "5 × 60 s, missing missing",
    ],
    [
      "web_fleet_status_check_alarm",
      "prod-compute-web-status-check",
      "AWS/EC2 StatusCheckFailed Maximum",
      "GreaterThanOrEqualToThreshold 1",
      "3 × 60 s, missing notBreaching",
    ],
  ]);
});

test("each is about this fleet alone and tells the topic of its beginning and its end", () => {
  const topic = ["arn:aws:sns:eu-west-1:123456789012:operations"];
  for (const [, alarm] of alarms) {
    expect(alarm).toMatchObject({
      dimensions: { AutoScalingGroupName: "prod-compute-web" },
      alarm_actions: topic,
      ok_actions: topic,
    });
  }
});
