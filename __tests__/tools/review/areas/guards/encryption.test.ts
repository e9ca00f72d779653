import { guards } from "../../../../../tools/review/areas/guards";
import { type PlannedResource, findIn, lineOf, planOf } from "../../../../support/plans";
import { expectWeakening, linesOfChange } from "../../../../support/review-settings";

const own = "arn:aws:kms:eu-west-1:1:key/k-1";
const bucketKey = (kms_master_key_id?: string) => ({
  rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm: "aws:kms", kms_master_key_id }] }],
});

test.each([
  [
    "aws_db_instance",
    { storage_encrypted: false },
    { storage_encrypted: true, kms_key_id: own },
    `storage encryption: not encrypted < ${own}`,
  ],
  ["aws_ebs_volume", {}, { encrypted: true }, "encryption: not encrypted < a key of AWS's"],
  ["aws_cloudwatch_log_group", {}, { kms_key_id: own }, `encryption: a key of AWS's < ${own}`],
  [
    "aws_secretsmanager_secret",
    { kms_key_id: "alias/aws/secretsmanager" },
    { kms_key_id: own },
    `encryption: a key of AWS's < ${own}`,
  ],
  ["aws_lambda_function", {}, { kms_key_arn: own }, `encryption of environment variables: a key of AWS's < ${own}`],
  [
    "aws_s3_bucket_server_side_encryption_configuration",
    bucketKey(),
    bucketKey(own),
    `default encryption: a key of AWS's < ${own}`,
  ],
  [
    "aws_sqs_queue",
    { sqs_managed_sse_enabled: false },
    { sqs_managed_sse_enabled: false, kms_master_key_id: own },
    `encryption: not encrypted < ${own}`,
  ],
  ["aws_sns_topic", {}, { kms_master_key_id: "alias/aws/sns" }, "encryption: not encrypted < a key of AWS's"],
  [
    "aws_kinesis_stream",
    { encryption_type: "NONE" },
    { encryption_type: "KMS", kms_key_id: own },
    `encryption: not encrypted < ${own}`,
  ],
  [
    "aws_dynamodb_table",
    {},
    { server_side_encryption: [{ enabled: true, kms_key_arn: own }] },
    `encryption: a key of AWS's < ${own}`,
  ],
])("%s: %j is weaker than %j", (type, weaker, stronger, says) => {
  expectWeakening(guards, { type, weaker, stronger, says: `guard lost: ${says}` });
});

const group = (values: object, unknown?: object): PlannedResource => ({
  address: "aws_cloudwatch_log_group.logs",
  before: { name: "logs", kms_key_id: own },
  after: { name: "logs", ...values },
  ...(unknown !== undefined && { unknown: { ...unknown } }),
});
const key = (id: string): PlannedResource => {
  const values = { id, description: id, arn: `arn:aws:kms:eu-west-1:1:key/${id}` };
  return { address: `aws_kms_key.${id}`, before: values, after: values };
};
const linesOf = (...resources: readonly PlannedResource[]) => findIn(guards, planOf(resources)).map(lineOf);

test("another key of the given plans is a change of its own; a key that they do not hold was not reviewed", () => {
  const other = "arn:aws:kms:eu-west-1:1:key/k-2";
  expect(linesOf(group({ kms_key_id: other }), key("k-1"), key("k-2"))).toEqual([
    "guard lost, neutral: log group logs, encryption: key k-1 → key k-2",
  ]);
  expect(linesOf(group({ kms_key_id: other }), key("k-1"))).toEqual([
    `guard lost, cannot tell: log group logs, encryption: key k-1 → ${other}`,
  ]);
});

test("a key that is replaced is still the same key to what names it; a key that nobody can follow is not reviewable", () => {
  const replaced: PlannedResource = {
    ...key("k-1"),
    after: { description: "new" },
    actions: ["create", "delete"],
    unknown: { arn: true },
  };
  const references = { kms_key_id: ["aws_kms_key.k-1.arn", "aws_kms_key.k-1"] };
  expect(linesOf({ ...group({}, { kms_key_id: true }), references }, replaced)).toEqual([]);
  expect(linesOf(group({}, { kms_key_id: true }))).toEqual([
    `not reviewable, cannot tell: log group logs, encryption: ${own} → known after apply`,
  ]);
});

test("what has nothing to encrypt any more has lost no encryption", () => {
  const insights = { performance_insights_enabled: true, performance_insights_kms_key_id: own };
  expect(linesOfChange(guards, "aws_db_instance", insights, {})).toEqual([]);
});

test("new storage without encryption is a weakening; new storage with a key of AWS's is none", () => {
  expect(
    linesOf(
      { address: "aws_ebs_volume.a", after: { id: "a" } },
      { address: "aws_ebs_volume.b", after: { id: "b", encrypted: true } },
      { address: "aws_ebs_volume.c", before: { id: "c" } },
    ),
  ).toEqual(["guard lost, weaker: EBS volume a, encryption: nothing → not encrypted"]);
});

test("an alias that names another key changes who encrypts", () => {
  const alias = (target_key_id: string) => ({ id: "alias/data", name: "alias/data", target_key_id });
  expect(
    linesOf({ address: "aws_kms_alias.data", before: alias("k-1"), after: alias("k-2") }, key("k-1"), key("k-2")),
  ).toEqual(["guard lost, neutral: key alias alias/data, key: key k-1 → key k-2"]);
});

test("an alias of the key is the key", () => {
  const alias = { id: "alias/data", name: "alias/data", target_key_id: "k-1" };
  expect(
    linesOf(group({ kms_key_id: "alias/data" }), key("k-1"), {
      address: "aws_kms_alias.data",
      before: alias,
      after: alias,
    }),
  ).toEqual([]);
});

test("a replaced database whose configuration names no key gets AWS's key, and nobody knows whose the old one was", () => {
  const values = { identifier: "one", storage_encrypted: true };
  expect(
    linesOf({
      address: "aws_db_instance.one",
      before: { ...values, kms_key_id: own, multi_az: false },
      after: values,
      actions: ["delete", "create"],
      unknown: { kms_key_id: true, multi_az: true },
      references: { vpc_security_group_ids: ["aws_security_group.one"] },
    }),
  ).toEqual([`guard lost, cannot tell: database one, storage encryption: ${own} → a key of AWS's`]);
});

test("a bucket whose key goes with its algorithm loses the key, and nothing twice", () => {
  const type = "aws_s3_bucket_server_side_encryption_configuration";
  const plain = { rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm: "AES256" }] }] };
  expect(linesOfChange(guards, type, bucketKey(own), plain)).toEqual([
    `guard lost, weaker: default encryption: ${own} → a key of AWS's`,
  ]);
});
