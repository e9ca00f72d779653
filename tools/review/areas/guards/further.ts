import { attribute } from "../../estate";
import { saferOn, weakestFirst } from "../../settings/judges";
import { valueAt } from "../../settings/paths";
import type { Presence } from "../../settings/presence";
import type { TypedSetting } from "../../settings/setting";
import { scalar } from "../../settings/words";

const byDefault = "rule.apply_server_side_encryption_by_default";

/** Guards of single services. */
export const furtherSettings: readonly TypedSetting[] = [
  {
    rule: "bucket-encryption-algorithm",
    consequence: "guard lost",
    types: ["aws_s3_bucket_server_side_encryption_configuration"],
    path: `${byDefault}.sse_algorithm`,
    part: "encryption algorithm",
    judge: weakestFirst("AES256", "aws:kms", "aws:kms:dsse"),
    standard: "AES256",
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
    path: "enabled",
    part: "encryption of new volumes",
    // Terraform registry, `aws_ebs_encryption_by_default`: true.
    judge: saferOn,
    standard: true,
    weaker: "New volumes of the account are unencrypted unless each says otherwise.",
    stronger: "New volumes of the account are encrypted.",
  },
  {
    rule: "image-tags",
    consequence: "guard lost",
    types: ["aws_ecr_repository"],
    path: "image_tag_mutability",
    part: "image tags",
    judge: weakestFirst("MUTABLE", "IMMUTABLE"),
    standard: "MUTABLE",
    weaker: "A tag can be moved to another image, so that the same tag runs other code.",
    stronger: "A tag names one image for ever.",
  },
  {
    rule: "image-scan",
    consequence: "guard lost",
    types: ["aws_ecr_repository"],
    path: "image_scanning_configuration.scan_on_push",
    part: "scan on push",
    // Amazon ECR API Reference, "PutImageScanningConfiguration".
    judge: saferOn,
    standard: false,
    weaker: "Known vulnerabilities of an image that is pushed are found only when somebody starts a scan.",
    stronger: "An image that is pushed is scanned for known vulnerabilities.",
  },
];

export const furtherPresences: readonly Presence[] = [
  {
    rule: "encryption",
    types: ["aws_s3_bucket_server_side_encryption_configuration"],
    owner: "bucket",
    part: "default encryption",
    // Amazon S3 API reference, DeleteBucketEncryption: S3's own key encrypts then.
    isOn: (value) => /^aws:kms/.test(scalar(valueAt(value, `${byDefault}.sse_algorithm`))),
    lost: "A key of AWS's encrypts new objects: no key policy says who may decrypt.",
    added: "KMS is asked who may decrypt new objects.",
  },
  {
    rule: "volume-encryption-by-default",
    types: ["aws_ebs_encryption_by_default"],
    part: "encryption of new volumes",
    isOn: (value) => scalar(attribute(value, "enabled")) !== "false",
    lost: "New volumes of the account are unencrypted unless each says otherwise.",
    added: "New volumes of the account are encrypted.",
  },
];
