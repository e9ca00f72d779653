import { CloudwatchLogResourcePolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-resource-policy";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { policyDocument } from "../shared/policy-document";

export interface LogDeliveryProps {
  readonly name: string;
  readonly logGroupNamePrefixes: readonly string[];
  readonly accountId: string;
  /** Where the groups are. */
  readonly region: string;
  /** @default "aws" */
  readonly partition?: string;
  /** The provider of us-east-1 for CLOUDFRONT. @default the stack's own */
  readonly provider?: TerraformProvider;
}

/**
 * Lets AWS deliver an environment's logs, such as those of web ACLs, by prefixes of the groups' names: an account has room
 * for 10 such policies in a region (CloudWatch Logs User Guide, quotas). Without it AWS writes policies of its own, such as
 * AWSWAF-LOGS (CloudWatch Logs User Guide, "Logs sent to CloudWatch Logs").
 */
export class LogDelivery extends Construct {
  readonly logGroupNamePrefixes: readonly string[];
  /** A dependency of each delivery. */
  readonly policy: ITerraformDependable;

  constructor(scope: Construct, id: string, props: LogDeliveryProps) {
    super(scope, id);
    const { name, logGroupNamePrefixes, accountId, region, partition = "aws", provider } = props;
    const logs = `arn:${partition}:logs:${region}:${accountId}`;

    this.logGroupNamePrefixes = logGroupNamePrefixes;
    this.policy = new CloudwatchLogResourcePolicy(this, "delivery_policy", {
      policyName: name,
      policyDocument: policyDocument([
        {
          sid: "DeliverLogs",
          actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
          resources: logGroupNamePrefixes.map((prefix) => `${logs}:log-group:${prefix}*:log-stream:*`),
          principals: { Service: ["delivery.logs.amazonaws.com"] },
          conditions: {
            StringEquals: { "aws:SourceAccount": [accountId] },
            ArnLike: { "aws:SourceArn": [`${logs}:*`] },
          },
        },
      ]),
      provider,
    });
  }
}
