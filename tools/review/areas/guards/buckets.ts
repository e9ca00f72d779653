import { attribute } from "../../estate";
import type { Normal } from "../../plan/normal";
import { byLevel, saferOn, strengthIn, weakestFirst } from "../../settings/judges";
import { valueAt } from "../../settings/paths";
import type { Presence } from "../../settings/presence";
import type { TypedSetting } from "../../settings/setting";
import { scalar } from "../../settings/words";

/** Amazon S3 User Guide, "Blocking public access to your Amazon S3 storage": each of the four works alone. */
const flags = {
  block_public_acls: [
    "S3 accepts an ACL that makes an object public.",
    "S3 refuses an ACL that makes an object public.",
  ],
  block_public_policy: [
    "S3 accepts a bucket policy that makes the bucket public.",
    "S3 refuses a bucket policy that makes the bucket public.",
  ],
  ignore_public_acls: ["S3 follows public ACLs that are there.", "S3 ignores public ACLs that are there."],
  restrict_public_buckets: [
    "A public bucket policy that is there works for everybody.",
    "A public bucket policy that is there works for the bucket's account and AWS services alone.",
  ],
} as const;

const blockTypes = ["aws_s3_bucket_public_access_block", "aws_s3_account_public_access_block"];

/** Public access, ownership and ACLs of buckets. What a bucket policy allows is a matter of permissions. */
export const bucketSettings: readonly TypedSetting[] = [
  ...Object.entries(flags).map(([flag, [weaker, stronger]]): TypedSetting => ({
    rule: "public-access-block",
    consequence: "guard lost",
    types: blockTypes,
    path: flag,
    part: flag,
    judge: saferOn,
    standard: false,
    weaker,
    stronger,
  })),
  {
    rule: "bucket-ownership",
    consequence: "guard lost",
    types: ["aws_s3_bucket_ownership_controls"],
    path: "rule.object_ownership",
    part: "object ownership",
    judge: weakestFirst("ObjectWriter", "BucketOwnerPreferred", "BucketOwnerEnforced"),
    standard: "ObjectWriter",
    weaker: "ACLs count again: who writes an object may own the object and share the object.",
    stronger: "The bucket's owner owns more objects, and with BucketOwnerEnforced no ACL counts.",
  },
  {
    rule: "bucket-acl",
    consequence: "exposure",
    types: ["aws_s3_bucket_acl"],
    path: "acl",
    part: "ACL",
    // Amazon S3 User Guide, "Canned ACL".
    judge: byLevel(
      strengthIn({
        "public-read-write": 0,
        "public-read": 1,
        "authenticated-read": 2,
        "log-delivery-write": 3,
        "bucket-owner-full-control": 3,
        "bucket-owner-read": 3,
        "aws-exec-read": 3,
        private: 3,
      }),
    ),
    safe: "private",
    weaker: "The ACL lets everybody, or everybody with an AWS account, use the bucket.",
    stronger: "The ACL shuts out who is no owner.",
  },
];

const anyFlag = (value: Normal): boolean =>
  Object.keys(flags).some((flag) => scalar(attribute(value, flag)) === "true");

export const bucketPresences: readonly Presence[] = [
  {
    rule: "public-access-block",
    types: ["aws_s3_bucket_public_access_block"],
    owner: "bucket",
    isOn: anyFlag,
    lost: "Nothing stops an ACL or a policy that makes the bucket public.",
    added: "S3 refuses or ignores what would make the bucket public.",
  },
  {
    rule: "public-access-block",
    types: ["aws_s3_account_public_access_block"],
    isOn: anyFlag,
    lost: "Nothing stops an ACL or a policy that makes a bucket of the account public, unless the bucket's own block does.",
    added: "S3 refuses or ignores what would make any bucket of the account public.",
  },
  {
    rule: "bucket-ownership",
    types: ["aws_s3_bucket_ownership_controls"],
    owner: "bucket",
    isOn: (value) => scalar(valueAt(value, "rule.object_ownership")) !== "ObjectWriter",
    lost: "ACLs count again: who writes an object may own the object and share the object.",
    added: "The bucket's owner owns its objects.",
  },
];
