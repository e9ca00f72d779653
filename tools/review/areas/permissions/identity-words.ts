import type { Side } from "../../estate";
import type { Finding } from "../../finding";
import { thingOf } from "../../things";
import { type Boundary, limitOf, nameOfBoundary } from "./boundaries";
import type { PolicyChange } from "./held";
import type { Subject } from "./subject";
import { type ToldAccess, toldAccess, withoutOf } from "./words";

/** What an identity may do on one side alone, and what its boundary refuses. */
export function accessFindings(
  { gained, lost, capped, vocabulary }: PolicyChange,
  subject: Subject,
  boundary: Readonly<Record<Side, Boundary>>,
): readonly Finding[] {
  const who = thingOf(subject.place);
  const base = { ...subject, rule: "identity-permissions", consequence: "privilege gained" } as const;
  return [
    ...toldAccess(gained, "gained", vocabulary).map((access): Finding => ({
      ...base,
      direction: "weaker",
      before: withoutOf(access),
      after: access.inPart ? `${access.what}${within(boundary.after)}` : access.what,
      meaning: gainOf(who, access, boundary.after),
    })),
    ...toldAccess(lost, "lost", vocabulary).map((access): Finding => ({
      ...base,
      direction: "stronger",
      before: access.inPart ? `${access.what}${within(boundary.before)}` : access.what,
      after: withoutOf(access),
      meaning: `Who uses this through the ${who} is refused from now on.`,
    })),
    ...toldAccess(capped, "gained", vocabulary).map((access): Finding => ({
      ...base,
      rule: "identity-capped",
      direction: "neutral",
      before: "refused",
      after: `refused by the boundary ${nameOfBoundary(boundary.after)}: ${access.what}`,
      meaning:
        "A policy allows this and the permissions boundary does not: it has no effect until the boundary is widened.",
    })),
  ];
}

function gainOf(who: string, { escalations, isNearlyAll, inPart }: ToldAccess, boundary: Boundary): string {
  // What of a wide statement the boundary lets through is not looked into.
  const isCut = inPart && boundary.kind === "known";
  const what = isNearlyAll && !isCut ? "may do nearly everything in the account" : "may do this";
  const more =
    escalations.length === 0 || isCut ? "" : `, and can take or give further permissions by ${escalations.join(", ")}`;
  return `The ${who} ${what} from now on${more}${limitOf(boundary)}.`;
}

/** Of a wide statement the boundary lets through a part. */
const within = (boundary: Boundary): string =>
  boundary.kind === "known" ? `, as far as the boundary ${boundary.name} allows it` : "";
