import { TerraformOutput } from "cdktf";
import { join } from "node:path";
import { CodeSigning } from "../../../modules/shared/code-signing";
import { synthesizeModule } from "../../support/synthesize";

const file = (name: string) => join(__dirname, "../../..", name);

const signed = () =>
  synthesizeModule((stack) => {
    const signing = new CodeSigning(stack, "signing", {
      profileNamePrefix: "prod_compute_code_",
      bucketNamePrefix: "prod-compute-code-",
      kmsKeyArn: "arn:key",
      description: "Code of the functions of prod",
    });
    const hello = signing.sign("hello", { zipFile: file("package.json"), sha256: "aGVsbG8=" });
    signing.sign("secure_api", { zipFile: file("tsconfig.json"), sha256: "c2VjdXJl" });
    new TerraformOutput(stack, "hello", { value: { ...hello } });
  });

test("has one profile, one bucket, and what makes Lambda refuse every other code", () => {
  const { resource } = signed();
  expect(resource["aws_signer_signing_profile"]).toEqual({
    signing_profile: { name_prefix: "prod_compute_code_", platform_id: "AWSLambda-SHA384-ECDSA" },
  });
  expect(resource["aws_lambda_code_signing_config"]).toEqual({
    signing_config: {
      description: "Code of the functions of prod",
      allowed_publishers: {
        signing_profile_version_arns: ["${aws_signer_signing_profile.signing_profile.version_arn}"],
      },
      policies: { untrusted_artifact_on_deployment: "Enforce" },
      lifecycle: { create_before_destroy: true },
    },
  });
  expect(resource["aws_s3_bucket"]).toEqual({
    signing_code_bucket: {
      bucket_prefix: "prod-compute-code-",
      force_destroy: true,
      lifecycle: { prevent_destroy: false },
    },
  });
  expect(
    resource["aws_s3_bucket_server_side_encryption_configuration"]?.["signing_code_encryption"].rule[0],
  ).toMatchObject({ apply_server_side_encryption_by_default: { kms_master_key_id: "arn:key" } });
});

test("signs each code by itself: the very version that was put there", () => {
  const { resource } = signed();
  expect(Object.keys(resource["aws_s3_object"] ?? {})).toEqual([
    "signing_hello_unsigned",
    "signing_secure_api_unsigned",
  ]);
  expect(resource["aws_s3_object"]?.["signing_hello_unsigned"]).toEqual({
    bucket: "${aws_s3_bucket.signing_code_bucket.id}",
    key: "unsigned/hello.zip",
    source: "assets/signing_hello_code/current/package.json",
    source_hash: "aGVsbG8=",
    depends_on: ["aws_s3_bucket_versioning.signing_code_versioning"],
  });
  expect(resource["aws_signer_signing_job"]?.["signing_hello_signature"]).toEqual({
    profile_name: "${aws_signer_signing_profile.signing_profile.name}",
    source: {
      s3: {
        bucket: "${aws_s3_bucket.signing_code_bucket.id}",
        key: "${aws_s3_object.signing_hello_unsigned.key}",
        version: "${aws_s3_object.signing_hello_unsigned.version_id}",
      },
    },
    destination: { s3: { bucket: "${aws_s3_bucket.signing_code_bucket.id}", prefix: "signed/hello-" } },
  });
});

test("says where the signed code is", () => {
  expect(signed().output["hello"].value).toEqual({
    bucket: "${aws_signer_signing_job.signing_hello_signature.signed_object[0].s3[0].bucket}",
    key: "${aws_signer_signing_job.signing_hello_signature.signed_object[0].s3[0].key}",
    sha256: "aGVsbG8=",
    codeSigningConfigArn: "${aws_lambda_code_signing_config.signing_config.arn}",
  });
});
