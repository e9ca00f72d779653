import { resourcesOf, type Stacks, type Violation } from "./model";

/**
 * Rules of security groups are resources of their own, one for each, so that a plan shows the one that changes, and each
 * says what it is for. The default group alone is written whole: it is empty.
 */
export function groupRulesStandAlone(stacks: Stacks): Violation[] {
  const inline = resourcesOf(stacks, "aws_security_group")
    .filter(({ block }) => block.ingress !== undefined || block.egress !== undefined)
    .map(({ where }) => ({ where, what: "has rules written into it" }));
  const older = resourcesOf(stacks, "aws_security_group_rule").map(({ where }) => ({
    where,
    what: "is of the type that the provider no longer recommends, since it loses rules",
  }));
  const filled = resourcesOf(stacks, "aws_default_security_group")
    .filter(({ block }) => [block.ingress, block.egress].some((rules) => !Array.isArray(rules) || rules.length > 0))
    .map(({ where }) => ({ where, what: "is not emptied" }));
  const silent = resourcesOf(
    stacks,
    "aws_security_group",
    "aws_vpc_security_group_ingress_rule",
    "aws_vpc_security_group_egress_rule",
  )
    .filter(({ block }) => String(block.description ?? "").trim() === "")
    .map(({ where }) => ({ where, what: "has no description" }));
  return [...inline, ...older, ...filled, ...silent];
}
