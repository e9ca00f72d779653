import { attribute } from "../../estate";
import type { Presence } from "../../settings/presence";
import { valueAt } from "../../settings/paths";
import { onOff, ordered, wordOf } from "../../settings/scales";
import type { Setting } from "../../settings/setting";

const byDefault = "rule.apply_server_side_encryption_by_default";

/** Guards of single services. */
export const furtherSettings: readonly Setting[] = [
  {
    rule: "bucket-encryption-algorithm",
    consequence: "guard lost",
    types: ["aws_s3_bucket_server_side_encryption_configuration"],
    attribute: `${byDefault}.sse_algorithm`,
    part: "encryption algorithm",
    scale: ordered(["AES256", "aws:kms", "aws:kms:dsse"], "AES256"),
    // Where a key comes or goes with the algorithm, the key says enough.
    counts: (sides) =>
      new Set(sides.map((one) => valueAt(one, `${byDefault}.kms_master_key_id`) === undefined)).size < 2,
    weaker: "S3 encrypts new objects with fewer layers, or without asking KMS who may decrypt.",
    stronger: "S3 encrypts new objects with more layers, or asks KMS who may decrypt.",
  },
  {
    rule: "volume-encryption-by-default",
    consequence: "guard lost",
    types: ["aws_ebs_encryption_by_default"],
    attribute: "enabled",
    part: "encryption of new volumes",
    // Terraform registry, `aws_ebs_encryption_by_default`: true.
    scale: onOff({ absent: true }),
    weaker: "New volumes of the account are unencrypted unless each says otherwise.",
    stronger: "New volumes of the account are encrypted.",
  },
  {
    rule: "image-tags",
    consequence: "guard lost",
    types: ["aws_ecr_repository"],
    attribute: "image_tag_mutability",
    part: "image tags",
    scale: ordered(["MUTABLE", "IMMUTABLE"], "MUTABLE"),
    weaker: "A tag can be moved to another image, so that the same tag runs other code.",
    stronger: "A tag names one image for ever.",
  },
];

export const furtherPresences: readonly Presence[] = [
  {
    rule: "encryption",
    types: ["aws_s3_bucket_server_side_encryption_configuration"],
    owner: "bucket",
    part: "default encryption",
    // Amazon S3 API reference, DeleteBucketEncryption: S3's own key encrypts then.
    isOn: (value) => /^aws:kms/.test(wordOf(valueAt(value, `${byDefault}.sse_algorithm`))),
    lost: "A key of AWS's encrypts new objects: no key policy says who may decrypt.",
    added: "KMS is asked who may decrypt new objects.",
  },
  {
    rule: "volume-encryption-by-default",
    types: ["aws_ebs_encryption_by_default"],
    part: "encryption of new volumes",
    isOn: (value) => wordOf(attribute(value, "enabled")) !== "false",
    lost: "New volumes of the account are unencrypted unless each says otherwise.",
    added: "New volumes of the account are encrypted.",
  },
];
