import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { Alarm, type AlarmProps } from "../../shared/alarm";

export interface DistributionAlarmsProps {
  readonly name: (role: string) => string;
  readonly distributionId: string;
  /** Of the web ACL in front; its metrics have no dimension of a region (WAF Developer Guide, "AWS WAF metrics and dimensions"). */
  readonly webAclMetricName: string;
  /** Of the function that every request passes. @default there is none */
  readonly functionName?: string;
  /** In us-east-1: an alarm tells topics of its own region alone. */
  readonly topicArn: string;
  /** Of us-east-1, where CloudFront's metrics are (CloudFront Developer Guide, "Types of metrics for CloudFront"). */
  readonly provider: TerraformProvider;
  /** Requests that AWS WAF may block in five minutes before somebody is told. @default 1,000 */
  readonly blockedRequests?: number;
}

/** What tells somebody that a distribution fails, or is under attack (row M12). */
export class DistributionAlarms extends Construct {
  constructor(scope: Construct, id: string, props: DistributionAlarmsProps) {
    super(scope, id);
    const { name, distributionId, webAclMetricName, functionName, topicArn, provider } = props;
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
    if (functionName !== undefined) {
      alarm("edge_function_errors", {
        description: "The function that sets the origin's header fails: every such request is answered 5XX",
        metric: {
          namespace: "AWS/CloudFront",
          name: "FunctionExecutionErrors",
          dimensions: { ...everywhere, FunctionName: functionName },
          statistic: "Sum",
        },
        comparison: "GreaterThanThreshold",
        threshold: 0,
        datapointsToAlarm: 1,
      });
    }
    alarm("edge_blocked_requests", {
      description: "AWS WAF blocks many requests: an attack, or a rule that shuts out users; see the sampled requests",
      metric: {
        namespace: "AWS/WAFV2",
        name: "BlockedRequests",
        dimensions: { WebACL: webAclMetricName, Rule: "ALL" },
        statistic: "Sum",
      },
      comparison: "GreaterThanThreshold",
      threshold: props.blockedRequests ?? 1000,
      periodSeconds: 300,
      evaluationPeriods: 1,
    });
  }
}
