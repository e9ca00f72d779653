import { CloudwatchLogResourcePolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-resource-policy";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { policyDocument } from "../shared/policy-document";

export interface WebAclLogDeliveryProps {
  readonly name: string;
  /** Begins with `aws-waf-logs-`. */
  readonly logGroupNamePrefix: string;
  readonly accountId: string;
  /** The web ACLs'. */
  readonly region: string;
  /** @default "aws" */
  readonly partition?: string;
  /** The provider of us-east-1 for CLOUDFRONT. @default the stack's own */
  readonly provider?: TerraformProvider;
}

/**
 * Lets AWS deliver the logs of every web ACL of an environment, by the prefix of their groups' names: an account has room
 * for 10 such policies in a region (CloudWatch Logs User Guide, quotas). Without it AWS writes one of its own,
 * AWSWAF-LOGS (CloudWatch Logs User Guide, "Logs sent to CloudWatch Logs").
 */
export class WebAclLogDelivery extends Construct {
  readonly logGroupNamePrefix: string;
  /** A web ACL's logging waits for it. */
  readonly policy: ITerraformDependable;

  constructor(scope: Construct, id: string, props: WebAclLogDeliveryProps) {
    super(scope, id);
    const { name, logGroupNamePrefix, accountId, region, partition = "aws", provider } = props;
    const logs = `arn:${partition}:logs:${region}:${accountId}`;

    this.logGroupNamePrefix = logGroupNamePrefix;
    this.policy = new CloudwatchLogResourcePolicy(this, "delivery_policy", {
      policyName: name,
      policyDocument: policyDocument([
        {
          sid: "DeliverWebAclLogs",
          actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
          resources: [`${logs}:log-group:${logGroupNamePrefix}*:log-stream:*`],
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
