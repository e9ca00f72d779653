import { covers } from "./cidr";
import { blocksIn, resourceAt, resourcesOf, targets, type Stacks, type Violation } from "./model";
import { aclEntries, type AclEntry } from "./network-acls";
import { contains } from "./ports";
import { defaultRoutesOf } from "./reachability";
import { securityGroupRules } from "./security-groups";

/** SSH and Remote Desktop: an instance is reached through Session Manager, which needs neither. */
const administrationPorts = [22, 3389];

/** No security group has a rule, in either direction, whose ports include SSH or Remote Desktop. */
export function noSecurityGroupAdmitsAdministration(stacks: Stacks): Violation[] {
  return securityGroupRules(stacks).flatMap(({ where, ports }) =>
    administrationPorts
      .filter((port) => ports !== undefined && contains(ports, port))
      .map((port) => ({ where, what: `its ports include ${port}` })),
  );
}

/**
 * No network ACL admits SSH or Remote Desktop from outside the VPC: each entry that allows one of them is for addresses
 * of the VPC, or stands behind one that refuses the same addresses. Answers to port 3389 are let in where something calls
 * from it that has no other choice, a NAT gateway or a function: over TCP and IPv4, by an entry for that port alone.
 */
export function noNetworkAclAdmitsAdministration(stacks: Stacks): Violation[] {
  const inside = resourcesOf(stacks, "aws_vpc").map(({ block }) => String(block.cidr_block));
  const entries = aclEntries(stacks).filter(({ direction }) => direction === "ingress");
  const answering = aclsOfCallersOnEveryPort(stacks);
  const isForAnswers = ({ acl, protocol, ports, block }: AclEntry) =>
    answering.includes(acl) &&
    ["tcp", "6"].includes(protocol) &&
    ports?.join("-") === "3389-3389" &&
    block === "0.0.0.0/0";
  return entries
    .filter((entry) => !isForAnswers(entry))
    .flatMap(({ where, acl, number, allows, ports, block }) =>
      administrationPorts
        .filter((port) => allows && ports !== undefined && contains(ports, port))
        .filter(() => !inside.some((vpc) => covers(vpc, block)))
        .filter(
          (port) =>
            !entries.some(
              (earlier) =>
                earlier.acl === acl &&
                earlier.number < number &&
                !earlier.allows &&
                earlier.ports !== undefined &&
                contains(earlier.ports, port) &&
                covers(earlier.block, block),
            ),
        )
        .map((port) => ({ where, what: `admits ${block} on port ${port}` })),
    );
}

/** The ACLs of subnets in which a NAT gateway is, or a function whose route leads through one. */
function aclsOfCallersOnEveryPort(stacks: Stacks): string[] {
  const gateways = resourcesOf(stacks, "aws_nat_gateway").flatMap(({ stack, block }) =>
    targets(stacks, stack, block.subnet_id),
  );
  const functions = resourcesOf(stacks, "aws_lambda_function")
    .flatMap(({ stack, block }) =>
      blocksIn(block.vpc_config).flatMap((config) => targets(stacks, stack, config.subnet_ids)),
    )
    .flatMap((subnet) => resourceAt(stacks, subnet) ?? [])
    .filter((subnet) => defaultRoutesOf(stacks, subnet).some(({ block }) => block.nat_gateway_id !== undefined))
    .map(({ where }) => where);
  return resourcesOf(stacks, "aws_network_acl")
    .filter(({ stack, block }) =>
      targets(stacks, stack, block.subnet_ids).some((subnet) => [...gateways, ...functions].includes(subnet)),
    )
    .map(({ where }) => where);
}
