import { LambdaCodeSigningConfig } from "@cdktf/provider-aws/lib/lambda-code-signing-config";
import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { SignerSigningJob } from "@cdktf/provider-aws/lib/signer-signing-job";
import { SignerSigningProfile } from "@cdktf/provider-aws/lib/signer-signing-profile";
import { AssetType, TerraformAsset } from "cdktf";
import { Construct } from "constructs";
import type { FunctionPackage } from "./function-package/function-package";
import { PrivateBucket } from "./private-bucket";

/** Code signed by AWS Signer, in the bucket that Lambda takes it from. */
export interface SignedPackage {
  readonly bucket: string;
  readonly key: string;
  /** The hash of the code before it was signed. */
  readonly sha256: string;
  /** Has the function refuse all code but that of its signer. */
  readonly codeSigningConfigArn: string;
}

export interface CodeSigningProps {
  /** The start of the signing profile's name: letters, digits and underscores (AWS Signer API Reference, PutSigningProfile). */
  readonly profileNamePrefix: string;
  readonly bucketNamePrefix: string;
  readonly kmsKeyArn: string;
  readonly description: string;
}

/**
 * Signs code before Lambda gets it, and has Lambda refuse all other code (AWS Lambda Developer Guide, "Using code signing
 * to verify code integrity with Lambda"). Permission to update a function is then not enough to run other code in it.
 */
export class CodeSigning extends Construct {
  private readonly profile: SignerSigningProfile;
  private readonly bucket: PrivateBucket;
  private readonly config: LambdaCodeSigningConfig;

  constructor(scope: Construct, id: string, props: CodeSigningProps) {
    super(scope, id);
    const { profileNamePrefix, bucketNamePrefix, kmsKeyArn, description } = props;
    // A cancelled profile keeps its name for two years (AWS Signer API Reference, CancelSigningProfile).
    this.profile = new SignerSigningProfile(this, "profile", {
      namePrefix: profileNamePrefix,
      platformId: "AWSLambda-SHA384-ECDSA",
    });
    // The bucket may be destroyed: Lambda has a copy of its code, and packing makes the same bytes again.
    this.bucket = new PrivateBucket(this, "code", {
      name: { prefix: bucketNamePrefix },
      kmsKeyArn,
      preventDestroy: false,
      forceDestroy: true,
    });
    this.config = new LambdaCodeSigningConfig(this, "config", {
      description,
      allowedPublishers: { signingProfileVersionArns: [this.profile.versionArn] },
      policies: { untrustedArtifactOnDeployment: "Enforce" },
      // Lambda refuses to delete a configuration that a function refers to: the function gets the new one first.
      lifecycle: { createBeforeDestroy: true },
    });
  }

  /** @param id names the code, in addresses and in the bucket */
  sign(id: string, code: FunctionPackage): SignedPackage {
    const zip = new TerraformAsset(this, `${id}_code`, {
      path: code.zipFile,
      type: AssetType.FILE,
      assetHash: "current",
    });
    const unsigned = new S3Object(this, `${id}_unsigned`, {
      bucket: this.bucket.name,
      key: `unsigned/${id}.zip`,
      source: zip.path,
      sourceHash: code.sha256,
      dependsOn: [this.bucket.versioning],
    });
    const job = new SignerSigningJob(this, `${id}_signature`, {
      profileName: this.profile.name,
      source: { s3: { bucket: this.bucket.name, key: unsigned.key, version: unsigned.versionId } },
      destination: { s3: { bucket: this.bucket.name, prefix: `signed/${id}-` } },
    });
    const { bucket, key } = job.signedObject.get(0).s3.get(0);
    return { bucket, key, sha256: code.sha256, codeSigningConfigArn: this.config.arn };
  }
}
