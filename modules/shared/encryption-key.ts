import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { policyDocument, type PolicyStatement } from "./policy-document";

export interface EncryptionKeyProps {
  readonly description: string;
  /** Without the prefix `alias/`. */
  readonly alias: string;
  readonly accountId: string;
  /**
   * Who may use the key, beyond what identity policies of this account grant. The account's root is always the first
   * statement: without it a key can become unmanageable (AWS KMS Developer Guide, "Default key policy").
   *
   * @default none
   */
  readonly statements?: readonly PolicyStatement[];
  /**
   * Refuses to destroy the key, and with it everything that it encrypts.
   *
   * @default true
   */
  readonly preventDestroy?: boolean;
  /**
   * Days between the key's deletion and its end, 7 to 30 (AWS KMS API Reference, ScheduleKeyDeletion).
   *
   * @default 30
   */
  readonly deletionWindowDays?: number;
  /** The provider of us-east-1, for what CloudFront logs. @default the stack's own */
  readonly provider?: TerraformProvider;
}

/** A customer managed key that rotates every year, with an alias to find it by. */
export class EncryptionKey extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: EncryptionKeyProps) {
    super(scope, id);
    const { description, alias, accountId, statements = [], preventDestroy = true, provider } = props;

    const key = new KmsKey(this, "key", {
      description,
      enableKeyRotation: true,
      deletionWindowInDays: props.deletionWindowDays ?? 30,
      policy: policyDocument([
        {
          sid: "AccountAdministersThroughIam",
          principals: { AWS: [`arn:aws:iam::${accountId}:root`] },
          actions: ["kms:*"],
          resources: ["*"],
        },
        ...statements,
      ]),
      lifecycle: { preventDestroy },
      provider,
    });
    new KmsAlias(this, "alias", { name: `alias/${alias}`, targetKeyId: key.keyId, provider });
    this.arn = key.arn;
  }
}

/**
 * Lets CloudWatch Logs encrypt the log groups whose names start with a prefix, and no others (Amazon CloudWatch Logs User
 * Guide, "Encrypt log data in CloudWatch Logs using AWS Key Management Service"). With a prefix, a later layer's log groups
 * need no change of the key.
 */
export function logGroupsMayUseKey(props: {
  readonly region: string;
  readonly accountId: string;
  readonly logGroupPrefixes: readonly string[];
}): PolicyStatement {
  const { region, accountId, logGroupPrefixes } = props;
  return {
    sid: "LogGroupsOfThisEnvironment",
    principals: { Service: [`logs.${region}.amazonaws.com`] },
    actions: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
    resources: ["*"],
    conditions: {
      ArnLike: {
        "kms:EncryptionContext:aws:logs:arn": logGroupPrefixes.map(
          (prefix) => `arn:aws:logs:${region}:${accountId}:log-group:${prefix}*`,
        ),
      },
    },
  };
}
