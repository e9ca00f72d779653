import { Vpc } from "../../../modules/network/vpc";
import { synthesizeModule } from "../../support/synthesize";

const vpcOf = (ipv6?: boolean) =>
  synthesizeModule((stack) => {
    new Vpc(stack, "main", { name: "prod-network-vpc", cidrBlock: "10.0.0.0/16", ipv6 });
  }).resource;

test("has DNS names inside, and IPv6 only where it is asked for", () => {
  expect(vpcOf()["aws_vpc"]?.["main_vpc"]).toMatchObject({
    cidr_block: "10.0.0.0/16",
    enable_dns_support: true,
    enable_dns_hostnames: true,
    assign_generated_ipv6_cidr_block: false,
  });
  expect(vpcOf(true)["aws_vpc"]?.["main_vpc"]).toMatchObject({ assign_generated_ipv6_cidr_block: true });
});

test("refuses to be destroyed or replaced, unless it is told otherwise", () => {
  const preventDestroyOf = (preventDestroy?: boolean): unknown =>
    synthesizeModule((stack) => {
      new Vpc(stack, "main", {
        name: "it",
        cidrBlock: "10.0.0.0/16",
        ...(preventDestroy === false && { preventDestroy }),
      });
    }).resource["aws_vpc"]?.["main_vpc"].lifecycle;
  expect(preventDestroyOf()).toEqual({ prevent_destroy: true });
  expect(preventDestroyOf(false)).toEqual({ prevent_destroy: false });
});

test("empties what AWS adds by itself: default group, network ACL and route table", () => {
  const resource = vpcOf();
  expect(resource["aws_default_security_group"]?.["main_default_security_group"]).toMatchObject({
    ingress: [],
    egress: [],
  });
  expect(resource["aws_default_network_acl"]?.["main_default_network_acl"]).toMatchObject({ ingress: [], egress: [] });
  expect(resource["aws_default_route_table"]?.["main_default_route_table"]).toMatchObject({ route: [] });
});

test("has one internet gateway", () => {
  expect(Object.keys(vpcOf()["aws_internet_gateway"] ?? {})).toEqual(["main_internet_gateway"]);
});
