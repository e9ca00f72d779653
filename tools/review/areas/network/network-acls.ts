import { allowedByAcl } from "../../../../analysis/packets/network-acls";
import type { AclRule } from "../../../../analysis/packets/network-acls";
import { differenceOf, intersectionOf, type PacketSet } from "../../../../analysis/packets/packets";
import { everyAddress } from "../../../../analysis/packets/peers";
import type { Direction } from "../../../../analysis/packets/security-groups";
import { type Place, type Resource, attribute, isChanged } from "../../estate";
import type { Finding } from "../../finding";
import { type Difference, judge, textOf } from "./difference";
import { keyOf, valueOn } from "./keys";
import type { Network } from "./network";
import type { Owned, Owner } from "./owners";

const directions = ["ingress", "egress"] as const;
const partOf = { ingress: "inbound rules", egress: "outbound rules" } as const;

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
  // The subnets of an ACL that comes or goes are judged one by one.
  if (place === undefined || (resource !== undefined && !isOnBothSides(resource))) return [];
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
    ...differenceFindings(network, about, direction, before, after),
    ...moment(network, acl, direction, before, after, about),
  ];
}

type About = Pick<Finding, "place" | "part" | "says" | "alsoSays">;

function differenceFindings(
  network: Network,
  about: About,
  direction: Direction,
  before: PacketSet,
  after: PacketSet,
): readonly Finding[] {
  const { differences, unknown } = judge(before, after, () => everyAddress);
  const words = (packets: PacketSet): string => textOf(packets, direction, network.keys.words);
  return [
    ...differences.map((one): Finding => ({
      ...about,
      rule: `network-acl-${direction}`,
      consequence: "guard lost",
      direction: one.direction,
      before: words(one.lost),
      after: words(one.gained),
      meaning: meaningOf(direction, one),
    })),
    ...(unknown.length === 0
      ? []
      : [
          {
            ...about,
            rule: `network-acl-${direction}-unknown`,
            consequence: "not reviewable",
            direction: "cannot tell",
            before: words(before),
            after: words(unknown),
            meaning: "What the network ACL allows is known after apply only: read its rules in the source.",
          } satisfies Finding,
        ]),
  ];
}

function meaningOf(direction: Direction, { direction: change }: Difference): string {
  const packets = direction === "ingress" ? "into its subnets" : "out of its subnets";
  return change === "stronger"
    ? `The network ACL lets less ${packets}: who needs these packets, also for answers, is cut off.`
    : `The network ACL lets more ${packets}: there the security groups alone decide.`;
}

/**
 * A rule of a network ACL is always replaced, and ACLs know no connections: while a rule is away, what it alone allows is
 * refused, also on connections that stand (Amazon VPC User Guide, "Network ACL rules").
 */
function moment(
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

function changedRules({ rules }: Owner<AclRule>, direction: Direction): readonly Resource[] {
  const all = [...rules.before, ...rules.after].filter(
    ({ resource, rule }) =>
      rule.direction === direction && resource.type === "aws_network_acl_rule" && isChanged(resource),
  );
  return [...new Set(all.map(({ resource }) => resource))];
}

const isOnBothSides = (resource: Resource): boolean =>
  valueOn("before", resource) !== undefined && valueOn("after", resource) !== undefined;

/** Subnets that a change gives to another ACL, by the two ACLs. */
function movedSubnets(network: Network): readonly Finding[] {
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
      return differenceFindings(
        network,
        { place, part: `${partOf[direction]} of ${names}`, ...sayingOf(place), alsoSays: rulesOf(network, from, to) },
        direction,
        before,
        after,
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
