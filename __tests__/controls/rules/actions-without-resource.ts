/** An action that AWS cannot narrow to a resource, and what narrows it instead. */
export interface ActionWithoutResource {
  /** Where AWS says so. */
  readonly source: string;
  /** The condition key that every statement with it must have. */
  readonly condition?: string;
}

/** The actions that a policy may grant on every resource; any other needs an ARN. */
export const actionsWithoutResource: Readonly<Record<string, ActionWithoutResource>> = {
  "cloudwatch:PutMetricData": {
    source:
      "Service Authorization Reference, Amazon CloudWatch: no resource types; CloudWatch User Guide, Using condition keys to limit access to CloudWatch namespaces",
    condition: "cloudwatch:namespace",
  },
  "logs:DescribeLogGroups": {
    source: "Service Authorization Reference, Amazon CloudWatch Logs: no resource types, no condition keys",
  },
  "xray:PutTelemetryRecords": { source: "Service Authorization Reference, AWS X-Ray: no resource types" },
  "xray:PutTraceSegments": { source: "Service Authorization Reference, AWS X-Ray: no resource types" },
};

/** AWS managed policies that a role may have, each as the base of a role whose boundary narrows it. */
export const managedPolicies: readonly string[] = [
  "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
  "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs",
];
