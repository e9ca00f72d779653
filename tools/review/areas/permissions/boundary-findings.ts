import type { Resource, Side } from "../../estate";
import type { Finding } from "../../finding";
import { thingOf } from "../../things";
import { type Boundary, nameOfBoundary } from "./boundaries";
import { type Held, changeOf } from "./held";
import { policyFindings } from "./policy-access";
import type { Subject } from "./subject";

/**
 * A permissions boundary that an identity no longer has, or has anew (IAM User Guide, "Permissions boundaries for IAM entities").
 * Of another boundary whose document is known the documents are compared: one policy whose document changes is told once, by itself.
 */
export function boundaryFindings(
  { before, after }: Readonly<Record<Side, Boundary>>,
  subject: Subject,
  held: readonly Held[],
  limited: Resource | undefined,
): readonly Finding[] {
  if (before.kind === "known" && after.kind === "known") {
    const isOne = before.policy === after.policy && before.name === after.name;
    return isOne || limited === undefined ? [] : otherFindings(before, after, limited);
  }
  if (before.kind === after.kind && arnOf(before) === arnOf(after)) return [];
  // A policy of another account may have the same name.
  const isNamesake = before.kind === "elsewhere" && nameOfBoundary(before) === nameOfBoundary(after);
  const who = thingOf(subject.place);
  const base = {
    rule: "permissions-boundary",
    place: subject.place,
    part: "permissions boundary",
    before: isNamesake ? arnOf(before) : nameOfBoundary(before),
    after: isNamesake ? arnOf(after) : nameOfBoundary(after),
    says: [path],
  };
  if (after.kind === "none") {
    const policies = held.length === 0 ? "any policy that it is ever given" : "its policies";
    const meaning = `Nothing limits the ${who} from now on but ${policies}.`;
    return [{ ...base, consequence: "guard lost", direction: "weaker", meaning }];
  }
  if (before.kind === "none") {
    const meaning = `The ${who} may do at most what the boundary allows from now on, whatever its policies say.`;
    return [{ ...base, consequence: "guard lost", direction: "stronger", meaning }];
  }
  if (after.kind === "unknown" || before.kind === "unknown") {
    const meaning = `What the ${who} may do at most cannot be told from the plan: its boundary is known after apply only.`;
    return [{ ...base, consequence: "not reviewable", direction: "cannot tell", meaning }];
  }
  const meaning = `Another policy limits the ${who} from now on, and one of the two is not in the given plans.`;
  return [{ ...base, consequence: "guard lost", direction: "cannot tell", meaning }];
}

/** Of a policy that is in none of the plans. */
const arnOf = (boundary: Boundary): string => (boundary.kind === "elsewhere" ? boundary.arn : nameOfBoundary(boundary));

type Known = Extract<Boundary, { kind: "known" }>;

function otherFindings(before: Known, after: Known, place: Resource): readonly Finding[] {
  const held = ({ document, name }: Known): Held => ({ source: place, label: `policy ${name}`, path, document });
  const who = thingOf(place);
  return policyFindings(
    changeOf([held(before)], [held(after)]),
    { place, part: "permissions boundary", says: [path] },
    {
      rule: "permissions-boundary",
      thing: who,
      somebody: "guard lost",
      everybody: "guard lost",
      denial: "permissions-boundary-denial",
      gains: () => `The ${who} may be given this from now on: another boundary limits it.`,
      losses: () => `The ${who} is refused this from now on, whatever its policies say: another boundary limits it.`,
    },
  );
}

const path = "permissions_boundary";
