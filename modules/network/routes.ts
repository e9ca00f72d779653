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

  constructor(scope: Construct, id: string, props: RoutesProps) {
    super(scope, id);
    const { name, vpcId, internetGatewayId, internetGateway, subnetIds, nat, ipv6 = false } = props;
    const routeTable = (role: string) =>
      new RouteTable(this, role, {
        vpcId,
        tags: { Name: name(role.replaceAll("_", "-")) },
        // With fewer zones the gateway endpoint must leave the table first: AWS cannot take it out of a table that is gone
        // (terraform-provider-aws#26502).
        lifecycle: { createBeforeDestroy: true },
      }).id;
    const associate = (tier: Tier, index: number, routeTableId: string) =>
      new RouteTableAssociation(this, `${tier}_${index}_association`, {
        subnetId: subnetIds[tier][index] ?? "",
        routeTableId,
      });

    const publicTable = routeTable("public");
    const gatewayId = internetGatewayId;
    new Route(this, "public_internet", { routeTableId: publicTable, destinationCidrBlock: "0.0.0.0/0", gatewayId });
    if (ipv6) {
      new Route(this, "public_internet_ipv6", {
        routeTableId: publicTable,
        destinationIpv6CidrBlock: "::/0",
        gatewayId,
      });
    }
    subnetIds.public.forEach((_, index) => associate("public", index, publicTable));

    const natGatewayIds = subnetIds.public
      .slice(0, { none: 0, single: 1, "per-az": undefined }[nat])
      .map((subnetId, index) => {
        const address = new Eip(this, `nat_${index}_address`, { domain: "vpc", tags: { Name: name(`nat-${index}`) } });
        return new NatGateway(this, `nat_${index}`, {
          subnetId,
          allocationId: address.id,
          tags: { Name: name(`nat-${index}`) },
          dependsOn: [internetGateway],
        }).id;
      });
    const egressOnlyGatewayId = ipv6
      ? new EgressOnlyInternetGateway(this, "egress_only_internet_gateway", { vpcId, tags: { Name: name("ipv6") } }).id
      : undefined;
    const appTables = subnetIds.app.map((_, index) => {
      const table = routeTable(`app_${index}`);
      associate("app", index, table);
      const natGatewayId = natGatewayIds[index] ?? natGatewayIds[0];
      if (natGatewayId !== undefined) {
        new Route(this, `app_${index}_nat`, {
          routeTableId: table,
          destinationCidrBlock: "0.0.0.0/0",
          natGatewayId,
        });
      }
      if (egressOnlyGatewayId !== undefined) {
        new Route(this, `app_${index}_internet_ipv6`, {
          routeTableId: table,
          destinationIpv6CidrBlock: "::/0",
          egressOnlyGatewayId,
        });
      }
      return table;
    });

    const dataTable = routeTable("data");
    subnetIds.data.forEach((_, index) => associate("data", index, dataTable));
    this.routeTableIds = [publicTable, ...appTables];
  }
}
