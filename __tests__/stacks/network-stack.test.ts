import { prod } from "../support/example-records/prod";
import { demo } from "../support/example-records/demo";
import type { EnvironmentRecord } from "../../stacks/environments/schema/environment";
import { NetworkStack } from "../../stacks/network-stack";
import { environmentOf } from "../support/environments";
import { newApp, terraformJson, type Block } from "../support/synthesize";

/** Whose load balancer the internet reaches without CloudFront. */
const publicProd: EnvironmentRecord = {
  ...prod,
  edge: { ...prod.edge, exposure: { value: "public", reason: "the reason of a departure" } },
};
const networkOf = (record: EnvironmentRecord) => terraformJson(new NetworkStack(newApp(), environmentOf(record, "it")));
const blocks = (json: ReturnType<typeof networkOf>, type: string) =>
  Object.values(json.resource[type] ?? {}) as Block[];

test("uses the given number of the region's zones, whatever their names, and no local zones", () => {
  const json = networkOf({ ...prod, network: { zones: 2 } });
  expect(json.data["aws_availability_zones"]).toEqual({
    available: {
      filter: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
      exclude_zone_ids: ["use1-az3", "usw1-az2", "apne1-az3", "cac1-az3"],
      lifecycle: { postcondition: [expect.objectContaining({ condition: "${length(self.names) >= 2}" })] },
    },
  });
  expect(new Set(blocks(json, "aws_subnet").map(({ availability_zone }) => availability_zone as string))).toEqual(
    new Set(["${data.aws_availability_zones.available.names[0]}", "${data.aws_availability_zones.available.names[1]}"]),
  );
});

test("uses the named zones, in their order", () => {
  const json = networkOf({ ...prod, network: { zones: ["eu-west-1c", "eu-west-1a"] } });
  expect(blocks(json, "aws_subnet").map(({ availability_zone }) => availability_zone as string)).toEqual([
    "eu-west-1c",
    "eu-west-1a",
    "eu-west-1c",
    "eu-west-1a",
    "eu-west-1c",
    "eu-west-1a",
  ]);
});

test("puts endpoints into the app tier in production, and has no endpoints in demo, whose instances may connect to anywhere", () => {
  expect(
    blocks(networkOf(prod), "aws_vpc_endpoint")
      .map(({ service_name }) => service_name as string)
      .sort(),
  ).toEqual(
    ["kms", "logs", "monitoring", "s3", "secretsmanager", "ssm", "ssmmessages"].map(
      (name) => `com.amazonaws.eu-west-1.${name}`,
    ),
  );
  expect(blocks(networkOf(demo), "aws_vpc_endpoint").map(({ service_name }) => service_name as string)).toEqual([
    "com.amazonaws.us-east-1.s3",
  ]);
});

test("opens port 443 to the internet only if a listener is on port 443", () => {
  const internetPorts = (record: EnvironmentRecord) =>
    blocks(networkOf(record), "aws_vpc_security_group_ingress_rule")
      .filter(({ cidr_ipv4 }) => cidr_ipv4 === "0.0.0.0/0")
      .map(({ from_port }) => from_port as number);
  expect(internetPorts(publicProd)).toEqual([80, 443]);
  expect(internetPorts(demo)).toEqual([80]);
  expect(internetPorts(prod)).toEqual([]);
});

test("owns the key of its own logs, since its logs come before any other layer's", () => {
  const json = networkOf(prod);
  expect(Object.keys(json.resource["aws_kms_key"] ?? {})).toEqual(["logs_key"]);
  expect(json.resource["aws_cloudwatch_log_group"]).toMatchObject({
    vpc_flow_log_group: {
      name: "/palisade/it/network/flow",
      kms_key_id: "${aws_kms_key.logs_key.arn}",
      skip_destroy: true,
    },
  });
  expect(networkOf(demo).resource).not.toHaveProperty("aws_kms_key");
  const off = {
    ...prod,
    network: { ...prod.network, flowLogs: { value: false, reason: "another tool records them" } },
  } as const;
  const without = networkOf(off).resource;
  expect(Object.keys(without["aws_kms_key"] ?? {})).toEqual(["logs_key"]);
  expect(without).not.toHaveProperty("aws_flow_log");
});

test("protects its VPC, log bucket and key from being destroyed before teardown", () => {
  const protections = (record: EnvironmentRecord) => {
    const json = networkOf(record);
    return ["aws_vpc", "aws_s3_bucket", "aws_kms_key"]
      .flatMap((type) => blocks(json, type))
      .map(({ lifecycle, force_destroy }) => [
        lifecycle.prevent_destroy as boolean,
        force_destroy as boolean | undefined,
      ]);
  };
  expect(protections(prod)).toEqual([
    [true, undefined],
    [true, false],
    [true, undefined],
  ]);
  expect(protections({ ...prod, teardown: { reason: "the product is retired" } })).toEqual([
    [false, undefined],
    [false, true],
    [false, undefined],
  ]);
});

test("has IPv6, if it is on, everywhere: VPC, subnets, routes, network ACLs, security groups", () => {
  const json = networkOf({ ...publicProd, network: { ipv6: true } });
  expect(blocks(json, "aws_vpc")[0]).toMatchObject({ assign_generated_ipv6_cidr_block: true });
  expect(blocks(json, "aws_subnet").every(({ ipv6_cidr_block }) => typeof ipv6_cidr_block === "string")).toBe(true);
  for (const type of ["aws_route", "aws_network_acl_rule", "aws_vpc_security_group_ingress_rule"]) {
    const ipv6 = blocks(json, type).filter((block) => Object.values(block as object).includes("::/0"));
    expect([type, ipv6.length > 0]).toEqual([type, true]);
  }
});

test("has the endpoint of private APIs, and publishes it, only if it is switched on", () => {
  const endpointsOf = (network: EnvironmentRecord["network"]) => {
    const json = networkOf({ ...prod, network });
    const services = blocks(json, "aws_vpc_endpoint").map(({ service_name }) => service_name as string);
    return [services.filter((service) => service.endsWith(".execute-api")), json.output["execute_api_endpoint_id"]];
  };
  expect(endpointsOf({})).toEqual([[], undefined]);
  expect(endpointsOf({ executeApiEndpoint: {} })).toEqual([
    ["com.amazonaws.eu-west-1.execute-api"],
    {
      value: "${aws_vpc_endpoint.execute_api_endpoint.id}",
      description: "The interface endpoint by which the VPC reaches a private REST API",
    },
  ]);
});

test("has security groups for a database and for the functions that query it, and publishes them, only with a database", () => {
  const groupsOf = (database: NonNullable<EnvironmentRecord["compute"]>["database"]) => {
    const json = networkOf({ ...prod, compute: { ...prod.compute, database } });
    const names = Object.keys(json.resource["aws_security_group"] ?? {}).filter((name) =>
      /database|functions/.test(name),
    );
    const outputs = ["database_security_group_id", "functions_security_group_id"];
    return [names, outputs.map((name) => json.output[name]?.value as unknown)];
  };
  expect(groupsOf(undefined)).toEqual([[], [undefined, undefined]]);
  expect(groupsOf({})).toEqual([
    ["security_group_database", "security_group_functions"],
    ["${aws_security_group.security_group_database.id}", "${aws_security_group.security_group_functions.id}"],
  ]);
});
