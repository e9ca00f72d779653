import type { Direction, GroupRule } from "../../../../analysis/packets/security-groups";
import { type Resource, isChanged } from "../../estate";
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

export const isGroup = ({ type }: Pick<Resource, "type">): boolean => /^aws_(?:default_)?security_group$/.test(type);
