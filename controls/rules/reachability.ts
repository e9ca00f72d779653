import { covers } from "./cidr";
import {
  accountOf,
  blocksIn,
  regionOf,
  resourceAt,
  resourcesOf,
  targets,
  type Resource,
  type Stacks,
  type Violation,
} from "./model";
import { entriesBySubnet, subnetAdmits, type AclEntry, type EntriesBySubnet } from "./network-acls";
import { contains, type PortRange } from "./ports";
import { decide, principalsOf, statementsOf } from "./policy";
import { securityGroupRules, type SecurityGroupRule } from "./security-groups";

/** An address of AWS's, for rules about the internet at large. */
const anAwsAddress = "52.94.0.1/32";

/** Ports from which Linux calls (kernel documentation, ip_local_port_range). */
const linuxEphemeral: readonly PortRange[] = [[32768, 60999]];

/** Ports from which NAT gateways and functions in a VPC call (Amazon VPC User Guide, "Ephemeral ports"). */
const everyEphemeral: readonly PortRange[] = [[1024, 65535]];

/** What a service must let the fleet do for it to be of use: one action of each that SSM Agent or the CloudWatch agent calls. */
const neededActions: Readonly<Record<string, string>> = {
  ssm: "ssm:UpdateInstanceInformation",
  ssmmessages: "ssmmessages:OpenControlChannel",
  ec2messages: "ec2messages:GetMessages",
  kms: "kms:Decrypt",
  logs: "logs:PutLogEvents",
  monitoring: "cloudwatch:PutMetricData",
  secretsmanager: "secretsmanager:GetSecretValue",
};

/** An Auto Scaling group's instances, or a function's, as the network sees them. */
export interface Fleet {
  readonly where: string;
  readonly stack: string;
  readonly groups: readonly string[];
  readonly subnets: readonly Resource[];
  readonly hasPublicAddress: boolean;
  /** The ports from which it calls. */
  readonly callsFrom: readonly PortRange[];
}

/** All that is asked about a network, looked up once. */
interface Network {
  readonly stacks: Stacks;
  readonly rules: readonly SecurityGroupRule[];
  /** The entries of each subnet's ACL. */
  readonly entries: EntriesBySubnet;
}

/**
 * Every instance of every fleet reaches what it needs: Systems Manager's two services, the key and the log group of
 * Session Manager's transcripts, the services that its agent reports to, and the buckets of Amazon Linux's packages. By
 * security group, by network ACL in both directions and by route; through an endpoint where there is one, since private
 * DNS then leaves no other way, else through NAT or an address of its own.
 */
export function fleetsReachWhatTheyNeed(stacks: Stacks): Violation[] {
  const network: Network = { stacks, rules: securityGroupRules(stacks), entries: entriesBySubnet(stacks) };
  return fleetsOf(stacks).flatMap((fleet) => {
    if (fleet.subnets.length === 0) return [{ where: fleet.where, what: "is in no subnet of the stacks" }];
    const services = servicesNeeded(stacks, fleet);
    return fleet.subnets.flatMap((subnet) =>
      [
        ...services.map((service) => [service, obstacleToService(network, fleet, subnet, service)] as const),
        ["s3", obstacleToS3(network, fleet, subnet)] as const,
      ].flatMap(([service, obstacle]) =>
        obstacle === undefined
          ? []
          : [{ where: fleet.where, what: `cannot reach ${service} from ${subnet.name}: ${obstacle}` }],
      ),
    );
  });
}

/**
 * Every function in the VPC reaches Secrets Manager, through an endpoint or through NAT: it has no address of its own in
 * any subnet. And every database that its group may ask: by group, and by network ACL in both directions.
 */
export function functionsReachWhatTheyNeed(stacks: Stacks): Violation[] {
  const network: Network = { stacks, rules: securityGroupRules(stacks), entries: entriesBySubnet(stacks) };
  return resourcesOf(stacks, "aws_lambda_function").flatMap(({ stack, where, block }) =>
    blocksIn(block.vpc_config).flatMap((config) => {
      const subnets = targets(stacks, stack, config.subnet_ids).flatMap((subnet) => resourceAt(stacks, subnet) ?? []);
      const groups = targets(stacks, stack, config.security_group_ids);
      if (subnets.length < 2) return [{ where, what: "is not in two subnets of the stacks" }];
      const fleet: Fleet = { where, stack, groups, subnets, hasPublicAddress: false, callsFrom: everyEphemeral };
      return subnets.flatMap((subnet) =>
        [
          ["secretsmanager", obstacleToService(network, fleet, subnet, "secretsmanager")] as const,
          ["the database", obstacleToDatabase(network, fleet, subnet)] as const,
        ].flatMap(([what, obstacle]) =>
          obstacle === undefined ? [] : [{ where, what: `cannot reach ${what} from ${subnet.name}: ${obstacle}` }],
        ),
      );
    }),
  );
}

