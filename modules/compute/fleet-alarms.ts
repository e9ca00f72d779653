import { Construct } from "constructs";
import { Alarm, type AlarmProps } from "../shared/alarm";

type FleetAlarm = "cpu" | "memory" | "disk" | "in-service" | "status-check";

export interface FleetAlarmsProps {
  /** The physical name of each alarm. */
  readonly name: (alarm: FleetAlarm) => string;
  readonly fleetName: string;
  /** The namespace of the CloudWatch agent's metrics. */
  readonly metricNamespace: string;
  /** The alarm fires with fewer instances in service than this. */
  readonly minimumSize: number;
  /** @default nobody is told */
  readonly topicArn?: string;
}

/** Alarms on a fleet's resources: processor, memory, disk and instances. */
export class FleetAlarms extends Construct {
  constructor(scope: Construct, id: string, props: FleetAlarmsProps) {
    super(scope, id);
    const { name, fleetName, metricNamespace, minimumSize, topicArn } = props;
    const dimensions = { AutoScalingGroupName: fleetName };
    const alarms: Record<FleetAlarm, Omit<AlarmProps, "name" | "topicArn">> = {
      cpu: {
        description: `${fleetName} has used over 85 % of its processors for 15 minutes: it is at its largest, or scaling fails. See the group's activity history.`,
        metric: { namespace: "AWS/EC2", name: "CPUUtilization", dimensions, statistic: "Average" },
        comparison: "GreaterThanThreshold",
        threshold: 85,
        periodSeconds: 300,
        evaluationPeriods: 3,
      },
      memory: {
        description: `An instance of ${fleetName} has used over 90 % of its memory for 15 minutes, or no instance has reported: then the CloudWatch agent is down, and no logs arrive either.`,
        metric: { namespace: metricNamespace, name: "mem_used_percent", dimensions, statistic: "Maximum" },
        comparison: "GreaterThanThreshold",
        threshold: 90,
        periodSeconds: 300,
        evaluationPeriods: 3,
        silenceMeans: "trouble",
      },
      disk: {
        description: `The root volume of an instance of ${fleetName} is over 85 % full: find what grows, or replace the instance.`,
        metric: { namespace: metricNamespace, name: "disk_used_percent", dimensions, statistic: "Maximum" },
        comparison: "GreaterThanThreshold",
        threshold: 85,
        periodSeconds: 300,
        evaluationPeriods: 1,
      },
      "in-service": {
        description: `${fleetName} has had fewer than ${minimumSize} instances in service for 5 minutes: launches fail or instances do not become healthy. See the group's activity history.`,
        metric: { namespace: "AWS/AutoScaling", name: "GroupInServiceInstances", dimensions, statistic: "Minimum" },
        comparison: "LessThanThreshold",
        threshold: minimumSize,
        periodSeconds: 60,
        evaluationPeriods: 5,
        silenceMeans: "trouble",
      },
      "status-check": {
        description: `An instance of ${fleetName} has failed EC2's status checks for 3 minutes: the group should be replacing it.`,
        metric: { namespace: "AWS/EC2", name: "StatusCheckFailed", dimensions, statistic: "Maximum" },
        comparison: "GreaterThanOrEqualToThreshold",
        threshold: 1,
        periodSeconds: 60,
        evaluationPeriods: 3,
      },
    };
    for (const [role, alarm] of Object.entries(alarms)) {
      new Alarm(this, role.replace("-", "_"), { ...alarm, name: name(role as FleetAlarm), topicArn });
    }
  }
}
