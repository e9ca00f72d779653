import type { Area } from "./area";
import { Estate } from "./estate";
import { type Finding, isWeaker } from "./finding";
import type { Plan, ResourceChange } from "./plan/model";
import { isSetBack } from "./left-by-plan";

/** What somebody made weaker past Terraform, and the plans leave as it is: what the same change means in a plan. */
export function driftFindings(plans: readonly Plan[], areas: readonly Area[]): readonly Finding[] {
  const drifted = plans.map(asPlanned);
  if (!drifted.some(({ resources }) => resources.some(({ action }) => action !== "no-op"))) return [];
  const estate = new Estate(drifted);
  return areas
    .flatMap((area) => area.find(estate))
    .filter(isWeaker)
    .map((finding) => ({
      ...finding,
      meaning: `Somebody changed it past Terraform, and this plan leaves it as it is now. ${finding.meaning}`,
    }));
}

/** The drift that stays, as a plan of its own: of all else there is what was there before. */
function asPlanned(plan: Plan): Plan {
  const staying = new Map(plan.drift.filter(isReal).map((one) => [one.address, one]));
  const resources = plan.resources.flatMap((one): readonly ResourceChange[] => {
    const drift = staying.get(one.address);
    staying.delete(one.address);
    if (drift !== undefined && one.deposed === undefined && !isSetBack(one, drift)) return [drift];
    const { before } = one;
    return before === undefined ? [] : [{ ...one, after: before, action: "no-op", changes: [], unknown: [] }];
  });
  return { ...plan, resources: [...resources, ...staying.values()], outputs: [], drift: [] };
}

const isReal = ({ mode, action, changes }: ResourceChange): boolean =>
  mode === "managed" && action !== "no-op" && changes.length > 0;

/** Whether one of the findings says what a resource was changed to past Terraform. */
export function saysDrift(findings: readonly Finding[]): (finding: Finding) => boolean {
  const said = new Set(findings.flatMap(({ place, alsoSays = [] }) => [place, ...alsoSays].map(nameOf)));
  return ({ rule, place, direction }) =>
    rule === "changed-outside" && direction === "weaker" && said.has(nameOf(place));
}

const nameOf = ({ layer, address }: Finding["place"]): string => `${layer} ${address}`;
