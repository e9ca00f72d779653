import { add, blockOf, copyOf, findsWhen, holdsInEveryEnvironment } from "../support/controls";
import { noAutomaticCrossStackOutputs, readersAgreeWithWriters as control } from "../../controls/rules/contract";

describe("readers read the state of a layer at the place where the layer writes", () => {
  const reader = (stacks: Awaited<ReturnType<typeof copyOf>>) =>
    stacks["production-edge"]?.data["terraform_remote_state"]?.["network"];

  holdsInEveryEnvironment(control);
  findsWhen(
    control,
    "another key",
    (stacks) => {
      reader(stacks).config.key = "production/networks.tfstate";
    },
    ["reads the state of network at a place where 0 layers write"],
  );
  findsWhen(
    control,
    "another bucket's region",
    (stacks) => {
      reader(stacks).config.region = "us-east-1";
    },
    ["reads the state of network at a place where 0 layers write"],
  );
  findsWhen(
    control,
    "another layer under the name of the layer that is read",
    (stacks) => {
      reader(stacks).config.key = "production/identity.tfstate";
    },
    expect.arrayContaining([
      "reads the state of production-identity under the name network",
      "reads app_subnet_ids, which production-identity does not publish",
    ]) as unknown as string[],
  );
  findsWhen(
    control,
    "two layers that keep their state in one place",
    (stacks) => {
      Object.assign(
        stacks["production-identity"]?.terraform.backend?.["s3"],
        stacks["production-network"]?.terraform.backend?.["s3"],
      );
    },
    expect.arrayContaining(["reads the state of network at a place where 2 layers write"]) as unknown as string[],
  );
  findsWhen(
    control,
    "a layer that reads a later layer",
    (stacks) => {
      const { data } = stacks["production-identity"] ?? {};
      Object.assign(data ?? {}, {
        terraform_remote_state: {
          compute: { backend: "s3", config: stacks["production-compute"]?.terraform.backend?.["s3"] },
        },
      });
    },
    ["is of layer identity, which may not read compute"],
  );
  findsWhen(
    control,
    "an output that no layer publishes",
    (stacks) => {
      blockOf(stacks, "aws_lb").subnets = "${data.terraform_remote_state.network.outputs.web_subnet_ids}";
    },
    ["reads web_subnet_ids, which production-network does not publish"],
  );
  findsWhen(
    control,
    "a place that depends on the selected workspace",
    (stacks) => {
      reader(stacks).config.workspace = "${terraform.workspace}";
    },
    ["depends on the selected workspace at data.terraform_remote_state.network.config.workspace"],
  );
  findsWhen(
    control,
    "a workspace of HCP Terraform by another name",
    (stacks) => {
      const state = stacks["state-hcp-edge"]?.data["terraform_remote_state"]?.["network"];
      state.config.workspaces.name = "palisade-network";
    },
    ["reads the state of network at a place where 0 layers write"],
    "state-hcp",
  );
  findsWhen(
    control,
    "another address",
    (stacks) => {
      const state = stacks["state-http-edge"]?.data["terraform_remote_state"]?.["network"];
      state.config.address = "https://gitlab.example.com/elsewhere";
    },
    ["reads the state of network at a place where 0 layers write"],
    "state-http",
  );
  findsWhen(
    control,
    "another path",
    (stacks) => {
      const state = stacks["trial-edge"]?.data["terraform_remote_state"]?.["network"];
      state.config.path = "network.tfstate";
    },
    ["reads the state of network at a place where 0 layers write"],
    "trial",
  );
});

describe("no construct of one stack is used in another", () => {
  holdsInEveryEnvironment(noAutomaticCrossStackOutputs);
  findsWhen(
    noAutomaticCrossStackOutputs,
    "an output that CDKTF made",
    (stacks) => {
      const { output } = stacks["production-network"] ?? {};
      Object.assign(output ?? {}, {
        "cross-stack-output-aws_vpcmain_vpcid": { value: "${aws_vpc.main_vpc.id}", sensitive: true },
      });
    },
    ["has an automatic cross-stack output at output.cross-stack-output-aws_vpcmain_vpcid"],
  );
  findsWhen(
    noAutomaticCrossStackOutputs,
    "a reader of such an output",
    (stacks) => {
      add(stacks, "production-edge", "aws_lb_target_group", "other", {
        vpc_id:
          "${data.terraform_remote_state.cross-stack-reference-input-production-network.outputs.cross-stack-output-vpc}",
      });
    },
    ["has an automatic cross-stack output at resource.aws_lb_target_group.other.vpc_id"],
  );
});
