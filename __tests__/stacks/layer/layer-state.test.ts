import { layerState } from "../../../stacks/layer/layer-state";
import type { Environment } from "../../../stacks/environments/schema/environment";

const environment = (state: Environment["state"]) => ({ name: "prod", region: "eu-west-1", state }) as Environment;

test("keeps local states beside the project, by a relative path, for writer and reader alike", () => {
  const place = { type: "local", config: { path: "../../../state/prod/edge.tfstate" } };
  expect(layerState(environment({ backend: "local" }), "edge")).toEqual({ writer: place, reader: place });
});

test("keeps states in a bucket encrypted and locked by S3 itself, and gives readers only the place", () => {
  const state = { backend: "s3", bucket: "states", createBucket: true, kmsKeyArn: "arn:aws:kms:key" } as const;
  const place = { bucket: "states", key: "prod/network.tfstate", region: "eu-west-1" };
  expect(layerState(environment(state), "network")).toEqual({
    writer: { type: "s3", config: { ...place, kms_key_id: "arn:aws:kms:key", encrypt: true, use_lockfile: true } },
    reader: { type: "s3", config: place },
  });
});

test("uses the bucket's own region, if it is another region", () => {
  const state = {
    backend: "s3",
    bucket: "states",
    createBucket: true,
    region: "us-east-1",
    kmsKeyArn: "none",
  } as const;
  expect(layerState(environment(state), "network").reader.config["region"]).toBe("us-east-1");
});

test("keeps the state stack's own state local, since the state stack makes the bucket", () => {
  const state = { backend: "s3", bucket: "states", createBucket: true, kmsKeyArn: "none" } as const;
  expect(layerState(environment(state), "state").writer).toEqual({
    type: "local",
    config: { path: "../../../state/prod/state.tfstate" },
  });
});

test("names one workspace of HCP Terraform for each environment and layer", () => {
  const state = { backend: "hcp", organization: "example", workspacePrefix: "palisade-" } as const;
  const config = { organization: "example", workspaces: { name: "palisade-prod-edge" } };
  expect(layerState(environment(state), "edge")).toEqual({
    writer: { type: "cloud", config },
    reader: { type: "remote", config },
  });
});

test("names the host of an own Terraform Enterprise", () => {
  const state = {
    backend: "hcp",
    organization: "example",
    workspacePrefix: "p-",
    hostname: "tfe.example.com",
  } as const;
  expect(layerState(environment(state), "edge").reader.config).toEqual({
    organization: "example",
    hostname: "tfe.example.com",
    workspaces: { name: "p-prod-edge" },
  });
});

test("gives each environment and layer its own address over HTTP, with its lock", () => {
  const state = { backend: "http", address: "https://git.example.com/api/v4/projects/1/terraform/state" } as const;
  const address = "https://git.example.com/api/v4/projects/1/terraform/state/prod-edge";
  expect(layerState(environment(state), "edge")).toEqual({
    writer: {
      type: "http",
      config: {
        address,
        lock_address: `${address}/lock`,
        lock_method: "POST",
        unlock_address: `${address}/lock`,
        unlock_method: "DELETE",
      },
    },
    reader: { type: "http", config: { address } },
  });
});
