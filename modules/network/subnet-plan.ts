import { cidrSubnet, parseCidrBlock } from "../shared/cidr-block";
import { ConfigurationError } from "../shared/configuration-error";

/** The public tier faces the internet, the app tier runs the workload, the data tier keeps what must not leave. */
export const tiers = ["public", "app", "data"] as const;
export type Tier = (typeof tiers)[number];

interface TierPlan {
  /** The block of the tier's subnets in every zone, present and future. */
  readonly cidrBlock: string;
  /** One for each zone, in the order of the zones. */
  readonly subnetCidrBlocks: readonly string[];
  /** The number of each subnet among the VPC's IPv6 /64 blocks. */
  readonly ipv6Indexes: readonly number[];
}

export type SubnetPlan = Readonly<Record<Tier, TierPlan>>;

/** Zones that each tier has room for, so that another zone moves no subnet. */
export const zoneSlots = 4;

/** The app tier, which grows, has half of the block; public and data have a quarter each. */
const shares: Readonly<Record<Tier, { readonly newBits: number; readonly index: number }>> = {
  app: { newBits: 1, index: 0 },
  public: { newBits: 2, index: 2 },
  data: { newBits: 2, index: 3 },
};

/**
 * Divides a VPC's block among tiers and zones. A subnet depends on the block and on the place of its zone alone: a zone
 * that is added at the end moves no other subnet.
 *
 * @param zoneCount 1 to 4
 * @throws ConfigurationError when the block is no IPv4 block, or a subnet would be smaller than AWS's least, a /28
 */
export function planSubnets(vpcCidrBlock: string, zoneCount: number): SubnetPlan {
  const vpc = parseCidrBlock(vpcCidrBlock);
  if (vpc?.version !== 4 || vpc.prefixLength > 24) {
    throw ConfigurationError.of(`cidrBlock is "${vpcCidrBlock}"; give an IPv4 block of a /24 or larger`);
  }
  if (zoneCount < 1 || zoneCount > zoneSlots) {
    throw ConfigurationError.of(`zones are ${zoneCount}; give 1 to ${zoneSlots}`);
  }
  const zones = Array.from({ length: zoneCount }, (_, zone) => zone);
  const planTier = (tier: Tier): TierPlan => {
    const share = cidrSubnet(vpc, shares[tier].newBits, shares[tier].index);
    return {
      cidrBlock: share.text,
      subnetCidrBlocks: zones.map((zone) => cidrSubnet(share, Math.log2(zoneSlots), zone).text),
      ipv6Indexes: zones.map((zone) => tiers.indexOf(tier) * zoneSlots + zone),
    };
  };
  return { public: planTier("public"), app: planTier("app"), data: planTier("data") };
}
