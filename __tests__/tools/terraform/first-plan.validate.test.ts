import path from "node:path";

import { scratchFolder } from "../../../tools/shared/scratch";
import { writeStack } from "../../../tools/shared/stack-files";
import type { SynthesizedStack } from "../../../tools/shared/synthesize";
import { planFirst } from "../../../tools/terraform/first-plan";
import { testWithTerraform } from "../../support/terraform";

function written(
  parent: string,
  layer: string,
  dependencies: readonly string[],
  json: object,
  hcl = "",
): SynthesizedStack {
  const name = `demo-${layer}`;
  const folder = path.join(parent, name);
  const provider = { aws: [{ region: "eu-west-1" }, { alias: "us_east_1", region: "us-east-1" }] };
  const terraform = {
    required_providers: { aws: { source: "aws", version: "5.100.0" } },
    backend: { s3: { bucket: "state", key: `demo/${layer}.tfstate`, region: "eu-west-1" } },
  };
  writeStack(folder, { json: JSON.stringify({ terraform, provider, ...json }), hcl });
  return { name, environment: "demo", layer, folder, file: path.join(folder, "cdk.tf.json"), dependencies };
}

const remoteState = { terraform_remote_state: { network: { backend: "local", config: { path: "none" } } } };

testWithTerraform(
  "plans each layer before any layer exists, counts the additions and names what is open",
  async (terraform) => {
    const folder = scratchFolder("test").path;
    const policy = {
      Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:*", Resource: "${aws_s3_bucket.open.arn}" }],
    };
    const stacks = [
      written(folder, "network", [], {
        data: { aws_availability_zones: { all: {} }, aws_caller_identity: { me: { provider: "aws.us_east_1" } } },
        resource: {
          aws_vpc: { main: { cidr_block: "10.0.0.0/16" } },
          aws_subnet: {
            app_1: {
              vpc_id: "${aws_vpc.main.id}",
              cidr_block: "10.0.1.0/24",
              availability_zone: "${data.aws_availability_zones.all.names[2]}",
            },
          },
          // Whether AWS will give it to an instance is unknown too, and nobody asked for it.
          aws_eip: { nat: { domain: "vpc" } },
          aws_s3_bucket: { open: {} },
          aws_s3_bucket_policy: { open: { bucket: "${aws_s3_bucket.open.id}", policy: JSON.stringify(policy) } },
        },
        output: { vpc_id: { value: "${aws_vpc.main.id}" }, app_subnet_ids: { value: ["${aws_subnet.app_1.id}"] } },
      }),
      written(folder, "edge", ["demo-network"], {
        data: remoteState,
        resource: {
          aws_lb: { web: { subnets: "${data.terraform_remote_state.network.outputs.app_subnet_ids}" } },
        },
      }),
      written(folder, "compute", ["demo-network"], {
        data: remoteState,
        resource: { aws_security_group: { app: { vpc_id: "${data.terraform_remote_state.network.outputs.vpc}" } } },
      }),
      written(folder, "identity", [], { data: remoteState }),
      written(folder, "state", [], {}, 'import {\n  to = aws_s3_bucket.gone\n  id = "gone"\n}\n'),
    ];

    const plans = await planFirst(terraform, stacks);

    expect(plans.map(({ stack, toAdd, open, faults }) => ({ stack, toAdd, open, faults }))).toEqual([
      {
        stack: "demo-network",
        toAdd: { aws_eip: 1, aws_s3_bucket: 1, aws_s3_bucket_policy: 1, aws_subnet: 1, aws_vpc: 1 },
        open: [{ address: "aws_s3_bucket_policy.open", what: "policy that admits anybody" }],
        faults: [],
      },
      {
        stack: "demo-edge",
        toAdd: { aws_lb: 1 },
        open: [{ address: "aws_lb.web", what: "internet-facing load balancer" }],
        faults: [],
      },
      {
        stack: "demo-compute",
        toAdd: {},
        open: [],
        faults: ['aws_security_group.app: Unsupported attribute: This object does not have an attribute named "vpc".'],
      },
      {
        stack: "demo-identity",
        toAdd: {},
        open: [],
        faults: ["demo-identity reads the state of network, which is not among the stacks that it depends on"],
      },
      {
        stack: "demo-state",
        toAdd: {},
        open: [],
        faults: [
          expect.stringContaining(
            "import: Configuration for import target does not exist: The configuration for the given import target aws_s3_bucket.gone",
          ) as string,
        ],
      },
    ]);
  },
);
