import { Token } from "cdktf";
import { ConfigurationError } from "../../modules/shared/configuration-error";

/** What AWS allows in a name of each type: its length, and the pattern where it is narrower than letters, digits and hyphens. */
const limits = {
  "api key": { length: 1024, source: "API Gateway Developer Guide, Usage plans and API keys for REST APIs" },
  api: { length: 128, source: "API Gateway V2 API Reference, Apis" },
  alarm: { length: 255, source: "CloudWatch API Reference, PutMetricAlarm" },
  "auto scaling group": { length: 255, source: "Auto Scaling API Reference, CreateAutoScalingGroup" },
  "bucket prefix": { length: 37, source: "S3 User Guide, bucket names have 63 characters; Terraform adds 26" },
  "cloudfront function": { length: 64, source: "CloudFront API Reference, CreateFunction; a store's name too" },
  dashboard: { length: 255, source: "CloudWatch API Reference, PutDashboard" },
  "database instance": { length: 63, source: "RDS API Reference, CreateDBInstance" },
  "event rule": { length: 64, source: "EventBridge API Reference, PutRule" },
  function: { length: 64, source: "Lambda API Reference, CreateFunction" },
  "iam policy": { length: 128, source: "IAM User Guide, IAM and AWS STS quotas" },
  "iam role": { length: 64, source: "IAM User Guide, IAM and AWS STS quotas" },
  "instance profile": { length: 128, source: "IAM User Guide, IAM and AWS STS quotas" },
  "ip set": { length: 128, source: "WAF API Reference, CreateIPSet" },
  "kms alias": { length: 250, source: "KMS API Reference, CreateAlias, without alias/" },
  "launch template": { length: 128, source: "EC2 API Reference, CreateLaunchTemplate" },
  "log delivery": { length: 60, source: "CloudWatch Logs API Reference, PutDeliverySource" },
  "load balancer": { length: 32, source: "Elastic Load Balancing API Reference, CreateLoadBalancer" },
  "log resource policy": { length: 128, source: "CloudWatch Logs API Reference, PutResourcePolicy" },
  "regex pattern set": { length: 128, source: "WAF API Reference, CreateRegexPatternSet" },
  "secret prefix": { length: 486, source: "Secrets Manager API Reference, CreateSecret: 512; Terraform adds 26" },
  "response headers policy": { length: 128, source: "chosen: CloudFront states none" },
  "security group": {
    length: 229,
    source: "EC2 API Reference, CreateSecurityGroup: 255; Terraform adds 26 to a prefix",
  },
  "session document": { length: 128, source: "Systems Manager API Reference, CreateDocument" },
  "signing profile prefix": {
    length: 37,
    source: "Signer API Reference, PutSigningProfile: 64; Terraform adds 26 to a prefix",
  },
  tag: { length: 256, source: "EC2 User Guide, tag restrictions" },
  "target group": { length: 32, source: "Elastic Load Balancing API Reference, CreateTargetGroup" },
  "usage plan": { length: 128, source: "chosen: API Gateway states none" },
  "user pool": { length: 128, source: "Amazon Cognito API Reference, CreateUserPool" },
  "user pool client": { length: 128, source: "Amazon Cognito API Reference, CreateUserPoolClient" },
  "vpc origin": {
    length: 55,
    source: "CloudFront API Reference, VpcOriginEndpointConfig: 64; its generation is added",
  },
  "web acl": { length: 128, source: "WAF API Reference, CreateWebACL" },
} as const satisfies Record<string, { length: number; source: string }>;

export type NamedType = keyof typeof limits;

export interface NameParts {
  readonly environment: string;
  readonly layer: string;
  readonly role: string;
}

/**
 * The one place where physical names are made: `<environment>-<layer>-<role>`.
 *
 * @throws ConfigurationError when AWS would refuse the name for this type: a truncated name is a name that collides.
 */
export function physicalName({ environment, layer, role }: NameParts, type: NamedType): string {
  const name = [environment, layer, role].join("-");
  if (Token.isUnresolved(name)) return name;
  const { length, source } = limits[type];
  if (name.length > length) {
    throw ConfigurationError.of(
      `environments.${environment}: the ${type} name "${name}" has ${name.length} characters; AWS allows ${length} (${source}), give the environment a shorter name`,
    );
  }
  if (!/^[a-z][a-z0-9-]*[a-z0-9]$/.test(name)) {
    throw ConfigurationError.of(
      `environments.${environment}: the ${type} name "${name}" has characters that AWS refuses; use lower-case letters, digits and single hyphens`,
    );
  }
  return name;
}

/** The physical name of the database. Compute creates the database; identity lets its log groups use the key. */
export function databaseIdentifier(environment: string): string {
  return physicalName({ environment, layer: "compute", role: "database" }, "database instance");
}

/** Every log group of an environment starts with this, so that one key policy admits them all. */
export function logGroupName({ environment, layer, role }: NameParts): string {
  return `${logGroupPrefix(environment)}${layer}/${role}`;
}

export function logGroupPrefix(environment: string): string {
  return `/palisade/${environment}/`;
}

/**
 * AWS WAF delivers to log groups whose names start with `aws-waf-logs-` alone (WAF Developer Guide, "Sending web ACL traffic
 * logs to CloudWatch Logs"). No environment's name has an underscore, so `prod_` fits nothing of prod-eu.
 */
export function firewallLogGroupPrefix(environment: string): string {
  return `aws-waf-logs-${environment}_`;
}

/** The name of what adds the header that origins require: the function, its store of values and its policy. */
export function originHeaderName(environment: string): string {
  return physicalName({ environment, layer: "edge", role: "origin-header" }, "cloudfront function");
}

/** Where CloudFront writes what a function logs, in us-east-1 (CloudFront Developer Guide, "Edge function logs"). */
export function edgeFunctionLogGroupName(functionName: string): string {
  return `/aws/cloudfront/function/${functionName}`;
}

/** The CloudWatch namespace of the environment's own metrics. */
export function metricNamespace(environment: string): string {
  return `Palisade/${environment}`;
}
