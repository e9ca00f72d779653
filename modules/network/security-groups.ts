import { DataAwsEc2ManagedPrefixList } from "@cdktf/provider-aws/lib/data-aws-ec2-managed-prefix-list";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { securityGroupDescription } from "../shared/security-group-description";

export interface SecurityGroupsProps {
  /** The start of a group's name. Terraform adds a unique suffix: a new group is created before the old one is removed. */
  readonly namePrefix: (role: string) => string;
  readonly vpcId: string;
  /** The ports on which the load balancer admits the internet. */
  readonly internetPorts: readonly number[];
  /**
   * The port on which the load balancer admits CloudFront's servers, for anybody's distribution, by AWS's list of their
   * IPv4 addresses. The list counts as 55 of the 60 rules that a group may have in a direction (Amazon VPC User Guide,
   * "AWS-managed prefix list weight" and "Amazon VPC quotas"): there is room for one port, and none for the list of IPv6
   * addresses.
   *
   * @default it admits none
   */
  readonly cloudFrontPort?: number | undefined;
  /** What instances may connect to: AWS's endpoints inside the VPC and S3, or port 443 of any address. */
  readonly egress: "endpoints" | "anywhere";
  /** Whether there are interface endpoints, which have a group of their own. @default true */
  readonly endpoints?: boolean;
  /** The prefix list of the S3 gateway endpoint. */
  readonly s3PrefixListId: string;
  /** Adds the rules for IPv6. @default false */
  readonly ipv6?: boolean;
  /** Adds a group for a database, and one for the functions that may connect to it. @default false */
  readonly database?: boolean;
}

/** The other end of a rule. */
type Peer =
  | { readonly cidrIpv4: string }
  | { readonly cidrIpv6: string }
  | { readonly referencedSecurityGroupId: string }
  | { readonly prefixListId: string };

/** Any address, of each version of IP that the VPC has. */
type Versions = readonly (readonly [version: string, peer: Peer])[];

/**
 * The security groups of the environment and every rule between them. Each rule is a resource of its own, so that a plan
 * shows the one that changes. Nothing but the load balancer admits the internet, and nothing admits port 22. A database
 * admits the functions' group alone, and opens no connection itself.
 */
export class SecurityGroups extends Construct {
  readonly loadBalancerId: string;
  readonly appId: string;
  /** With `endpoints`. */
  readonly endpointId?: string;
  /** With `database`. */
  readonly databaseId?: string;
  /** With `database`. */
  readonly functionsId?: string;

  constructor(scope: Construct, id: string, props: SecurityGroupsProps) {
    super(scope, id);
    const { internetPorts, cloudFrontPort, ipv6 = false, database = false, endpoints = true } = props;
    const anywhere: Versions = [
      ["ipv4", { cidrIpv4: "0.0.0.0/0" }],
      ...(ipv6 ? [["ipv6", { cidrIpv6: "::/0" }] as const] : []),
    ];

    this.loadBalancerId = this.group("load_balancer", "Load balancer: the only group that admits the internet", props);
    this.appId = this.group("app", "Instances of the application: admit the load balancer alone", props);
    if (endpoints) {
      const description = "Interface endpoints of AWS services: admit the application alone";
      this.endpointId = this.group("endpoint", description, props);
    }
    const toApp = { referencedSecurityGroupId: this.appId };

    for (const port of internetPorts) {
      for (const [version, peer] of anywhere) {
        this.ingress(`load_balancer_${port}_${version}`, this.loadBalancerId, port, peer, "Viewers of the application");
      }
    }
    if (cloudFrontPort !== undefined) {
      const { id: prefixListId } = new DataAwsEc2ManagedPrefixList(this, "cloudfront", { name: cloudFrontList });
      const description = "Requests that come through CloudFront, whoever sends them";
      this.ingress("load_balancer_cloudfront", this.loadBalancerId, cloudFrontPort, { prefixListId }, description);
    }
    this.egress("load_balancer_app", this.loadBalancerId, 80, toApp, "Requests and health checks to the application");
    this.ingress(
      "app_load_balancer",
      this.appId,
      80,
      { referencedSecurityGroupId: this.loadBalancerId },
      "Requests and health checks of the load balancer",
    );
    this.toAwsServices("app", this.appId, anywhere, props);
    this.toEndpoints("endpoint_app", toApp, "Calls of the application to AWS services");
    if (!database) return;

    this.databaseId = this.group(
      "database",
      "Databases: admit the group of the functions alone, open no connection",
      props,
    );
    this.functionsId = this.group("functions", "Functions in the VPC: admit nobody", props);
    const fromFunctions = { referencedSecurityGroupId: this.functionsId };
    const toDatabase = { referencedSecurityGroupId: this.databaseId };
    this.egress("functions_database", this.functionsId, 3306, toDatabase, "Queries to the database");
    this.ingress("database_functions", this.databaseId, 3306, fromFunctions, "Queries of the functions");
    this.toAwsServices("functions", this.functionsId, anywhere, props);
    this.toEndpoints("endpoint_functions", fromFunctions, "Calls of the functions to AWS services");
  }

  private toEndpoints(role: string, from: Peer, text: string): void {
    if (this.endpointId !== undefined) this.ingress(role, this.endpointId, 443, from, text);
  }

  /** Admits connections through the endpoints and S3's gateway, or to any address on port 443. */
  private toAwsServices(
    role: string,
    securityGroupId: string,
    anywhere: Versions,
    { egress, s3PrefixListId }: SecurityGroupsProps,
  ): void {
    if (egress === "anywhere") {
      for (const [version, peer] of anywhere) {
        const description = "AWS services and packages over the internet";
        this.egress(`${role}_anywhere_${version}`, securityGroupId, 443, peer, description);
      }
      return;
    }
    const toS3 = { prefixListId: s3PrefixListId };
    if (this.endpointId !== undefined) {
      const toEndpoints = { referencedSecurityGroupId: this.endpointId };
      this.egress(
        `${role}_endpoint`,
        securityGroupId,
        443,
        toEndpoints,
        "AWS services through the interface endpoints",
      );
    }
    this.egress(`${role}_s3`, securityGroupId, 443, toS3, "Packages and buckets through the S3 endpoint");
  }

  private group(role: string, description: string, { namePrefix, vpcId }: SecurityGroupsProps): string {
    return new SecurityGroup(this, role, {
      namePrefix: `${namePrefix(role.replaceAll("_", "-"))}-`,
      description: securityGroupDescription(description),
      vpcId,
      tags: { Name: namePrefix(role.replaceAll("_", "-")) },
      lifecycle: { createBeforeDestroy: true },
    }).id;
  }

  private ingress(role: string, securityGroupId: string, port: number, peer: Peer, text: string): void {
    const description = securityGroupDescription(text);
    new VpcSecurityGroupIngressRule(this, role, { securityGroupId, description, ...onPort(port), ...peer });
  }

  private egress(role: string, securityGroupId: string, port: number, peer: Peer, text: string): void {
    const description = securityGroupDescription(text);
    new VpcSecurityGroupEgressRule(this, role, { securityGroupId, description, ...onPort(port), ...peer });
  }
}

/** Found by name: its id differs by Region (CloudFront Developer Guide, "Use the CloudFront managed prefix list"). */
const cloudFrontList = "com.amazonaws.global.cloudfront.origin-facing";

function onPort(port: number) {
  return { ipProtocol: "tcp", fromPort: port, toPort: port };
}
