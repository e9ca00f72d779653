import { allowedOnlyIn, isUnknown, vocabularyOf, whyUnknown, type Difference } from "./difference";
import { policyOf, type Policy } from "./statements";

/**
 * What policies deny on one side alone: `gained` is denied after a change and not before. A Deny holds whatever any other policy
 * allows (IAM User Guide, "Policy evaluation logic"), so that it counts also where its own policy allows nothing.
 */
export function denials(before: unknown, after: unknown): Difference {
  const [old, young] = [policyOf(before), policyOf(after)];
  if (isUnknown(old) || isUnknown(young))
    return { undecided: [...whyUnknown("before", old), ...whyUnknown("after", young)] };
  const [had, has] = [denied(old), denied(young)];
  return {
    gained: allowedOnlyIn([has], [had]),
    lost: allowedOnlyIn([had], [has]),
    vocabulary: vocabularyOf([had, has]),
  };
}

/** The Deny statements, as a policy that allows what they deny. */
const denied = (policy: Policy): Policy =>
  policy.filter(({ effect }) => effect === "Deny").map((statement) => ({ ...statement, effect: "Allow" }));
