import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { Construct } from "constructs";

export interface DashboardProps {
  readonly name: string;
  readonly region: string;
  readonly loadBalancerArnSuffix: string;
  readonly targetGroupArnSuffix: string;
  readonly webAclMetricName: string;
  readonly fleetName: string;
  /** Graphs of what else answers, such as an API. @default none */
  readonly more?: readonly Graph[];
}

type Graph = readonly [title: string, metrics: readonly Metric[]];

/** The dashboard for whoever is on call: requests, answers, response times, blocks, and the fleet's health. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    new CloudwatchDashboard(this, "dashboard", { dashboardName: props.name, dashboardBody: dashboardBody(props) });
  }
}

type Metric = readonly [namespace: string, name: string, ...dimensionsAndOptions: readonly unknown[]];

/** Amazon CloudWatch API Reference, "Dashboard body structure and syntax": a grid 24 units wide. */
export function dashboardBody(props: Omit<DashboardProps, "name">): string {
  const { region, loadBalancerArnSuffix, targetGroupArnSuffix, webAclMetricName, fleetName, more = [] } = props;
  const loadBalancer = ["LoadBalancer", loadBalancerArnSuffix];
  const target = ["TargetGroup", targetGroupArnSuffix, ...loadBalancer];
  const webAcl = ["WebACL", webAclMetricName, "Region", region, "Rule", "ALL"];
  const fleet = ["AutoScalingGroupName", fleetName];
  const sum = { stat: "Sum" };
  const graphs: readonly Graph[] = [
    [
      "Requests and answers",
      [
        ["AWS/ApplicationELB", "RequestCount", ...loadBalancer, sum],
        ["AWS/ApplicationELB", "HTTPCode_Target_4XX_Count", ...target, sum],
        ["AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", ...target, sum],
        ["AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count", ...loadBalancer, sum],
      ],
    ],
    [
      "Response time",
      [
        ["AWS/ApplicationELB", "TargetResponseTime", ...target, { stat: "p50" }],
        ["AWS/ApplicationELB", "TargetResponseTime", ...target, { stat: "p99" }],
      ],
    ],
    [
      "AWS WAF",
      [
        ["AWS/WAFV2", "AllowedRequests", ...webAcl, sum],
        ["AWS/WAFV2", "BlockedRequests", ...webAcl, sum],
        ["AWS/WAFV2", "CountedRequests", ...webAcl, sum],
      ],
    ],
    [
      "Fleet",
      [
        ["AWS/ApplicationELB", "HealthyHostCount", ...target, { stat: "Minimum" }],
        ["AWS/ApplicationELB", "UnHealthyHostCount", ...target, { stat: "Maximum" }],
        ["AWS/EC2", "CPUUtilization", ...fleet, { stat: "Average", yAxis: "right" }],
      ],
    ],
    ...more,
  ];
  return JSON.stringify({
    widgets: graphs.map(([title, metrics], index) => ({
      type: "metric",
      x: (index % 2) * 12,
      y: Math.floor(index / 2) * 6,
      width: 12,
      height: 6,
      properties: { title, region, view: "timeSeries", stacked: false, period: 60, metrics },
    })),
  });
}
