import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { Token } from "cdktf";
import type { Environment } from "../../../stacks/environments/schema/environment";
import { LayerOutputs, type Promises } from "../../../stacks/layer/layer-outputs";
import { LayerStack } from "../../../stacks/layer/layer-stack";
import { newApp, terraformJson } from "../../support/synthesize";

class SomeStack extends LayerStack {}

const environment = {
  name: "prod",
  region: "eu-west-1",
  owner: "platform",
  costCentre: "web",
  tags: {},
  state: { backend: "local" },
} as unknown as Environment;

const promises = {
  vpcId: { type: "string", description: "The VPC" },
  subnetIds: { type: "list", description: "The subnets" },
  natAddress: { type: "string", description: "The gateway's address", when: "network.nat" },
} as const satisfies Promises;

function layers(natAddress?: string) {
  const app = newApp();
  const network = new SomeStack(app, "network", environment);
  const edge = new SomeStack(app, "edge", environment);
  const outputs = new LayerOutputs(network, promises, { vpcId: "vpc-1", subnetIds: ["a", "b"], natAddress });
  return { network, edge, outputs };
}

test("publishes each promise by its snake-case name, with a description", () => {
  const { network } = layers("1.2.3.4");
  expect(terraformJson(network).output).toEqual({
    vpc_id: { value: "vpc-1", description: "The VPC" },
    subnet_ids: { value: ["a", "b"], description: "The subnets" },
    nat_address: { value: "1.2.3.4", description: "The gateway's address" },
  });
});

test("is read from the owner's state, through one data source for all reads", () => {
  const { network, edge, outputs } = layers();
  const received = outputs.readInto(edge);
  outputs.readInto(edge);
  new S3Bucket(edge, "bucket", { bucket: received.vpcId, tags: { ids: Token.asString(received.subnetIds) } });
  const json = terraformJson(edge);
  expect(json.data["terraform_remote_state"]).toMatchObject({
    network: { backend: "local", config: { path: "../../../state/prod/network.tfstate" } },
  });
  expect(json.resource["aws_s3_bucket"]?.["bucket"]).toMatchObject({
    bucket: "${data.terraform_remote_state.network.outputs.vpc_id}",
    tags: { ids: "${data.terraform_remote_state.network.outputs.subnet_ids}" },
  });
  expect(edge.dependsOn(network)).toBe(true);
});

test("records the order also for a layer that reads nothing", () => {
  const { network, edge, outputs } = layers();
  outputs.deploysBefore(edge);
  expect(edge.dependsOn(network)).toBe(true);
  expect(terraformJson(edge).data).toEqual({});
});

test("refuses two layers that read each other", () => {
  const { network, edge, outputs } = layers();
  outputs.readInto(edge);
  const back = new LayerOutputs(edge, { url: { type: "string", description: "The address" } }, { url: "u" });
  expect(() => back.readInto(network)).toThrow(/circular|depends/i);
});

test("leaves out an output whose switch is off, and refuses a read of this output", () => {
  const { network, edge, outputs } = layers();
  expect(Object.keys(terraformJson(network).output)).toEqual(["vpc_id", "subnet_ids"]);
  const received = outputs.readInto(edge);
  expect(() => received.natAddress).toThrow(
    "environments.prod: network publishes no nat_address, an output that exists only with network.nat",
  );
});

test("does not compile with a missing, extra, misspelt or wrongly typed value, a loop over a list, or another layer's outputs", () => {
  const { network, edge, outputs } = layers();
  const always = { vpcId: promises.vpcId } as const;
  const wanted = (given: LayerOutputs<typeof promises>) => given;
  const refused = () => {
    // @ts-expect-error -- the value is missing
    new LayerOutputs(network, always, {});
    // @ts-expect-error -- the value is misspelt
    new LayerOutputs(network, always, { vpcID: "vpc-1" });
    // @ts-expect-error -- nobody promised the second
    new LayerOutputs(network, always, { vpcId: "vpc-1", more: "x" });
    // @ts-expect-error -- a list is no string
    new LayerOutputs(network, always, { vpcId: ["vpc-1"] });
    const received = outputs.readInto(edge);
    // @ts-expect-error -- a remote list has length one at synth
    received.subnetIds.map((id) => id);
    // @ts-expect-error -- a remote list has length one at synth
    received.subnetIds.forEach(() => undefined);
    // @ts-expect-error -- a remote list has length one at synth
    for (const id of received.subnetIds) wanted(id);
    // @ts-expect-error -- no such output
    wanted(received.vpcName);
    // @ts-expect-error -- the outputs of another layer
    wanted(new LayerOutputs(network, always, { vpcId: "vpc-1" }));
  };
  expect(refused).toBeInstanceOf(Function);
  expect(wanted(outputs)).toBe(outputs);
});