function obstacleToDatabase(network: Network, { groups, callsFrom }: Fleet, from: Resource): string | undefined {
  const { stacks, rules } = network;
  const mysql = [[3306, 3306]] as const;
  const speaksMysql = (rule: SecurityGroupRule) => rule.ports !== undefined && contains(rule.ports, 3306);
  for (const { stack, block } of resourcesOf(stacks, "aws_db_instance")) {
    const of = targets(stacks, stack, block.vpc_security_group_ids);
    const joins = (direction: SecurityGroupRule["direction"], own: readonly string[], peers: readonly string[]) =>
      rules.some(
        (rule) =>
          rule.direction === direction &&
          own.includes(rule.group) &&
          speaksMysql(rule) &&
          rule.groups.some((peer) => peers.includes(peer)),
      );
    if (!joins("egress", groups, of)) return "no security group rule lets the request out to the database";
    if (!joins("ingress", of, groups)) return "no security group rule of the database admits the request";
    const homes = targets(stacks, stack, block.db_subnet_group_name)
      .flatMap((group) => resourceAt(stacks, group) ?? [])
      .flatMap((group) => targets(stacks, group.stack, group.block.subnet_ids))
      .flatMap((subnet) => resourceAt(stacks, subnet) ?? []);
    for (const home of homes) {
      const [there, back] = [String(home.block.cidr_block), String(from.block.cidr_block)];
      const steps = [
        [from, "egress", there, mysql],
        [home, "ingress", back, mysql],
        [home, "egress", back, callsFrom],
        [from, "ingress", there, callsFrom],
      ] as const;
      const refusing = steps.find(
        ([subnet, direction, peer, ports]) => !admits(network, subnet, direction, peer, ports),
      );
      if (refusing !== undefined) return `the network ACL of ${refusing[0].name} refuses its ${refusing[1]}`;
    }
  }
  return undefined;
}

export function fleetsOf(stacks: Stacks): Fleet[] {
  return resourcesOf(stacks, "aws_autoscaling_group").map(({ stack, where, block }) => {
    const [template = ""] = targets(stacks, stack, block.launch_template?.id);
    const { block: launched, stack: home } = resourceAt(stacks, template) ?? { block: {}, stack };
    const interfaces: Readonly<Record<string, unknown>>[] = launched.network_interfaces ?? [];
    return {
      where,
      stack,
      groups: targets(stacks, home, [
        ...(launched.vpc_security_group_ids ?? []),
        ...interfaces.map((one) => one["security_groups"]),
      ]),
      subnets: targets(stacks, stack, block.vpc_zone_identifier).flatMap((subnet) => resourceAt(stacks, subnet) ?? []),
      hasPublicAddress: interfaces.some((one) => String(one["associate_public_ip_address"]) === "true"),
      callsFrom: linuxEphemeral,
    };
  });
}

function servicesNeeded(stacks: Stacks, fleet: Fleet): string[] {
  const session = resourcesOf(stacks, "aws_ssm_document")
    .filter(({ block }) => block.document_type === "Session")
    .map(({ block }) => JSON.parse(block.content).inputs as Readonly<Record<string, unknown>>);
  const hasAgent = JSON.stringify(stacks[fleet.stack]).includes('amazon-cloudwatch-agent.json","');
  const logs = hasAgent || session.some(({ cloudWatchLogGroupName: name }) => Boolean(name));
  const keys = session.some(({ kmsKeyId }) => Boolean(kmsKeyId));
  return [
    "ssm",
    "ssmmessages",
    ...(keys ? ["kms"] : []),
    ...(logs ? ["logs"] : []),
    ...(hasAgent ? ["monitoring"] : []),
  ];
}

function obstacleToService(network: Network, fleet: Fleet, subnet: Resource, service: string): string | undefined {
  const { stacks } = network;
  const endpoint = resourcesOf(stacks, "aws_vpc_endpoint").find(
    ({ stack, block }) =>
      block.vpc_endpoint_type === "Interface" &&
      block.private_dns_enabled === true &&
      block.service_name === `com.amazonaws.${regionOf(stacks, stack)}.${service}`,
  );
  return endpoint === undefined
    ? obstacleToInternet(network, fleet, subnet)
    : obstacleToEndpoint(network, fleet, subnet, endpoint, neededActions[service] ?? "");
}

