import type { Area } from "./area";
import { type Drifted, driftOf, isBack, shownOf } from "./drifted";
import { Estate, type Place, layerNameOf } from "./estate";
import type { Finding } from "./finding";
import { type JudgedAttributes, Said, isUnder } from "./judged";
import { isAnswerOfAws } from "./left-to-aws";
import { judgedByValue, markedIn } from "./marked";
import type { Plan, ResourceChange } from "./plan/model";

/**
 * What was changed outside of Terraform. Where the plan leaves the change, the areas say what it means, as they do of a planned
 * change: the apply then makes it last. Where the plan sets it back, one neutral finding says so.
 */
export function driftFindings(
  estate: Estate,
  areas: readonly Area[],
  attributes: JudgedAttributes,
): readonly Finding[] {
  const drifted = estate.plans.flatMap((plan) => driftOf(plan, estate));
  if (drifted.length === 0) return [];
  const left = drifted.filter((one) => !isBack(one));
  return [
    ...drifted.filter(isBack).map(setBack),
    ...(left.length === 0 ? [] : findingsOfWhatIsLeft(left, estate, areas, attributes)),
  ];
}

const setBack = ({ change, place }: Drifted): Finding => ({
  ...shownOf(change, place),
  rule: "changed-outside",
  consequence: "other",
  direction: "neutral",
  meaning:
    change.after === undefined
      ? "Somebody destroyed it outside of Terraform, and this plan makes a new one: what it held is gone."
      : "Somebody changed it outside of Terraform, and this plan sets it back.",
});

/** What changes mean that were made outside of Terraform and stay, in the words of the areas; what no area says is named. */
function findingsOfWhatIsLeft(
  left: readonly Drifted[],
  estate: Estate,
  areas: readonly Area[],
  attributes: JudgedAttributes,
): readonly Finding[] {
  const outside = new Estate(estate.plans.map((plan) => madeOutside(plan, left)));
  const drifted = new Map<Place, Drifted>(
    left.flatMap((one) => {
      const resource = outside.at(one.place.layer, one.change.address);
      return resource === undefined ? [] : [[resource, one] as const];
    }),
  );
  const byValue = judgedByValue(areas);
  const found = [
    ...areas.flatMap((area) => area.find(outside)).filter((one) => !isAnswerOfAws(one)),
    ...outside.resources.filter((one) => drifted.has(one)).flatMap((one) => markedIn(one, byValue)),
  ];
  const said = new Said(found);
  return [
    ...found
      .filter(({ place, says }) => !isSetBack(drifted.get(place), says))
      .map((one) => asLeft(one, estate, drifted)),
    ...outside.resources.flatMap((one) => unsaidOf(one, drifted.get(one), said, attributes)),
  ];
}

/** The plan as if what was changed outside of Terraform were all that it does. */
function madeOutside(plan: Plan, left: readonly Drifted[]): Plan {
  const layer = layerNameOf(plan);
  const changes = left.filter(({ place }) => place.layer === layer).map(({ change }) => change);
  const changed = new Set(changes.map(({ address }) => address));
  const others = plan.resources.filter(({ address, before }) => !changed.has(address) && before !== undefined);
  return { ...plan, drift: [], outputs: [], resources: [...others.map(asFound), ...changes] };
}

/** A resource as the plan finds it, without what is planned. */
function asFound({ previousAddress: _, ...one }: ResourceChange): ResourceChange {
  const untouched = { action: "no-op", changes: [], unknown: [], imported: false, replacePaths: [] } as const;
  return { ...one, ...(one.before !== undefined && { after: one.before }), ...untouched };
}

/** Whether a finding says only what the plan sets back. */
function isSetBack(drifted: Drifted | undefined, says: readonly string[] | undefined): boolean {
  if (drifted === undefined || says === undefined) return false;
  const said = drifted.change.changes.filter(({ path }) => says.some((one) => isUnder(path, one)));
  return said.length > 0 && said.every(({ path }) => drifted.back.has(path));
}

/** The finding of a change that is made already. It says no change of the plan. */
const asLeft = (finding: Finding, estate: Estate, drifted: ReadonlyMap<Place, Drifted>): Finding => ({
  ...finding,
  place: estate.at(finding.place.layer, finding.place.address) ?? finding.place,
  meaning: `${finding.meaning} Changed outside of Terraform, and this plan leaves the change.`,
  says: [],
  alsoSays: [],
  because: (finding.alsoSays ?? []).filter((one) => drifted.has(one)),
});

function unsaidOf(
  resource: Place,
  drifted: Drifted | undefined,
  said: Said,
  attributes: JudgedAttributes,
): readonly Finding[] {
  if (drifted === undefined || said.saysAll(resource)) return [];
  const { change, place, back } = drifted;
  const unsaid = change.changes.filter(({ path }) => !said.says(resource, path) && !back.has(path));
  if (unsaid.length === 0) return [];
  const isKnown = change.after !== undefined && unsaid.every(({ path }) => attributes.knows(resource, path));
  return [
    {
      ...shownOf({ ...change, changes: unsaid }, place),
      rule: "changed-outside",
      consequence: "other",
      direction: isKnown ? "neutral" : "cannot tell",
      meaning: "Somebody changed it outside of Terraform, and this plan leaves the change.",
    },
  ];
}
