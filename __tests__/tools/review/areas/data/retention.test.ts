import { data } from "../../../../../tools/review/areas/data";
import { expectWeakening, linesOfChange } from "../../../../support/review-settings";

const versioning = (status: string, mfa?: string) => ({
  versioning_configuration: [{ status, ...(mfa !== undefined && { mfa_delete: mfa }) }],
});
const lock = (retention: object) => ({ rule: [{ default_retention: [retention] }] });

test.each([
  [
    "aws_cloudwatch_log_group",
    { retention_in_days: 30 },
    { retention_in_days: 365 },
    "data loss: retention: 30 days < 365 days",
  ],
  [
    "aws_cloudwatch_log_group",
    { retention_in_days: 365 },
    { retention_in_days: 0 },
    "data loss: retention: 365 days < for ever",
  ],
  ["aws_cloudwatch_log_group", { retention_in_days: 1 }, {}, "data loss: retention: 1 day < for ever"],
  [
    "aws_db_instance",
    { backup_retention_period: 0 },
    { backup_retention_period: 7 },
    "data loss: automated backups: 0 days < 7 days",
  ],
  [
    "aws_rds_cluster",
    { backup_retention_period: 1 },
    { backup_retention_period: "35" },
    "data loss: automated backups: 1 day < 35 days",
  ],
  ["aws_db_instance", { skip_final_snapshot: true }, {}, "guard lost: skip final snapshot: on < off"],
  ["aws_db_instance", {}, { delete_automated_backups: false }, "guard lost: delete automated backups: on < off"],
  [
    "aws_s3_bucket_versioning",
    versioning("Suspended"),
    versioning("Enabled"),
    "data loss: versioning: Suspended < Enabled",
  ],
  [
    "aws_s3_bucket_versioning",
    versioning("Enabled"),
    versioning("Enabled", "Enabled"),
    "guard lost: MFA delete: Disabled < Enabled",
  ],
  [
    "aws_s3_bucket_object_lock_configuration",
    lock({ mode: "GOVERNANCE" }),
    lock({ mode: "COMPLIANCE" }),
    "guard lost: object lock mode: GOVERNANCE < COMPLIANCE",
  ],
  [
    "aws_s3_bucket_object_lock_configuration",
    lock({ days: 1 }),
    lock({ days: 30 }),
    "guard lost: object lock retention in days: 1 day < 30 days",
  ],
  [
    "aws_dynamodb_table",
    {},
    { point_in_time_recovery: [{ enabled: true }] },
    "guard lost: point-in-time recovery: off < on",
  ],
  ["aws_sqs_queue", { message_retention_seconds: 60 }, {}, "data loss: message retention: 60 seconds < 345600 seconds"],
  ["aws_kinesis_stream", {}, { retention_period: 48 }, "data loss: record retention: 24 hours < 48 hours"],
  [
    "aws_efs_backup_policy",
    { backup_policy: [{ status: "DISABLED" }] },
    { backup_policy: [{ status: "ENABLED" }] },
    "guard lost: automatic backups: DISABLED < ENABLED",
  ],
])("%s: %j is weaker than %j", (type, weaker, stronger, says) => {
  expectWeakening(data, { type, weaker, stronger, says });
});

test("a value written another way is the same value", () => {
  expect(linesOfChange(data, "aws_cloudwatch_log_group", { retention_in_days: 0 }, {})).toEqual([]);
  expect(
    linesOfChange(data, "aws_cloudwatch_log_group", { retention_in_days: "30" }, { retention_in_days: 30 }),
  ).toEqual([]);
  expect(linesOfChange(data, "aws_db_instance", { skip_final_snapshot: false }, { skip_final_snapshot: null })).toEqual(
    [],
  );
});