function obstacleToEndpoint(
  network: Network,
  fleet: Fleet,
  subnet: Resource,
  endpoint: Resource,
  action: string,
): string | undefined {
  const { stacks, rules } = network;
  const groups = targets(stacks, endpoint.stack, endpoint.block.security_group_ids);
  const homes = targets(stacks, endpoint.stack, endpoint.block.subnet_ids).flatMap(
    (home) => resourceAt(stacks, home) ?? [],
  );
  if (homes.length === 0) return "the endpoint is in no subnet";
  if (!vpcResolvesNames(stacks)) return "the VPC does not resolve the private name of the endpoint";
  if (!grants(endpoint.block.policy, { action, resource: "*", account: accountOf(stacks, endpoint.stack) })) {
    return `the policy of the endpoint refuses ${action}`;
  }
  for (const home of homes) {
    const leaves = rules.some(
      (rule) =>
        speaks(rule, "egress", fleet.groups) &&
        (groups.some((one) => rule.groups.includes(one)) || coversSubnet(rule.blocks, home)),
    );
    if (!leaves) return "no security group rule lets the request out to the endpoint";
    const enters = rules.some(
      (rule) =>
        speaks(rule, "ingress", groups) &&
        (fleet.groups.some((one) => rule.groups.includes(one)) || coversSubnet(rule.blocks, subnet)),
    );
    if (!enters) return "no security group rule of the endpoint admits the request";
    const obstacle = home.where === subnet.where ? undefined : obstacleBetween(network, fleet, subnet, home);
    if (obstacle !== undefined) return obstacle;
  }
  return undefined;
}

/** Between two subnets of the VPC: requests to port 443 one way, answers the other. */
function obstacleBetween(network: Network, { callsFrom }: Fleet, from: Resource, to: Resource): string | undefined {
  const [there, back] = [String(to.block.cidr_block), String(from.block.cidr_block)];
  if (!admits(network, from, "egress", there, [[443, 443]]))
    return `the network ACL of ${from.name} does not let requests out`;
  if (!admits(network, to, "ingress", back, [[443, 443]]))
    return `the network ACL of ${to.name} does not admit requests`;
  if (!admits(network, to, "egress", back, callsFrom)) return `the network ACL of ${to.name} does not let answers out`;
  if (!admits(network, from, "ingress", there, callsFrom))
    return `the network ACL of ${from.name} does not admit answers`;
  return undefined;
}

function obstacleToS3(network: Network, fleet: Fleet, subnet: Resource): string | undefined {
  const { stacks, rules } = network;
  const tables = routeTablesOf(stacks, subnet);
  const gateway = resourcesOf(stacks, "aws_vpc_endpoint").find(
    ({ stack, block }) =>
      block.vpc_endpoint_type === "Gateway" &&
      block.service_name === `com.amazonaws.${regionOf(stacks, stack)}.s3` &&
      targets(stacks, stack, block.route_table_ids).some((table) => tables.includes(table)),
  );
  if (gateway === undefined) return obstacleToInternet(network, fleet, subnet);
  const leaves = rules.some(
    (rule) =>
      speaks(rule, "egress", fleet.groups) && (rule.prefixLists.includes(gateway.where) || coversInternet(rule.blocks)),
  );
  if (!leaves) return "no security group rule lets the request out to the gateway endpoint";
  const refused = packageObjects(regionOf(stacks, gateway.stack)).find(
    (resource) => !grants(gateway.block.policy, { action: "s3:GetObject", resource }),
  );
  if (refused !== undefined) return `the policy of the gateway endpoint refuses ${refused}`;
  return obstacleBeyond(network, fleet, subnet);
}

/** Where Amazon Linux 2023's packages and SSM Agent's own updates are; packages are read without credentials. */
function packageObjects(region: string): string[] {
  return [`arn:aws:s3:::al2023-repos-${region}-de612dc2/core`, `arn:aws:s3:::amazon-ssm-${region}/agent`];
}

