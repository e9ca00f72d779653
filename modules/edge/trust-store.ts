import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { Construct } from "constructs";
import { PrivateBucket } from "../shared/private-bucket";

export interface TrustStoreProps {
  /** The start of the bucket's name, to which Terraform adds what makes it unique. */
  readonly namePrefix: string;
  /** PEM text: the CAs whose certificates clients may show. `ca-bundle.ts` checks it. */
  readonly caBundle: string;
  /** Refuses to destroy the bucket. @default true */
  readonly preventDestroy?: boolean;
  /** Destroys the bundle with its bucket. @default false */
  readonly forceDestroy?: boolean;
}

/**
 * The CAs that an API's domain trusts in mutual TLS, in a bucket that keeps every version. API Gateway reads a new bundle
 * only when the domain is given the bundle's version.
 */
export class TrustStore extends Construct {
  readonly truststoreUri: string;
  readonly truststoreVersion: string;

  constructor(scope: Construct, id: string, props: TrustStoreProps) {
    super(scope, id);
    const { namePrefix, caBundle, preventDestroy, forceDestroy } = props;

    const bucket = new PrivateBucket(this, "trust_store", {
      name: { prefix: namePrefix },
      preventDestroy,
      forceDestroy,
    });
    const bundle = new S3Object(this, "ca_bundle", {
      bucket: bucket.name,
      key: "ca-bundle.pem",
      content: caBundle,
      contentType: "application/x-pem-file",
      dependsOn: [bucket.versioning],
    });
    this.truststoreUri = `s3://${bundle.bucket}/${bundle.key}`;
    this.truststoreVersion = bundle.versionId;
  }
}
