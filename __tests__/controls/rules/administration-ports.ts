import { covers } from "./cidr";
import { resourcesOf, type Stacks, type Violation } from "./model";
import { aclEntries } from "./network-acls";
import { contains } from "./ports";
import { groupRules } from "./security-groups";

/** SSH and Remote Desktop: an instance is reached through Session Manager, which needs neither. */
const administrationPorts = [22, 3389];

/** No security group has a rule, in either direction, whose ports include SSH or Remote Desktop. */
export function noSecurityGroupAdmitsAdministration(stacks: Stacks): Violation[] {
  return groupRules(stacks).flatMap(({ where, ports }) =>
    administrationPorts
      .filter((port) => ports !== undefined && contains(ports, port))
      .map((port) => ({ where, what: `its ports include ${port}` })),
  );
}

/**
 * No network ACL admits SSH or Remote Desktop from outside the VPC: each entry that allows one of them is for addresses
 * of the VPC, or stands behind one that refuses the same addresses.
 */
export function noNetworkAclAdmitsAdministration(stacks: Stacks): Violation[] {
  const inside = resourcesOf(stacks, "aws_vpc").map(({ block }) => String(block.cidr_block));
  const entries = aclEntries(stacks).filter(({ direction }) => direction === "ingress");
  return entries.flatMap(({ where, acl, number, allows, ports, block }) =>
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
