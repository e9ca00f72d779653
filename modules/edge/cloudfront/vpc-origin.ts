import { CloudfrontVpcOrigin } from "@cdktf/provider-aws/lib/cloudfront-vpc-origin";
import { DataAwsSecurityGroup } from "@cdktf/provider-aws/lib/data-aws-security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { DataResource, Fn, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { securityGroupDescription } from "../../shared/security-group-description";

export interface VpcOriginProps {
  /** The beginning of its name: 55 characters at most, so that AWS's 64 hold what makes it unique. */
  readonly namePrefix: string;
  /** Of an internal load balancer. */
  readonly loadBalancerArn: string;
  /** Of the load balancer: CloudFront's own group is let in on the one port that is used. */
  readonly securityGroupId: string;
  /** It must have an internet gateway, which need not be routed to. */
  readonly vpcId: string;
  /** `http` for a load balancer that has no certificate. The way between CloudFront and the VPC is AWS's own. @default "https" */
  readonly protocol?: "http" | "https";
}

/**
 * A way from CloudFront to a load balancer that no other way leads to (CloudFront Developer Guide, "Restrict
 * access with VPC origins").
 *
 * AWS makes the group `CloudFront-VPCOrigins-Service-SG` with the first VPC origin of a VPC, so that it is looked up only
 * once the origin is there: one apply does. An origin in use cannot be changed: one for another load balancer or protocol
 * is made beside it, under a name of its own, and the old one goes once the distribution has left it.
 */
export class VpcOrigin extends Construct {
  readonly id: string;
  /** The rule that lets CloudFront in: nothing is answered before it. */
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
