import { areas as allAreas } from "./areas";
import type { Area } from "./area";
import { besideChanges } from "./beside-changes";
import { driftFindings } from "./drift";
import { Estate, isChanged } from "./estate";
import { withoutGeneral } from "./general";
import { JudgedAttributes, Said } from "./judged";
import { isAnswerOfAws } from "./left-to-aws";
import { judgedByValue, markedIn } from "./marked";
import { isRewritten, leftBy, notUnderstood, plainOf } from "./plain-changes";
import type { Plan } from "./plan/model";
import { compare } from "./plan/normal";
import { type Level, type Policy, defaultPolicy, levels } from "./policy";
import type { Review } from "./reviewed";
import { byConsequence, isNotSaidByItsWeakening, isWorthSaying, orderOfLayers, reviewed } from "./reviewed-finding";
import { layerOf } from "./reviewed-layer";
import { stepText } from "../order/readable";
import type { Source } from "./source/source";
import { tagChanges } from "./tag-changes";

export type { Review } from "./reviewed";

export interface ReviewOptions {
  /** @default the policy that stops every weakening of security */
  readonly policy?: Policy;
  /** @default every area */
  readonly areas?: readonly Area[];
  /** What two syntheses tell beside the plans. @default nothing */
  readonly source?: Source;
}

/** Says what the plans of one environment change. The same plans give the same review, whatever their order. */
export function reviewOf(
  plans: readonly Plan[],
  { policy = defaultPolicy, areas = allAreas, source }: ReviewOptions = {},
): Review {
  const ordered = [...plans].sort(
    (one, other) => orderOfLayers(one.layer, other.layer) || compare(one.source, other.source),
  );
  const estate = new Estate(ordered);
  const [attributes, byValue] = [new JudgedAttributes(areas), judgedByValue(areas)];
  const changed = [...estate.resources, ...estate.outputs].filter(isChanged);
  const all = areas.flatMap((area) => area.find(estate)).filter((finding) => !isAnswerOfAws(finding));
  const found = withoutGeneral(all);
  // What is not said of a first apply is no finding: the resource is in the list of what is created.
  const told = [...found.filter(isWorthSaying), ...changed.flatMap((one) => markedIn(one, byValue))];
  const said = new Said(told);
  const left = changed.map(leftBy(said, attributes));
  const others = [...driftFindings(estate, areas, attributes), ...besideChanges(estate), ...(source?.findings ?? [])];
  const findings = [...told, ...others.filter(isWorthSaying), ...left.flatMap(notUnderstood)]
    .map((finding) => reviewed(finding, policy, source))
    .filter(isNotSaidByItsWeakening)
    .sort(byConsequence);
  return {
    ...environmentOf(ordered),
    verdict: findings.reduce<Level>((worst, { level }) => worseOf(worst, level), "note"),
    layers: ordered.map((plan) => layerOf(plan, estate, left, said)),
    findings,
    tags: tagChanges(changed),
    plain: left.flatMap((one) => plainOf(one, said, attributes)),
    rewritten: left
      .filter((one) => isRewritten(one, said))
      .map(({ resource }) => `${resource.layer} ${resource.address}`),
    comparesSyntheses: source !== undefined,
    order: source === undefined ? [] : orderSentences(source),
  };
}

const worseOf = (one: Level, other: Level): Level => (levels.indexOf(one) < levels.indexOf(other) ? one : other);

function environmentOf(plans: readonly Plan[]): { readonly environment?: string } {
  const environment = plans.map((plan) => plan.environment).find((one) => one !== undefined);
  return environment === undefined ? {} : { environment };
}

/** The order in which the change is applied, what somebody outside notices, and why the change is refused. */
function orderSentences({ order, announcements, refusals }: Source): readonly string[] {
  if (refusals.length > 0) return refusals.map((one) => `refused: ${one}`);
  const steps = order.steps.map((step, index) => `${index + 1}. ${stepText(step)}`);
  return [...steps, ...order.reasons, ...announcements];
}
