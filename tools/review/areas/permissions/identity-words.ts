import type { Side } from "../../estate";
import type { Finding } from "../../finding";
import { type Boundary, limitOf, nameOfBoundary } from "./boundaries";
import type { PolicyChange } from "./held";
import type { Subject } from "./subject";
import { type ToldAccess, toldAccess, withoutOf } from "./words";

/** An identity as findings call it. */
export interface IdentitySubject extends Subject {
  /** `role prod-compute-hello`. */
  readonly who: string;
}

/**
 * What an identity may do on one side alone, and what its boundary refuses.
 *
 * @param stop what stops where access is lost that a policy allowed which goes as a whole
 */
export function accessFindings(
  { gained, lost, capped, vocabulary }: PolicyChange,
  { who, ...subject }: IdentitySubject,
  boundary: Readonly<Record<Side, Boundary>>,
  stop?: string,
): readonly Finding[] {
  const base = { ...subject, rule: "identity-permissions", consequence: "privilege gained" } as const;
  return [
    ...toldAccess(gained, "gained", vocabulary).map((access): Finding => ({
      ...base,
      direction: "weaker",
      before: withoutOf(access),
      after: access.inPart ? `${access.what}${within(boundary.after)}` : access.what,
      meaning: gainOf(who, access, boundary.after),
      evenAtFirst: access.isNearlyAll || access.escalations.length > 0,
    })),
    ...toldAccess(lost, "lost", vocabulary).map((access): Finding => ({
      ...base,
      ...(stop === undefined || access.isNearlyAll
        ? { direction: "stronger", meaning: `Who uses this through the ${who} is refused from now on.` }
        : { consequence: "downtime", direction: "weaker", meaning: stop }),
      before: access.inPart ? `${access.what}${within(boundary.before)}` : access.what,
      after: withoutOf(access),
    })),
    ...toldAccess(capped, "gained", vocabulary).map(({ what, escalations }): Finding => ({
      ...base,
      rule: "identity-capped",
      direction: "neutral",
      before: "refused",
      after: `refused by the boundary ${nameOfBoundary(boundary.after)}: ${what}`,
      meaning: `A policy allows this and the permissions boundary does not: it has no effect until the boundary is widened${escalations.length === 0 ? "" : `, and nor have ${escalations.join(", ")}`}.`,
    })),
  ];
}

function gainOf(who: string, { escalations, stopped, isNearlyAll, inPart }: ToldAccess, boundary: Boundary): string {
  const isCut = inPart && boundary.kind === "known";
  const what = isNearlyAll && !isCut ? "may do nearly everything in the account" : "may do this";
  const more =
    escalations.length === 0 ? "" : `, and can take or give further permissions by ${escalations.join(", ")}`;
  const cut = isCut && stopped.length > 0 ? `; the boundary stops ${stopped.join(", ")}` : "";
  return `The ${who} ${what} from now on${more}${limitOf(boundary)}${cut}.`;
}

/** Of a wide statement the boundary lets through a part. */
const within = (boundary: Boundary): string =>
  boundary.kind === "known" ? `, as far as the boundary ${boundary.name} allows it` : "";
