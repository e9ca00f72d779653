import type { Judgement } from "./policy-access";

/** A kind of thing that a policy of its own guards. */
export interface Guarded {
  readonly type: string;
  /** The attribute that has the policy, where the thing itself has one that is no mere copy. */
  readonly own?: string;
  /** The resource that gives the policy, the attribute that names the thing, and the one that has the policy. */
  readonly separate?: { readonly type: string; readonly names: string; readonly has: string };
  /** By what other resources call the thing. */
  readonly identifiers: readonly string[];
  /** Whether the thing lets everybody do everything while it has no policy. */
  readonly isOpenWithout?: boolean;
  /** How somebody gives the thing another policy; absent where the policy does not decide who may. */
  readonly administration?: Administration;
  readonly classes?: Pick<Judgement, "everybody" | "somebody">;
}

export interface Administration {
  /** Any of these actions is enough. */
  readonly by: readonly string[];
  /** Whether nobody may who is not allowed here, whatever other policies allow. */
  readonly isByPolicyAlone?: boolean;
  /** The action without which what is encrypted is lost. */
  readonly reads?: string;
  /** Who may after all. */
  readonly wayOut?: string;
}

/** Who comes in is decided by other controls too, which this policy narrows. */
const asGuard: Guarded["classes"] = { everybody: "guard lost", somebody: "guard lost" };

export const guarded: readonly Guarded[] = [
  {
    type: "aws_kms_key",
    own: "policy",
    separate: { type: "aws_kms_key_policy", names: "key_id", has: "policy" },
    identifiers: ["id", "arn", "key_id"],
    // AWS KMS Developer Guide, "Default key policy": without it, IAM policies that allow access to the key have no effect.
    administration: {
      by: ["kms:PutKeyPolicy"],
      isByPolicyAlone: true,
      reads: "kms:Decrypt",
      wayOut: "only AWS Support can give the key back",
    },
  },
  {
    type: "aws_s3_bucket",
    separate: { type: "aws_s3_bucket_policy", names: "bucket", has: "policy" },
    identifiers: ["id", "bucket", "arn"],
    // Amazon S3 API Reference, "DeleteBucketPolicy".
    administration: {
      by: ["s3:PutBucketPolicy", "s3:DeleteBucketPolicy"],
      wayOut: "only the root user of the account can change or delete it",
    },
  },
  {
    type: "aws_secretsmanager_secret",
    own: "policy",
    separate: { type: "aws_secretsmanager_secret_policy", names: "secret_arn", has: "policy" },
    identifiers: ["id", "arn"],
    administration: { by: ["secretsmanager:PutResourcePolicy", "secretsmanager:DeleteResourcePolicy"] },
  },
  {
    type: "aws_sqs_queue",
    own: "policy",
    separate: { type: "aws_sqs_queue_policy", names: "queue_url", has: "policy" },
    identifiers: ["id", "url", "arn"],
    administration: { by: ["sqs:SetQueueAttributes", "sqs:RemovePermission"] },
  },
  {
    type: "aws_sns_topic",
    own: "policy",
    separate: { type: "aws_sns_topic_policy", names: "arn", has: "policy" },
    identifiers: ["id", "arn"],
    administration: { by: ["sns:SetTopicAttributes", "sns:RemovePermission"] },
  },
  {
    type: "aws_ecr_repository",
    separate: { type: "aws_ecr_repository_policy", names: "repository", has: "policy" },
    identifiers: ["id", "name"],
    administration: { by: ["ecr:SetRepositoryPolicy", "ecr:DeleteRepositoryPolicy"] },
  },
  {
    // AWS PrivateLink Guide, "Control access to VPC endpoints using endpoint policies": the default allows full access.
    type: "aws_vpc_endpoint",
    own: "policy",
    separate: { type: "aws_vpc_endpoint_policy", names: "vpc_endpoint_id", has: "policy" },
    identifiers: ["id", "arn"],
    isOpenWithout: true,
    classes: asGuard,
  },
  {
    // API Gateway Developer Guide, "Control access to a REST API with API Gateway resource policies".
    type: "aws_api_gateway_rest_api",
    own: "policy",
    separate: { type: "aws_api_gateway_rest_api_policy", names: "rest_api_id", has: "policy" },
    identifiers: ["id"],
    isOpenWithout: true,
    classes: asGuard,
  },
];

/** Policies that stand for themselves, by their type and the attribute that has the policy. */
export const standalone: Readonly<Record<string, string>> = {
  aws_backup_vault_policy: "policy",
  aws_cloudwatch_event_bus_policy: "policy",
  aws_cloudwatch_log_resource_policy: "policy_document",
  aws_efs_file_system_policy: "policy",
};
