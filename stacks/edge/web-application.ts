import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import type { ITerraformDependable } from "cdktf";
import { certificateFor, type NameCertificate } from "../../modules/edge/certificate";
import type { Distribution } from "../../modules/edge/cloudfront/distribution";
import { DnsAlias } from "../../modules/edge/dns-alias";
import { EdgeAlarms, type EdgeAlarmsProps } from "../../modules/edge/edge-alarms";
import { FleetTarget } from "../../modules/edge/fleet-target";
import { Listeners, type ListenersProps } from "../../modules/edge/listeners";
import { LoadBalancer } from "../../modules/edge/load-balancer";
import { RequestScaling, type RequestScalingProps } from "../../modules/edge/request-scaling";
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
  const { domain } = stack.environment.edge;
  const fleetName = compute.webFleetName;

  const loadBalancer = addLoadBalancer(stack, network);
  const { webAcl, association } = addFirewall(stack, loadBalancer, parts);
  const target = new FleetTarget(stack, "web", {
    namePrefix: "web-",
    vpcId: network.vpcId,
    fleetName,
    healthPath: stack.environment.compute.fleet.healthPath,
  });
  const certificate =
    domain &&
    certificateFor(stack, "domain", domain.certificate, {
      domainName: domain.name,
      hostedZoneId: domain.hostedZoneId,
    });
  const listeners = new Listeners(stack, "public_listener", {
    loadBalancerArn: loadBalancer.arn,
    targetGroupArn: target.targetGroupArn,
    serves: service(stack, certificate),
    after: association,
  });
  const balanced = { loadBalancerArnSuffix: loadBalancer.arnSuffix, targetGroupArnSuffix: target.arnSuffix };
  addRequestScaling(stack, { ...balanced, fleetName, forwarding: listeners.forwarding });
  const front = addDistributionOfWeb(stack, { loadBalancer, network, certificate }, parts);
  const records = addName(stack, loadBalancer, front?.distribution, parts.apis);
  if (front !== undefined) sendHeaders(front, parts, [association, ...records]);
  const metrics = { region: stack.environment.region, ...balanced, webAclMetricName: webAcl.metricName };
  addAlarms(stack, metrics);

  return {
    webAclArn: webAcl.arn,
    loadBalancerArn: loadBalancer.arn,
    loadBalancerDnsName: loadBalancer.dnsName,
    records,
    url: urlOf(domain?.name, front?.distribution.dnsName, loadBalancer.dnsName),
    distributionId: front?.distribution.id,
    distributionWebAclArn: front?.webAclArn,
    metrics: { ...metrics, fleetName },
  };
}

function addLoadBalancer(stack: LayerStack, network: WebApplicationReads["network"]): LoadBalancer {
  const { edge, network: networkSettings, teardown } = stack.environment;
  const internal = edge.exposure === "vpc-origin";
  return new LoadBalancer(stack, "public", {
    // No load balancer becomes internal later. With a VPC origin Terraform makes the new one first: both exist for a while.
    name: stack.physicalName(internal ? "internal" : "web", "load balancer"),
    subnetIds: internal ? network.appSubnetIds : network.publicSubnetIds,
    securityGroupId: network.loadBalancerSecurityGroupId,
    logBucketName: edge.accessLogs ? network.accessLogBucketName : undefined,
    deletionProtection: edge.deletionProtection && !teardown,
    internal,
    dualStack: networkSettings.ipv6 && edge.exposure === "public",
  });
}

/** Adds the web ACL in front of the load balancer. Behind CloudFront it admits CloudFront alone, if there is a header. */
function addFirewall(stack: LayerStack, loadBalancer: LoadBalancer, { webAcls, header }: WebDistributionParts) {
  const { name, edge, compute } = stack.environment;
  const { domain, waf } = edge;
  // The rotation cannot reach the load balancer. It asks as viewers do, and sees if the firewall refuses CloudFront.
  const verification = domain && header?.askedByFirewallAt(`https://${domain.name}${compute.fleet.healthPath}`);
  const webAcl = webAcls.add({
    address: "regional",
    name: "web",
    protects: "loadBalancer",
    description: `In front of the web application of ${name}`,
    place: "edge.waf",
    waf,
    ...(edge.cloudFront?.web && { behindEdge: verification ? { originVerification: verification } : {} }),
  });
  const association = new Wafv2WebAclAssociation(stack, "regional_web_acl_association", {
    resourceArn: loadBalancer.arn,
    webAclArn: webAcl.arn,
  });
  return { webAcl, association };
}

/** Scales a fleet whose size may change by the requests of each instance. */
function addRequestScaling(
  stack: LayerStack,
  scaled: Omit<RequestScalingProps, "policyName" | "requestsPerInstance">,
): void {
  const { edge, compute } = stack.environment;
  const { min, max } = compute.fleet.size;
  if (min >= max) return;
  new RequestScaling(stack, "web_request_scaling", {
    ...scaled,
    policyName: stack.physicalName("web-requests", "auto scaling group"),
    requestsPerInstance: edge.requestsPerInstance,
  });
}

/** Adds the records of the application's name, which lead to CloudFront, if there is a distribution. */
function addName(
  stack: LayerStack,
  loadBalancer: LoadBalancer,
  distribution: Distribution | undefined,
  apis: WebDistributionParts["apis"],
): readonly ITerraformDependable[] {
  const { edge, network } = stack.environment;
  if (edge.domain === undefined) return [];
  return new DnsAlias(stack, "public_alias", {
    hostedZoneId: edge.domain.hostedZoneId,
    domainName: edge.domain.name,
    target: distribution ?? loadBalancer,
    ipv6: distribution !== undefined || network.ipv6,
    evaluateTargetHealth: distribution === undefined,
    after: [...new Set(apis.flatMap((api) => api.header?.beforeName ?? []))],
  }).records;
}

/** Has the distribution send their header to the origins that require one. */
function sendHeaders(
  { distribution, webAclArn }: NonNullable<ReturnType<typeof addDistributionOfWeb>>,
  { header, apis }: WebDistributionParts,
  admits: readonly ITerraformDependable[],
): void {
  const through = (id: string) => ({ distribution, webAclArn, originId: distribution.originId(id) });
  header?.sentTo?.("web", through("web"), ...admits);
  for (const api of apis) api.header?.sentTo?.(api.name, through(api.asked.origin.id), ...api.admits);
}

function addAlarms(stack: LayerStack, metrics: Omit<EdgeAlarmsProps, "name" | "topicArn">): void {
  const { alarmTopicArn } = stack;
  if (alarmTopicArn === undefined) return;
  const name = (role: string) => stack.physicalName(role, "alarm");
  new EdgeAlarms(stack, "edge", { name, ...metrics, topicArn: alarmTopicArn });
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
