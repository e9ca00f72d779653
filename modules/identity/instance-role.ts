import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { policyDocument } from "../shared/policy-document";
import { ownParametersAlone } from "./permissions-boundary";

export interface InstanceRoleProps {
  readonly roleName: string;
  readonly profileName: string;
  readonly boundaryArn: string;
  readonly environment: string;
  readonly region: string;
  readonly accountId: string;
  /** The prefix of the names of the log groups that instances write to. */
  readonly logGroupPrefix: string;
  /** The log group of Session Manager's transcripts, and its key. */
  readonly sessionLogGroupArn: string;
  readonly logsKeyArn: string;
  /** The one namespace that instances put metrics into. */
  readonly metricNamespace: string;
}

/**
 * The role of an instance: it is managed by Systems Manager, and writes its logs and its metrics.
 * AmazonSSMManagedInstanceCore has nothing for CloudWatch Logs, contrary to what is often said, so this grants it.
 */
export class InstanceRole extends Construct {
  readonly roleArn: string;
  readonly profileName: string;

  constructor(scope: Construct, id: string, props: InstanceRoleProps) {
    super(scope, id);
    const { roleName, profileName, boundaryArn, environment, region, accountId, logGroupPrefix } = props;
    const { sessionLogGroupArn, logsKeyArn, metricNamespace } = props;

    const role = new IamRole(this, "role", {
      name: roleName,
      description: "Instances of the web application",
      permissionsBoundary: boundaryArn,
      assumeRolePolicy: policyDocument([
        { sid: "Instances", principals: { Service: ["ec2.amazonaws.com"] }, actions: ["sts:AssumeRole"] },
      ]),
    });
    new IamRolePolicyAttachment(this, "systems_manager", {
      role: role.name,
      policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
    });
    new IamRolePolicy(this, "role_policy", {
      name: "logs-and-metrics",
      role: role.name,
      policy: policyDocument([
        {
          sid: "WriteOwnLogs",
          actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          resources: [`arn:aws:logs:${region}:${accountId}:log-group:${logGroupPrefix}*`],
        },
        {
          sid: "WriteSessionTranscripts",
          actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          resources: [sessionLogGroupArn, `${sessionLogGroupArn}:log-stream:*`],
        },
        { sid: "FindTheSessionLogGroup", actions: ["logs:DescribeLogGroups"], resources: ["*"] },
        {
          sid: "EncryptSessions",
          actions: ["kms:Decrypt", "kms:GenerateDataKey"],
          resources: [logsKeyArn],
        },
        {
          sid: "PutOwnMetrics",
          actions: ["cloudwatch:PutMetricData"],
          resources: ["*"],
          conditions: { StringEquals: { "cloudwatch:namespace": [metricNamespace] } },
        },
        // Palisade's own boundary denies the same; an organization's boundary in its place need not.
        ownParametersAlone({ environment, region, accountId }),
      ]),
    });
    const profile = new IamInstanceProfile(this, "profile", { name: profileName, role: role.name });
    this.roleArn = role.arn;
    this.profileName = profile.name;
  }
}
