import { type Estate, type Resource, textOf } from "../estate";
import type { Consequence, Finding } from "../finding";
import type { Normal } from "../plan/normal";
import { namedChange, targetWords } from "./names";
import { changesAt } from "./paths";
import { type Question, judgesOf } from "./question";
import { notReviewable } from "./setting";

/** A type of resource that guards something by being there. */
export interface Presence {
  readonly rule: string;
  /** @default `guard lost` */
  readonly consequence?: Consequence;
  readonly types: readonly string[];
  readonly part?: string;
  /** The attribute that names what the resource guards: what is deleted or made together with its guard loses nothing. */
  readonly owner?: string;
  /** Where the attribute has neither an id nor an ARN: the type of the owner, and the owner's attribute of the same value. */
  readonly ownerNamedBy?: readonly [type: string, attribute: string];
  /** Whether a resource of the type guards at all, by what it has. */
  readonly isOn?: (value: Normal) => boolean;
  /** What its deletion means, and its creation. */
  readonly lost: string;
  readonly added: string;
}

/** What guards are deleted, and which are new. A resource that is replaced is there before and after. */
export const ofPresences = (presences: readonly Presence[]): Question => ({
  judges: judgesOf(presences.map(({ types, owner }) => ({ types, paths: owner === undefined ? [] : [owner] }))),
  find: (estate) =>
    presences.flatMap((presence) =>
      estate.changed(...presence.types).flatMap((resource) => findingsOf(presence, resource, estate)),
    ),
});

function findingsOf(presence: Presence, resource: Resource, estate: Estate): readonly Finding[] {
  if (resource.before !== undefined && resource.after !== undefined) return movedFindings(presence, resource, estate);
  const { rule, consequence = "guard lost", part, isOn = () => true, lost, added } = presence;
  const { action, deposed, before, after } = resource;
  // What a failed replacement left behind guards nothing any more.
  if (deposed !== undefined || (action !== "delete" && action !== "create")) return [];
  const value = action === "delete" ? before : after;
  if (value === undefined || !isOn(value)) return [];
  if (sharesFate(presence, resource, estate)) return [];
  const common = { rule, consequence, place: resource, ...(part !== undefined && { part }) };
  return action === "delete"
    ? [{ ...common, direction: "weaker", before: "in place", after: "removed", meaning: lost }]
    : [{ ...common, direction: "stronger", before: "none", after: "in place", meaning: added }];
}

/** A guard that guards another thing from now on, while the old thing stays. */
function movedFindings(presence: Presence, resource: Resource, estate: Estate): readonly Finding[] {
  const { rule, consequence = "guard lost", owner, isOn = () => true, lost } = presence;
  if (owner === undefined || resource.before === undefined || !isOn(resource.before)) return [];
  const change = namedChange(estate, resource, owner);
  if (change === undefined || change.before.kind === "none") return [];
  if (change.before.kind === "resource" && change.before.resource.action === "delete") return [];
  if (change.after.kind === "unknown")
    return notReviewable(resource, owner, { rule, part: owner, before: targetWords(change.before) });
  return [
    {
      rule,
      consequence,
      direction: "cannot tell",
      place: resource,
      part: owner,
      before: targetWords(change.before),
      after: targetWords(change.after),
      meaning: `Another thing is guarded from now on; for the old one: ${lost}`,
      says: changesAt(resource, owner),
    },
  ];
}

/** Whether what the resource belongs to is deleted, or made, in the same plans. */
function sharesFate({ owner, ownerNamedBy }: Presence, resource: Resource, estate: Estate): boolean {
  if (owner === undefined) return false;
  const side = resource.action === "delete" ? "before" : "after";
  const target = estate.target(side, resource, owner);
  if (target.kind === "resource") return target.resource.action === resource.action;
  if (target.kind !== "value" || ownerNamedBy === undefined) return false;
  const [type, name] = ownerNamedBy;
  return estate.changed(type).some((one) => one.action === resource.action && textOf(one[side], name) === target.value);
}
