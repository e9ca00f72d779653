import "./stacks/without-stack-traces";
import type { App } from "cdktf";
import { ComputeStack } from "./stacks/compute-stack";
import { EdgeStack } from "./stacks/edge-stack";
import type { Environment } from "./stacks/environments/schema/environment";
import { IdentityStack } from "./stacks/identity-stack";
import { NetworkStack } from "./stacks/network-stack";
import { StateStack } from "./stacks/state-stack";
import { synthesize } from "./stacks/synthesis";

/** The layers of one environment, and who may read whom. */
export function addLayers(app: App, environment: Environment): void {
  const state = StateStack.whereMade(app, environment);
  const network = new NetworkStack(app, environment, { state });
  const identity = new IdentityStack(app, environment, { network: network.outputs });
  const compute = new ComputeStack(app, environment, { network: network.outputs, identity: identity.outputs });
  new EdgeStack(app, environment, {
    network: network.outputs,
    identity: identity.outputs,
    compute: compute.outputs,
  });
}

if (require.main === module) void synthesize(addLayers);
