import { guards } from "../../../../../tools/review/areas/guards";
import { findIn, lineOf, planOf } from "../../../../support/plans";
import { expectWeakening, linesOfChange } from "../../../../support/review-settings";

const ownership = (object_ownership: string) => ({ rule: [{ object_ownership }] });
const algorithm = (sse_algorithm: string) => ({
  rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm }] }],
});

test.each([
  ["aws_db_instance", {}, { deletion_protection: true }, "guard lost: deletion protection: off < on"],
  [
    "aws_rds_cluster",
    { deletion_protection: false },
    { deletion_protection: "true" },
    "guard lost: deletion protection: off < on",
  ],
  [
    "aws_cognito_user_pool",
    { deletion_protection: "INACTIVE" },
    { deletion_protection: "ACTIVE" },
    "guard lost: deletion protection: INACTIVE < ACTIVE",
  ],
  ["aws_dynamodb_table", {}, { deletion_protection_enabled: true }, "guard lost: deletion protection: off < on"],
  [
    "aws_lb",
    { enable_deletion_protection: false },
    { enable_deletion_protection: true },
    "guard lost: deletion protection: off < on",
  ],
  ["aws_s3_bucket", { force_destroy: true }, {}, "guard lost: force_destroy: on < off"],
  ["aws_ecr_repository", { force_delete: true }, { force_delete: false }, "guard lost: force_delete: on < off"],
  ["aws_ecr_repository", {}, { image_tag_mutability: "IMMUTABLE" }, "guard lost: image tags: MUTABLE < IMMUTABLE"],
  [
    "aws_ecr_repository",
    { image_scanning_configuration: [{ scan_on_push: false }] },
    { image_scanning_configuration: [{ scan_on_push: true }] },
    "guard lost: scan on push: off < on",
  ],
  ["aws_cloudwatch_log_group", {}, { skip_destroy: true }, "guard lost: skip_destroy: off < on"],
  ["aws_kms_key", { deletion_window_in_days: 7 }, {}, "guard lost: waiting period before deletion: 7 days < 30 days"],
  ["aws_kms_key", {}, { enable_key_rotation: true }, "guard lost: rotation: off < on"],
  [
    "aws_kms_key",
    { enable_key_rotation: true },
    { enable_key_rotation: true, rotation_period_in_days: 90 },
    "guard lost: rotation period: 365 days < 90 days",
  ],
  ["aws_kms_key", { is_enabled: false }, {}, "downtime: state: off < on"],
  ["aws_kms_key", { multi_region: true }, {}, "guard lost: multi-Region: on < off"],
  [
    "aws_kms_key",
    { bypass_policy_lockout_safety_check: true },
    {},
    "guard lost: policy lockout safety check: on < off",
  ],
  [
    "aws_secretsmanager_secret",
    { recovery_window_in_days: 0 },
    { recovery_window_in_days: 30 },
    "guard lost: recovery window: 0 days < 30 days",
  ],
  ["aws_db_instance", { publicly_accessible: true }, {}, "exposure: public address: on < off"],
  ["aws_db_instance", {}, { iam_database_authentication_enabled: true }, "guard lost: IAM authentication: off < on"],
  [
    "aws_db_instance",
    {},
    { manage_master_user_password: true },
    "guard lost: password managed by Secrets Manager: off < on",
  ],
  [
    "aws_db_instance",
    { auto_minor_version_upgrade: false },
    {},
    "guard lost: automatic minor version upgrades: off < on",
  ],
  ["aws_db_instance", { multi_az: false }, { multi_az: true }, "downtime: standby in another zone: off < on"],
  [
    "aws_db_instance",
    { engine_version: "8.0.40" },
    { engine_version: "8.4.6" },
    "guard lost: engine version: 8.0.40 < 8.4.6",
  ],
  [
    "aws_db_instance",
    { engine_version: "8.4.9" },
    { engine_version: "8.4.10" },
    "guard lost: engine version: 8.4.9 < 8.4.10",
  ],
  ["aws_s3_bucket_public_access_block", {}, { block_public_policy: true }, "guard lost: block_public_policy: off < on"],
  ["aws_s3_bucket_public_access_block", {}, { block_public_acls: true }, "guard lost: block_public_acls: off < on"],
  ["aws_s3_bucket_public_access_block", {}, { ignore_public_acls: true }, "guard lost: ignore_public_acls: off < on"],
  [
    "aws_s3_bucket_public_access_block",
    {},
    { restrict_public_buckets: true },
    "guard lost: restrict_public_buckets: off < on",
  ],
  [
    "aws_s3_bucket_ownership_controls",
    ownership("BucketOwnerPreferred"),
    ownership("BucketOwnerEnforced"),
    "guard lost: object ownership: BucketOwnerPreferred < BucketOwnerEnforced",
  ],
  ["aws_s3_bucket_acl", { acl: "public-read" }, { acl: "private" }, "exposure: ACL: public-read < private"],
  [
    "aws_s3_bucket_server_side_encryption_configuration",
    algorithm("aws:kms"),
    algorithm("aws:kms:dsse"),
    "guard lost: encryption algorithm: aws:kms < aws:kms:dsse",
  ],
  [
    "aws_ebs_encryption_by_default",
    { enabled: false },
    { enabled: true },
    "guard lost: encryption of new volumes: off < on",
  ],
])("%s: %j is weaker than %j", (type, weaker, stronger, says) => {
  expectWeakening(guards, { type, weaker, stronger, says });
});

