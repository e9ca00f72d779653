import { type Estate, type Place, layerNameOf } from "../../estate";
import { isSetBack } from "../../left-by-plan";
import type { Finding } from "../../finding";
import type { Plan, ResourceChange } from "../../plan/model";
import type { Question } from "../../settings/question";
import { listed } from "../../settings/words";

/** What somebody or something has changed outside of Terraform since the last apply, and whether the plan sets it back. */
export const drift: Question = {
  judges: {},
  find: (estate) =>
    estate.plans.flatMap((plan) =>
      plan.drift.filter((one) => one.mode === "managed" && isReal(one)).map((one) => finding(estate, plan, one)),
    ),
};

const isReal = ({ changes, action }: ResourceChange): boolean => changes.length > 0 && action !== "no-op";

function finding(estate: Estate, plan: Plan, change: ResourceChange): Finding {
  const layer = layerNameOf(plan);
  const planned = estate.at(layer, change.address);
  const isBack = planned !== undefined && isSetBack(planned, change);
  return {
    rule: "changed-outside",
    consequence: "other",
    direction: isBack ? "neutral" : "weaker",
    place: planned ?? placeOf(estate, layer, change),
    part:
      change.after === undefined
        ? "destroyed outside of Terraform"
        : `changed outside of Terraform: ${listed(change.changes.map(({ path }) => path))}`,
    meaning: isBack
      ? "Somebody changed it past Terraform, and this plan sets it back."
      : "Somebody changed it past Terraform, and this plan leaves it as it is now.",
    says: [],
  };
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
