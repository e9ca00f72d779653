import { network } from "../../../../../tools/review/areas/network";
import { reviewOf } from "../../../../../tools/review/review";
import { planOf } from "../../../../support/plans";
import { asSaid, base, baseWith, findingsFrom, flipped, linesFrom } from "./states";

const toEverybody = "of app to everywhere (IPv4) except 10.0.0.0/16";

test.each<[string, Parameters<typeof baseWith>[0], readonly string[]]>([
  [
    "a private subnet that becomes public",
    { "aws_route.nat": { nat_gateway_id: null, gateway_id: "igw-1" } },
    [`guard lost, weaker: route table app, route ${toEverybody}: NAT gateway nat → internet gateway main`],
  ],
  [
    "a public table for a private subnet",
    { "aws_route_table_association.app": { route_table_id: "rtb-pub" } },
    [`guard lost, weaker: route table public, route ${toEverybody}: NAT gateway nat → internet gateway main`],
  ],
  [
    "a way to another network",
    {
      "aws_route.peer": {
        route_table_id: "rtb-app",
        destination_cidr_block: "172.16.0.0/12",
        vpc_peering_connection_id: "pcx-1",
      },
    },
    [
      "guard lost, cannot tell: route table app, route of app to 172.16.0.0/12: NAT gateway nat → VPC peering connection pcx-1",
    ],
  ],
  [
    "a route inside the table",
    { "aws_route_table.public": { route: [{ cidr_block: "192.168.0.0/16", vpc_peering_connection_id: "pcx-1" }] } },
    [
      "guard lost, stronger: route table public, route of public to 192.168.0.0/16: internet gateway main → VPC peering connection pcx-1",
    ],
  ],
])("%s is said, and its inverse is the reverse", (_, change, lines) => {
  expect(linesFrom(base, baseWith(change))).toEqual(lines);
  expect(asSaid(findingsFrom(baseWith(change), base))).toEqual(flipped(findingsFrom(base, baseWith(change))));
});

test("a route that is gone is an interruption, and a new one a way out", () => {
  const [there, gone] = [base, baseWith({ "aws_route.nat": undefined })];
  expect(linesFrom(there, gone)).toEqual([
    `downtime, weaker: route table app, route ${toEverybody}: NAT gateway nat → no route`,
  ]);
  expect(linesFrom(gone, there)).toEqual([
    `guard lost, weaker: route table app, route ${toEverybody}: no route → NAT gateway nat`,
  ]);
});

describe("a gateway endpoint", () => {
  const endpoint = (tables: readonly string[]) => ({
    "aws_vpc_endpoint.s3": {
      id: "vpce-1",
      vpc_endpoint_type: "Gateway",
      service_name: "com.amazonaws.eu-west-1.s3",
      route_table_ids: tables,
    },
  });
  const [there, gone] = [baseWith(endpoint(["rtb-app", "rtb-pub"])), baseWith(endpoint([]))];
  const route = (of: string) =>
    `VPC endpoint s3, route of ${of} to the prefix list com.amazonaws.eu-west-1.s3: VPC endpoint com.amazonaws.eu-west-1.s3`;

  test("that leaves its tables leaves calls to the ways of all other packets, in one finding", () => {
    expect(linesFrom(there, gone)).toEqual([
      `guard lost, weaker: ${route("app, public")} → NAT gateway nat, internet gateway main`,
    ]);
    expect(asSaid(findingsFrom(gone, there))).toEqual(flipped(findingsFrom(there, gone)));
  });

  test("that leaves a table without another way leaves calls without a way", () => {
    const alone = { "aws_route.nat": undefined };
    expect(
      linesFrom(baseWith({ ...endpoint(["rtb-app"]), ...alone }), baseWith({ ...endpoint([]), ...alone })),
    ).toEqual([`downtime, weaker: ${route("app")} → no route`]);
  });

  test("that is deleted is said once", () => {
    expect(linesFrom(there, base)).toEqual([
      "guard lost, weaker: VPC endpoint s3, service: com.amazonaws.eu-west-1.s3 → none",
    ]);
  });
});

test("a route table that is replaced by its like changes no way", () => {
  const how = {
    "aws_route_table.app": { actions: ["create", "delete"], unknown: { id: true } },
    "aws_route.nat": {
      unknown: { route_table_id: true },
      references: { route_table_id: ["aws_route_table.app.id", "aws_route_table.app"] },
      actions: ["delete", "create"],
    },
    "aws_route_table_association.app": {
      unknown: { route_table_id: true },
      references: { route_table_id: ["aws_route_table.app.id", "aws_route_table.app"] },
      actions: ["update"],
    },
  };
  const after = baseWith({
    "aws_route_table.app": { id: null },
    "aws_route.nat": { route_table_id: null },
    "aws_route_table_association.app": { route_table_id: null },
  });
  expect(linesFrom(base, after, how)).toEqual([]);
});

test("a gateway that is known after apply may be one of the internet", () => {
  const how = { "aws_route.nat": { unknown: { gateway_id: true }, actions: ["update"] } };
  expect(linesFrom(base, baseWith({ "aws_route.nat": { nat_gateway_id: null } }), how)).toEqual([
    `not reviewable, cannot tell: route table app, route ${toEverybody}: NAT gateway nat → gateway that is known after apply`,
  ]);
});

test("a route table that is known after apply is taken to stay, and cannot be reviewed", () => {
  const how = { "aws_route_table_association.app": { unknown: { route_table_id: true }, actions: ["update"] } };
  const after = baseWith({ "aws_route_table_association.app": { route_table_id: null } });
  expect(linesFrom(base, after, how)).toEqual([
    "not reviewable, cannot tell: route table association app, route_table_id",
  ]);
});

test("a first plan without a configuration names a new route's gateway as one that may be of the internet", () => {
  const route = { route_table_id: "rtb-1", destination_cidr_block: "0.0.0.0/0" };
  const unknown = { network_interface_id: true, instance_owner_id: true };
  const entries = ["gateway_id", "nat_gateway_id"].map((name) => ({
    address: `aws_route.${name}`,
    after: { ...route, route_table_id: name },
    unknown: { ...unknown, [name]: true },
  }));
  expect(
    reviewOf([planOf(entries)], { areas: [network] }).findings.map(({ level, consequence, after }) =>
      [level, consequence, after].join(": "),
    ),
  ).toEqual([
    "note: exposure: gateway that is known after apply",
    "note: guard lost: NAT gateway that is known after apply",
  ]);
});

test("the rules of the network ACLs that a first plan makes say nothing", () => {
  const rule = { egress: false, protocol: "6", rule_action: "allow", rule_number: 100, cidr_block: "0.0.0.0/0" };
  const entry = {
    address: "aws_network_acl_rule.a",
    after: { ...rule, from_port: 443, to_port: 443 },
    unknown: { network_acl_id: true, id: true },
  };
  expect(reviewOf([planOf([entry])], { areas: [network] }).findings).toEqual([]);
});
