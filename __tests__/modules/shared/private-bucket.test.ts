import { PrivateBucket } from "../../../modules/shared/private-bucket";
import { synthesizeModule } from "../../support/synthesize";

const bucketOf = (props: Partial<ConstructorParameters<typeof PrivateBucket>[2]> = {}) =>
  synthesizeModule((stack) => {
    new PrivateBucket(stack, "states", { name: { exact: "example-states" }, ...props });
  }).resource;

test("is never public, in none of the four ways", () => {
  expect(bucketOf()["aws_s3_bucket_public_access_block"]?.["states_public_access_block"]).toMatchObject({
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  });
});

test("keeps old versions for a while, refuses access lists, and refuses to be destroyed", () => {
  const resource = bucketOf({ noncurrentVersionDays: 90 });
  expect(resource["aws_s3_bucket"]?.["states_bucket"]).toMatchObject({
    bucket: "example-states",
    force_destroy: false,
    lifecycle: { prevent_destroy: true },
  });
  expect(resource["aws_s3_bucket_versioning"]?.["states_versioning"]).toMatchObject({
    versioning_configuration: { status: "Enabled" },
  });
  expect(resource["aws_s3_bucket_ownership_controls"]?.["states_ownership"]).toMatchObject({
    rule: { object_ownership: "BucketOwnerEnforced" },
  });
  expect(resource["aws_s3_bucket_lifecycle_configuration"]?.["states_lifecycle"]?.rule).toEqual([
    {
      id: "old-versions",
      status: "Enabled",
      filter: [{ prefix: "" }],
      noncurrent_version_expiration: [{ noncurrent_days: 90 }],
      abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
    },
  ]);
});

test.each([
  [undefined, { sse_algorithm: "AES256" }],
  [
    "arn:aws:kms:eu-west-1:111122223333:key/k",
    { sse_algorithm: "aws:kms", kms_master_key_id: "arn:aws:kms:eu-west-1:111122223333:key/k" },
  ],
])("is encrypted with the key %p", (kmsKeyArn, expected) => {
  const encryption = bucketOf({ kmsKeyArn })["aws_s3_bucket_server_side_encryption_configuration"]?.[
    "states_encryption"
  ];
  expect(encryption.rule).toEqual([
    { apply_server_side_encryption_by_default: expected, bucket_key_enabled: kmsKeyArn !== undefined },
  ]);
});

test("answers over TLS alone, and otherwise to whom it is told", () => {
  const resource = bucketOf({
    statements: (arn) => [
      {
        sid: "Writer",
        principals: { Service: ["x.amazonaws.com"] },
        actions: ["s3:PutObject"],
        resources: [`${arn}/*`],
      },
    ],
  });
  const policy = resource["aws_s3_bucket_policy"]?.["states_policy"];
  expect(JSON.parse(policy.policy as string)).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "RefuseWithoutTls",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: ["${aws_s3_bucket.states_bucket.arn}", "${aws_s3_bucket.states_bucket.arn}/*"],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
      {
        Sid: "Writer",
        Effect: "Allow",
        Principal: { Service: "x.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: "${aws_s3_bucket.states_bucket.arn}/*",
      },
    ],
  });
});

test("makes a name unique in the world where only its start is given", () => {
  const bucket = bucketOf({ name: { prefix: "prod-logs-" }, forceDestroy: true, preventDestroy: false })[
    "aws_s3_bucket"
  ]?.["states_bucket"];
  expect(bucket.bucket_prefix).toBe("prod-logs-");
  expect(bucket.force_destroy).toBe(true);
  expect(bucket).not.toHaveProperty("bucket");
});
