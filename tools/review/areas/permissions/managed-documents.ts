import { type Estate, type Resource, isChanged } from "../../estate";
import type { Finding } from "../../finding";
import { thingOf } from "../../things";
import { documentAt } from "./documents";
import { type Held, changeOf } from "./held";
import type { Identity } from "./identities";
import type { Finder } from "./named";
import { policyFindings } from "./policy-access";
import { refusedFindings, withoutEffect } from "./refused-findings";
import { undecidedFindings } from "./undecided-findings";

/**
 * Managed policies whose document changes, for those who have them outside of the given plans: as a permissions boundary a policy
 * limits, attached to nobody in the plans it may be attached to somebody elsewhere.
 */
export function documentFindings(
  estate: Estate,
  identities: readonly Identity[],
  policies: Finder,
): readonly Finding[] {
  const attached = new Set(
    identities.flatMap(({ before, after }) => [...before.held, ...after.held].map(({ source }) => source)),
  );
  const limiting = new Set(
    estate
      .ofType("aws_iam_role", "aws_iam_user")
      .flatMap((one) =>
        (["before", "after"] as const).flatMap((side) =>
          policies(side, one, "permissions_boundary").flatMap((named) =>
            named.kind === "resource" ? [named.resource] : [],
          ),
        ),
      ),
  );
  return estate
    .ofType("aws_iam_policy")
    .filter((policy) => isChanged(policy) && policy.before !== undefined && policy.after !== undefined)
    .flatMap((policy) =>
      limiting.has(policy) ? limitFindings(policy) : attached.has(policy) ? [] : elsewhereFindings(policy),
    );
}

const heldOn = (source: Resource, side: "before" | "after"): Held => ({
  source,
  label: thingOf(source),
  path: "policy",
  document: documentAt(source, side, "policy"),
});

function limitFindings(policy: Resource): readonly Finding[] {
  const change = changeOf([heldOn(policy, "before")], [heldOn(policy, "after")]);
  return [
    ...undecidedFindings(change.undecided, thingOf(policy)),
    ...policyFindings(change, subjectOf(policy), {
      rule: "boundary-document",
      thing: thingOf(policy),
      somebody: "guard lost",
      everybody: "guard lost",
      denial: "boundary-denial",
      gains: () => "Whoever has this permissions boundary may have this from now on, in any layer.",
      losses: () => "Whoever has this permissions boundary is refused from now on, whatever its policies say.",
    }),
    ...refusedFindings(change, subjectOf(policy), {
      rule: "boundary-refused",
      consequence: "guard lost",
      isGuard: true,
      gains:
        "The Deny of the boundary alone refuses this from now on: whoever has the boundary may have this once the Deny goes.",
      losses: "Without the Deny, whoever has the boundary is refused this too from now on.",
    }),
  ];
}

function elsewhereFindings(policy: Resource): readonly Finding[] {
  const change = changeOf([heldOn(policy, "before")], [heldOn(policy, "after")]);
  return [
    ...undecidedFindings(change.undecided, thingOf(policy)),
    ...policyFindings(change, subjectOf(policy), {
      rule: "policy-document",
      thing: thingOf(policy),
      everybody: "privilege gained",
      denial: "policy-denial",
      gains: () => "Whoever has this policy may do this from now on; the given plans attach it to nobody.",
      losses: () => "Whoever has this policy is refused from now on; the given plans attach it to nobody.",
    }),
    ...refusedFindings(change, subjectOf(policy), { rule: "policy-refused", ...withoutEffect }),
  ];
}

const subjectOf = (place: Resource) => ({ place, says: ["policy"] });
