import type { AclRule } from "../../../../analysis/packets/network-acls";
import type { Direction } from "../../../../analysis/packets/security-groups";
import { type Resource, isChanged } from "../../estate";
import type { Finding } from "../../finding";
import { aclDifferences } from "./acl-differences";
import { aclMoment } from "./acl-moments";
import { movedSubnets } from "./acl-subnets";
import { partOf } from "./group-rules";
import { isOnBothSides } from "./keys";
import type { Network } from "./network";
import type { Owner } from "./owners";

const directions = ["ingress", "egress"] as const;
/** What the changed network ACLs allow and did not, and the reverse, for the subnets that they have. */
export function aclFindings(network: Network): readonly Finding[] {
  return [
    ...[...network.acls.values()]
      .filter(({ touched }) => touched)
      .flatMap((acl) => directions.flatMap((direction) => findingsOf(network, acl, direction))),
    ...movedSubnets(network),
  ];
}

function findingsOf(network: Network, acl: Owner<AclRule>, direction: Direction): readonly Finding[] {
  const { resource } = acl;
  const changed = changedRules(acl, direction);
  const place = resource ?? changed[0];
  // The subnets of an ACL that comes or goes are judged one by one. What a first apply has is new, also if no plan names the ACL.
  if (place === undefined || (resource === undefined ? place.isFirst : !isOnBothSides(resource))) return [];
  const [before, after] = [
    network.allowedByAcl(acl.key, "before", direction),
    network.allowedByAcl(acl.key, "after", direction),
  ];
  const about = {
    place,
    part: partOf[direction],
    ...(resource === undefined ? {} : { says: [direction] }),
    alsoSays: changed,
  };
  return [
    ...aclDifferences(network, about, direction, before, after, subnetsOf(network, acl.key)),
    ...aclMoment(network, acl, direction, before, after, about),
  ];
}

/** The subnets that have the ACL before and after. */
const subnetsOf = ({ aclOf }: Network, acl: string): readonly string[] =>
  [...aclOf.after].filter(([subnet, key]) => key === acl && aclOf.before.get(subnet) === acl).map(([subnet]) => subnet);

function changedRules({ rules }: Owner<AclRule>, direction: Direction): readonly Resource[] {
  const all = [...rules.before, ...rules.after].filter(
    ({ resource, rule }) =>
      rule.direction === direction && resource.type === "aws_network_acl_rule" && isChanged(resource),
  );
  return [...new Set(all.map(({ resource }) => resource))];
}
