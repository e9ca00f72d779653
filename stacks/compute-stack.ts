import type { Construct } from "constructs";
import { addDatabase } from "./compute/database";
import { addFleet } from "./compute/fleet";
import { addFunctions } from "./compute/functions";
import type { Environment } from "./environments/schema/environment";
import type { IdentityOutputs } from "./identity-stack";
import { codeSigningOf } from "./layer/code-signing";
import { LayerOutputs, type Promises } from "./layer/layer-outputs";
import { LayerStack } from "./layer/layer-stack";
import type { NetworkOutputs } from "./network-stack";

const promises = {
  webFleetName: {
    type: "string",
    description: "The Auto Scaling group of web servers, which a load balancer attaches",
  },
  secureApiFunctionName: {
    type: "string",
    when: "compute.functions.secureApi",
    description: "The function that says who called",
  },
  secureApiAliasArn: { type: "string", when: "compute.functions.secureApi", description: "What an API calls of it" },
  helloFunctionName: { type: "string", when: "compute.functions.hello", description: "The function that greets" },
  helloAliasArn: { type: "string", when: "compute.functions.hello", description: "What an API calls of it" },
  queryPlayerFunctionName: {
    type: "string",
    when: "compute.functions.queryPlayer",
    description: "The function that asks the database",
  },
  queryPlayerAliasArn: {
    type: "string",
    when: "compute.functions.queryPlayer",
    description: "What an API calls of it",
  },
  requestAuthorizerFunctionName: {
    type: "string",
    when: "compute.functions.requestAuthorizer",
    description: "The function that authorizes requests of the REST API",
  },
  requestAuthorizerAliasArn: {
    type: "string",
    when: "compute.functions.requestAuthorizer",
    description: "What the REST API's authorizer calls",
  },
} as const satisfies Promises;

export type ComputeOutputs = LayerOutputs<typeof promises>;

interface Reads {
  readonly network: NetworkOutputs;
  readonly identity: IdentityOutputs;
}

/** The compute layer: the web servers and the functions, their logs and alarms. It does not know who sends requests. */
export class ComputeStack extends LayerStack {
  readonly outputs: ComputeOutputs;

  constructor(scope: Construct, environment: Environment, reads: Reads) {
    super(scope, "compute", environment);
    const { compute } = environment;
    const network = reads.network.readInto(this);
    const identity = reads.identity.readInto(this);
    const fleet = addFleet(this, { network, identity });
    const hasFunctions = compute.database !== undefined || Object.keys(compute.functions ?? {}).length > 0;
    const signing = hasFunctions ? codeSigningOf(this, identity.dataKeyArn) : undefined;
    const database = addDatabase(this, { identity, network, signing });
    const { secureApi, hello, queryPlayer, requestAuthorizer } = addFunctions(this, identity, { signing, database });

    this.outputs = new LayerOutputs(this, promises, {
      webFleetName: fleet.name,
      secureApiFunctionName: secureApi?.name,
      secureApiAliasArn: secureApi?.aliasArn,
      helloFunctionName: hello?.name,
      helloAliasArn: hello?.aliasArn,
      queryPlayerFunctionName: queryPlayer?.name,
      queryPlayerAliasArn: queryPlayer?.aliasArn,
      requestAuthorizerFunctionName: requestAuthorizer?.name,
      requestAuthorizerAliasArn: requestAuthorizer?.aliasArn,
    });
  }
}
