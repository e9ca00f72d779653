import { TerraformOutput } from "cdktf";
import { TrustStore, type TrustStoreProps } from "../../../modules/edge/trust-store";
import { synthesizeModule } from "../../support/synthesize";

const synthesize = (props: Partial<TrustStoreProps> = {}) =>
  synthesizeModule((stack) => {
    const { truststoreUri, truststoreVersion } = new TrustStore(stack, "rest", {
      namePrefix: "prod-edge-trust-",
      caBundle: "-----BEGIN CERTIFICATE-----",
      ...props,
    });
    new TerraformOutput(stack, "uri", { value: truststoreUri });
    new TerraformOutput(stack, "version", { value: truststoreVersion });
  });

test("keeps the bundle unchanged in a bucket that keeps every version", () => {
  const { resource } = synthesize();
  expect(resource["aws_s3_object"]).toEqual({
    rest_ca_bundle: {
      bucket: "${aws_s3_bucket.rest_trust_store_bucket.id}",
      key: "ca-bundle.pem",
      content: "-----BEGIN CERTIFICATE-----",
      content_type: "application/x-pem-file",
      depends_on: ["aws_s3_bucket_versioning.rest_trust_store_versioning"],
    },
  });
  expect(resource["aws_s3_bucket_versioning"]?.["rest_trust_store_versioning"].versioning_configuration).toEqual({
    status: "Enabled",
  });
});

test("publishes the place and the version of the bundle, so that a new bundle changes the domain", () => {
  expect(synthesize().output).toEqual({
    uri: { value: "s3://${aws_s3_object.rest_ca_bundle.bucket}/${aws_s3_object.rest_ca_bundle.key}" },
    version: { value: "${aws_s3_object.rest_ca_bundle.version_id}" },
  });
});

test("protects the bucket from being destroyed, unless the props say otherwise", () => {
  const bucketOf = (props: Partial<TrustStoreProps>) =>
    synthesize(props).resource["aws_s3_bucket"]?.["rest_trust_store_bucket"];
  expect(bucketOf({})).toMatchObject({ force_destroy: false, lifecycle: { prevent_destroy: true } });
  expect(bucketOf({ preventDestroy: false, forceDestroy: true })).toMatchObject({
    force_destroy: true,
    lifecycle: { prevent_destroy: false },
  });
});
