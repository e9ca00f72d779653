import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { tiers, type SubnetPlan, type Tier } from "./subnet-plan";

export interface SubnetsProps {
  readonly name: (role: string) => string;
  readonly vpcId: string;
  readonly plan: SubnetPlan;
  /** The names of the availability zones, as many as the plan has subnets in a tier. */
  readonly zoneNames: readonly string[];
  /** The VPC's IPv6 block, of which each subnet has a /64. @default IPv4 alone */
  readonly ipv6CidrBlock?: string;
}

/** The subnets of every tier, one in each zone. None gives an address of the internet to what starts in it (row M2). */
export class Subnets extends Construct {
  readonly idsByTier: Readonly<Record<Tier, readonly string[]>>;

  constructor(scope: Construct, id: string, props: SubnetsProps) {
    super(scope, id);
    const { name, vpcId, plan, zoneNames, ipv6CidrBlock } = props;

    const subnetIds = (tier: Tier) =>
      zoneNames.map((zone, index) => {
        const subnet = new Subnet(this, `${tier}_${index}`, {
          vpcId,
          availabilityZone: zone,
          cidrBlock: plan[tier].subnetCidrBlocks[index] ?? "",
          mapPublicIpOnLaunch: false,
          ...(ipv6CidrBlock !== undefined && {
            ipv6CidrBlock: Fn.cidrsubnet(ipv6CidrBlock, 8, plan[tier].ipv6Indexes[index] ?? 0),
            // The app tier's way out for IPv6 lets nothing in; an address in the public tier would be the internet's.
            assignIpv6AddressOnCreation: tier === "app",
          }),
          tags: { Name: name(`${tier}-${index}`), Tier: tier },
        });
        return subnet.id;
      });
    this.idsByTier = Object.fromEntries(tiers.map((tier) => [tier, subnetIds(tier)])) as Record<Tier, string[]>;
  }
}
