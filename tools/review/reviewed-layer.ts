import { type Estate, layerNameOf } from "./estate";
import type { Said } from "./judged";
import type { Left } from "./plain-changes";
import type { Action } from "./plan/actions";
import type { Plan } from "./plan/model";
import type { ReviewedLayer, Standing } from "./reviewed";

export function layerOf(plan: Plan, estate: Estate, left: readonly Left[], said: Said): ReviewedLayer {
  const layer = layerNameOf(plan);
  const changed = left.filter(({ resource }) => resource.layer === layer);
  const understood = changed.filter(({ resource, unknown }) => unknown.length === 0 && !said.isOpen(resource));
  const actions: Partial<Record<Action | "move" | "import", number>> = {};
  const count = (action: Action | "move" | "import"): void => {
    actions[action] = (actions[action] ?? 0) + 1;
  };
  for (const { resource: one } of changed) {
    if (one.type === "output") continue;
    if (one.action !== "no-op" && one.action !== "read") count(one.action);
    if ("previousAddress" in one && one.previousAddress !== undefined) count("move");
    if ("imported" in one && one.imported) count("import");
  }
  return {
    layer,
    source: plan.source,
    actions,
    isFirst: [...estate.resources, ...estate.outputs].some((one) => one.layer === layer && one.isFirst),
    approvable: plan.approvable,
    standing: standingOf(plan),
    changed: changed.length,
    understood: understood.length,
    notes: [...plan.notes, ...driftNote(plan)],
  };
}

const standingOf = ({ kind, errored, complete }: Plan): Standing =>
  errored ? "errored" : !complete ? "incomplete" : kind === "plan" ? "whole" : kind;

/** The plan's other parts say what becomes of such a change. */
function driftNote({ drift }: Plan): readonly string[] {
  const drifted = drift.filter(({ changes, action }) => changes.length > 0 || action === "delete").length;
  return drifted === 0 ? [] : [`changed outside of Terraform: ${drifted} ${drifted === 1 ? "resource" : "resources"}`];
}
