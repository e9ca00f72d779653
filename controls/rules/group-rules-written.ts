import { blocksIn, resourcesOf, type Stacks, type Violation } from "./model";

/**
 * Rules of security groups are resources of their own, one for each, so that a plan shows the one that changes, and each
 * says what it is for. The default group alone is written whole: it is empty.
 */
export function groupRulesStandAlone(stacks: Stacks): Violation[] {
  const inline = resourcesOf(stacks, "aws_security_group")
    .filter(({ block }) => block.ingress !== undefined || block.egress !== undefined)
    .map(({ where }) => ({ where, what: "has inline rules" }));
  const older = resourcesOf(stacks, "aws_security_group_rule").map(({ where }) => ({
    where,
    what: "is of the type aws_security_group_rule, which loses rules and which the provider no longer recommends",
  }));
  const filled = resourcesOf(stacks, "aws_default_security_group")
    .filter(({ block }) => [block.ingress, block.egress].some((rules) => !Array.isArray(rules) || rules.length > 0))
    .map(({ where }) => ({ where, what: "is not empty" }));
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

const described = [
  "aws_security_group",
  "aws_vpc_security_group_ingress_rule",
  "aws_vpc_security_group_egress_rule",
  "aws_security_group_rule",
] as const;

/** What EC2 takes, as its message says it: "strings less than 256 characters from the following set". */
const accepted = /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{0,255}$/;

/** EC2 takes the description of every group and of every rule, also of those that are written into a group. */
export function descriptionsAreAccepted(stacks: Stacks): Violation[] {
  return resourcesOf(stacks, ...described).flatMap(({ where, block }) =>
    [block, ...blocksIn(block.ingress), ...blocksIn(block.egress)]
      .map(({ description }) => String(description ?? ""))
      .filter((description) => !accepted.test(description))
      .map((description) => ({
        where,
        what: `has a description that EC2 refuses: ${JSON.stringify(description)}`,
      })),
  );
}
