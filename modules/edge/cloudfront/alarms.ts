import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { Alarm, type AlarmProps } from "../../shared/alarm";
import { blockedRequests } from "../waf/blocked-requests";

export interface DistributionAlarmsProps {
  readonly name: (role: string) => string;
  readonly distributionId: string;
  /** Of the web ACL in front. */
  readonly webAclMetricName: string;
  /** A topic of us-east-1: an alarm notifies only topics of its own region. */
  readonly topicArn: string;
  /** Of us-east-1, where CloudFront's metrics are (CloudFront Developer Guide, "Types of metrics for CloudFront"). */
  readonly provider: TerraformProvider;
  /** Requests that AWS WAF may block in five minutes before somebody is told. @default 1,000 */
  readonly blockedRequests?: number;
}

/** Alarms for when a distribution fails or is under attack. */
export class DistributionAlarms extends Construct {
  constructor(scope: Construct, id: string, props: DistributionAlarmsProps) {
    super(scope, id);
    const { name, distributionId, webAclMetricName, topicArn, provider } = props;
    const everywhere = { Region: "Global" };
    const alarm = (role: string, alarmProps: Omit<AlarmProps, "name" | "provider" | "topicArn">) =>
      new Alarm(this, role, { name: name(role.replaceAll("_", "-")), topicArn, provider, ...alarmProps });

    alarm("distribution_errors", {
      description: "More than one request in twenty is answered 5XX: the origin fails, or refuses CloudFront",
      metric: {
        namespace: "AWS/CloudFront",
        name: "5xxErrorRate",
        dimensions: { ...everywhere, DistributionId: distributionId },
        statistic: "Average",
      },
      comparison: "GreaterThanThreshold",
      threshold: 5,
      datapointsToAlarm: 3,
    });
    alarm("edge_blocked_requests", blockedRequests({ webAclMetricName, atMost: props.blockedRequests }));
  }
}
