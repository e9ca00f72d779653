import { isUnknown } from "../../../../analysis/packets/unknown";
import { type Estate, type Resource, type Side, attribute } from "../../estate";
import type { Finding } from "../../finding";
import { type Keys, isOnBothSides, keyOf, valueOn } from "./keys";

/** By a subnet's key the key of its route table or of its network ACL. */
export type Membership = ReadonlyMap<string, string>;

type BySide = Readonly<Record<Side, Membership>>;

const bySide = (membership: (side: Side) => Membership): BySide => ({
  before: membership("before"),
  after: membership("after"),
});

/** A subnet without an association has the main route table of its VPC (Amazon VPC User Guide, "Subnet route tables"). */
export const tablesOfSubnets = (estate: Estate, keys: Keys): BySide =>
  bySide((side) => {
    const found = byVpc(estate, keys, side, "aws_default_route_table", "main_route_table_id");
    for (const one of estate.ofType("aws_main_route_table_association"))
      add(found, keyAt(keys, one, side, "vpc_id"), keyAt(keys, one, side, "route_table_id"));
    const ofSubnets = membersOf(estate, keys, side, found);
    for (const one of estate.ofType("aws_route_table_association"))
      add(ofSubnets, keyAt(keys, one, side, "subnet_id"), keyAt(keys, one, side, "route_table_id"));
    return ofSubnets;
  });

/** A subnet without an association has the default network ACL of its VPC (Amazon VPC User Guide, "Network ACL basics"). */
export const aclsOfSubnets = (estate: Estate, keys: Keys): BySide =>
  bySide((side) => {
    const ofSubnets = membersOf(
      estate,
      keys,
      side,
      byVpc(estate, keys, side, "aws_default_network_acl", "default_network_acl_id"),
    );
    for (const acl of estate.ofType("aws_network_acl"))
      for (const subnet of subnetsOf(keys, acl, side)) ofSubnets.set(subnet, keyOf(acl));
    for (const one of estate.ofType("aws_network_acl_association"))
      add(ofSubnets, keyAt(keys, one, side, "subnet_id"), keyAt(keys, one, side, "network_acl_id"));
    return ofSubnets;
  });

function byVpc(estate: Estate, keys: Keys, side: Side, type: string, attributeOfVpc: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const vpc of estate.ofType("aws_vpc")) add(found, keyOf(vpc), keyAt(keys, vpc, side, attributeOfVpc));
  // The id of what a VPC has by default: `aws_default_route_table` has no VPC of its own before it is there.
  for (const one of estate.ofType(type)) {
    const vpc = keyAt(keys, one, side, "vpc_id") ?? keyAt(keys, one, side, attributeNaming(type));
    add(found, vpc, keyOf(one));
  }
  return found;
}

const attributeNaming = (type: string): string => `${type.replace(/^aws_/, "")}_id`;

function membersOf(estate: Estate, keys: Keys, side: Side, ofVpc: Membership): Map<string, string> {
  const found = new Map<string, string>();
  for (const subnet of estate.ofType("aws_subnet")) {
    if (valueOn(side, subnet) === undefined) continue;
    const vpc = keyAt(keys, subnet, side, "vpc_id");
    add(found, keyOf(subnet), vpc === undefined ? undefined : ofVpc.get(vpc));
  }
  return found;
}

function subnetsOf(keys: Keys, acl: Resource, side: Side): readonly string[] {
  const found = keys.all(acl, "subnet_ids", attribute(valueOn(side, acl), "subnet_ids"));
  const known = found.filter((one) => typeof one === "string");
  return side === "after" && found.some(isUnknown) ? [...known, ...subnetsOf(keys, acl, "before")] : known;
}

/** The subnets' tables and ACLs that a plan does not tell: what they let through is judged as if they stayed. */
export function untoldSubnets(estate: Estate, keys: Keys): readonly Finding[] {
  return estate.changed(...Object.keys(memberships)).flatMap((resource): readonly Finding[] => {
    if (!isOnBothSides(resource)) return [];
    const unknown = (memberships[resource.type] ?? []).filter((path) =>
      keys.all(resource, path, attribute(resource.after, path)).some(isUnknown),
    );
    if (unknown.length === 0) return [];
    return [
      {
        rule: "subnet-membership",
        consequence: "not reviewable",
        direction: "cannot tell",
        place: resource,
        part: unknown.join(", "),
        meaning: `Which subnets have it is known after apply only: read ${unknown.join(" and ")} in the source.`,
        says: unknown,
      },
    ];
  });
}

const memberships: Readonly<Record<string, readonly string[]>> = {
  aws_network_acl: ["subnet_ids"],
  aws_network_acl_association: ["network_acl_id", "subnet_id"],
  aws_route_table_association: ["route_table_id", "subnet_id"],
  aws_main_route_table_association: ["route_table_id", "vpc_id"],
};

/** What an attribute names. What is known after apply only is taken to stay: a finding of its own says so. */
function keyAt(keys: Keys, resource: Resource, side: Side, name: string): string | undefined {
  const key = keys.of(resource, name, attribute(valueOn(side, resource), name));
  if (isUnknown(key) && side === "after") return keyAt(keys, resource, "before", name);
  return typeof key === "string" ? key : undefined;
}

function add(to: Map<string, string>, key: string | undefined, value: string | undefined): void {
  if (key !== undefined && value !== undefined) to.set(key, value);
}
