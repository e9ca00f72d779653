import type { Finding } from "../../../../../tools/review/finding";
import { network } from "../../../../../tools/review/areas/network";
import type { Plan } from "../../../../../tools/review/plan/model";
import { type PlannedResource, findIn, lineOf, planOf } from "../../../../support/plans";

type Values = Readonly<Record<string, unknown>>;

/** What a layer has, by the addresses. */
export type State = Readonly<Record<string, Values>>;

/** A plan that makes one state of the other. `how` says what Terraform does to some of the resources. */
export function planFrom(
  before: State,
  after: State,
  how: Readonly<Record<string, Partial<PlannedResource>>> = {},
  layer = "network",
): Plan {
  const addresses = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const resources = addresses.map((address): PlannedResource => ({
    address,
    ...(before[address] && { before: before[address] }),
    ...(after[address] && { after: after[address] }),
    ...how[address],
  }));
  return planOf(resources, { layer });
}

export const findingsFrom = (...args: Parameters<typeof planFrom>): readonly Finding[] =>
  findIn(network, planFrom(...args));

export const linesFrom = (...args: Parameters<typeof planFrom>): readonly string[] => findingsFrom(...args).map(lineOf);

/** Rule, consequence, direction and the change: what must flip when before and after change places. */
export const flipped = (findings: readonly Finding[]): readonly string[] =>
  findings
    .map(({ rule, consequence, direction, before = "", after = "" }) =>
      [rule, consequence, opposite[direction], after, before].join("|"),
    )
    .sort();
export const asSaid = (findings: readonly Finding[]): readonly string[] =>
  findings
    .map(({ rule, consequence, direction, before = "", after = "" }) =>
      [rule, consequence, direction, before, after].join("|"),
    )
    .sort();
const opposite = { weaker: "stronger", stronger: "weaker", neutral: "neutral", "cannot tell": "cannot tell" } as const;

/** A replacement that removes the old one first. */
export const replacedAfterwards = { actions: ["delete", "create"] };

/** A VPC with a public and a private subnet, a load balancer in the one and an instance in the other. */
export const base: State = {
  "aws_vpc.main": { id: "vpc-1", cidr_block: "10.0.0.0/16", enable_dns_support: true, enable_dns_hostnames: true },
  "aws_internet_gateway.main": { id: "igw-1", vpc_id: "vpc-1" },
  "aws_eip.nat": { id: "eipalloc-1", public_ip: "192.0.2.1" },
  "aws_nat_gateway.nat": { id: "nat-1", allocation_id: "eipalloc-1", subnet_id: "subnet-pub" },
  "aws_subnet.public": { id: "subnet-pub", vpc_id: "vpc-1", tags: { Name: "public" }, map_public_ip_on_launch: false },
  "aws_subnet.app": { id: "subnet-app", vpc_id: "vpc-1", tags: { Name: "app" }, map_public_ip_on_launch: false },
  "aws_route_table.public": { id: "rtb-pub", vpc_id: "vpc-1", tags: { Name: "public" } },
  "aws_route_table.app": { id: "rtb-app", vpc_id: "vpc-1", tags: { Name: "app" } },
  "aws_route.internet": { route_table_id: "rtb-pub", destination_cidr_block: "0.0.0.0/0", gateway_id: "igw-1" },
  "aws_route.nat": { route_table_id: "rtb-app", destination_cidr_block: "0.0.0.0/0", nat_gateway_id: "nat-1" },
  "aws_route_table_association.public": { subnet_id: "subnet-pub", route_table_id: "rtb-pub" },
  "aws_route_table_association.app": { subnet_id: "subnet-app", route_table_id: "rtb-app" },
  "aws_network_acl.all": {
    id: "acl-1",
    vpc_id: "vpc-1",
    subnet_ids: ["subnet-pub", "subnet-app"],
    tags: { Name: "all" },
  },
  "aws_network_acl_rule.in": aclRule(100, { egress: false }),
  "aws_network_acl_rule.out": aclRule(100, { egress: true }),
  "aws_security_group.lb": { id: "sg-lb", name: "lb", vpc_id: "vpc-1" },
  "aws_security_group.app": { id: "sg-app", name: "app", vpc_id: "vpc-1" },
  "aws_vpc_security_group_ingress_rule.lb": ingress("sg-lb", 443, { cidr_ipv4: "10.0.0.0/8" }),
  "aws_vpc_security_group_ingress_rule.app": ingress("sg-app", 80, { referenced_security_group_id: "sg-lb" }),
  "aws_lb.web": {
    id: "lb-1",
    arn: "arn:lb-1",
    name: "web",
    internal: false,
    security_groups: ["sg-lb"],
    subnets: ["subnet-pub"],
  },
  "aws_instance.app": {
    id: "i-1",
    tags: { Name: "app" },
    vpc_security_group_ids: ["sg-app"],
    subnet_id: "subnet-app",
    associate_public_ip_address: false,
  },
};

export function ingress(group: string, port: number, peer: Values): Values {
  return { security_group_id: group, ip_protocol: "tcp", from_port: port, to_port: port, ...peer };
}

export function aclRule(number: number, changed: Values = {}): Values {
  return {
    network_acl_id: "acl-1",
    rule_number: number,
    rule_action: "allow",
    egress: false,
    protocol: "-1",
    cidr_block: "0.0.0.0/0",
    ...changed,
  };
}

/** The base with some resources changed: new values are put over the old ones; undefined takes a resource away. */
export function baseWith(changes: Readonly<Record<string, Values | undefined>>): State {
  const entries = Object.entries({ ...base, ...changes }).flatMap(([address]): [string, Values][] => {
    if (!(address in changes)) return [[address, base[address] ?? {}]];
    const change = changes[address];
    return change === undefined ? [] : [[address, { ...base[address], ...change }]];
  });
  return Object.fromEntries(entries);
}
