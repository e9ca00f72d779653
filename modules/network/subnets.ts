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
  /** The VPC's IPv6 block; each subnet gets a /64 of it. @default IPv4 alone */
  readonly ipv6CidrBlock?: string;
}

/** The subnets of every tier, one in each zone. No subnet gives out a public IPv4 address at launch. */
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
            // The app tier's way out for IPv6 lets nothing in. In the public tier an IPv6 address would be open to the
            // internet.
            assignIpv6AddressOnCreation: tier === "app",
          }),
          tags: { Name: name(`${tier}-${index}`), Tier: tier },
          lifecycle: {
            // AWS deletes no subnet with an endpoint in it. With fewer zones the endpoints leave the subnet first.
            createBeforeDestroy: true,
            // A subnet never moves: without this, another order of the names, or one zone fewer, would replace it.
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

/** Checks that a subnet's zone is not one of an older subnet: a subnet keeps its zone when the list of zones changes. */
function inAZoneOfItsOwn(tier: Tier, before: readonly Subnet[]) {
  const zones = `[${before.map(({ fqn }) => `${fqn}.availability_zone`).join(", ")}]`;
  return {
    condition: expression(`!contains(${zones}, self.availability_zone)`),
    errorMessage: `the ${tier} tier has a subnet in ${interpolation("self.availability_zone")} already; name the zones in network.zones, those of its subnets first and in their order: ${interpolation(`join(", ", ${zones})`)}.`,
  };
}
