import type { Place, Resource } from "./estate";
import { type Finding, consequences, isWeaker } from "./finding";
import { isUnder } from "./settings/paths";

/**
 * Leaves out a general finding where specific ones say the same change: they are about the same resource, are of the class downtime
 * or a worse one, are not milder, and say all that makes the change. The first of them says what the general one knows besides.
 */
export function withoutGeneral(found: readonly Finding[]): readonly Finding[] {
  const general = found.filter(isGeneral);
  const places = new Set(general.map(({ place }) => keyOf(place)));
  const specific = new Map<string, Finding[]>();
  for (const one of found.filter((each) => !isGeneral(each) && isBadEnough(each))) {
    const key = keyOf(one.place);
    if (places.has(key)) specific.set(key, [...(specific.get(key) ?? []), one]);
  }
  const [gone, told] = [new Set<Finding>(), new Map<Finding, Finding>()];
  for (const one of general) {
    const others = (specific.get(keyOf(one.place)) ?? []).filter((other) => isWeaker(other) || !isWeaker(one));
    const [first] = others;
    if (first === undefined || !sayTheChange(others, one.place)) continue;
    gone.add(one);
    told.set(first, together(told.get(first) ?? first, one));
  }
  return found.filter((one) => !gone.has(one)).map((one) => told.get(one) ?? one);
}

const isGeneral = ({ besides }: Finding): boolean => besides !== undefined;

const isBadEnough = ({ consequence }: Finding): boolean =>
  consequences.indexOf(consequence) <= consequences.indexOf("downtime");

/** Whether the findings say the whole resource, or all that forces its replacement. */
function sayTheChange(findings: readonly Finding[], place: Place): boolean {
  if (findings.some(({ says, consequence }) => says === undefined || consequence === "data loss")) return true;
  const forcing = isReplaced(place) ? place.replacePaths.map(withoutPositions) : [];
  const said = findings.flatMap(({ says = [] }) => says);
  return forcing.length > 0 && forcing.every((path) => said.some((one) => isUnder(path, one)));
}

function together(specific: Finding, { besides = "", says, alsoSays = [] }: Finding): Finding {
  return {
    ...specific,
    meaning: besides === "" ? specific.meaning : `${specific.meaning} ${besides}`,
    ...(specific.says !== undefined && { says: [...specific.says, ...(says ?? [])] }),
    alsoSays: [...(specific.alsoSays ?? []), ...alsoSays],
  };
}

const isReplaced = (place: Place | Resource): place is Resource => "action" in place && place.action === "replace";

/** A path of what forces a replacement, as the paths of changes are written. */
export const withoutPositions = (path: string): string => path.replaceAll(/\.\d+(?=\.|$)/g, "");

const keyOf = ({ layer, address, deposed = "" }: Place): string => JSON.stringify([layer, address, deposed]);
