import { amount, onOff, ordered } from "../../settings/scales";
import type { Setting } from "../../settings/setting";

const protection = {
  rule: "deletion-protection",
  consequence: "guard lost",
  part: "deletion protection",
  weaker: "AWS no longer refuses the deletion: a later plan, or anybody with the permission, can delete the resource.",
  stronger: "AWS refuses the deletion until the protection is turned off.",
} as const;

const forced = (types: readonly string[], attribute: string): Setting => ({
  rule: "force-destroy",
  consequence: "guard lost",
  types,
  attribute,
  part: attribute,
  scale: onOff({ strong: false, absent: false }),
  weaker: "A later deletion takes all content with it: AWS no longer refuses because there is some.",
  stronger: "A later deletion is refused as long as there is content.",
});

/** What stands between a resource and its deletion. `prevent_destroy` is not in a plan. */
export const deletionSettings: readonly Setting[] = [
  {
    ...protection,
    types: ["aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster", "aws_rds_global_cluster"],
    attribute: "deletion_protection",
    scale: onOff(),
  },
  {
    ...protection,
    types: ["aws_cognito_user_pool"],
    attribute: "deletion_protection",
    scale: ordered(["INACTIVE", "ACTIVE"], "INACTIVE"),
  },
  { ...protection, types: ["aws_dynamodb_table"], attribute: "deletion_protection_enabled", scale: onOff() },
  { ...protection, types: ["aws_lb", "aws_alb"], attribute: "enable_deletion_protection", scale: onOff() },
  forced(["aws_s3_bucket", "aws_backup_vault"], "force_destroy"),
  forced(["aws_ecr_repository"], "force_delete"),
  {
    rule: "keep-on-destroy",
    consequence: "guard lost",
    types: ["aws_cloudwatch_log_group"],
    attribute: "skip_destroy",
    part: "skip_destroy",
    scale: onOff(),
    weaker: "A later deletion by Terraform deletes the log events too.",
    stronger: "The log group and its events stay in AWS after a later deletion by Terraform.",
  },
  {
    rule: "deletion-window",
    consequence: "guard lost",
    types: ["aws_kms_key", "aws_kms_replica_key"],
    attribute: "deletion_window_in_days",
    part: "waiting period before deletion",
    // AWS KMS API reference, ScheduleKeyDeletion: 30 days.
    scale: amount({ unit: "day", stronger: "more", absent: 30 }),
    weaker: "There is less time to restore the key after a later deletion.",
    stronger: "There is more time to restore the key after a later deletion.",
  },
  {
    rule: "recovery-window",
    consequence: "guard lost",
    types: ["aws_secretsmanager_secret"],
    attribute: "recovery_window_in_days",
    part: "recovery window",
    // AWS Secrets Manager API reference, DeleteSecret: 30 days. 0 is the provider's word for a deletion at once.
    scale: amount({ unit: "day", stronger: "more", absent: 30 }),
    weaker: "There is less time to restore the secret after a later deletion, and none with 0 days.",
    stronger: "There is more time to restore the secret after a later deletion.",
  },
];
