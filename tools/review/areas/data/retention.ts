import { amount, onOff, ordered } from "../../settings/scales";
import type { Setting } from "../../settings/setting";

const databases = ["aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster"];
const databasesWithSnapshot = [...databases, "aws_redshift_cluster"];

/** How long data, their old versions and their backups are kept. */
export const retentionSettings: readonly Setting[] = [
  {
    rule: "log-retention",
    consequence: "data loss",
    types: ["aws_cloudwatch_log_group"],
    attribute: "retention_in_days",
    part: "retention",
    // Amazon CloudWatch Logs API reference, PutRetentionPolicy: without a policy, events never expire.
    scale: amount({ unit: "day", stronger: "more", absent: 0, endless: "for ever" }),
    weaker: "CloudWatch Logs deletes the log events that are older than the new retention.",
    stronger: "CloudWatch Logs keeps log events longer.",
  },
  {
    rule: "backup-retention",
    consequence: "data loss",
    types: databases,
    attribute: "backup_retention_period",
    part: "automated backups",
    // Amazon RDS User Guide, "Backup retention period": 0 turns automated backups off and deletes those that are there.
    scale: amount({ unit: "day", stronger: "more", absent: 1 }),
    weaker:
      "The database can be restored to fewer past days, and with 0 days to none: AWS deletes older backups at once.",
    stronger: "The database can be restored to more past days.",
  },
  {
    rule: "final-snapshot",
    consequence: "guard lost",
    types: databasesWithSnapshot,
    attribute: "skip_final_snapshot",
    part: "skip final snapshot",
    scale: onOff({ strong: false, absent: false }),
    weaker: "A later deletion of the database takes no snapshot first.",
    stronger: "A later deletion of the database takes a snapshot first.",
  },
  {
    rule: "backups-after-deletion",
    consequence: "guard lost",
    types: ["aws_db_instance", "aws_rds_cluster"],
    attribute: "delete_automated_backups",
    part: "delete automated backups",
    scale: onOff({ strong: false, absent: true }),
    weaker: "A later deletion of the database deletes its automated backups too.",
    stronger: "The automated backups stay after a later deletion of the database.",
  },
  {
    rule: "bucket-versioning",
    consequence: "data loss",
    types: ["aws_s3_bucket_versioning"],
    attribute: "versioning_configuration.status",
    part: "versioning",
    scale: ordered(["Disabled", "Suspended", "Enabled"], "Disabled"),
    weaker: "An object that is overwritten or deleted from now on cannot be restored.",
    stronger: "An object that is overwritten or deleted from now on can be restored.",
  },
  {
    rule: "bucket-mfa-delete",
    consequence: "guard lost",
    types: ["aws_s3_bucket_versioning"],
    attribute: "versioning_configuration.mfa_delete",
    part: "MFA delete",
    scale: ordered(["Disabled", "Enabled"], "Disabled"),
    weaker: "Versions of objects can be deleted without a second factor.",
    stronger: "Versions of objects can be deleted with a second factor only.",
  },
  {
    rule: "object-lock",
    consequence: "guard lost",
    types: ["aws_s3_bucket_object_lock_configuration"],
    attribute: "rule.default_retention.mode",
    part: "object lock mode",
    // Amazon S3 User Guide, "Retention modes": nobody deletes a version in compliance mode, not even the account's root user.
    scale: ordered(["none", "GOVERNANCE", "COMPLIANCE"], "none"),
    weaker: "New objects can be deleted before their retention ends.",
    stronger: "New objects are protected more strictly until their retention ends.",
  },
  ...(["days", "years"] as const).map((unit): Setting => ({
    rule: "object-lock-retention",
    consequence: "guard lost",
    types: ["aws_s3_bucket_object_lock_configuration"],
    attribute: `rule.default_retention.${unit}`,
    part: `object lock retention in ${unit}`,
    scale: amount({ unit: unit.slice(0, -1), stronger: "more", absent: 0 }),
    weaker: "New objects can be deleted sooner.",
    stronger: "New objects are protected longer.",
  })),
  {
    rule: "point-in-time-recovery",
    consequence: "guard lost",
    types: ["aws_dynamodb_table"],
    attribute: "point_in_time_recovery.enabled",
    part: "point-in-time recovery",
    scale: onOff(),
    weaker: "The table cannot be restored to a past moment.",
    stronger: "The table can be restored to a past moment.",
  },
  {
    rule: "message-retention",
    consequence: "data loss",
    types: ["aws_sqs_queue"],
    attribute: "message_retention_seconds",
    part: "message retention",
    // Amazon SQS API reference, SetQueueAttributes: four days.
    scale: amount({ unit: "second", stronger: "more", absent: 345_600 }),
    weaker: "Messages that nobody reads in time are deleted sooner.",
    stronger: "Messages stay in the queue longer.",
  },
  {
    rule: "stream-retention",
    consequence: "data loss",
    types: ["aws_kinesis_stream"],
    attribute: "retention_period",
    part: "record retention",
    scale: amount({ unit: "hour", stronger: "more", absent: 24 }),
    weaker: "Records that nobody reads in time are deleted sooner.",
    stronger: "Records stay in the stream longer.",
  },
  {
    rule: "file-system-backups",
    consequence: "guard lost",
    types: ["aws_efs_backup_policy"],
    attribute: "backup_policy.status",
    part: "automatic backups",
    scale: ordered(["DISABLED", "DISABLING", "ENABLING", "ENABLED"], "DISABLED"),
    weaker: "The file system has no automatic backups any more.",
    stronger: "The file system has automatic backups.",
  },
];
