import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { LogGroup } from "../shared/log-group";
import { policyDocument } from "../shared/policy-document";

export interface FlowLogsProps {
  readonly name: string;
  readonly roleName: string;
  readonly logGroupName: string;
  readonly vpcId: string;
  readonly region: string;
  readonly accountId: string;
  readonly kmsKeyArn: string;
  readonly retentionDays: number;
  readonly keepOnDestroy: boolean;
  /** The permissions boundary of the role. @default none */
  readonly boundaryArn?: string;
}

/**
 * A record of every connection of the VPC, accepted or refused, each minute. Only flow logs of this account
 * and region can use the role (Amazon VPC User Guide, "IAM role for publishing flow logs to CloudWatch Logs").
 */
export class FlowLogs extends Construct {
  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    const { name, roleName, logGroupName, vpcId, region, accountId, kmsKeyArn, retentionDays, keepOnDestroy } = props;
    const { boundaryArn } = props;

    const group = new LogGroup(this, "flow", { name: logGroupName, retentionDays, kmsKeyArn, keepOnDestroy });
    const role = new IamRole(this, "flow_log_role", {
      name: roleName,
      description: "Lets VPC flow logs write to their log group",
      permissionsBoundary: boundaryArn,
      assumeRolePolicy: policyDocument([
        {
          sid: "FlowLogsOfThisAccount",
          principals: { Service: ["vpc-flow-logs.amazonaws.com"] },
          actions: ["sts:AssumeRole"],
          conditions: {
            StringEquals: { "aws:SourceAccount": [accountId] },
            ArnLike: { "aws:SourceArn": [`arn:aws:ec2:${region}:${accountId}:vpc-flow-log/*`] },
          },
        },
      ]),
    });
    new IamRolePolicy(this, "flow_log_role_policy", {
      name: "write-flow-logs",
      role: role.name,
      policy: policyDocument([
        {
          sid: "WriteToTheLogGroup",
          actions: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
          resources: [group.arn, `${group.arn}:log-stream:*`],
        },
        { sid: "FindTheLogGroup", actions: ["logs:DescribeLogGroups"], resources: ["*"] },
      ]),
    });
    new FlowLog(this, "flow_log", {
      vpcId,
      trafficType: "ALL",
      maxAggregationInterval: 60,
      logDestinationType: "cloud-watch-logs",
      logDestination: group.arn,
      iamRoleArn: role.arn,
      tags: { Name: name },
    });
  }
}
