import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import type { Construct } from "constructs";
import { Certificate } from "../modules/edge/certificate";
import { Dashboard } from "../modules/edge/dashboard";
import { DnsAlias } from "../modules/edge/dns-alias";
import { EdgeAlarms } from "../modules/edge/edge-alarms";
import { FleetTarget } from "../modules/edge/fleet-target";
import { Listeners, type ListenersProps } from "../modules/edge/listeners";
import { LoadBalancer } from "../modules/edge/load-balancer";
import { RequestScaling } from "../modules/edge/request-scaling";
import { IpLists } from "../modules/edge/waf/ip-lists";
import { webApplicationRules } from "../modules/edge/waf/web-application-rules";
import { WebAcl } from "../modules/edge/web-acl";
import { WebAclLogging } from "../modules/edge/web-acl-logging";
import type { ComputeOutputs } from "./compute-stack";
import type { Environment } from "./environments/schema/environment";
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
    const webAcl = this.webAcl(identity.logsKeyArn);
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

  /** The web ACL of what is in front of the viewer, so that its rules see the viewer's own address. */
  private webAcl(logsKeyArn: string): WebAcl {
    const { name, region, edge, logs } = this.environment;
    const { ipLists, logging, countOnly, capacitySurcharge, ...waf } = edge.waf;
    const lists = new IpLists(this, "regional_ip_list", {
      place: `environments.${name}.edge.waf.ipLists`,
      scope: "REGIONAL",
      ...ipLists,
      reservedAccepted: true,
      names: {
        "allow-ipv4": this.physicalName("web-allow-ipv4", "ip set"),
        "allow-ipv6": this.physicalName("web-allow-ipv6", "ip set"),
        "deny-ipv4": this.physicalName("web-deny-ipv4", "ip set"),
        "deny-ipv6": this.physicalName("web-deny-ipv6", "ip set"),
      },
    });
    const { rules, responseBodies } = webApplicationRules(edge.waf, { sees: "viewer", ipSets: lists.arns });
    const webAcl = new WebAcl(this, "regional", {
      name: this.physicalName("web", "web acl"),
      description: `In front of the web application of ${name}`,
      placement: { scope: "REGIONAL", protects: ["loadBalancer"] },
      rules,
      responseBodies,
      countOnly,
      bodyInspectionLimits: waf.bodyInspectionLimits,
      captchaImmunitySeconds: waf.captchaImmunitySeconds,
      challengeImmunitySeconds: waf.challengeImmunitySeconds,
      tokenDomains: waf.tokenDomains,
      surchargeAccepted: capacitySurcharge,
    });
    if (logging.enabled) {
      const prefix = firewallLogGroupPrefix(name);
      new WebAclLogging(this, "regional_web_acl", {
        webAclArn: webAcl.arn,
        logGroupName: `${prefix}web`,
        retentionDays: logs.retentionDays,
        kmsKeyArn: logsKeyArn,
        keepOnDestroy: this.keepsData,
        keep: logging.keep,
        deliveryPolicy: {
          name: this.physicalName("web-acl-logs", "log resource policy"),
          logGroupNamePrefix: prefix,
          accountId: this.accountId,
          region,
        },
      });
    }
    return webAcl;
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
