import { LambdaCodeSigningConfig } from "@cdktf/provider-aws/lib/lambda-code-signing-config";
import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { SignerSigningJob } from "@cdktf/provider-aws/lib/signer-signing-job";
import { SignerSigningProfile } from "@cdktf/provider-aws/lib/signer-signing-profile";
import { AssetType, TerraformAsset } from "cdktf";
import { Construct } from "constructs";
import type { FunctionPackage } from "./function-package/function-package";
import { PrivateBucket } from "./private-bucket";

/** Code that AWS Signer has signed, where Lambda takes it from. */
export interface SignedPackage {
  readonly bucket: string;
  readonly key: string;
  /** Of the code as it was packed. */
  readonly sha256: string;
  /** What makes the function refuse all code but that of its signer. */
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
 * Signs code before Lambda gets it, and has Lambda refuse every other (AWS Lambda Developer Guide, "Using code signing to
 * verify code integrity with Lambda"): whoever may only update a function cannot put code of their own there.
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
    // Lambda has a copy of what it was given, and the packing makes the same again.
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
      // A function lets go of it before it is deleted: Lambda refuses that while one refers to it.
      lifecycle: { createBeforeDestroy: true },
    });
  }

  /** @param id what the code is, as an address and as a name in the bucket */
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
