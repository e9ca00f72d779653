import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import { certificateFor, type NameCertificate } from "../../modules/edge/certificate";
import { DnsAlias } from "../../modules/edge/dns-alias";
import { EdgeAlarms } from "../../modules/edge/edge-alarms";
import { FleetTarget } from "../../modules/edge/fleet-target";
import { Listeners, type ListenersProps } from "../../modules/edge/listeners";
import { LoadBalancer } from "../../modules/edge/load-balancer";
import { RequestScaling } from "../../modules/edge/request-scaling";
import type { ComputeOutputs } from "../compute-stack";
import type { LayerStack } from "../layer/layer-stack";
import type { NetworkOutputs } from "../network-stack";
import { addDistributionOfWeb, type WebDistributionParts } from "./web-distribution";

interface WebApplicationReads {
  readonly network: ReturnType<NetworkOutputs["readInto"]>;
  readonly compute: ReturnType<ComputeOutputs["readInto"]>;
}

/**
 * Adds the load balancer in front of the fleet: its firewall, certificate, name and alarms (system C). With CloudFront in
 * front, the application's one name leads to CloudFront, and the load balancer has none.
 */
export function addWebApplication(stack: LayerStack, reads: WebApplicationReads, parts: WebDistributionParts) {
  const { network, compute } = reads;
  const { webAcls, header, apis } = parts;
  const { environment } = stack;
  const { region, edge, network: networkSettings, teardown } = environment;
  const { fleet } = environment.compute;
  const { domain } = edge;
  const internal = edge.exposure === "vpc-origin";
  const { min, max } = fleet.size;
  const fleetName = compute.webFleetName;

  const loadBalancer = new LoadBalancer(stack, "public", {
    // No load balancer becomes internal later. With a VPC origin Terraform makes the new one first: both exist for a while.
    name: stack.physicalName(internal ? "internal" : "web", "load balancer"),
    subnetIds: internal ? network.appSubnetIds : network.publicSubnetIds,
    securityGroupId: network.loadBalancerSecurityGroupId,
    logBucketName: edge.accessLogs ? network.accessLogBucketName : undefined,
    deletionProtection: edge.deletionProtection && !teardown,
    internal,
    dualStack: networkSettings.ipv6 && edge.exposure === "public",
  });
  // The rotation cannot reach the load balancer. It asks as viewers do, and sees if the firewall refuses CloudFront.
  const verification = domain && header?.askedByFirewallAt(`https://${domain.name}${fleet.healthPath}`);
  const webAcl = webAcls.add({
    address: "regional",
    name: "web",
    protects: "loadBalancer",
    description: `In front of the web application of ${environment.name}`,
    place: "edge.waf",
    waf: edge.waf,
    ...(edge.cloudFront?.web && { behindEdge: verification ? { originVerification: verification } : {} }),
  });
  const association = new Wafv2WebAclAssociation(stack, "regional_web_acl_association", {
    resourceArn: loadBalancer.arn,
    webAclArn: webAcl.arn,
  });
  const target = new FleetTarget(stack, "web", {
    namePrefix: "web-",
    vpcId: network.vpcId,
    fleetName,
    healthPath: fleet.healthPath,
  });
  const { arnSuffix: loadBalancerArnSuffix } = loadBalancer;
  const { targetGroupArn, arnSuffix: targetGroupArnSuffix } = target;
  const certificate =
    domain &&
    certificateFor(stack, "domain", domain.certificate, {
      domainName: domain.name,
      hostedZoneId: domain.hostedZoneId,
    });
  const listeners = new Listeners(stack, "public_listener", {
    loadBalancerArn: loadBalancer.arn,
    targetGroupArn,
    serves: service(stack, certificate),
    after: association,
  });
  if (min < max) {
    new RequestScaling(stack, "web_request_scaling", {
      policyName: stack.physicalName("web-requests", "auto scaling group"),
      fleetName,
      loadBalancerArnSuffix,
      targetGroupArnSuffix,
      requestsPerInstance: edge.requestsPerInstance,
      forwarding: listeners.forwarding,
    });
  }
  const front = addDistributionOfWeb(stack, { loadBalancer, network, certificate }, parts);
  const name =
    domain &&
    new DnsAlias(stack, "public_alias", {
      hostedZoneId: domain.hostedZoneId,
      domainName: domain.name,
      target: front?.distribution ?? loadBalancer,
      ipv6: front !== undefined || networkSettings.ipv6,
      evaluateTargetHealth: front === undefined,
      after: [...new Set(apis.flatMap((api) => api.header?.beforeName ?? []))],
    });

  if (front !== undefined) {
    const { distribution, webAclArn } = front;
    const through = (id: string) => ({ distribution, webAclArn, originId: distribution.originId(id) });
    header?.sentTo?.("web", through("web"), association, ...(name?.records ?? []));
    for (const api of apis) api.header?.sentTo?.(api.name, through(api.asked.origin.id), ...api.admits);
  }

  const metrics = { region, loadBalancerArnSuffix, targetGroupArnSuffix, webAclMetricName: webAcl.metricName };
  const { alarmTopicArn } = stack;
  if (alarmTopicArn !== undefined) {
    const alarmName = (role: string) => stack.physicalName(role, "alarm");
    new EdgeAlarms(stack, "edge", { name: alarmName, ...metrics, topicArn: alarmTopicArn });
  }

  return {
    webAclArn: webAcl.arn,
    loadBalancerArn: loadBalancer.arn,
    loadBalancerDnsName: loadBalancer.dnsName,
    records: name?.records ?? [],
    url: urlOf(domain?.name, front?.distribution.dnsName, loadBalancer.dnsName),
    distributionId: front?.distribution.id,
    distributionWebAclArn: front?.webAclArn,
    metrics: { ...metrics, fleetName },
  };
}

function urlOf(name: string | undefined, distributionName: string | undefined, loadBalancerName: string): string {
  if (name !== undefined) return `https://${name}`;
  return distributionName === undefined ? `http://${loadBalancerName}` : `https://${distributionName}`;
}

/** How the load balancer serves: under its domain with a certificate, or in plain text where a departure says so. */
function service(stack: LayerStack, certificate: NameCertificate | undefined): ListenersProps["serves"] {
  const { domain, exposure, securityPolicy } = stack.environment.edge;
  if (domain === undefined || certificate === undefined) return "plain-http";
  // CloudFront redirects viewers itself and connects by HTTPS only. Nobody else is admitted, and nobody on port 80.
  const redirectsHttp = exposure === "public";
  return { domainName: domain.name, certificateArn: certificate.arn, securityPolicy, redirectsHttp };
}
