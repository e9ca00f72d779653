import { CloudfrontVpcOrigin } from "@cdktf/provider-aws/lib/cloudfront-vpc-origin";
import { DataAwsSecurityGroup } from "@cdktf/provider-aws/lib/data-aws-security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { DataResource, Fn, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { securityGroupDescription } from "../../shared/security-group-description";

export interface VpcOriginProps {
  /** The start of the name: 55 characters at most, so that the unique end fits into AWS's 64. */
  readonly namePrefix: string;
  /** The ARN of an internal load balancer. */
  readonly loadBalancerArn: string;
  /** The load balancer's group: CloudFront's own group is let in, on the one port in use. */
  readonly securityGroupId: string;
  /** The VPC must have an internet gateway; no route to the gateway is needed. */
  readonly vpcId: string;
  /** `http` for a load balancer without certificate. CloudFront's way into the VPC is AWS's own. @default "https" */
  readonly protocol?: "http" | "https";
}

/**
 * CloudFront's way to a load balancer that nothing else reaches (CloudFront Developer Guide, "Restrict access with VPC
 * origins").
 *
 * AWS makes the group `CloudFront-VPCOrigins-Service-SG` with the first VPC origin of a VPC. The group is looked up once the
 * origin exists, so one apply is enough. An origin in use cannot be changed: one for another load balancer or protocol is
 * made beside it, under its own name, and the old one is deleted once the distribution has left it.
 */
export class VpcOrigin extends Construct {
  readonly id: string;
  /** The rule that lets CloudFront in: before it exists, nothing is answered. */
  readonly admitted: ITerraformDependable;

  constructor(scope: Construct, id: string, props: VpcOriginProps) {
    super(scope, id);
    const { namePrefix, loadBalancerArn, securityGroupId, vpcId, protocol = "https" } = props;
    const port = protocol === "https" ? 443 : 80;

    const generation = new DataResource(this, "vpc_origin_generation", {
      triggersReplace: { loadBalancerArn, protocol },
      lifecycle: { createBeforeDestroy: true },
    });
    const origin = new CloudfrontVpcOrigin(this, "vpc_origin", {
      vpcOriginEndpointConfig: [
        {
          name: Fn.join("-", [namePrefix, Fn.substr(generation.id, 0, 8)]),
          arn: loadBalancerArn,
          httpPort: 80,
          httpsPort: 443,
          originProtocolPolicy: `${protocol}-only`,
          originSslProtocols: [{ items: ["TLSv1.2"], quantity: 1 }],
        },
      ],
      timeouts: { create: "30m", update: "30m", delete: "30m" },
      lifecycle: { createBeforeDestroy: true, replaceTriggeredBy: [`terraform_data.${generation.friendlyUniqueId}`] },
    });
    const cloudFront = new DataAwsSecurityGroup(this, "cloudfront_group", {
      name: "CloudFront-VPCOrigins-Service-SG",
      vpcId,
      dependsOn: [origin],
    });
    this.id = origin.id;
    this.admitted = new VpcSecurityGroupIngressRule(this, "cloudfront_ingress", {
      securityGroupId,
      referencedSecurityGroupId: cloudFront.id,
      description: securityGroupDescription("Requests that come through CloudFront"),
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
    });
  }
}
