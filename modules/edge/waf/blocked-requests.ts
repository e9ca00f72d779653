import type { AlarmProps } from "../../shared/alarm";

export interface BlockedRequestsProps {
  readonly webAclMetricName: string;
  /**
   * The region of a regional web ACL. CloudFront's metrics have no dimension of a region (WAF Developer Guide, "AWS WAF
   * metrics and dimensions").
   */
  readonly region?: string;
  /** Requests that AWS WAF may block in five minutes before somebody is told. @default 1,000 */
  readonly atMost?: number | undefined;
}

/** The alarm of every web ACL: it blocks many requests. */
export function blockedRequests(props: BlockedRequestsProps): Omit<AlarmProps, "name" | "provider" | "topicArn"> {
  const { webAclMetricName, region, atMost = 1000 } = props;
  return {
    description: "AWS WAF blocks many requests: an attack, or a rule that shuts out users; see the sampled requests",
    metric: {
      namespace: "AWS/WAFV2",
      name: "BlockedRequests",
      dimensions: { WebACL: webAclMetricName, ...(region !== undefined && { Region: region }), Rule: "ALL" },
      statistic: "Sum",
    },
    comparison: "GreaterThanThreshold",
    threshold: atMost,
    periodSeconds: 300,
    evaluationPeriods: 1,
  };
}