test("what is written another way, or is the default, says nothing", () => {
  expect(
    linesOfChange(guards, "aws_db_instance", { multi_az: false, engine_version: "8.4" }, { engine_version: "8.4.6" }),
  ).toEqual([]);
  expect(
    linesOfChange(guards, "aws_lb", { enable_deletion_protection: "true" }, { enable_deletion_protection: true }),
  ).toEqual([]);
  expect(linesOfChange(guards, "aws_kms_key", { is_enabled: true }, { is_enabled: null })).toEqual([]);
});

test("a value that this review does not know, and one that is known after apply, are not passed over", () => {
  expect(
    linesOfChange(guards, "aws_cognito_user_pool", { deletion_protection: "ACTIVE" }, { deletion_protection: "MAYBE" }),
  ).toEqual(["guard lost, cannot tell: deletion protection: ACTIVE → MAYBE"]);
  const plan = planOf([
    {
      address: "aws_lb.one",
      before: { name: "one", enable_deletion_protection: true },
      after: { name: "one" },
      unknown: { enable_deletion_protection: true },
    },
  ]);
  expect(findIn(guards, plan).map(lineOf)).toEqual([
    "not reviewable, cannot tell: load balancer one, deletion protection: on → known after apply",
  ]);
});

test("a new resource that is open from the start is an exposure; a new one that is closed says nothing", () => {
  const plan = planOf([
    {
      address: "aws_db_instance.open",
      after: { identifier: "open", publicly_accessible: true, storage_encrypted: true },
    },
    { address: "aws_db_instance.closed", after: { identifier: "closed", storage_encrypted: true } },
    { address: "aws_s3_bucket_acl.open", after: { bucket: "open", acl: "public-read" } },
    { address: "aws_s3_bucket_acl.gone", before: { bucket: "gone", acl: "public-read" } },
    { address: "aws_s3_bucket_acl.left", before: { bucket: "left", acl: "public-read" }, actions: ["forget"] },
  ]);
  expect(findIn(guards, plan).map(lineOf)).toEqual([
    "exposure, weaker: database open, public address: nothing → on",
    "exposure, stronger: bucket ACL gone, ACL: public-read → nothing",
    "exposure, weaker: bucket ACL open, ACL: nothing → public-read",
  ]);
});

test("a rotation period that AWS does not tell is the default one", () => {
  const every = (days: number) => ({ enable_key_rotation: true, rotation_period_in_days: days });
  expect(linesOfChange(guards, "aws_kms_key", every(0), every(2560))).toEqual([
    "guard lost, weaker: rotation period: 365 days → 2560 days",
  ]);
  expect(linesOfChange(guards, "aws_kms_key", every(0), every(365))).toEqual([]);
});

test("a rotation that is turned off has lost no period too, and one that is turned on has won none", () => {
  const [on, off] = [{ enable_key_rotation: true, rotation_period_in_days: 90 }, { enable_key_rotation: false }];
  expect(linesOfChange(guards, "aws_kms_key", on, off)).toEqual(["guard lost, weaker: rotation: on → off"]);
  expect(linesOfChange(guards, "aws_kms_key", off, on)).toEqual(["guard lost, stronger: rotation: off → on"]);
});

const masks = (...kinds: readonly string[]) => ({
  policy_document: JSON.stringify({
    Statement: [
      { Operation: { Audit: {} }, DataIdentifier: ["arn:aws:dataprotection::aws:data-identifier/Name"] },
      {
        Operation: { Deidentify: {} },
        DataIdentifier: kinds.map((one) => `arn:aws:dataprotection::aws:data-identifier/${one}`),
      },
    ],
  }),
});

test("what a log group no longer masks is a guard that is lost, and what it masks besides is one that is added", () => {
  const type = "aws_cloudwatch_log_data_protection_policy";
  expect(linesOfChange(guards, type, masks("EmailAddress", "Name"), masks("EmailAddress"))).toEqual([
    "guard lost, weaker: sensitive data: Name (masked) → nothing",
  ]);
  expect(linesOfChange(guards, type, masks("EmailAddress"), masks("EmailAddress", "Name"))).toEqual([
    "guard lost, stronger: sensitive data: nothing → Name (masked)",
  ]);
  const policy = { log_group_name: "web", ...masks("EmailAddress") };
  expect(findIn(guards, planOf([{ address: `${type}.one`, before: policy }])).map(lineOf)).toEqual([
    "guard lost, weaker: log data protection policy one: in place → removed",
  ]);
});

test("the block of the account is said of the account", () => {
  const address = "aws_s3_account_public_access_block.one";
  const [found] = findIn(guards, planOf([{ address, before: { block_public_acls: true } }]));
  expect(found?.meaning).toContain("a bucket of the account");
});
