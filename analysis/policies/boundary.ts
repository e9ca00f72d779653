import { allowedOnlyIn, isUnknown, whyUnknown, vocabularyOf, type Access, type Vocabulary } from "./difference";
import { inBoth, withoutAll } from "./requests";
import { policyOf, type Policy } from "./statements";

/** An identity's policy, and its permissions boundary; null for none, undefined for one that is known after the apply. */
export interface Bounded {
  readonly policy: unknown;
  readonly boundary: unknown;
}

export type EffectiveDifference =
  | { readonly undecided: readonly string[] }
  | {
      readonly undecided?: undefined;
      readonly gained: readonly Access[];
      readonly lost: readonly Access[];
      /** What the policy alone gains, and the boundary afterwards does not allow: not effective. */
      readonly capped: readonly Access[];
      readonly vocabulary: Vocabulary;
    };

/**
 * What an identity gains and loses of what its policy and its boundary both allow (IAM User Guide, "Permissions boundaries for
 * IAM entities"). A policy of a resource that names the identity may allow more than the boundary does: it is not judged here.
 */
export function effectiveDifference(before: Bounded, after: Bounded): EffectiveDifference {
  const [old, young] = [layersOf(before, "before"), layersOf(after, "after")];
  if ("undecided" in old || "undecided" in young)
    return { undecided: [old, young].flatMap((side) => ("undecided" in side ? side.undecided : [])) };
  return {
    gained: allowedOnlyIn(young.policies, old.policies),
    lost: allowedOnlyIn(old.policies, young.policies),
    capped: cappedBy(young.policies[1], allowedOnlyIn(young.policies.slice(0, 1), old.policies.slice(0, 1))),
    vocabulary: vocabularyOf([...old.policies, ...young.policies]),
  };
}

function layersOf({ policy, boundary }: Bounded, when: string): { policies: Policy[] } | { undecided: string[] } {
  const [own, cap] = [policyOf(policy), boundary === null ? undefined : policyOf(boundary)];
  if (isUnknown(own) || (cap !== undefined && isUnknown(cap)))
    return {
      undecided: [
        ...whyUnknown(`policy ${when}`, own),
        ...(cap === undefined ? [] : whyUnknown(`permissions boundary ${when}`, cap)),
      ],
    };
  return { policies: cap === undefined ? [own] : [own, cap] };
}

/** What of the access the boundary does not allow, or denies. */
function cappedBy(boundary: Policy | undefined, gained: readonly Access[]): readonly Access[] {
  if (boundary === undefined) return [];
  const allows = boundary.filter(({ effect }) => effect === "Allow");
  const denies = boundary.filter(({ effect }) => effect === "Deny");
  return gained.flatMap((access) =>
    [...withoutAll(access, allows), ...denies.flatMap((deny) => inBoth(access, deny) ?? [])].map((part) => ({
      ...part,
      inPart: access.inPart,
      because: access.because,
    })),
  );
}
