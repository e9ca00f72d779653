import { resourcesOf, targets, type Stacks, type Violation } from "./model";

/**
 * No subnet gives public addresses to what starts in it. An IPv6 address is one where its subnet's routes lead to an
 * internet gateway; behind an egress-only one nothing comes in.
 */
export function noSubnetGivesPublicAddresses(stacks: Stacks): Violation[] {
  const associations = associationsIn(stacks);
  const open = resourcesOf(stacks, "aws_route")
    .filter(({ block }) => block.destination_ipv6_cidr_block !== undefined && block.gateway_id !== undefined)
    .flatMap(({ stack, block }) => targets(stacks, stack, block.route_table_id));
  const faces = (where: string) => associations.some(({ subnet, table }) => subnet === where && open.includes(table));
  return resourcesOf(stacks, "aws_subnet", "aws_default_subnet")
    .filter(
      ({ where, block }) =>
        block.map_public_ip_on_launch !== false || (block.assign_ipv6_address_on_creation === true && faces(where)),
    )
    .map(({ where }) => ({ where, what: "assigns public addresses at launch" }));
}

function associationsIn(stacks: Stacks): { readonly subnet: string; readonly table: string }[] {
  return resourcesOf(stacks, "aws_route_table_association").map(({ stack, block }) => ({
    subnet: targets(stacks, stack, block.subnet_id)[0] ?? "",
    table: targets(stacks, stack, block.route_table_id)[0] ?? "",
  }));
}

/** The subnets of the data tier have a route table of their own, and it leads nowhere outside the VPC. */
export function dataTierHasNoWayOut(stacks: Stacks): Violation[] {
  const outputs = Object.entries(stacks).flatMap(([stack, { output }]) =>
    targets(stacks, stack, output["data_subnet_ids"]?.value),
  );
  const associations = associationsIn(stacks);
  const tablesOf = (subnet: string) => associations.filter((one) => one.subnet === subnet).map(({ table }) => table);
  const dataTables = new Set(outputs.flatMap(tablesOf));
  const stray = outputs
    .filter((subnet) => tablesOf(subnet).length === 0)
    .map((where) => ({ where, what: "has no route table of its own, and uses the VPC's default route table" }));
  const shared = associations
    .filter(({ subnet, table }) => dataTables.has(table) && !outputs.includes(subnet))
    .map(({ subnet, table }) => ({ where: table, what: `is also the route table of ${subnet}` }));
  const routes = resourcesOf(stacks, "aws_route")
    .filter(({ stack, block }) => targets(stacks, stack, block.route_table_id).some((table) => dataTables.has(table)))
    .map(({ where }) => ({ where, what: "leads out of the data tier" }));
  const inline = resourcesOf(stacks, "aws_route_table", "aws_default_route_table")
    .filter(
      ({ where, type, block }) =>
        (dataTables.has(where) || type === "aws_default_route_table") && (block.route ?? []).length > 0,
    )
    .map(({ where }) => ({ where, what: "leads out of the data tier" }));
  const endpoints = resourcesOf(stacks, "aws_vpc_endpoint")
    .filter(({ stack, block }) => targets(stacks, stack, block.route_table_ids).some((table) => dataTables.has(table)))
    .map(({ where }) => ({ where, what: "leads out of the data tier" }));
  return [...stray, ...shared, ...routes, ...inline, ...endpoints];
}
