import { isCloudFrontsList } from "./internet-facing";
import { blocksIn, resourceAt, resourcesOf, targets, type Resource, type Stacks, type Violation } from "./model";
import { entriesBySubnet, subnetAdmits, type EntriesBySubnet } from "./network-acls";
import { contains, type PortRange } from "./ports";
import { defaultRoutesOf, fleetsOf } from "./reachability";
import { securityGroupRules, type SecurityGroupRule } from "./security-groups";

/** An address of CloudFront's servers, and of the internet at large. */
const aCloudFrontAddress = "130.176.0.1/32";

/** Ports from which CloudFront, viewers and load balancers call (Amazon VPC User Guide, "Ephemeral ports"). */
const ephemeral: readonly PortRange[] = [[1024, 65535]];

interface Network {
  readonly stacks: Stacks;
  readonly rules: readonly SecurityGroupRule[];
  readonly entries: EntriesBySubnet;
}

/** A load balancer where it stands. */
interface Balancer {
  readonly where: string;
  readonly groups: readonly string[];
  readonly subnets: readonly Resource[];
  /** The ports on which it listens. */
  readonly ports: readonly number[];
}

/**
 * Every load balancer is reached, and its answers come back: by CloudFront through a VPC origin, or from the internet where
 * it has public addresses. And it reaches the fleets that are attached to it, whose answers come back too: by security
 * group, by route and by network ACL in both directions.
 */
export function loadBalancersAreReached(stacks: Stacks): Violation[] {
  const network: Network = { stacks, rules: securityGroupRules(stacks), entries: entriesBySubnet(stacks) };
  return resourcesOf(stacks, "aws_lb", "aws_alb").flatMap(({ stack, where, block }) => {
    const balancer: Balancer = {
      where,
      groups: targets(stacks, stack, block.security_groups),
      subnets: targets(stacks, stack, block.subnets).flatMap((subnet) => resourceAt(stacks, subnet) ?? []),
      ports: resourcesOf(stacks, "aws_lb_listener", "aws_alb_listener")
        .filter((listener) => targets(stacks, listener.stack, listener.block.load_balancer_arn).includes(where))
        .map((listener) => Number(listener.block.port)),
    };
    const obstacles = block.internal === true ? fromVpcOrigins(network, balancer) : fromTheInternet(network, balancer);
    return [...obstacles, ...toFleets(network, balancer)].map((what) => ({ where, what }));
  });
}

/**
 * Inbound rules of ACLs are not evaluated for a VPC origin; outbound ones are on the way back, "and must allow traffic on
 * ephemeral TCP ports (1024-65535) to 0.0.0.0/0 or to the CloudFront origin-facing IP ranges" (CloudFront Developer Guide,
 * "Restrict access with VPC origins").
 */
function fromVpcOrigins({ stacks, rules, entries }: Network, balancer: Balancer): string[] {
  const origins = resourcesOf(stacks, "aws_cloudfront_vpc_origin").flatMap(({ stack, block }) =>
    blocksIn(block.vpc_origin_endpoint_config).filter((config) =>
      targets(stacks, stack, config.arn).includes(balancer.where),
    ),
  );
  if (origins.length === 0) return ["is internal, and no VPC origin leads to it"];
  const ports = origins.map(({ origin_protocol_policy: policy, http_port: http, https_port: https }) =>
    Number(policy === "http-only" ? http : https),
  );
  const byCloudFront = (rule: SecurityGroupRule) =>
    rule.groups.some((group) => isCloudFrontsGroup(stacks, group)) ||
    rule.prefixLists.some((list) => isCloudFrontsList(stacks, list));
  return [
    ...ports
      .filter((port) => !balancer.ports.includes(port))
      .map((port) => `does not listen on CloudFront's port ${port}`),
    ...ports
      .filter((port) => !rules.some((rule) => admits(rule, "ingress", balancer.groups, port) && byCloudFront(rule)))
      .map((port) => `does not admit CloudFront on port ${port}`),
    ...balancer.subnets
      .filter((subnet) => !subnetAdmits(entries, subnet, "egress", aCloudFrontAddress, ephemeral))
      .map((subnet) => `cannot answer CloudFront: the network ACL of ${subnet.name} does not let answers out`),
  ];
}

