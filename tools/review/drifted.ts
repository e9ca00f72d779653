import { type Estate, type Place, type Resource, layerNameOf } from "./estate";
import type { Finding } from "./finding";
import type { Plan, ResourceChange } from "./plan/model";
import { keyOf } from "./plan/normal";
import { listed } from "./settings/words";

/** A change that somebody made outside of Terraform since the last apply. */
export interface Drifted {
  readonly change: ResourceChange;
  /** The resource in the plan, or what was there. */
  readonly place: Place;
  /** The paths that the plan sets back. */
  readonly back: ReadonlySet<string>;
}

export function driftOf(plan: Plan, estate: Estate): readonly Drifted[] {
  const layer = layerNameOf(plan);
  return plan.drift
    .filter(({ mode, changes, action }) => mode === "managed" && action !== "no-op" && changes.length > 0)
    .map((change) => {
      const planned = estate.at(layer, change.address);
      return { change, place: planned ?? placeOf(estate, layer, change), back: backIn(planned, change) };
    });
}

/** What was there at the last apply and is there again after this one. */
function backIn(planned: Resource | undefined, { after, changes }: ResourceChange): ReadonlySet<string> {
  if (planned === undefined) return new Set();
  const isAnew = after === undefined && (planned.action === "create" || planned.action === "replace");
  const now = new Map(planned.changes.map((one) => [one.path, keyOf(one.after)]));
  const back = changes.filter(({ path, before }) => isAnew || now.get(path) === keyOf(before));
  return new Set(back.map(({ path }) => path));
}

function placeOf(estate: Estate, layer: string, { address, type, name, before, after }: ResourceChange): Place {
  return {
    layer,
    address,
    type,
    name,
    isFirst: estate.resources.some((one) => one.layer === layer && one.isFirst),
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  };
}

export const isBack = ({ change, back }: Drifted): boolean => change.changes.every(({ path }) => back.has(path));

export const shownOf = (
  { after, changes }: ResourceChange,
  place: Place,
): Pick<Finding, "place" | "part" | "says"> => ({
  place,
  part:
    after === undefined
      ? "destroyed outside of Terraform"
      : `changed outside of Terraform: ${listed(changes.map(({ path }) => path))}`,
  says: [],
});