function obstacleToInternet(network: Network, fleet: Fleet, subnet: Resource): string | undefined {
  const { stacks, rules } = network;
  const leaves = rules.some((rule) => speaks(rule, "egress", fleet.groups) && coversInternet(rule.blocks));
  if (!leaves) return "no security group rule lets the request out to the internet, and there is no endpoint";
  const routes = defaultRoutesOf(stacks, subnet);
  if (routes.some(({ block }) => block.gateway_id !== undefined)) {
    return fleet.hasPublicAddress
      ? obstacleBeyond(network, fleet, subnet)
      : "the route leads to an internet gateway, but the caller has no public address";
  }
  const [nat] = routes
    .flatMap(({ stack, block }) => targets(stacks, stack, block.nat_gateway_id))
    .flatMap((where) => resourceAt(stacks, where) ?? []);
  if (nat === undefined) return "the subnet has neither an endpoint, nor NAT, nor a route to the internet";
  const [home] = targets(stacks, nat.stack, nat.block.subnet_id).flatMap((where) => resourceAt(stacks, where) ?? []);
  if (home === undefined || !defaultRoutesOf(stacks, home).some(({ block }) => block.gateway_id !== undefined)) {
    return "the NAT gateway has no route to the internet";
  }
  return obstacleBeyond(network, fleet, subnet) ?? obstacleThrough(network, fleet, subnet, home);
}

/** From a subnet to addresses beyond the VPC, and their answers. */
function obstacleBeyond(network: Network, { callsFrom }: Fleet, subnet: Resource): string | undefined {
  if (!admits(network, subnet, "egress", anAwsAddress, [[443, 443]]))
    return `the network ACL of ${subnet.name} does not let requests out`;
  if (!admits(network, subnet, "ingress", anAwsAddress, callsFrom))
    return `the network ACL of ${subnet.name} does not admit answers`;
  return undefined;
}

/** Through the subnet of a NAT gateway, which calls from ports of its own. */
function obstacleThrough(network: Network, { callsFrom }: Fleet, subnet: Resource, home: Resource): string | undefined {
  const inside = String(subnet.block.cidr_block);
  const steps = [
    ["ingress", inside, [[443, 443]]],
    ["egress", anAwsAddress, [[443, 443]]],
    ["ingress", anAwsAddress, everyEphemeral],
    ["egress", inside, callsFrom],
  ] as const;
  return steps.every(([direction, peer, ports]) => admits(network, home, direction, peer, ports))
    ? undefined
    : `the network ACL of ${home.name} refuses the NAT gateway's traffic`;
}

function admits(
  { entries }: Network,
  subnet: Resource,
  direction: AclEntry["direction"],
  peer: string,
  ports: readonly PortRange[],
): boolean {
  return subnetAdmits(entries, subnet, direction, peer, ports);
}

const speaks = (
  rule: SecurityGroupRule,
  direction: SecurityGroupRule["direction"],
  groups: readonly string[],
): boolean =>
  rule.direction === direction && groups.includes(rule.group) && rule.ports !== undefined && contains(rule.ports, 443);

const coversInternet = (blocks: readonly string[]): boolean => blocks.some((block) => covers(block, anAwsAddress));

const coversSubnet = (blocks: readonly string[], subnet: Resource): boolean =>
  blocks.some((block) => covers(block, String(subnet.block.cidr_block)));

function vpcResolvesNames(stacks: Stacks): boolean {
  return resourcesOf(stacks, "aws_vpc").every(
    ({ block }) => block.enable_dns_support === true && block.enable_dns_hostnames === true,
  );
}

function routeTablesOf(stacks: Stacks, subnet: Resource): string[] {
  return resourcesOf(stacks, "aws_route_table_association")
    .filter(({ stack, block }) => targets(stacks, stack, block.subnet_id).includes(subnet.where))
    .flatMap(({ stack, block }) => targets(stacks, stack, block.route_table_id));
}

/** The routes to everywhere of a subnet's route table. */
export function defaultRoutesOf(stacks: Stacks, subnet: Resource): Resource[] {
  const tables = routeTablesOf(stacks, subnet);
  return resourcesOf(stacks, "aws_route").filter(
    ({ stack, block }) =>
      block.destination_cidr_block === "0.0.0.0/0" &&
      targets(stacks, stack, block.route_table_id).some((table) => tables.includes(table)),
  );
}

/** Whether the policy of an endpoint lets a request pass: of an account's identity, or without credentials. */
function grants(
  policy: unknown,
  { action, resource, account }: { action: string; resource: string; account?: string },
): boolean {
  if (policy === undefined) return true;
  const statements = statementsOf(policy).filter((statement) => principalsOf(statement).some(([, who]) => who === "*"));
  const context: Record<string, string> = account === undefined ? {} : { "aws:PrincipalAccount": account };
  return decide(statements, { action, resource, context }) === "allow";
}
