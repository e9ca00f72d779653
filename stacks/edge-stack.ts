import type { Construct } from "constructs";
import { Dashboard } from "../modules/edge/dashboard";
import type { ComputeOutputs } from "./compute-stack";
import { logDeliveryOf } from "./edge/log-delivery";
import { EdgeWebAcls } from "./edge/web-acls";
import { addWebApplication } from "./edge/web-application";
import type { Environment } from "./environments/schema/environment";
import type { IdentityOutputs } from "./identity-stack";
import { LayerOutputs, type Promises } from "./layer/layer-outputs";
import { LayerStack } from "./layer/layer-stack";
import type { NetworkOutputs } from "./network-stack";

const promises = {
  webUrl: { type: "string", description: "Where the application answers" },
  loadBalancerArn: { type: "string", description: "The load balancer, the one address that the internet reaches" },
  loadBalancerDnsName: { type: "string", description: "The load balancer's own name" },
  webAclArn: { type: "string", description: "The web ACL in front of the load balancer" },
} as const satisfies Promises;

export type EdgeOutputs = LayerOutputs<typeof promises>;

export interface EdgeReads {
  readonly network: NetworkOutputs;
  readonly identity: IdentityOutputs;
  readonly compute: ComputeOutputs;
}

/** What a caller meets: the name, the certificate, the firewall and the load balancer, which sends on to the fleet. */
export class EdgeStack extends LayerStack {
  readonly outputs: EdgeOutputs;

  constructor(scope: Construct, environment: Environment, reads: EdgeReads) {
    super(scope, "edge", environment);
    const network = reads.network.readInto(this);
    const identity = reads.identity.readInto(this);
    const compute = reads.compute.readInto(this);
    const webAcls = new EdgeWebAcls(this, identity.logsKeyArn, logDeliveryOf(this));

    const web = addWebApplication(this, { network, compute }, webAcls);
    if (this.alarmTopicArn !== undefined) {
      new Dashboard(this, "on_call", { name: this.physicalName("web", "dashboard"), ...web.metrics });
    }

    this.outputs = new LayerOutputs(this, promises, {
      webUrl: web.url,
      loadBalancerArn: web.loadBalancerArn,
      loadBalancerDnsName: web.loadBalancerDnsName,
      webAclArn: web.webAclArn,
    });
  }
}
