import { type Place, type Resource, attribute, isChanged } from "../../estate";
import type { Finding } from "../../finding";
import { aclDifferences } from "./acl-differences";
import { partOf } from "./group-rules";
import { isOnBothSides, keyOf } from "./keys";
import type { Network } from "./network";

const directions = ["ingress", "egress"] as const;

/** Subnets that a change gives to another ACL, by the two ACLs. */
export function movedSubnets(network: Network): readonly Finding[] {
  const moves = new Map<string, { from: string | undefined; to: string | undefined; subnets: Resource[] }>();
  for (const subnet of network.estate.ofType("aws_subnet")) {
    if (!isOnBothSides(subnet)) continue;
    const [from, to] = [network.aclOf.before.get(keyOf(subnet)), network.aclOf.after.get(keyOf(subnet))];
    if (from === to) continue;
    const move = moves.get(`${from ?? ""} → ${to ?? ""}`) ?? { from, to, subnets: [] };
    move.subnets.push(subnet);
    moves.set(`${from ?? ""} → ${to ?? ""}`, move);
  }
  return [...moves.values()].flatMap(({ from, to, subnets }) =>
    directions.flatMap((direction) => {
      const before = network.allowedByAcl(from, "before", direction);
      const after = network.allowedByAcl(to, "after", direction);
      const acls = [from, to].flatMap((key) => network.keys.resource(key) ?? []);
      const place = acls.find(isChanged) ?? subnets[0];
      if (place === undefined) return [];
      const names = subnets.map((subnet) => network.keys.nameOf(keyOf(subnet))).join(", ");
      return aclDifferences(
        network,
        { place, part: `${partOf[direction]} of ${names}`, ...sayingOf(place), alsoSays: rulesOf(network, from, to) },
        direction,
        before,
        after,
        subnets.map(keyOf),
      );
    }),
  );
}

const sayingOf = (place: Place): Pick<Finding, "says"> =>
  place.before === undefined || place.after === undefined || attribute(place.after, "subnet_ids") === undefined
    ? {}
    : { says: ["subnet_ids"] };

/** The rules of an ACL that comes or goes are said with the ACL. */
const rulesOf = (network: Network, ...keys: readonly (string | undefined)[]): readonly Resource[] =>
  keys.flatMap((key) => {
    const acl = key === undefined ? undefined : network.acls.get(key);
    if (acl?.resource === undefined || isOnBothSides(acl.resource)) return [];
    return [...acl.rules.before, ...acl.rules.after].map(({ resource }) => resource);
  });
