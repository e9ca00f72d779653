import type { Output, Resource } from "./estate";
import type { Finding } from "./finding";
import type { LeafChange } from "./plan/changes";
import { type Normal, isList, isObject, isSet, unknown } from "./plan/normal";
import { isUnder, namesIn, overlap } from "./settings/paths";

/**
 * Whether a change of a replaced resource is AWS's alone: the value is known after apply, and the configuration does not write the
 * attribute. AWS then gives its default, or an answer such as an ARN.
 */
export function isLeftToAws(resource: Resource | Output, { path, after }: LeafChange): boolean {
  if (resource.type === "output" || !("references" in resource)) return false;
  return resource.action === "replace" && after === unknown && !isWrittenBy(resource, path);
}

/** What a replaced resource has after, without the parts that AWS gives: an absent part is AWS's default. */
export function withoutAnswers(resource: Resource): Normal | undefined {
  return resource.action === "replace" ? written(resource, resource.after, "") : resource.after;
}

function written(resource: Resource, value: Normal | undefined, path: string): Normal | undefined {
  if (value === unknown) return isWrittenBy(resource, path) ? value : undefined;
  if (isList(value)) return value.map((one) => written(resource, one, path) ?? one);
  if (isSet(value)) return new Set([...value].map((one) => written(resource, one, path) ?? one));
  if (!isObject(value)) return value;
  const parts = Object.entries(value).map(
    ([name, one]) => [name, written(resource, one, path === "" ? name : `${path}.${name}`)] as const,
  );
  return Object.fromEntries(parts.filter((part): part is [string, Normal] => part[1] !== undefined));
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
