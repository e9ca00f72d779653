import { blocksIn, resourcesOf, targets, type Stacks } from "./model";
import { portsOf, type PortRange } from "./ports";

/** One thing that a security group admits, whichever resource says so. */
export interface SecurityGroupRule {
  readonly where: string;
  readonly group: string;
  readonly direction: "ingress" | "egress";
  /** Undefined for a protocol without ports, such as ICMP. */
  readonly ports: PortRange | undefined;
  readonly blocks: readonly string[];
  readonly groups: readonly string[];
  readonly prefixLists: readonly string[];
}

/** Every rule of every security group, also of those written into a group, or as the provider's older resource. */
export function securityGroupRules(stacks: Stacks): SecurityGroupRule[] {
  const resolve = (stack: string, ...values: unknown[]) => values.flatMap((value) => targets(stacks, stack, value));
  const rules: SecurityGroupRule[] = [];
  for (const direction of ["ingress", "egress"] as const) {
    for (const { stack, where, block } of resourcesOf(stacks, `aws_vpc_security_group_${direction}_rule`)) {
      rules.push({
        where,
        group: resolve(stack, block.security_group_id)[0] ?? "",
        direction,
        ports: portsOf(block.ip_protocol, block.from_port, block.to_port),
        blocks: resolve(stack, block.cidr_ipv4, block.cidr_ipv6),
        groups: resolve(stack, block.referenced_security_group_id),
        prefixLists: resolve(stack, block.prefix_list_id),
      });
    }
    for (const { stack, where, block } of resourcesOf(stacks, "aws_security_group", "aws_default_security_group")) {
      for (const inline of blocksIn(block[direction])) rules.push(ofBlock(stack, where, where, direction, inline));
    }
  }
  for (const { stack, where, block } of resourcesOf(stacks, "aws_security_group_rule")) {
    const [group = ""] = resolve(stack, block.security_group_id);
    rules.push(ofBlock(stack, where, group, block.type, block));
  }
  return rules;

  function ofBlock(
    stack: string,
    where: string,
    group: string,
    direction: SecurityGroupRule["direction"],
    block: Record<string, unknown>,
  ): SecurityGroupRule {
    return {
      where,
      group,
      direction,
      ports: portsOf(block["protocol"], block["from_port"], block["to_port"]),
      blocks: resolve(stack, block["cidr_blocks"], block["ipv6_cidr_blocks"]),
      groups: [
        ...resolve(stack, block["security_groups"], block["source_security_group_id"]),
        ...(block["self"] === true ? [group] : []),
      ],
      prefixLists: resolve(stack, block["prefix_list_ids"]),
    };
  }
}
