import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { tiers, type SubnetPlan, type Tier } from "./subnet-plan";
import { expression, interpolation } from "../shared/expression";

export interface SubnetsProps {
  readonly name: (role: string) => string;
  readonly vpcId: string;
  readonly plan: SubnetPlan;
  /** The names of the availability zones, as many as the plan has subnets in a tier. */
  readonly zoneNames: readonly string[];
  /** The VPC's IPv6 block, of which each subnet has a /64. @default IPv4 alone */
  readonly ipv6CidrBlock?: string;
}

/** The subnets of every tier, one in each zone. None gives an address of the internet to what starts in it. */
export class Subnets extends Construct {
  readonly idsByTier: Readonly<Record<Tier, readonly string[]>>;

  constructor(scope: Construct, id: string, props: SubnetsProps) {
    super(scope, id);
    const { name, vpcId, plan, zoneNames, ipv6CidrBlock } = props;

    const subnetIds = (tier: Tier) => {
      const before: Subnet[] = [];
      return zoneNames.map((zone, index) => {
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
          lifecycle: {
            // AWS deletes no subnet that an endpoint is in. With fewer zones the endpoints leave the subnet first.
            createBeforeDestroy: true,
            // A subnet never moves: another order of the names, or a zone less among them, would replace it.
            ignoreChanges: ["availability_zone"],
            ...(before.length > 0 && { postcondition: [inAZoneOfItsOwn(tier, before)] }),
          },
        });
        before.push(subnet);
        return subnet.id;
      });
    };
    this.idsByTier = Object.fromEntries(tiers.map((tier) => [tier, subnetIds(tier)])) as Record<Tier, string[]>;
  }
}

/** Since the zone of a subnet stays, what the list of zones says now may be the zone of an older one. */
function inAZoneOfItsOwn(tier: Tier, before: readonly Subnet[]) {
  const zones = `[${before.map(({ fqn }) => `${fqn}.availability_zone`).join(", ")}]`;
  return {
    condition: expression(`!contains(${zones}, self.availability_zone)`),
    errorMessage: `the ${tier} tier has a subnet in ${interpolation("self.availability_zone")} already; name the zones in network.zones, those of its subnets first and in their order: ${interpolation(`join(", ", ${zones})`)}.`,
  };
}
