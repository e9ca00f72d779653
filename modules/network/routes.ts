import { EgressOnlyInternetGateway } from "@cdktf/provider-aws/lib/egress-only-internet-gateway";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Tier } from "./subnet-plan";

export interface RoutesProps {
  readonly name: (role: string) => string;
  readonly vpcId: string;
  readonly internetGatewayId: string;
  /**
   * The attachment of the internet gateway, made before a NAT gateway and removed after it. AWS fails a NAT gateway in a
   * VPC without an internet gateway (Amazon VPC User Guide, "Troubleshoot NAT gateways": the network has no internet
   * gateway attached), and detaches none from a VPC that still has public addresses in use.
   */
  readonly internetGateway: ITerraformDependable;
  readonly subnetIds: Readonly<Record<Tier, readonly string[]>>;
  /** The target of the app tier's default route: none, one gateway, or the gateway of the subnet's own zone. */
  readonly nat: "none" | "single" | "per-az";
  /** Adds default routes for IPv6; in the app tier through a gateway that lets nothing in. @default false */
  readonly ipv6?: boolean;
}

/**
 * The routes out of the VPC. The public tier reaches the internet, the app tier what its NAT gateways reach, the data tier
 * nothing.
 */
export class Routes extends Construct {
  /** Every route table of the subnets that instances may be in, for gateway endpoints. */
  readonly routeTableIds: readonly string[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: RoutesProps,
  ) {
    super(scope, id);
    const publicTable = this.publicTable();
    const natGatewayIds = this.natGateways();
    const appTables = this.appTables(natGatewayIds, this.egressOnlyGateway());
    this.dataTable();
    this.routeTableIds = [publicTable, ...appTables];
  }

  private publicTable(): string {
    const { internetGatewayId: gatewayId, subnetIds, ipv6 = false } = this.props;
    const routeTableId = this.routeTable("public");
    new Route(this, "public_internet", { routeTableId, destinationCidrBlock: "0.0.0.0/0", gatewayId });
    if (ipv6) new Route(this, "public_internet_ipv6", { routeTableId, destinationIpv6CidrBlock: "::/0", gatewayId });
    subnetIds.public.forEach((subnetId, index) => {
      this.associate(`public_${index}`, subnetId, routeTableId);
    });
    return routeTableId;
  }

  private natGateways(): string[] {
    const { name, subnetIds, nat, internetGateway } = this.props;
    return subnetIds.public.slice(0, { none: 0, single: 1, "per-az": undefined }[nat]).map((subnetId, index) => {
      const tags = { Name: name(`nat-${index}`) };
      const address = new Eip(this, `nat_${index}_address`, { domain: "vpc", tags });
      return new NatGateway(this, `nat_${index}`, {
        subnetId,
        allocationId: address.id,
        tags,
        dependsOn: [internetGateway],
      }).id;
    });
  }

  private egressOnlyGateway(): string | undefined {
    const { name, vpcId, ipv6 = false } = this.props;
    if (!ipv6) return undefined;
    return new EgressOnlyInternetGateway(this, "egress_only_internet_gateway", { vpcId, tags: { Name: name("ipv6") } })
      .id;
  }

  /** A table for each zone. Without a NAT gateway of its own, a zone takes that of the first. */
  private appTables(natGatewayIds: readonly string[], egressOnlyGatewayId: string | undefined): string[] {
    return this.props.subnetIds.app.map((subnetId, index) => {
      const routeTableId = this.routeTable(`app_${index}`);
      this.associate(`app_${index}`, subnetId, routeTableId);
      const natGatewayId = natGatewayIds[index] ?? natGatewayIds[0];
      if (natGatewayId !== undefined) {
        new Route(this, `app_${index}_nat`, { routeTableId, destinationCidrBlock: "0.0.0.0/0", natGatewayId });
      }
      if (egressOnlyGatewayId !== undefined) {
        new Route(this, `app_${index}_internet_ipv6`, {
          routeTableId,
          destinationIpv6CidrBlock: "::/0",
          egressOnlyGatewayId,
        });
      }
      return routeTableId;
    });
  }

  /** The table of the data tier, which has no route out of the VPC. */
  private dataTable(): void {
    const routeTableId = this.routeTable("data");
    this.props.subnetIds.data.forEach((subnetId, index) => {
      this.associate(`data_${index}`, subnetId, routeTableId);
    });
  }

  private routeTable(role: string): string {
    const { vpcId, name } = this.props;
    return new RouteTable(this, role, {
      vpcId,
      tags: { Name: name(role.replaceAll("_", "-")) },
      // With fewer zones the gateway endpoint must leave the table first: AWS cannot take it out of a table that is gone
      // (terraform-provider-aws#26502).
      lifecycle: { createBeforeDestroy: true },
    }).id;
  }

  private associate(role: string, subnetId: string, routeTableId: string): void {
    new RouteTableAssociation(this, `${role}_association`, { subnetId, routeTableId });
  }
}
