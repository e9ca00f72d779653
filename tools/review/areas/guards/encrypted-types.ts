/** How a type of resource says what encrypts its data. */
export interface Encrypted {
  readonly types: readonly string[];
  /** In AWS's words. */
  readonly part: string;
  /** The attribute that names the key. */
  readonly key: string;
  /** The attribute that turns the encryption on, and its values that do. */
  readonly on?: {
    readonly attribute: string;
    readonly values: readonly string[];
    readonly absent: string;
    /** Where a key turns the encryption on by itself. */
    readonly keySuffices?: true;
    /** What is the case when the attribute turns nothing on, or that there is nothing to encrypt. @default not encrypted */
    readonly off?: WithoutKey | "nothing to encrypt";
  };
  /** What encrypts if no key is named. */
  readonly without: WithoutKey;
}

interface WithoutKey {
  readonly level: 0 | 1;
  readonly words: string;
}

const awsKey: WithoutKey = { level: 1, words: "a key of AWS's" };
const nothing: WithoutKey = { level: 0, words: "not encrypted" };

const flag = (attribute: string, absent = "false") => ({ attribute, values: ["true"], absent });

/** Of each type: what AWS does without a key is in the page "Encryption at rest" of the service's guide. */
export const encryptedTypes: readonly Encrypted[] = [
  {
    types: ["aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster"],
    part: "storage encryption",
    key: "kms_key_id",
    on: flag("storage_encrypted"),
    without: nothing,
  },
  {
    types: ["aws_db_instance", "aws_rds_cluster"],
    part: "encryption of the master password",
    key: "master_user_secret_kms_key_id",
    on: { ...flag("manage_master_user_password"), off: "nothing to encrypt" },
    without: awsKey,
  },
  {
    types: ["aws_db_instance", "aws_rds_cluster"],
    part: "encryption of Performance Insights",
    key: "performance_insights_kms_key_id",
    on: { ...flag("performance_insights_enabled"), off: "nothing to encrypt" },
    without: awsKey,
  },
  {
    types: ["aws_cloudwatch_log_group", "aws_secretsmanager_secret"],
    part: "encryption",
    key: "kms_key_id",
    without: awsKey,
  },
  {
    types: ["aws_lambda_function"],
    part: "encryption of environment variables",
    key: "kms_key_arn",
    without: awsKey,
  },
  {
    types: ["aws_s3_bucket_server_side_encryption_configuration"],
    part: "default encryption",
    key: "rule.apply_server_side_encryption_by_default.kms_master_key_id",
    without: awsKey,
  },
  { types: ["aws_ebs_volume"], part: "encryption", key: "kms_key_id", on: flag("encrypted"), without: nothing },
  { types: ["aws_efs_file_system"], part: "encryption", key: "kms_key_id", on: flag("encrypted"), without: nothing },
  {
    types: ["aws_dynamodb_table"],
    part: "encryption",
    key: "server_side_encryption.kms_key_arn",
    on: { ...flag("server_side_encryption.enabled"), off: awsKey },
    without: awsKey,
  },
  {
    types: ["aws_sqs_queue"],
    part: "encryption",
    key: "kms_master_key_id",
    // AWS Compute Blog, "Announcing server-side encryption with Amazon Simple Queue Service-managed encryption keys (SSE-SQS) by
    // default": of a new queue.
    on: { ...flag("sqs_managed_sse_enabled", "true"), keySuffices: true },
    without: nothing,
  },
  { types: ["aws_sns_topic"], part: "encryption", key: "kms_master_key_id", without: nothing },
  { types: ["aws_ecr_repository"], part: "encryption", key: "encryption_configuration.kms_key", without: awsKey },
  { types: ["aws_backup_vault"], part: "encryption", key: "kms_key_arn", without: awsKey },
  {
    types: ["aws_kinesis_stream"],
    part: "encryption",
    key: "kms_key_id",
    on: { attribute: "encryption_type", values: ["KMS"], absent: "NONE" },
    without: nothing,
  },
  { types: ["aws_cloudtrail"], part: "encryption", key: "kms_key_id", without: awsKey },
];