function fromTheInternet({ stacks, rules, entries }: Network, balancer: Balancer): string[] {
  const open = balancer.ports.filter((port) =>
    rules.some(
      (rule) =>
        admits(rule, "ingress", balancer.groups, port) &&
        (rule.blocks.includes("0.0.0.0/0") || rule.prefixLists.some((list) => isCloudFrontsList(stacks, list))),
    ),
  );
  if (open.length === 0) return ["listens on no port that its security groups admit"];
  return balancer.subnets.flatMap((subnet) => {
    if (!defaultRoutesOf(stacks, subnet).some(({ block }) => block.gateway_id !== undefined))
      return [`cannot answer the internet: ${subnet.name} has no route to an internet gateway`];
    const refusing = [
      ...open
        .filter((port) => !subnetAdmits(entries, subnet, "ingress", aCloudFrontAddress, [[port, port]]))
        .map((port) => `does not admit requests on port ${port}`),
      ...(subnetAdmits(entries, subnet, "egress", aCloudFrontAddress, ephemeral) ? [] : ["does not let answers out"]),
    ];
    return refusing.map((what) => `is cut off from the internet: the network ACL of ${subnet.name} ${what}`);
  });
}

function toFleets({ stacks, rules, entries }: Network, balancer: Balancer): string[] {
  const forwarding = resourcesOf(stacks, "aws_lb_listener", "aws_lb_listener_rule")
    .filter(({ stack, block }) =>
      [...targets(stacks, stack, block.load_balancer_arn), ...listenersLoadBalancers(stacks, stack, block)].includes(
        balancer.where,
      ),
    )
    .flatMap(({ stack, block }) =>
      [...blocksIn(block.default_action), ...blocksIn(block.action)].flatMap((action) =>
        targets(stacks, stack, action.target_group_arn),
      ),
    );
  return [...new Set(forwarding)].flatMap((place) => {
    const port = Number(resourceAt(stacks, place)?.block.port);
    const attached = resourcesOf(stacks, "aws_autoscaling_attachment")
      .filter(({ stack, block }) => targets(stacks, stack, block.lb_target_group_arn).includes(place))
      .flatMap(({ stack, block }) => targets(stacks, stack, block.autoscaling_group_name));
    const fleets = fleetsOf(stacks).filter(({ where }) => attached.includes(where));
    if (fleets.length === 0) return [`forwards to ${place}, to which no fleet is attached`];
    return fleets.flatMap((fleet) => {
      const out = rules.some(
        (rule) =>
          admits(rule, "egress", balancer.groups, port) && rule.groups.some((one) => fleet.groups.includes(one)),
      );
      const into = rules.some(
        (rule) =>
          admits(rule, "ingress", fleet.groups, port) && rule.groups.some((one) => balancer.groups.includes(one)),
      );
      const request: readonly PortRange[] = [[port, port]];
      const refusing = balancer.subnets.flatMap((from) =>
        fleet.subnets
          .filter((to) => to.where !== from.where)
          .flatMap((to) => {
            const [there, back] = [String(to.block.cidr_block), String(from.block.cidr_block)];
            const steps = [
              [from, "egress", there, request],
              [to, "ingress", back, request],
              [to, "egress", back, ephemeral],
              [from, "ingress", there, ephemeral],
            ] as const;
            return steps
              .filter(([subnet, direction, peer, ports]) => !subnetAdmits(entries, subnet, direction, peer, ports))
              .map(
                ([subnet, direction]) =>
                  `cannot reach ${to.name} from ${from.name}: the network ACL of ${subnet.name} refuses its ${direction}`,
              );
          }),
      );
      return [
        ...(out ? [] : ["has no security group rule for requests to the fleet"]),
        ...(into ? [] : ["is not admitted by the security group of the fleet"]),
        ...refusing,
      ];
    });
  });
}

function listenersLoadBalancers(stacks: Stacks, stack: string, block: Resource["block"]): string[] {
  return targets(stacks, stack, block.listener_arn)
    .flatMap((place) => resourceAt(stacks, place) ?? [])
    .flatMap((listener) => targets(stacks, listener.stack, listener.block.load_balancer_arn));
}

const admits = (
  rule: SecurityGroupRule,
  direction: SecurityGroupRule["direction"],
  groups: readonly string[],
  port: number,
): boolean =>
  rule.direction === direction && groups.includes(rule.group) && rule.ports !== undefined && contains(rule.ports, port);

function isCloudFrontsGroup(stacks: Stacks, place: string): boolean {
  const [, stack, name] = /^(.+)\/data\.aws_security_group\.(\w+)$/.exec(place) ?? [];
  const group = stacks[stack ?? ""]?.data["aws_security_group"]?.[name ?? ""] as
    { readonly name?: unknown } | undefined;
  return group?.name === "CloudFront-VPCOrigins-Service-SG";
}
