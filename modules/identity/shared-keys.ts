import { Construct } from "constructs";
import { EncryptionKey, logGroupsMayUseKey } from "../shared/encryption-key";
import type { PolicyStatement } from "../shared/policy-document";

export interface SharedKeysProps {
  readonly environment: string;
  readonly alias: (purpose: string) => string;
  readonly region: string;
  readonly accountId: string;
  /** The prefixes of the names of every log group that the logs key serves. */
  readonly logGroupPrefixes: readonly string[];
  readonly preventDestroy: boolean;
  readonly deletionWindowDays: number;
}

/** One key for each purpose: who may read secrets need not be who may read logs. */
export class SharedKeys extends Construct {
  readonly dataKeyArn: string;
  readonly logsKeyArn: string;
  readonly volumesKeyArn: string;
  readonly secretsKeyArn: string;

  constructor(scope: Construct, id: string, props: SharedKeysProps) {
    super(scope, id);
    const { environment, alias, region, accountId, logGroupPrefixes, preventDestroy, deletionWindowDays } = props;
    const key = (purpose: string, what: string, statements: readonly PolicyStatement[] = []) =>
      new EncryptionKey(this, purpose, {
        description: `${what} of ${environment}`,
        alias: alias(purpose),
        accountId,
        statements,
        preventDestroy,
        deletionWindowDays,
      }).arn;

    this.dataKeyArn = key("data", "Databases, buckets and queues");
    this.logsKeyArn = key("logs", "Log groups", [logGroupsMayUseKey({ region, accountId, logGroupPrefixes })]);
    this.volumesKeyArn = key("volumes", "Instances' volumes", autoScalingMayUseKey(accountId));
    this.secretsKeyArn = key("secrets", "Secrets");
  }
}

/**
 * Lets Auto Scaling start instances whose volumes have this key: without it every launch ends in Client.InternalError (Auto
 * Scaling User Guide, "Required AWS KMS key policy for use with encrypted volumes"). A condition names the service-linked
 * role, because a new account does not have the role yet, and AWS refuses a key policy with an unknown principal. The
 * account as the principal would not do: it only lets identity policies grant, and that role's policy has nothing for keys.
 */
function autoScalingMayUseKey(accountId: string): PolicyStatement[] {
  const role = `arn:aws:iam::${accountId}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`;
  const isAutoScaling = {
    StringEquals: { "kms:CallerAccount": [accountId] },
    ArnEquals: { "aws:PrincipalArn": [role] },
  };
  return [
    {
      sid: "AutoScalingUsesTheKey",
      principals: { AWS: ["*"] },
      actions: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
      resources: ["*"],
      conditions: isAutoScaling,
    },
    {
      sid: "AutoScalingGrantsItToVolumes",
      principals: { AWS: ["*"] },
      actions: ["kms:CreateGrant"],
      resources: ["*"],
      conditions: { ...isAutoScaling, Bool: { "kms:GrantIsForAWSResource": ["true"] } },
    },
  ];
}
