import fc from "fast-check";
import { planSubnets, tiers, type SubnetPlan } from "../../../modules/network/subnet-plan";
import { cidrBlocksOverlap, parseCidrBlock, type CidrBlock } from "../../../modules/shared/cidr-block";
import { ConfigurationError } from "../../../modules/shared/configuration-error";

test("divides a /16 among the tiers: half for the app, a quarter each for public and data", () => {
  expect(planSubnets("10.0.0.0/16", 2)).toEqual({
    public: { cidrBlock: "10.0.128.0/18", subnetCidrBlocks: ["10.0.128.0/20", "10.0.144.0/20"], ipv6Indexes: [0, 1] },
    app: { cidrBlock: "10.0.0.0/17", subnetCidrBlocks: ["10.0.0.0/19", "10.0.32.0/19"], ipv6Indexes: [4, 5] },
    data: { cidrBlock: "10.0.192.0/18", subnetCidrBlocks: ["10.0.192.0/20", "10.0.208.0/20"], ipv6Indexes: [8, 9] },
  });
});

test("leaves a load balancer its /27 in the smallest block that an environment may have", () => {
  const prefixes = planSubnets("10.0.0.0/23", 4).public.subnetCidrBlocks.map((block) => block.split("/")[1]);
  expect(prefixes).toEqual(["27", "27", "27", "27"]);
});

const vpcBlocks = fc
  .tuple(fc.integer({ min: 16, max: 24 }), fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 0xffff }))
  .map(([prefix, second, rest]) => {
    const size = 2 ** (32 - prefix);
    const offset = Math.floor(rest / size) * size;
    return `10.${second}.${offset >> 8}.${offset & 255}/${prefix}`;
  });

const block = (text: string): CidrBlock => {
  const parsed = parseCidrBlock(text);
  if (parsed === undefined) throw new Error(`${text} is a block`);
  return parsed;
};
const subnetsOf = (plan: SubnetPlan) => tiers.flatMap((tier) => plan[tier].subnetCidrBlocks.map(block));

test("every subnet lies in the VPC and in its tier, and overlaps no other", () => {
  fc.assert(
    fc.property(vpcBlocks, fc.integer({ min: 1, max: 4 }), (vpcBlock, zones) => {
      const vpc = block(vpcBlock);
      const plan = planSubnets(vpcBlock, zones);
      const subnets = subnetsOf(plan);
      expect(subnets).toHaveLength(3 * zones);
      subnets.forEach((subnet, index) => {
        expect(subnet.first >= vpc.first && subnet.last <= vpc.last).toBe(true);
        expect(subnets.slice(index + 1).some((other) => cidrBlocksOverlap(subnet, other))).toBe(false);
      });
      tiers.forEach((tier) => {
        const share = block(plan[tier].cidrBlock);
        plan[tier].subnetCidrBlocks.map(block).forEach((subnet) => {
          expect(subnet.first >= share.first && subnet.last <= share.last).toBe(true);
        });
      });
      const ipv6Indexes = tiers.flatMap((tier) => plan[tier].ipv6Indexes);
      expect(new Set(ipv6Indexes).size).toBe(ipv6Indexes.length);
    }),
  );
});

test("a zone added at the end moves no subnet", () => {
  fc.assert(
    fc.property(vpcBlocks, fc.integer({ min: 1, max: 3 }), (vpcBlock, zones) => {
      const before = planSubnets(vpcBlock, zones);
      const after = planSubnets(vpcBlock, zones + 1);
      tiers.forEach((tier) => {
        expect(after[tier].cidrBlock).toBe(before[tier].cidrBlock);
        expect(after[tier].subnetCidrBlocks.slice(0, zones)).toEqual(before[tier].subnetCidrBlocks);
        expect(after[tier].ipv6Indexes.slice(0, zones)).toEqual(before[tier].ipv6Indexes);
      });
    }),
  );
});

test.each([
  ["10.0.0.0/25", 2, 'cidrBlock is "10.0.0.0/25"; give an IPv4 block of a /24 or larger'],
  ["2001:db8::/56", 2, 'cidrBlock is "2001:db8::/56"; give an IPv4 block of a /24 or larger'],
  ["10.0.0.0/16", 5, "zones are 5; give 1 to 4"],
])("refuses %s for %d zones", (vpcBlock, zones, message) => {
  expect(() => planSubnets(vpcBlock, zones)).toThrow(ConfigurationError.of(message));
});
