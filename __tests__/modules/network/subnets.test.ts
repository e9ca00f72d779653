import { planSubnets } from "../../../modules/network/subnet-plan";
import { Subnets } from "../../../modules/network/subnets";
import { synthesizeModule, type Block } from "../../support/synthesize";

const subnetsOf = (ipv6CidrBlock?: string) =>
  Object.entries(
    synthesizeModule((stack) => {
      new Subnets(stack, "subnet", {
        name: (role) => `prod-network-${role}`,
        vpcId: "vpc-1",
        plan: planSubnets("10.0.0.0/16", 2),
        zoneNames: ["eu-west-1a", "eu-west-1b"],
        ipv6CidrBlock,
      });
    }).resource["aws_subnet"] ?? {},
  ) as [string, Block][];

test("makes one subnet of each tier in each zone, and none gives out addresses of the internet", () => {
  expect(
    subnetsOf().map(([address, { availability_zone, cidr_block, map_public_ip_on_launch }]) => [
      address,
      availability_zone,
      cidr_block,
      map_public_ip_on_launch,
    ]),
  ).toEqual([
    ["subnet_public_0", "eu-west-1a", "10.0.128.0/20", false],
    ["subnet_public_1", "eu-west-1b", "10.0.144.0/20", false],
    ["subnet_app_0", "eu-west-1a", "10.0.0.0/19", false],
    ["subnet_app_1", "eu-west-1b", "10.0.32.0/19", false],
    ["subnet_data_0", "eu-west-1a", "10.0.192.0/20", false],
    ["subnet_data_1", "eu-west-1b", "10.0.208.0/20", false],
  ]);
});

test("leaves a subnet in its zone, whatever the list of zones says later", () => {
  const ignored = subnetsOf().map(([, { lifecycle }]) => (lifecycle as { ignore_changes: string[] }).ignore_changes);
  expect(ignored).toEqual(Array.from({ length: 6 }, () => ["availability_zone"]));
});

test("gives each a /64 of its own where the VPC has IPv6", () => {
  const blocks = subnetsOf("2001:db8::/56").map(([, { ipv6_cidr_block }]) => ipv6_cidr_block as string);
  expect(blocks).toEqual([0, 1, 4, 5, 8, 9].map((index) => `\${cidrsubnet("2001:db8::/56", 8, ${index})}`));
});

test("gives IPv6 addresses to what starts in the app tier, whose way out lets nothing in, and nowhere else", () => {
  expect(
    subnetsOf("2001:db8::/56").map(([address, block]) => [address, block.assign_ipv6_address_on_creation]),
  ).toEqual([
    ["subnet_public_0", false],
    ["subnet_public_1", false],
    ["subnet_app_0", true],
    ["subnet_app_1", true],
    ["subnet_data_0", false],
    ["subnet_data_1", false],
  ]);
});
