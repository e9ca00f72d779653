import type { Output, Resource } from "./estate";
import type { Finding } from "./finding";
import { isUnder, namesIn, overlap } from "./areas/shared/said";
import type { LeafChange } from "./plan/changes";
import { unknown } from "./plan/normal";

/**
 * Whether a change of a replaced resource is AWS's alone: the value is known after apply, and the configuration does not write the
 * attribute. AWS then gives its default, or an answer such as an ARN.
 */
export function isLeftToAws(resource: Resource | Output, { path, after }: LeafChange): boolean {
  if (resource.type === "output" || !("references" in resource)) return false;
  return resource.action === "replace" && after === unknown && !isWrittenBy(resource, path);
}

/** Whether the configuration writes an attribute with an expression. A constant is known before the apply. */
const isWrittenBy = ({ references }: Resource, path: string): boolean =>
  Object.keys(references).some((one) => overlap(one, namesIn(path)));

/** Whether a finding only says that nobody can review what AWS gives a replaced resource. */
export function isAnswerOfAws({ consequence, place, says = [] }: Finding): boolean {
  if (consequence !== "not reviewable" || !isResource(place)) return false;
  const changes = place.changes.filter(({ path }) => says.some((one) => isUnder(namesIn(path), namesIn(one))));
  return changes.length > 0 && changes.every((change) => isLeftToAws(place, change));
}

const isResource = (place: Finding["place"]): place is Resource =>
  place.type !== "output" && "changes" in place && "references" in place;
