import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { policyDocument, type PolicyStatement } from "./policy-document";

export interface PrivateBucketProps {
  /** The whole name, or a prefix to which Terraform adds a unique suffix. */
  readonly name: { readonly exact: string } | { readonly prefix: string };
  /** Who may use the bucket beyond the account's own identities, given its ARN. @default nobody */
  readonly statements?: (bucketArn: string) => readonly PolicyStatement[];
  /** @default SSE-S3, the only encryption that load balancer logs support */
  readonly kmsKeyArn?: string;
  /** Days after which an object expires. @default it stays */
  readonly expirationDays?: number;
  /** Days after which a replaced or deleted version expires. @default 30 */
  readonly noncurrentVersionDays?: number;
  /** Refuses to destroy the bucket. @default true */
  readonly preventDestroy?: boolean;
  /** Destroys what is in the bucket with it. @default false */
  readonly forceDestroy?: boolean;
}

/** A bucket that is encrypted, versioned, reached by TLS alone and never public. */
export class PrivateBucket extends Construct {
  readonly name: string;
  readonly arn: string;
  /** To depend on, for an object whose version is read: versioning must be enabled first. */
  readonly versioning: ITerraformDependable;

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    const { name, statements = () => [], kmsKeyArn, expirationDays, noncurrentVersionDays = 30 } = props;
    const { preventDestroy = true, forceDestroy = false } = props;

    const bucket = new S3Bucket(this, "bucket", {
      ...("exact" in name ? { bucket: name.exact } : { bucketPrefix: name.prefix }),
      forceDestroy,
      lifecycle: { preventDestroy },
    });
    new S3BucketOwnershipControls(this, "ownership", {
      bucket: bucket.id,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    this.versioning = new S3BucketVersioningA(this, "versioning", {
      bucket: bucket.id,
      versioningConfiguration: { status: "Enabled" },
    });
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket: bucket.id,
      rule: [
        {
          applyServerSideEncryptionByDefault:
            kmsKeyArn === undefined
              ? { sseAlgorithm: "AES256" }
              : { sseAlgorithm: "aws:kms", kmsMasterKeyId: kmsKeyArn },
          bucketKeyEnabled: kmsKeyArn !== undefined,
        },
      ],
    });
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket: bucket.id,
      rule: [
        {
          id: "old-versions",
          status: "Enabled",
          filter: [{ prefix: "" }],
          ...(expirationDays !== undefined && { expiration: [{ days: expirationDays }] }),
          noncurrentVersionExpiration: [{ noncurrentDays: noncurrentVersionDays }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
    });
    const publicAccessBlock = new S3BucketPublicAccessBlock(this, "public_access_block", {
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketPolicy(this, "policy", {
      bucket: bucket.id,
      policy: policyDocument([
        {
          sid: "RefuseWithoutTls",
          effect: "Deny",
          principals: "*",
          actions: ["s3:*"],
          resources: [bucket.arn, `${bucket.arn}/*`],
          conditions: { Bool: { "aws:SecureTransport": ["false"] } },
        },
        ...statements(bucket.arn),
      ]),
      dependsOn: [publicAccessBlock],
    });
    this.name = bucket.id;
    this.arn = bucket.arn;
  }
}
