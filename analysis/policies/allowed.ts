import { isUnknown } from "./difference";
import { inBoth, withoutAll, type Requests } from "./requests";
import { policyOf, type Policy } from "./statements";

const ofEffect = (document: unknown, effect: "Allow" | "Deny"): Policy => {
  const policy = policyOf(document);
  return isUnknown(policy) ? [] : policy.filter((one) => one.effect === effect);
};

/** What of some requests a policy allows. What it may allow counts. */
export const allowedOf = (asked: Requests, document: unknown): readonly Requests[] =>
  ofEffect(document, "Allow").flatMap((allow) => {
    const both = inBoth(asked, allow);
    return both === undefined ? [] : notDeniedOf(both, document);
  });

/** What of some requests no Deny of a policy refuses for sure. */
export const notDeniedOf = (asked: Requests, document: unknown): readonly Requests[] =>
  withoutAll(asked, ofEffect(document, "Deny"));
