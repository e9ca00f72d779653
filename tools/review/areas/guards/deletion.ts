import { amount, saferOff, saferOn, weakestFirst } from "../../settings/judges";
import type { TypedSetting } from "../../settings/setting";

const protection = {
  rule: "deletion-protection",
  consequence: "guard lost",
  part: "deletion protection",
  weaker: "AWS no longer refuses the deletion: a later plan, or anybody with the permission, can delete the resource.",
  stronger: "AWS refuses the deletion until the protection is turned off.",
} as const;

const forced = (types: readonly string[], attribute: string): TypedSetting => ({
  rule: "force-destroy",
  consequence: "guard lost",
  types,
  path: attribute,
  part: attribute,
  judge: saferOff,
  standard: false,
  weaker: "A later deletion takes all content with it: AWS no longer refuses because there is some.",
  stronger: "A later deletion is refused as long as there is content.",
});

/** What stands between a resource and its deletion. `prevent_destroy` is not in a plan. */
export const deletionSettings: readonly TypedSetting[] = [
  {
    ...protection,
    types: ["aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster", "aws_rds_global_cluster"],
    path: "deletion_protection",
    judge: saferOn,
    standard: false,
  },
  {
    ...protection,
    types: ["aws_cognito_user_pool"],
    path: "deletion_protection",
    judge: weakestFirst("INACTIVE", "ACTIVE"),
    standard: "INACTIVE",
  },
  {
    ...protection,
    types: ["aws_dynamodb_table"],
    path: "deletion_protection_enabled",
    judge: saferOn,
    standard: false,
  },
  { ...protection, types: ["aws_lb", "aws_alb"], path: "enable_deletion_protection", judge: saferOn, standard: false },
  forced(["aws_s3_bucket", "aws_backup_vault"], "force_destroy"),
  forced(["aws_ecr_repository"], "force_delete"),
  {
    rule: "keep-on-destroy",
    consequence: "guard lost",
    types: ["aws_cloudwatch_log_group"],
    path: "skip_destroy",
    part: "skip_destroy",
    judge: saferOn,
    standard: false,
    weaker: "A later deletion by Terraform deletes the log events too.",
    stronger: "The log group and its events stay in AWS after a later deletion by Terraform.",
  },
  {
    rule: "deletion-window",
    consequence: "guard lost",
    types: ["aws_kms_key", "aws_kms_replica_key"],
    path: "deletion_window_in_days",
    part: "waiting period before deletion",
    // AWS KMS API reference, ScheduleKeyDeletion: 30 days.
    ...amount("day", "stronger"),
    standard: 30,
    weaker: "There is less time to restore the key after a later deletion.",
    stronger: "There is more time to restore the key after a later deletion.",
  },
  {
    rule: "recovery-window",
    consequence: "guard lost",
    types: ["aws_secretsmanager_secret"],
    path: "recovery_window_in_days",
    part: "recovery window",
    // AWS Secrets Manager API reference, DeleteSecret: 30 days. 0 is the provider's word for a deletion at once.
    ...amount("day", "stronger"),
    standard: 30,
    weaker: "There is less time to restore the secret after a later deletion, and none with 0 days.",
    stronger: "There is more time to restore the secret after a later deletion.",
  },
];
