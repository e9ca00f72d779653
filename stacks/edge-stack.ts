import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import type { Construct } from "constructs";
import { Certificate } from "../modules/edge/certificate";
import { Dashboard } from "../modules/edge/dashboard";
import { DnsAlias } from "../modules/edge/dns-alias";
import { EdgeAlarms } from "../modules/edge/edge-alarms";
import { FleetTarget } from "../modules/edge/fleet-target";
import { Listeners, type ListenersProps } from "../modules/edge/listeners";
import { LoadBalancer } from "../modules/edge/load-balancer";
import { regionalWebAcl, type RegionalWebAclProps } from "../modules/edge/regional-web-acl";
import { RequestScaling } from "../modules/edge/request-scaling";
import type { WebAcl } from "../modules/edge/web-acl";
import { WebAclLogDelivery } from "../modules/edge/web-acl-log-delivery";
import type { ComputeOutputs } from "./compute-stack";
import type { Environment } from "./environments/schema/environment";
import type { WafSettings } from "./environments/schema/waf";
import type { IdentityOutputs } from "./identity-stack";
import { LayerOutputs, type Promises } from "./layer/layer-outputs";
import { LayerStack } from "./layer/layer-stack";
import { firewallLogGroupPrefix } from "./layer/names";
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
  private readonly logsKeyArn: string;
  private delivery?: WebAclLogDelivery;

  constructor(scope: Construct, environment: Environment, reads: EdgeReads) {
    super(scope, "edge", environment);
    const { region, edge, compute, network: networkSettings, teardown } = environment;
    const { domain } = edge;
    const { min, max } = compute.fleet.size;
    const network = reads.network.readInto(this);
    const identity = reads.identity.readInto(this);
    const fleetName = reads.compute.readInto(this).webFleetName;

    const loadBalancer = new LoadBalancer(this, "public", {
      name: this.physicalName("web", "load balancer"),
      subnetIds: network.publicSubnetIds,
      securityGroupId: network.loadBalancerSecurityGroupId,
      logBucketName: edge.accessLogs ? network.accessLogBucketName : undefined,
      deletionProtection: edge.deletionProtection && !teardown,
      dualStack: networkSettings.ipv6,
    });
    this.logsKeyArn = identity.logsKeyArn;
    const webAcl = this.webAcl(
      { address: "regional", name: "web" },
      {
        protects: "loadBalancer",
        description: `In front of the web application of ${environment.name}`,
        place: "edge.waf",
        waf: edge.waf,
      },
    );
    const association = new Wafv2WebAclAssociation(this, "regional_web_acl_association", {
      resourceArn: loadBalancer.arn,
      webAclArn: webAcl.arn,
    });
    const target = new FleetTarget(this, "web", {
      namePrefix: "web-",
      vpcId: network.vpcId,
      fleetName,
      healthPath: compute.fleet.healthPath,
    });
    const { arnSuffix: loadBalancerArnSuffix } = loadBalancer;
    const { targetGroupArn, arnSuffix: targetGroupArnSuffix } = target;
    const listeners = new Listeners(this, "public_listener", {
      loadBalancerArn: loadBalancer.arn,
      targetGroupArn,
      serves: this.service(),
      after: association,
    });
    if (min < max) {
      new RequestScaling(this, "web_request_scaling", {
        policyName: this.physicalName("web-requests", "auto scaling group"),
        fleetName,
        loadBalancerArnSuffix,
        targetGroupArnSuffix,
        requestsPerInstance: edge.requestsPerInstance,
        forwarding: listeners.forwarding,
      });
    }
    if (domain !== undefined) {
      new DnsAlias(this, "public_alias", {
        hostedZoneId: domain.hostedZoneId,
        domainName: domain.name,
        target: loadBalancer,
        ipv6: networkSettings.ipv6,
      });
    }

    const metrics = { region, loadBalancerArnSuffix, targetGroupArnSuffix, webAclMetricName: webAcl.metricName };
    const { alarmTopicArn } = this;
    if (alarmTopicArn !== undefined) {
      const name = (role: string) => this.physicalName(role, "alarm");
      new EdgeAlarms(this, "edge", { name, ...metrics, topicArn: alarmTopicArn });
      new Dashboard(this, "on_call", { name: this.physicalName("web", "dashboard"), ...metrics, fleetName });
    }

    this.outputs = new LayerOutputs(this, promises, {
      webUrl: domain === undefined ? `http://${loadBalancer.dnsName}` : `https://${domain.name}`,
      loadBalancerArn: loadBalancer.arn,
      loadBalancerDnsName: loadBalancer.dnsName,
      webAclArn: webAcl.arn,
    });
  }

  /** The web ACL of what viewers reach themselves: the load balancer, the REST API's stage, the user pool. */
  private webAcl(
    role: { readonly address: string; readonly name: "api" | "users" | "web" },
    props: Pick<RegionalWebAclProps, "description" | "place" | "protects"> & { readonly waf: WafSettings },
  ): WebAcl {
    const { name, logs } = this.environment;
    const { waf, place, ...rest } = props;
    const ipSet = (list: string) => this.physicalName(`${role.name}-${list}`, "ip set");
    const prefix = firewallLogGroupPrefix(name);
    return regionalWebAcl(this, role.address, {
      ...rest,
      name: this.physicalName(role.name, "web acl"),
      place: `environments.${name}.${place}`,
      settings: waf,
      ipSetNames: {
        "allow-ipv4": ipSet("allow-ipv4"),
        "allow-ipv6": ipSet("allow-ipv6"),
        "deny-ipv4": ipSet("deny-ipv4"),
        "deny-ipv6": ipSet("deny-ipv6"),
      },
      ...(waf.logging.enabled && {
        logging: {
          logGroupName: `${prefix}${role.name}`,
          retentionDays: logs.retentionDays,
          kmsKeyArn: this.logsKeyArn,
          keepOnDestroy: this.keepsData,
          keep: waf.logging.keep,
          delivery: this.webAclLogDelivery,
        },
      }),
    });
  }

  /** One policy for every web ACL of the environment, made with the first that is logged. */
  private get webAclLogDelivery(): WebAclLogDelivery {
    const { name, region } = this.environment;
    this.delivery ??= new WebAclLogDelivery(this, "web_acl_logs", {
      name: this.physicalName("web-acl-logs", "log resource policy"),
      logGroupNamePrefix: firewallLogGroupPrefix(name),
      accountId: this.accountId,
      region,
    });
    return this.delivery;
  }

  /** How the application is served: under its domain with a certificate, or in plain text where a departure says so. */
  private service(): ListenersProps["serves"] {
    const { domain, securityPolicy } = this.environment.edge;
    if (domain === undefined) return "plain-http";
    const certificateArn =
      domain.certificate === "issued"
        ? new Certificate(this, "domain", { domainName: domain.name, hostedZoneId: domain.hostedZoneId }).arn
        : domain.certificate;
    return { domainName: domain.name, certificateArn, securityPolicy };
  }
}
