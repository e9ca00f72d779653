import type { NameCertificate } from "../../modules/edge/certificate";
import { VpcOrigin } from "../../modules/edge/cloudfront/vpc-origin";
import type { LoadBalancer } from "../../modules/edge/load-balancer";
import type { LayerStack } from "../layer/layer-stack";
import type { NetworkOutputs } from "../network-stack";
import type { ApiAtPaths } from "./api-at-paths";
import { addDistribution, edgeCertificateArn, type DistributionParts } from "./cloudfront";
import type { OriginHeader } from "./origin-header/header-sender";

interface DistributedWeb {
  readonly loadBalancer: LoadBalancer;
  readonly network: ReturnType<NetworkOutputs["readInto"]>;
  /** The load balancer's certificate, if the application has a name. */
  readonly certificate: NameCertificate | undefined;
}

export interface WebDistributionParts extends DistributionParts {
  /** The header that the load balancer's firewall requires. @default none */
  readonly header: OriginHeader | undefined;
  /** The APIs at paths of the distribution. */
  readonly apis: readonly ApiAtPaths[];
}

/** Adds CloudFront in front of the load balancer, if configured, and its way there. */
export function addDistributionOfWeb(
  stack: LayerStack,
  { loadBalancer, network, certificate }: DistributedWeb,
  { header, apis, ...parts }: WebDistributionParts,
) {
  const { name, edge } = stack.environment;
  const { cloudFront, domain } = edge;
  if (cloudFront?.web === undefined) return undefined;
  const { origin, after, ...way } =
    header === undefined ? byVpcOrigin(stack, loadBalancer, network) : byHeader(loadBalancer, header);
  return addDistribution(
    stack,
    {
      name: "web",
      description: `the web application of ${name}`,
      settings: cloudFront.web,
      shared: cloudFront,
      origin,
      ...way,
      apis,
      domain: domain &&
        certificate && {
          name: domain.name,
          certificateArn: edgeCertificateArn(stack, "edge_domain", cloudFront.web, {
            ...domain,
            regional: certificate,
          }),
        },
      waf: edge.waf,
      wafPlace: "edge.waf",
      after,
    },
    parts,
  );
}

type WayToOrigin = Pick<Parameters<typeof addDistribution>[1], "after" | "header" | "origin" | "viewerHost">;

function byVpcOrigin(stack: LayerStack, loadBalancer: LoadBalancer, network: DistributedWeb["network"]): WayToOrigin {
  const { domain } = stack.environment.edge;
  const vpcOrigin = new VpcOrigin(stack, "load_balancer", {
    namePrefix: stack.physicalName("web", "vpc origin"),
    loadBalancerArn: loadBalancer.arn,
    securityGroupId: network.loadBalancerSecurityGroupId,
    vpcId: network.vpcId,
    protocol: domain === undefined ? "http" : "https",
  });
  return {
    origin: {
      kind: "vpc-origin",
      id: "web",
      domainName: domain?.name ?? loadBalancer.dnsName,
      vpcOriginId: vpcOrigin.id,
    },
    after: [vpcOrigin.admitted],
  };
}

/** Connects to AWS's name: the application's leads to CloudFront. The load balancer answers to the application's alone. */
function byHeader(loadBalancer: LoadBalancer, header: OriginHeader): WayToOrigin {
  return {
    origin: { kind: "custom", id: "web", domainName: loadBalancer.dnsName },
    header: header.sender,
    viewerHost: true,
    after: header.beforeDistribution,
  };
}
