import { type AclRule, allowedByAcl } from "../../../../analysis/packets/network-acls";
import { differenceOf, intersectionOf, type PacketSet } from "../../../../analysis/packets/packets";
import type { Direction } from "../../../../analysis/packets/security-groups";
import type { Resource } from "../../estate";
import type { Finding } from "../../finding";
import type { About } from "./acl-differences";
import { textOf } from "./difference";
import { keyOf } from "./keys";
import type { Network } from "./network";
import type { Owned, Owner } from "./owners";

/**
 * A rule of a network ACL is always replaced, and ACLs know no connections: while a rule is away, what it alone allows is
 * refused, also on connections that stand (Amazon VPC User Guide, "Network ACL rules").
 */
export function aclMoment(
  network: Network,
  acl: Owner<AclRule>,
  direction: Direction,
  before: PacketSet,
  after: PacketSet,
  about: About,
): readonly Finding[] {
  const staying = acl.rules.before.filter(({ resource }) => !isGapped(resource));
  if (staying.length === acl.rules.before.length) return [];
  const during = allowedByAcl(
    staying.map(({ rule }) => rule),
    direction,
  );
  const refused = differenceOf(intersectionOf(before, after), during);
  const admitted = differenceOf(differenceOf(during, before), after);
  const [rules, words] = [
    renumbered(acl, direction),
    (packets: PacketSet): string => textOf(packets, direction, network.keys.words),
  ];
  const gapped = (about.alsoSays ?? []).filter((one) => acl.rules.before.some(({ resource }) => resource === one));
  return [
    ...(refused.length === 0
      ? []
      : [
          {
            ...about,
            rule: `network-acl-${direction}-moment`,
            consequence: "downtime",
            direction: "weaker",
            before: words(refused),
            after: "refused for a moment",
            meaning: `${rules} is removed before the new one is there: for a moment these packets are refused, also on connections that stand; what is allowed in the end does not change by this.`,
            says: [],
            alsoSays: gapped,
          } satisfies Finding,
        ]),
    ...(admitted.length === 0
      ? []
      : [
          {
            ...about,
            rule: `network-acl-${direction}-gap`,
            consequence: "guard lost",
            direction: "weaker",
            before: "refused",
            after: `${words(admitted)} for a moment`,
            meaning: "A rule that refuses is removed before the new one is there: for a moment these packets pass.",
            says: [],
            alsoSays: gapped,
          } satisfies Finding,
        ]),
  ];
}

const isGapped = ({ action, order, type }: Resource): boolean =>
  type === "aws_network_acl_rule" &&
  ((action === "replace" && order === "destroy before create") || action === "delete");

/** The rules that are replaced, with their numbers. */
function renumbered({ rules }: Owner<AclRule>, direction: Direction): string {
  const after = new Map(rules.after.map(({ resource, rule }) => [keyOf(resource), rule]));
  const gone = rules.before.filter(({ resource, rule }) => isGapped(resource) && rule.direction === direction);
  const numberOf = ({ resource, rule }: Owned<AclRule>): string => {
    const [from, to] = [String(rule.number), String(after.get(keyOf(resource))?.number ?? rule.number)];
    return from === to ? from : `${from} (then ${to})`;
  };
  return gone.length === 1 ? `Rule ${gone.map(numberOf).join()}` : `Each of the rules ${gone.map(numberOf).join(", ")}`;
}
