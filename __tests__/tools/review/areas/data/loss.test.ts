import { data } from "../../../../../tools/review/areas/data";
import { type PlannedResource, findIn, planOf } from "../../../../support/plans";

const meaningsOf = (...resources: readonly PlannedResource[]): readonly string[] =>
  findIn(data, planOf(resources)).map(({ meaning }) => meaning);

test.each([
  [
    "a database with a final snapshot and protection",
    {
      address: "aws_db_instance.one",
      before: {
        identifier: "one",
        deletion_protection: true,
        final_snapshot_identifier: "last",
        delete_automated_backups: false,
      },
    },
    "This deletes all data of the database: AWS refuses while deletion protection is on, and the apply stops there; the final snapshot last is taken first; AWS keeps the automated backups for their retention period.",
  ],
  [
    "a database whose final snapshot has no name",
    { address: "aws_db_instance.one", before: { identifier: "one" } },
    "This deletes all data of the database: Terraform refuses, since the final snapshot has no name; the automated backups are deleted too.",
  ],
  [
    "a bucket that is emptied first",
    { address: "aws_s3_bucket.one", before: { bucket: "one", force_destroy: true } },
    "This deletes all objects of the bucket: force_destroy is on, so all objects are deleted first.",
  ],
  [
    "a bucket that AWS keeps while it has content",
    { address: "aws_s3_bucket.one", before: { bucket: "one", force_destroy: false } },
    "This deletes all objects of the bucket: force_destroy is off, so AWS refuses if the bucket is not empty, and the apply stops there.",
  ],
  [
    "a secret without a recovery window",
    { address: "aws_secretsmanager_secret.one", before: { name: "one", recovery_window_in_days: 0 } },
    "This deletes the secret's value: AWS deletes the secret at once and for good.",
  ],
  [
    "a log group",
    { address: "aws_cloudwatch_log_group.one", before: { name: "one" } },
    "This deletes all log events of the group: skip_destroy is off, so nothing is kept.",
  ],
  [
    "a file system that a replacement left behind",
    { address: "aws_efs_file_system.one", before: { id: "fs-1" }, entry: { deposed: "0a1b2c3d" } },
    "This deletes all files of the file system: a failed replacement has left this one behind.",
  ],
])("the deletion of %s", (_, resource, meaning) => {
  expect(meaningsOf(resource)).toEqual([meaning]);
});

test("a log group that stays in AWS, and a replica, lose nothing", () => {
  const findings = findIn(
    data,
    planOf([
      { address: "aws_cloudwatch_log_group.one", before: { name: "one", skip_destroy: true } },
      { address: "aws_db_instance.replica", before: { identifier: "replica", replicate_source_db: "main" } },
    ]),
  );
  expect(findings.map(({ consequence, direction, after }) => [consequence, direction, after])).toEqual([
    ["other", "neutral", "forgotten"],
    ["other", "neutral", "deleted"],
  ]);
});

test("a deleted key names what it encrypts, by its ARN, its id or an alias, in every given layer", () => {
  const key = { id: "k-1", key_id: "k-1", arn: "arn:aws:kms:eu-west-1:1:key/k-1", deletion_window_in_days: 7 };
  const same = (address: string, values: PlannedResource["before"] = {}) => ({
    address,
    before: values,
    after: values,
  });
  const findings = findIn(
    data,
    planOf(
      [
        { address: "aws_kms_key.data", before: key },
        same("aws_kms_alias.data", { id: "alias/data", name: "alias/data", target_key_id: "k-1" }),
        same("aws_cloudwatch_log_group.logs", { name: "logs", kms_key_id: key.arn }),
      ],
      { layer: "identity" },
    ),
    planOf(
      [
        same("aws_s3_bucket_server_side_encryption_configuration.logs", {
          bucket: "logs",
          rule: [{ apply_server_side_encryption_by_default: [{ kms_master_key_id: "alias/data" }] }],
        }),
        same("aws_sqs_queue.jobs", { name: "jobs", kms_master_key_id: "k-1" }),
        same("aws_sqs_queue.other", { name: "other", kms_master_key_id: "k-2" }),
      ],
      { layer: "compute" },
    ),
  );
  expect(findings.map(({ meaning }) => meaning)).toEqual([
    "This makes unreadable whatever is encrypted with the key: AWS disables the key at once, deletes the key after 7 days, and until then it can be restored; the key encrypts log group logs, bucket encryption logs and SQS queue jobs.",
  ]);
});

test("what Terraform only forgets, and what is new, loses nothing", () => {
  expect(
    meaningsOf(
      { address: "aws_s3_bucket.one", before: { bucket: "one" }, actions: ["forget"] },
      {
        address: "aws_s3_bucket.two",
        before: { bucket: "two" },
        after: { bucket: "three" },
        actions: ["create", "forget"],
      },
      { address: "aws_s3_bucket.four", after: { bucket: "four" } },
    ),
  ).toEqual([]);
});
