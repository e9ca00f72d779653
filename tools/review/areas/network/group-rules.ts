import type { PacketSet } from "../../../../analysis/packets/packets";
import { unionOfPeers } from "../../../../analysis/packets/peers";
import type { Direction, GroupRule } from "../../../../analysis/packets/security-groups";
import { type Resource, isChanged } from "../../estate";
import type { Network } from "./network";
import type { Owner } from "./owners";

/** AWS's words for the two lists of rules, of a group and of a network ACL. */
export const partOf = { ingress: "inbound rules", egress: "outbound rules" } as const;

/** The changed resources that say a group's rules of one direction. */
export function changedRules({ rules }: Owner<GroupRule>, direction: Direction): readonly Resource[] {
  const all = [...rules.before, ...rules.after].filter(
    ({ resource, rule }) => rule.direction === direction && isChanged(resource) && !isGroup(resource),
  );
  return [...new Set(all.map(({ resource }) => resource))];
}

/** The changed prefix lists of which the packets have an entry that comes or goes. */
export function changedListsOf(
  network: Network,
  { rules }: Owner<GroupRule>,
  direction: Direction,
  packets: PacketSet,
): readonly Resource[] {
  const peers = unionOfPeers(packets.map((one) => one.peers));
  const named = [...rules.before, ...rules.after].filter(({ rule }) => rule.direction === direction);
  return network.changesOfLists(
    named.flatMap(({ rule }) => rule.prefixLists),
    peers,
  );
}

export const isGroup = ({ type }: Pick<Resource, "type">): boolean => /^aws_(?:default_)?security_group$/.test(type);
