import { type Output, type Place, type Resource, isChanged } from "./estate";
import { type Finding, consequences, isWeaker } from "./finding";
import { compare } from "./plan/normal";
import { type Policy, levelOf } from "./policy";
import type { ReviewedFinding } from "./reviewed";
import { departureRule } from "./source/departure-changes";
import { originOf, reasonOf } from "./source/origin";
import type { Source } from "./source/source";
import { kindOf, nameOf, thingOf } from "./things";

/** Of a first apply, what is open or weak from the start: nothing can be weaker than before. */
export const isWorthSaying = ({ place, consequence, direction, evenAtFirst = false }: Finding): boolean =>
  !place.isFirst ||
  evenAtFirst ||
  consequence === "exposure" ||
  consequence === "not reviewable" ||
  (consequence === "guard lost" && direction === "weaker");

/** The finding with its level, the names of what it is about, and where it comes from. */
export function reviewed(finding: Finding, policy: Policy, source: Source | undefined): ReviewedFinding {
  const { rule, consequence, place, part, before, after, meaning } = finding;
  const direction = place.isFirst && finding.direction === "weaker" ? "neutral" : finding.direction;
  const level = levelOf(policy, consequence, direction);
  const origin = originOf(finding, source);
  const { departure, ...shown } = origin;
  return {
    rule,
    consequence,
    direction,
    level: departure !== undefined && level === "stop" ? "ask" : level,
    layer: place.layer,
    thing: thingWith(place, part),
    ...(part !== undefined && { part }),
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    meaning,
    address: place.address,
    ...changedBy(finding),
    ...shown,
    ...(departure !== undefined && level === "stop" && { reason: reasonOf(departure) }),
  };
}

/** What AWS calls the place. The part names a route better than a name in Terraform does, and once is enough. */
function thingWith(place: Place, part: string | undefined): string {
  const isNamedByPart =
    part !== undefined &&
    (part.startsWith(nameOf(place)) || /^aws_api_gateway_(?:method|integration)/.test(place.type));
  return isNamedByPart ? kindOf(place.type) : thingOf(place);
}

/** What makes a finding, where that is not the place itself. */
function changedBy({ place, alsoSays = [], because = [] }: Finding): Pick<ReviewedFinding, "changedBy"> {
  const parts = isChangedPlace(place) ? [] : alsoSays.filter(isChangedPlace);
  const addresses = [...parts, ...because].map(({ address }) => address);
  return addresses.length === 0 ? {} : { changedBy: [...new Set(addresses)].sort() };
}

/** What is no resource of a plan is there because it changes. */
const isChangedPlace = (place: Place | Resource | Output): boolean => !("changes" in place) || isChanged(place);

/** A departure that is added needs no finding where the finding of what it excuses says the reason. */
export const isNotSaidByItsWeakening = (one: ReviewedFinding, _: number, all: readonly ReviewedFinding[]): boolean =>
  one.rule !== departureRule ||
  one.direction !== "weaker" ||
  one.reason === undefined ||
  !all.some((other) => other.rule !== departureRule && other.reason === one.reason);

/** The worst first: what makes the environment weaker comes before everything else. */
export const byConsequence = (one: ReviewedFinding, other: ReviewedFinding): number =>
  Number(isWeaker(other)) - Number(isWeaker(one)) ||
  consequences.indexOf(one.consequence) - consequences.indexOf(other.consequence) ||
  orderOfLayers(one.layer, other.layer) ||
  compare(orderOf(one), orderOf(other));

const orderOf = ({ address, rule, part = "", before = "", after = "", meaning }: ReviewedFinding): string =>
  JSON.stringify([address, rule, part, before, after, meaning]);

/** The layers in the order of their first deployment. */
const layerOrder = ["state", "account", "network", "identity", "compute", "edge"];

const rankOf = (layer: string | undefined): number =>
  layer !== undefined && layerOrder.includes(layer) ? layerOrder.indexOf(layer) : layerOrder.length;

export const orderOfLayers = (one: string | undefined, other: string | undefined): number =>
  rankOf(one) - rankOf(other);
