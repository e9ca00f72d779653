import type { Access } from "../../../../analysis/policies/difference";
import { isEmpty, meet } from "../../../../analysis/policies/sets";
import { type Estate, type Resource, isChanged } from "../../estate";
import type { Finding } from "../../finding";
import { thingOf } from "../../things";
import { accountsOf, isForeign } from "./accounts";
import { documentAt } from "./documents";
import { changeOf } from "./held";
import { serviceStops } from "./interruptions";
import { policyFindings } from "./policy-access";
import { undecidedFindings } from "./undecided-findings";

const path = "assume_role_policy";

/** Who may take a role, by its trust policy (IAM User Guide, "Roles terms and concepts"). */
export function trustFindings(estate: Estate): readonly Finding[] {
  const accounts = accountsOf(estate);
  return estate
    .ofType("aws_iam_role")
    .filter(isChanged)
    .flatMap((role) => findingsOf(role, accounts));
}

function findingsOf(role: Resource, accounts: ReadonlySet<string>): readonly Finding[] {
  const held = (side: "before" | "after") =>
    role[side] === undefined
      ? []
      : [{ source: role, label: "trust policy", path, document: documentAt(role, side, path) }];
  const change = changeOf(held("before"), held("after"));
  const stops = serviceStops(held("after"), thingOf(role));
  const subject = { place: role, part: "trust policy", says: [path] };
  return [
    ...undecidedFindings(change.undecided, thingOf(role)),
    ...policyFindings(change, subject, {
      rule: "role-trust",
      thing: `the ${thingOf(role)}`,
      withoutResource: true,
      isForeign: (access) => isForeign(access, accounts),
      ...(role.before !== undefined &&
        role.after !== undefined && {
          denial: "role-trust-denial",
          stops: (access) =>
            takes(access) && stops(access) !== undefined
              ? {
                  consequence: "downtime",
                  meaning: `The service can no longer take the ${thingOf(role)}: what it does by the role stops.`,
                }
              : undefined,
        }),
      gains: ({ who, what, withCondition }) =>
        withCondition !== undefined
          ? "The role may be taken without the condition from now on: for whoever else asks the same service or account for it, too."
          : /sts:(?:Assume|\*)|everything/.test(what)
            ? `From now on ${who} may take the role, and do all that the role may do.`
            : `From now on ${who} may do this in taking the role.`,
      losses: () => "Who took the role this way is refused from now on.",
    }),
  ];
}

/** Whether the access is the one by which a service takes the role, and not a tag that goes with it. */
const takes = ({ action }: Access): boolean => !isEmpty(meet(action, { all: [["sts:assumerole"]], none: [] }));
