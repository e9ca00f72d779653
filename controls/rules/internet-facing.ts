import { resourcesOf, targets, type Resource, type Stacks, type Violation } from "./model";
import { holdsPublicAddresses } from "./cidr";
import { securityGroupRules } from "./security-groups";

const viewerPorts = [80, 443];

/** Load balancers that have public addresses. */
export function internetFacingLoadBalancers(stacks: Stacks): Resource[] {
  return resourcesOf(stacks, "aws_lb", "aws_alb").filter(({ block }) => block.internal !== true);
}

/** Whether a prefix list is that of CloudFront's servers, whosever distribution they ask for. */
export function isCloudFrontsList(stacks: Stacks, place: string): boolean {
  const [, stack, name] = /^(.+)\/data\.aws_ec2_managed_prefix_list\.(\w+)$/.exec(place) ?? [];
  const list = stacks[stack ?? ""]?.data["aws_ec2_managed_prefix_list"]?.[name ?? ""] as
    { readonly name?: unknown } | undefined;
  return list?.name === "com.amazonaws.global.cloudfront.origin-facing";
}

/** No load balancer is reached from the internet but through CloudFront. */
export function loadBalancersFaceNobody(stacks: Stacks): Violation[] {
  const open = securityGroupRules(stacks)
    .filter(({ direction, blocks }) => direction === "ingress" && blocks.some(holdsPublicAddresses))
    .map(({ group }) => group);
  return internetFacingLoadBalancers(stacks)
    .filter(({ stack, block }) => targets(stacks, stack, block.security_groups).some((group) => open.includes(group)))
    .map(({ where }) => ({ where, what: "faces the internet" }));
}

/**
 * Nothing but the security group of an internet-facing load balancer admits an address of the internet, and that only on
 * ports 80 and 443; no group admits a prefix list, of which nobody here knows what is in it, but for CloudFront's: that such
 * a load balancer tells one distribution from another, `originsAnswerToTheEdgeAlone` says.
 */
export function onlyLoadBalancersAdmitTheInternet(stacks: Stacks): Violation[] {
  const frontGroups = internetFacingLoadBalancers(stacks).flatMap(({ stack, block }) =>
    targets(stacks, stack, block.security_groups),
  );
  const otherGroups = resourcesOf(stacks, "aws_launch_template", "aws_instance", "aws_vpc_endpoint").flatMap(
    ({ stack, block }) =>
      targets(stacks, stack, [
        ...(block.vpc_security_group_ids ?? []),
        ...(block.security_group_ids ?? []),
        ...(block.network_interfaces ?? []).flatMap((one: Readonly<Record<string, unknown>>) => one["security_groups"]),
      ]),
  );
  return securityGroupRules(stacks)
    .filter(({ direction }) => direction === "ingress")
    .flatMap(({ where, group, ports, blocks, prefixLists }) => {
      const open = blocks.filter(holdsPublicAddresses);
      const isFront = frontGroups.includes(group) && !otherGroups.includes(group) && ports?.join("-") === "443-443";
      const faults = prefixLists
        .filter((list) => !(isFront && isCloudFrontsList(stacks, list)))
        .map((list) => ({ where, what: `admits the prefix list ${list}` }));
      if (open.length === 0) return faults;
      const source = open.join(", ");
      if (!frontGroups.includes(group)) return [...faults, { where, what: `admits ${source} to ${group}` }];
      if (otherGroups.includes(group))
        return [
          ...faults,
          { where, what: `admits ${source} to ${group}, which other resources than load balancers have` },
        ];
      const only = ports !== undefined && viewerPorts.some((port) => ports[0] === port && ports[1] === port);
      return only
        ? faults
        : [...faults, { where, what: `admits ${source} on ${ports?.join("-") ?? "a protocol without ports"}` }];
    });
}
