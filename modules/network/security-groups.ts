import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";

export interface SecurityGroupsProps {
  /** The start of a group's name, to which Terraform adds what makes it unique: a group is replaced before it is removed. */
  readonly namePrefix: (role: string) => string;
  readonly vpcId: string;
  /** The ports on which the load balancer admits the internet. */
  readonly internetPorts: readonly number[];
  /** Where instances may connect to: AWS's endpoints inside the VPC and S3, or port 443 of any address. */
  readonly egress: "endpoints" | "anywhere";
  /** The prefix list of the S3 gateway endpoint. */
  readonly s3PrefixListId: string;
  /** The same for IPv6. @default false */
  readonly ipv6?: boolean;
}

/** One end of what a rule admits. */
type Peer =
  | { readonly cidrIpv4: string }
  | { readonly cidrIpv6: string }
  | { readonly referencedSecurityGroupId: string }
  | { readonly prefixListId: string };

/**
 * The security groups of the environment and every rule between them, each rule a resource of its own, so that a plan
 * shows the one that changes. Nothing but the load balancer admits the internet (row V25), and nothing admits port 22.
 */
export class SecurityGroups extends Construct {
  readonly loadBalancerId: string;
  readonly appId: string;
  readonly endpointId: string;

  constructor(scope: Construct, id: string, props: SecurityGroupsProps) {
    super(scope, id);
    const { internetPorts, egress, s3PrefixListId, ipv6 = false } = props;
    const anywhere: readonly (readonly [role: string, peer: Peer])[] = [
      ["ipv4", { cidrIpv4: "0.0.0.0/0" }],
      ...(ipv6 ? [["ipv6", { cidrIpv6: "::/0" }] as const] : []),
    ];

    this.loadBalancerId = this.group("load_balancer", "Load balancer: the only group that admits the internet", props);
    this.appId = this.group("app", "Instances of the application: admit the load balancer alone", props);
    this.endpointId = this.group("endpoint", "Interface endpoints of AWS services: admit the application alone", props);
    const toApp = { referencedSecurityGroupId: this.appId };
    const toEndpoints = { referencedSecurityGroupId: this.endpointId };

    for (const port of internetPorts) {
      for (const [version, peer] of anywhere) {
        this.ingress(`load_balancer_${port}_${version}`, this.loadBalancerId, port, peer, "Viewers of the application");
      }
    }
    this.egress("load_balancer_app", this.loadBalancerId, 80, toApp, "Requests and health checks to the application");
    this.ingress(
      "app_load_balancer",
      this.appId,
      80,
      { referencedSecurityGroupId: this.loadBalancerId },
      "Requests and health checks of the load balancer",
    );
    if (egress === "anywhere") {
      for (const [version, peer] of anywhere) {
        this.egress(`app_anywhere_${version}`, this.appId, 443, peer, "AWS services and packages over the internet");
      }
    } else {
      this.egress("app_endpoint", this.appId, 443, toEndpoints, "AWS services through the interface endpoints");
      this.egress(
        "app_s3",
        this.appId,
        443,
        { prefixListId: s3PrefixListId },
        "Packages and buckets through S3's endpoint",
      );
    }
    this.ingress(
      "endpoint_app",
      this.endpointId,
      443,
      { referencedSecurityGroupId: this.appId },
      "Calls of the application to AWS services",
    );
  }

  private group(role: string, description: string, { namePrefix, vpcId }: SecurityGroupsProps): string {
    return new SecurityGroup(this, role, {
      namePrefix: `${namePrefix(role.replaceAll("_", "-"))}-`,
      description,
      vpcId,
      tags: { Name: namePrefix(role.replaceAll("_", "-")) },
      lifecycle: { createBeforeDestroy: true },
    }).id;
  }

  private ingress(role: string, securityGroupId: string, port: number, peer: Peer, description: string): void {
    new VpcSecurityGroupIngressRule(this, role, { securityGroupId, description, ...onPort(port), ...peer });
  }

  private egress(role: string, securityGroupId: string, port: number, peer: Peer, description: string): void {
    new VpcSecurityGroupEgressRule(this, role, { securityGroupId, description, ...onPort(port), ...peer });
  }
}

function onPort(port: number) {
  return { ipProtocol: "tcp", fromPort: port, toPort: port };
}
