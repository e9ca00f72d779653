import { DbEventSubscription } from "@cdktf/provider-aws/lib/db-event-subscription";
import { Construct } from "constructs";
import { Alarm, type AlarmProps } from "../../shared/alarm";
import { mostConnections, type DatabaseInstanceClass } from "./instance-class";

type DatabaseAlarm = "cpu" | "free-storage" | "connections" | "cpu-credits";

export interface DatabaseAlarmsProps {
  /** The physical name of each alarm. */
  readonly name: (alarm: DatabaseAlarm) => string;
  /** The name of the subscription to RDS's own events. */
  readonly eventSubscriptionName: string;
  readonly identifier: string;
  readonly instanceClass: DatabaseInstanceClass;
  readonly storageGib: number;
  /**
   * The topic's policy must let events.rds.amazonaws.com publish, and so must the policy of the topic's key, if it has one.
   */
  readonly topicArn: string;
}

/**
 * The categories of RDS's own events, for what no metric shows: a failover, a stop, a shortage, a change (Amazon RDS User
 * Guide, "Amazon RDS event categories and event messages").
 */
const eventCategories = [
  "availability",
  "configuration change",
  "deletion",
  "failover",
  "failure",
  "low storage",
  "maintenance",
  "notification",
  "recovery",
];

/** Alarms on a database's resources, and a subscription to RDS's own events. */
export class DatabaseAlarms extends Construct {
  constructor(scope: Construct, id: string, props: DatabaseAlarmsProps) {
    super(scope, id);
    const { name, eventSubscriptionName, identifier, instanceClass, storageGib, topicArn } = props;
    const metric = (metricName: string, statistic: AlarmProps["metric"]["statistic"]) => ({
      namespace: "AWS/RDS",
      name: metricName,
      dimensions: { DBInstanceIdentifier: identifier },
      statistic,
    });
    const fewGib = Math.max(1, Math.floor(storageGib / 10));
    // RDS's own processes leave fewer connections than the formula says.
    const manyConnections = Math.floor(mostConnections(instanceClass) * 0.6);
    const alarms: Record<DatabaseAlarm, Omit<AlarmProps, "name" | "topicArn">> = {
      cpu: {
        description: `${identifier} has used over 85 % of its processors for 15 minutes: its slow query log says by what. Then an index, or a larger class.`,
        metric: metric("CPUUtilization", "Average"),
        comparison: "GreaterThanThreshold",
        threshold: 85,
        periodSeconds: 300,
        evaluationPeriods: 3,
      },
      "free-storage": {
        description: `${identifier} has less than ${fewGib} GiB of storage left: full, it stops. Raise storageGib, which needs no downtime.`,
        metric: metric("FreeStorageSpace", "Minimum"),
        comparison: "LessThanThreshold",
        threshold: fewGib * 2 ** 30,
        periodSeconds: 300,
        evaluationPeriods: 1,
      },
      connections: {
        description: `${identifier} has had over ${manyConnections} connections for 10 minutes and soon refuses more: see who holds them, or limit the concurrency of the functions that ask.`,
        metric: metric("DatabaseConnections", "Maximum"),
        comparison: "GreaterThanThreshold",
        threshold: manyConnections,
        periodSeconds: 300,
        evaluationPeriods: 2,
      },
      "cpu-credits": {
        description: `${identifier} has had fewer than 20 CPU credits for an hour: it needs more than its class earns, and the surplus is charged. A larger class is the cheaper one.`,
        metric: metric("CPUCreditBalance", "Average"),
        comparison: "LessThanThreshold",
        threshold: 20,
        periodSeconds: 300,
        evaluationPeriods: 12,
      },
    };
    for (const [role, alarm] of Object.entries(alarms)) {
      new Alarm(this, role.replace("-", "_"), { ...alarm, name: name(role as DatabaseAlarm), topicArn });
    }
    new DbEventSubscription(this, "events", {
      name: eventSubscriptionName,
      snsTopic: topicArn,
      sourceType: "db-instance",
      sourceIds: [identifier],
      eventCategories,
    });
  }
}
