import { Routes } from "../../../modules/network/routes";
import { Vpc } from "../../../modules/network/vpc";
import { synthesizeModule, type Block } from "../../support/synthesize";

const subnetIds = { public: ["pub-0", "pub-1"], app: ["app-0", "app-1"], data: ["data-0", "data-1"] };

function routesOf(nat: "none" | "single" | "per-az", ipv6 = false) {
  let routeTableIds: readonly string[] = [];
  const { resource } = synthesizeModule((stack) => {
    const { internetGateway } = new Vpc(stack, "main", { name: "vpc", cidrBlock: "10.0.0.0/16" });
    routeTableIds = new Routes(stack, "route", {
      name: (role) => `prod-network-${role}`,
      vpcId: "vpc-1",
      internetGatewayId: "igw-1",
      internetGateway,
      subnetIds,
      nat,
      ipv6,
    }).routeTableIds.map((id) => id);
  });
  const list = (type: string) => Object.values(resource[type] ?? {}) as Block[];
  const table = (block: Block) => /aws_route_table\.route_(\w+)\.id/.exec(block.route_table_id as string)?.[1];
  return {
    routeTableIds,
    natGateways: list("aws_nat_gateway").map(({ subnet_id }) => subnet_id as string),
    addresses: list("aws_eip").length,
    routes: list("aws_route").map((route) => [
      table(route),
      route.destination_cidr_block ?? route.destination_ipv6_cidr_block,
      route.gateway_id ?? route.nat_gateway_id ?? route.egress_only_gateway_id,
    ]),
    associations: list("aws_route_table_association").map((block) => [block.subnet_id, table(block)]),
  };
}

test("leads the public tier to the internet, and without NAT nobody else anywhere", () => {
  expect(routesOf("none")).toMatchObject({
    natGateways: [],
    addresses: 0,
    routes: [["public", "0.0.0.0/0", "igw-1"]],
  });
});

test("puts each subnet on its tier's table: one for public, one for each zone of the app, one for data", () => {
  expect(routesOf("none").associations).toEqual([
    ["pub-0", "public"],
    ["pub-1", "public"],
    ["app-0", "app_0"],
    ["app-1", "app_1"],
    ["data-0", "data"],
    ["data-1", "data"],
  ]);
});

test("makes NAT gateways once the internet gateway is attached, and removes them before it goes", () => {
  const { resource } = synthesizeModule((stack) => {
    const { internetGatewayId, internetGateway } = new Vpc(stack, "main", { name: "vpc", cidrBlock: "10.0.0.0/16" });
    new Routes(stack, "route", {
      name: (role) => `prod-network-${role}`,
      vpcId: "vpc-1",
      internetGatewayId,
      internetGateway,
      subnetIds,
      nat: "per-az",
    });
  });
  const gateways = Object.values(resource["aws_nat_gateway"] ?? {}) as Block[];
  expect(gateways.map((gateway) => gateway.depends_on as string[])).toEqual([
    ["aws_internet_gateway.main_internet_gateway"],
    ["aws_internet_gateway.main_internet_gateway"],
  ]);
});

test("shares one NAT gateway, in the first public subnet, among the zones", () => {
  expect(routesOf("single")).toMatchObject({
    natGateways: ["pub-0"],
    addresses: 1,
    routes: [
      ["public", "0.0.0.0/0", "igw-1"],
      ["app_0", "0.0.0.0/0", "${aws_nat_gateway.route_nat_0.id}"],
      ["app_1", "0.0.0.0/0", "${aws_nat_gateway.route_nat_0.id}"],
    ],
  });
});

test("keeps each zone to its own NAT gateway, so that one zone's end is not the other's", () => {
  expect(routesOf("per-az")).toMatchObject({
    natGateways: ["pub-0", "pub-1"],
    addresses: 2,
    routes: [
      ["public", "0.0.0.0/0", "igw-1"],
      ["app_0", "0.0.0.0/0", "${aws_nat_gateway.route_nat_0.id}"],
      ["app_1", "0.0.0.0/0", "${aws_nat_gateway.route_nat_1.id}"],
    ],
  });
});

test("leads the app tier's IPv6 out through a gateway that lets nothing in", () => {
  expect(routesOf("none", true).routes).toEqual([
    ["public", "0.0.0.0/0", "igw-1"],
    ["public", "::/0", "igw-1"],
    ["app_0", "::/0", "${aws_egress_only_internet_gateway.route_egress_only_internet_gateway.id}"],
    ["app_1", "::/0", "${aws_egress_only_internet_gateway.route_egress_only_internet_gateway.id}"],
  ]);
});

test("names the tables of tiers that instances may be in, and not that of data", () => {
  expect(routesOf("none").routeTableIds).toHaveLength(3);
});
