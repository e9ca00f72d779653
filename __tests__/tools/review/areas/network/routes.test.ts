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
    "a route that is gone",
    { "aws_route.nat": undefined },
    [
      `guard lost, stronger: route table app, route ${toEverybody}: NAT gateway nat → no route`,
      `downtime, weaker: route table app, route ${toEverybody}: NAT gateway nat → no route`,
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

test("a gateway endpoint that leaves a table is a route that is gone", () => {
  const endpoint = (tables: readonly string[]) => ({
    "aws_vpc_endpoint.s3": {
      id: "vpce-1",
      vpc_endpoint_type: "Gateway",
      service_name: "com.amazonaws.eu-west-1.s3",
      route_table_ids: tables,
    },
  });
  const list = "the prefix list com.amazonaws.eu-west-1.s3";
  expect(linesFrom(baseWith(endpoint(["rtb-app"])), baseWith(endpoint([])))).toEqual([
    `guard lost, stronger: route table app, route of app to ${list}: VPC endpoint com.amazonaws.eu-west-1.s3 → no route`,
    `downtime, weaker: route table app, route of app to ${list}: VPC endpoint com.amazonaws.eu-west-1.s3 → no route`,
  ]);
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
    `not reviewable, cannot tell: route table app, route ${toEverybody}: NAT gateway nat → unknown gateway aws_route.nat.gateway_id`,
  ]);
});

test("a route table that is known after apply is taken to stay, and cannot be reviewed", () => {
  const how = { "aws_route_table_association.app": { unknown: { route_table_id: true }, actions: ["update"] } };
  const after = baseWith({ "aws_route_table_association.app": { route_table_id: null } });
  expect(linesFrom(base, after, how)).toEqual([
    "not reviewable, cannot tell: route table association app, route_table_id",
  ]);
});
