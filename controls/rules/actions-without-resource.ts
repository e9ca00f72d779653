/** An action that AWS cannot narrow to a resource, and what narrows it instead. */
export interface ActionWithoutResource {
  /** Where AWS says so. */
  readonly source: string;
  /** The condition key that every statement with it must have. */
  readonly condition?: string;
}

/** Lambda itself calls these, with the function's role, for network interfaces that are not there yet. */
const networkInterfaces: ActionWithoutResource = {
  source: "AWS Lambda Developer Guide, Giving Lambda functions access to resources in an Amazon VPC",
};

/** The actions that a policy may grant on every resource; any other needs an ARN. */
export const actionsWithoutResource: Readonly<Record<string, ActionWithoutResource>> = {
  "cloudwatch:PutMetricData": {
    source:
      "Service Authorization Reference, Amazon CloudWatch: no resource types; CloudWatch User Guide, Using condition keys to limit access to CloudWatch namespaces",
    condition: "cloudwatch:namespace",
  },
  "ec2:AssignPrivateIpAddresses": networkInterfaces,
  "ec2:CreateNetworkInterface": networkInterfaces,
  "ec2:DeleteNetworkInterface": networkInterfaces,
  "ec2:DescribeNetworkInterfaces": networkInterfaces,
  "ec2:DescribeSubnets": networkInterfaces,
  "ec2:UnassignPrivateIpAddresses": networkInterfaces,
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
