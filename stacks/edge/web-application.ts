import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import { Certificate } from "../../modules/edge/certificate";
import { DnsAlias } from "../../modules/edge/dns-alias";
import { EdgeAlarms } from "../../modules/edge/edge-alarms";
import { FleetTarget } from "../../modules/edge/fleet-target";
import { Listeners, type ListenersProps } from "../../modules/edge/listeners";
import { LoadBalancer } from "../../modules/edge/load-balancer";
import { RequestScaling } from "../../modules/edge/request-scaling";
import type { ComputeOutputs } from "../compute-stack";
import type { LayerStack } from "../layer/layer-stack";
import type { NetworkOutputs } from "../network-stack";
import type { EdgeWebAcls } from "./web-acls";

interface WebApplicationReads {
  readonly network: ReturnType<NetworkOutputs["readInto"]>;
  readonly compute: ReturnType<ComputeOutputs["readInto"]>;
}

/** The load balancer in front of the fleet: its firewall, its certificate and name, its alarms (system C). */
export function addWebApplication(stack: LayerStack, reads: WebApplicationReads, webAcls: EdgeWebAcls) {
  const { network, compute } = reads;
  const { environment } = stack;
  const { region, edge, network: networkSettings, teardown } = environment;
  const { fleet } = environment.compute;
  const { domain } = edge;
  const { min, max } = fleet.size;
  const fleetName = compute.webFleetName;

  const loadBalancer = new LoadBalancer(stack, "public", {
    name: stack.physicalName("web", "load balancer"),
    subnetIds: network.publicSubnetIds,
    securityGroupId: network.loadBalancerSecurityGroupId,
    logBucketName: edge.accessLogs ? network.accessLogBucketName : undefined,
    deletionProtection: edge.deletionProtection && !teardown,
    dualStack: networkSettings.ipv6,
  });
  const webAcl = webAcls.add({
    address: "regional",
    name: "web",
    protects: "loadBalancer",
    description: `In front of the web application of ${environment.name}`,
    place: "edge.waf",
    waf: edge.waf,
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
  const listeners = new Listeners(stack, "public_listener", {
    loadBalancerArn: loadBalancer.arn,
    targetGroupArn,
    serves: service(stack),
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
  const name =
    domain &&
    new DnsAlias(stack, "public_alias", {
      hostedZoneId: domain.hostedZoneId,
      domainName: domain.name,
      target: loadBalancer,
      ipv6: networkSettings.ipv6,
    });

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
    url: domain === undefined ? `http://${loadBalancer.dnsName}` : `https://${domain.name}`,
    metrics: { ...metrics, fleetName },
  };
}

/** How the application is served: under its domain with a certificate, or in plain text where a departure says so. */
function service(stack: LayerStack): ListenersProps["serves"] {
  const { domain, securityPolicy } = stack.environment.edge;
  if (domain === undefined) return "plain-http";
  const certificateArn =
    domain.certificate === "issued"
      ? new Certificate(stack, "domain", { domainName: domain.name, hostedZoneId: domain.hostedZoneId }).arn
      : domain.certificate;
  return { domainName: domain.name, certificateArn, securityPolicy };
}
