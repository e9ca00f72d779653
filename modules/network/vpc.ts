import { DefaultNetworkAcl } from "@cdktf/provider-aws/lib/default-network-acl";
import { DefaultRouteTable } from "@cdktf/provider-aws/lib/default-route-table";
import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { Vpc as AwsVpc } from "@cdktf/provider-aws/lib/vpc";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

export interface VpcProps {
  readonly name: string;
  readonly cidrBlock: string;
  /** Also an Amazon-provided IPv6 /56. @default false */
  readonly ipv6?: boolean;
  /**
   * Has Terraform refuse to destroy or replace the VPC: another `cidrBlock` replaces it, with everything in it. @default
   * true
   */
  readonly preventDestroy?: boolean;
}

/**
 * The VPC and its internet gateway. AWS's defaults are emptied, so that nothing falls back to them unnoticed: the default
 * security group and network ACL admit nothing, the default route table leads nowhere.
 */
export class Vpc extends Construct {
  readonly vpcId: string;
  readonly internetGatewayId: string;
  /** To depend on, for what works only while the gateway is attached. */
  readonly internetGateway: ITerraformDependable;
  readonly ipv6CidrBlock: string;

  constructor(scope: Construct, id: string, props: VpcProps) {
    super(scope, id);
    const { name, cidrBlock, ipv6 = false, preventDestroy = true } = props;

    const vpc = new AwsVpc(this, "vpc", {
      cidrBlock,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      assignGeneratedIpv6CidrBlock: ipv6,
      tags: { Name: name },
      lifecycle: { preventDestroy },
    });
    new DefaultSecurityGroup(this, "default_security_group", { vpcId: vpc.id, ingress: [], egress: [] });
    new DefaultNetworkAcl(this, "default_network_acl", {
      defaultNetworkAclId: vpc.defaultNetworkAclId,
      ingress: [],
      egress: [],
    });
    new DefaultRouteTable(this, "default_route_table", { defaultRouteTableId: vpc.defaultRouteTableId, route: [] });
    const gateway = new InternetGateway(this, "internet_gateway", { vpcId: vpc.id, tags: { Name: name } });

    this.vpcId = vpc.id;
    this.internetGatewayId = gateway.id;
    this.internetGateway = gateway;
    this.ipv6CidrBlock = vpc.ipv6CidrBlock;
  }
}
