import { demo } from "../support/example-records/demo";
import { prod } from "../support/example-records/prod";
import type { EnvironmentRecord } from "../../stacks/environments/schema/environment";
import { StateStack } from "../../stacks/state-stack";
import { environmentOf } from "../support/environments";
import { newApp, terraformJson } from "../support/synthesize";

const kmsKeyArn = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-a6ef-1234567890ab";
const stackOf = (record: EnvironmentRecord) => StateStack.whereMade(newApp(), environmentOf(record, "prod"));

test("makes the bucket for the other layers' states, with its own state on this machine", () => {
  const stack = stackOf(prod);
  if (stack === undefined) throw new Error("prod keeps its states in a bucket");
  const json = terraformJson(stack);
  expect(json.terraform.backend).toEqual({ local: { path: "../../../state/prod/state.tfstate" } });
  expect(json.resource["aws_s3_bucket"]).toMatchObject({
    states_bucket: { bucket: "example-palisade-state", force_destroy: false, lifecycle: { prevent_destroy: true } },
  });
});

test("the bucket encrypts with the key of the states", () => {
  const stack = stackOf({ ...prod, state: { backend: "s3", bucket: "example-palisade-state", kmsKeyArn } });
  const json = stack && terraformJson(stack);
  expect(json?.resource["aws_s3_bucket_server_side_encryption_configuration"]).toMatchObject({
    states_encryption: {
      rule: [{ apply_server_side_encryption_by_default: { kms_master_key_id: kmsKeyArn, sse_algorithm: "aws:kms" } }],
    },
  });
});

test("does not exist for other backends, nor if another environment makes the bucket", () => {
  expect(stackOf(demo)).toBeUndefined();
  expect(
    stackOf({ ...prod, state: { backend: "s3", bucket: "example-palisade-state", createBucket: false, kmsKeyArn } }),
  ).toBeUndefined();
});
