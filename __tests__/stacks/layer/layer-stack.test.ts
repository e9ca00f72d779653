import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { DataResource } from "cdktf";
import { Construct } from "constructs";
import childProcess from "node:child_process";
import type { Environment } from "../../../stacks/environments/schema/environment";
import { LayerStack } from "../../../stacks/layer/layer-stack";
import { newApp, terraformJson } from "../../support/synthesize";

class SomeStack extends LayerStack {}

const environment = {
  name: "prod",
  region: "eu-west-1",
  accountId: "111122223333",
  owner: "platform",
  costCentre: "web",
  tags: { Team: "blue" },
  state: { backend: "local" },
  alarmTopicArn: "arn:aws:sns:eu-west-1:111122223333:operations",
  keepData: true,
  teardown: false,
} as unknown as Environment;

const stackOf = (changes: Partial<Environment> = {}) => new SomeStack(newApp(), "edge", { ...environment, ...changes });

const tags = {
  Team: "blue",
  Environment: "prod",
  Layer: "edge",
  Owner: "platform",
  CostCentre: "web",
  ManagedBy: "Palisade",
};

test("works in its region and account alone, and tags all that it makes", () => {
  const json = terraformJson(stackOf());
  expect(json.provider).toEqual({
    aws: [{ region: "eu-west-1", allowed_account_ids: ["111122223333"], default_tags: [{ tags }] }],
  });
  expect(stackOf().tags).toEqual(tags);
});

test("leaves the account to the credentials if the environment names no account, and reads the account when it is needed", () => {
  const stack = stackOf({ accountId: undefined });
  expect(stack.accountId).toMatch(/TfToken/);
  const json = terraformJson(stack);
  expect(json.provider["aws"]).toEqual([{ region: "eu-west-1", default_tags: [{ tags }] }]);
  expect(Object.keys(json.data["aws_caller_identity"] ?? {})).toEqual(["current"]);
});

test("has the provider of us-east-1 only if it is used, in the same account, with the same tags", () => {
  const stack = stackOf();
  expect(stack.usEast1).toBe(stack.usEast1);
  expect(terraformJson(stack).provider["aws"]).toEqual([
    { region: "eu-west-1", allowed_account_ids: ["111122223333"], default_tags: [{ tags }] },
    { alias: "us_east_1", region: "us-east-1", allowed_account_ids: ["111122223333"], default_tags: [{ tags }] },
  ]);
});

test("keeps its state where the environment says, and HCP Terraform's in a cloud block", () => {
  expect(terraformJson(stackOf()).terraform.backend).toEqual({ local: { path: "../../../state/prod/edge.tfstate" } });
  const hcp = terraformJson(stackOf({ state: { backend: "hcp", organization: "example", workspacePrefix: "p-" } }));
  expect(hcp.terraform).toMatchObject({ cloud: { organization: "example", workspaces: { name: "p-prod-edge" } } });
  expect(hcp.terraform).not.toHaveProperty("backend");
});

test("pins the version of Terraform, and starts no Terraform during the synth", () => {
  const started = jest.spyOn(childProcess, "execSync");
  const stack = stackOf();
  new DataResource(stack, "generation", {});
  expect(terraformJson(stack).resource["terraform_data"]).toEqual({ generation: {} });
  expect(started).not.toHaveBeenCalled();
  started.mockRestore();
});

test("reports every fault that a construct finds in itself, each with its place", () => {
  const stack = stackOf();
  for (const [id, fault] of [
    ["one", "is not whole"],
    ["other", "is too large"],
  ] as const) {
    new Construct(stack, id).node.addValidation({ validate: () => [fault] });
  }
  expect(() => terraformJson(stack)).toThrow(/^prod-edge\/one: is not whole\nprod-edge\/other: is too large$/);
});

test("gives a nested construct the address of its path, without a hash", () => {
  const stack = stackOf();
  new S3Bucket(new Construct(new Construct(stack, "outer"), "inner"), "bucket", {});
  expect(Object.keys(terraformJson(stack).resource["aws_s3_bucket"] ?? {})).toEqual(["outer_inner_bucket"]);
});

test("refuses two resources of one type with the same address", () => {
  const stack = stackOf();
  new S3Bucket(new Construct(stack, "a_b"), "c", {});
  new S3Bucket(new Construct(stack, "a"), "b_c", {});
  expect(() => terraformJson(stack)).toThrow(/a_b\/c and .*a\/b_c would share the Terraform address a_b_c/);
});

test("keeps data unless keepData is off or the environment is being torn down", () => {
  expect(stackOf().keepsData).toBe(true);
  expect(stackOf({ keepData: false }).keepsData).toBe(false);
  expect(stackOf({ teardown: true }).keepsData).toBe(false);
});

test("notifies nobody of an alarm if the environment has no topic", () => {
  expect(stackOf().alarmTopicArn).toBe("arn:aws:sns:eu-west-1:111122223333:operations");
  expect(stackOf({ alarmTopicArn: "none" }).alarmTopicArn).toBeUndefined();
});

test("refuses a construct of another stack, so that layers share named outputs alone", () => {
  const app = newApp();
  const one = new SomeStack(app, "network", environment);
  const other = new SomeStack(app, "edge", environment);
  const bucket = new S3Bucket(one, "bucket", {});
  new S3Bucket(other, "copy", { bucket: bucket.id });
  expect(() => terraformJson(other)).toThrow("a construct of prod-network is used in another stack");
});
