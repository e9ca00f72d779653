import { Construct } from "constructs";
import { Alarm, type AlarmProps } from "../shared/alarm";
import { blockedRequests } from "./waf/blocked-requests";

export interface EdgeAlarmsProps {
  readonly name: (role: string) => string;
  readonly region: string;
  readonly loadBalancerArnSuffix: string;
  readonly targetGroupArnSuffix: string;
  readonly webAclMetricName: string;
  readonly topicArn: string;
  /** Requests that AWS WAF may block in five minutes before somebody is told. @default 1,000 */
  readonly blockedRequests?: number;
}

/** Alarms for when the application fails, is slow, loses instances or is under attack. */
export class EdgeAlarms extends Construct {
  constructor(scope: Construct, id: string, props: EdgeAlarmsProps) {
    super(scope, id);
    const { name, region, loadBalancerArnSuffix, targetGroupArnSuffix, webAclMetricName, topicArn } = props;
    const loadBalancer = { LoadBalancer: loadBalancerArnSuffix };
    const target = { ...loadBalancer, TargetGroup: targetGroupArnSuffix };
    const alarm = (role: string, alarmProps: Omit<AlarmProps, "name" | "topicArn">) =>
      new Alarm(this, role, { name: name(role.replaceAll("_", "-")), topicArn, ...alarmProps });

    alarm("load_balancer_errors", {
      description: "The load balancer itself answers 5XX: it has no healthy instance, or could not ask AWS WAF",
      metric: { namespace, name: "HTTPCode_ELB_5XX_Count", dimensions: loadBalancer, statistic: "Sum" },
      comparison: "GreaterThanThreshold",
      threshold: 10,
      datapointsToAlarm: 3,
    });
    alarm("target_errors", {
      description: "The application answers 5XX: read the web servers' error log",
      metric: { namespace, name: "HTTPCode_Target_5XX_Count", dimensions: target, statistic: "Sum" },
      comparison: "GreaterThanThreshold",
      threshold: 10,
      datapointsToAlarm: 3,
    });
    alarm("unhealthy_hosts", {
      description: "An instance fails its health check: the group replaces it; if it goes on, new ones do not come up",
      metric: { namespace, name: "UnHealthyHostCount", dimensions: target, statistic: "Maximum" },
      comparison: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 10,
    });
    alarm("latency", {
      description: "One request in a hundred takes more than two seconds",
      metric: { namespace, name: "TargetResponseTime", dimensions: target, statistic: "p99" },
      comparison: "GreaterThanThreshold",
      threshold: 2,
    });
    alarm("blocked_requests", blockedRequests({ webAclMetricName, region, atMost: props.blockedRequests }));
  }
}

const namespace = "AWS/ApplicationELB";
