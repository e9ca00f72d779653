import { type Estate, type Resource, isChanged } from "../../estate";
import type { Finding } from "../../finding";
import { thingOf } from "../../things";
import { documentAt } from "./documents";
import { changeOf } from "./held";
import { policyFindings } from "./policy-access";
import { undecidedFindings } from "./undecided-findings";

const path = "assume_role_policy";

/** Who may take a role, by its trust policy (IAM User Guide, "Roles terms and concepts"). */
export const trustFindings = (estate: Estate): readonly Finding[] =>
  estate
    .ofType("aws_iam_role")
    .filter(isChanged)
    .flatMap((role) => findingsOf(role));

function findingsOf(role: Resource): readonly Finding[] {
  const held = (side: "before" | "after") =>
    role[side] === undefined
      ? []
      : [{ source: role, label: "trust policy", path, document: documentAt(role, side, path) }];
  const change = changeOf(held("before"), held("after"));
  const subject = { place: role, part: "trust policy", says: [path] };
  return [
    ...undecidedFindings(change.undecided, thingOf(role)),
    ...policyFindings(change, subject, {
      rule: "role-trust",
      thing: `the ${thingOf(role)}`,
      withoutResource: true,
      ...(role.before !== undefined && role.after !== undefined && { denial: "role-trust-denial" }),
      gains: ({ withCondition }) =>
        withCondition === undefined
          ? "Whoever is named may take the role from now on, and do all that the role may do."
          : "The role may be taken without the condition from now on: for whoever else asks the same service or account for it, too.",
      losses: () => "Who took the role this way is refused from now on.",
    }),
  ];
}
