import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import { policyDocument, type PolicyStatement } from "../shared/policy-document";

export interface PermissionsBoundaryProps {
  readonly name: string;
  readonly environment: string;
  readonly region: string;
  readonly accountId: string;
  /**
   * Whether distributions send the header that tells an origin of CloudFront: its rotation then writes to them. @default
   * false
   */
  readonly rotationWritesDistributions?: boolean;
}

/**
 * The services that a workload's role may ever use, whatever its policies grant. A boundary grants nothing by itself
 * (IAM User Guide, "Permissions boundaries for IAM entities"), so it caps whole services and needs no later layer's ARNs.
 */
const workloadServices = [
  "cloudwatch",
  "dynamodb",
  "ec2messages",
  "kms",
  "lambda",
  "logs",
  "rds-db",
  "s3",
  "secretsmanager",
  "sns",
  "sqs",
  "ssm",
  "ssmmessages",
  "xray",
];

/**
 * The actions by which a function in a VPC gets its network interfaces (AWS Lambda Developer Guide, "Execution role
 * permissions").
 */
const networkInterfaceActions = [
  "ec2:AssignPrivateIpAddresses",
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSecurityGroups",
  "ec2:DescribeSubnets",
  "ec2:DescribeVpcs",
  "ec2:UnassignPrivateIpAddresses",
];

/**
 * The actions that rotate the header by which an origin knows CloudFront: they replace values, and touch no rule, no web
 * ACL and no distribution.
 */
const originHeaderActions = [
  "cloudfront-keyvaluestore:DescribeKeyValueStore",
  "cloudfront-keyvaluestore:GetKey",
  "cloudfront-keyvaluestore:PutKey",
  "wafv2:GetRegexPatternSet",
  "wafv2:UpdateRegexPatternSet",
];

/**
 * The further actions where distributions send the header: a distribution is written whole, with its web ACL and VPC
 * origin.
 */
const distributionActions = [
  "cloudfront:GetDistribution",
  "cloudfront:GetVpcOrigin",
  "cloudfront:UpdateDistribution",
  "wafv2:GetWebACL",
];

/** Refuses every parameter but those of the environment's own tree and AWS's public ones. */
export const ownParametersAlone = ({
  environment,
  region,
  accountId,
}: Pick<PermissionsBoundaryProps, "environment" | "region" | "accountId">): PolicyStatement => ({
  sid: "OwnParametersAlone",
  effect: "Deny",
  actions: ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath", "ssm:GetParameterHistory"],
  notResources: [
    `arn:aws:ssm:${region}:${accountId}:parameter/${environment}/*`,
    `arn:aws:ssm:${region}::parameter/aws/service/*`,
  ],
});

/**
 * The permissions boundary of every role that the environment's workload assumes: no IAM, no organization, no other
 * account's role, no administration of keys. Of Parameter Store it allows only the environment's own tree and AWS's public
 * parameters, although AmazonSSMManagedInstanceCore grants all of it.
 */
export class PermissionsBoundary extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: PermissionsBoundaryProps) {
    super(scope, id);
    const { name, environment, region, accountId, rotationWritesDistributions = false } = props;

    const policy = new IamPolicy(this, "policy", {
      name,
      description: `The most that a role of ${environment}'s workload may ever do`,
      policy: policyDocument([
        {
          sid: "ServicesOfAWorkload",
          actions: [
            ...workloadServices.map((service) => `${service}:*`),
            ...networkInterfaceActions,
            ...originHeaderActions,
            ...(rotationWritesDistributions ? distributionActions : []),
          ],
          resources: ["*"],
        },
        {
          sid: "NoIdentities",
          effect: "Deny",
          actions: ["iam:*", "organizations:*", "account:*", "sts:AssumeRole"],
          resources: ["*"],
        },
        {
          sid: "NoKeyAdministration",
          effect: "Deny",
          actions: [
            "kms:CancelKeyDeletion",
            "kms:Create*",
            "kms:Delete*",
            "kms:Disable*",
            "kms:Enable*",
            "kms:Import*",
            "kms:Put*",
            "kms:ReplicateKey",
            "kms:RetireGrant",
            "kms:RevokeGrant",
            "kms:RotateKeyOnDemand",
            "kms:ScheduleKeyDeletion",
            "kms:TagResource",
            "kms:UntagResource",
            "kms:Update*",
          ],
          resources: ["*"],
        },
        ownParametersAlone({ environment, region, accountId }),
        {
          sid: "NoParametersWritten",
          effect: "Deny",
          actions: ["ssm:DeleteParameter", "ssm:DeleteParameters", "ssm:LabelParameterVersion", "ssm:PutParameter"],
          resources: ["*"],
        },
      ]),
    });
    this.arn = policy.arn;
  }
}
