import { blockOf, changePolicy, findsWhen, holdsInEveryEnvironment, remove } from "../support/controls";
import { bucketsArePrivate as control } from "../../controls/rules/encryption";

const logs = "load_balancer_access_log";

holdsInEveryEnvironment(control);
findsWhen(
  control,
  "a public access block that is half set",
  (stacks) => {
    blockOf(stacks, "aws_s3_bucket_public_access_block", logs).restrict_public_buckets = false;
    delete blockOf(stacks, "aws_s3_bucket_public_access_block", logs).ignore_public_acls;
  },
  ["has no ignore_public_acls", "has no restrict_public_buckets"],
);
findsWhen(
  control,
  "a bucket without public access block, versioning, encryption and policy",
  (stacks) => {
    for (const type of ["public_access_block", "versioning", "server_side_encryption_configuration", "policy"]) {
      remove(stacks, `aws_s3_bucket_${type}`, logs);
    }
  },
  [
    "has no block_public_acls",
    "has no block_public_policy",
    "has no ignore_public_acls",
    "has no restrict_public_buckets",
    "is not versioned",
    "has no encryption",
    "can be reached without TLS",
  ],
);
findsWhen(
  control,
  "versioning that is suspended",
  (stacks) => {
    blockOf(stacks, "aws_s3_bucket_versioning", "states").versioning_configuration.status = "Suspended";
  },
  ["is not versioned"],
);
findsWhen(
  control,
  "a policy that requires TLS only of some principals, or only for some objects",
  (stacks) => {
    changePolicy(blockOf(stacks, "aws_s3_bucket_policy", logs), "policy", ([tls, ...others]) => [
      { ...tls, Principal: { AWS: "arn:aws:iam::123456789012:root" } },
      ...others,
    ]);
    changePolicy(blockOf(stacks, "aws_s3_bucket_policy", "states"), "policy", ([tls, ...others]) => [
      { ...tls, Resource: tls.Resource[0] },
      ...others,
    ]);
  },
  ["can be reached without TLS"],
);
