import { type Resource, attribute } from "../../estate";
import type { Finding } from "../../finding";
import { type Normal, isList, isObject, isSet, keyOf, unknown } from "../../plan/normal";

/** Whether a value, or a part of it, is known after apply only. */
function hasUnknownPart(value: Normal | undefined): boolean {
  if (value === unknown) return true;
  if (isSet(value) || isList(value)) return [...value].some(hasUnknownPart);
  return isObject(value) && Object.values(value).some(hasUnknownPart);
}

/** The attributes that cannot be judged, a finding for each. */
export function unknownFindings(resource: Resource, names: readonly string[]): readonly Finding[] {
  return names
    .filter((name) => isUnknown(resource, name))
    .map((name) => ({
      rule: "waf-unknown",
      consequence: "not reviewable",
      direction: "cannot tell",
      place: resource,
      part: name,
      after: "known after apply",
      meaning: `The attribute ${name} is known after apply only, so whether the firewall is weaker cannot be told.`,
      says: [name],
    }));
}

/** Whether an attribute that is there before is known after apply only. */
export function isUnknown({ before, after }: Resource, name: string): boolean {
  if (before === undefined) return false;
  const is = attribute(after, name);
  return hasUnknownPart(is) && keyOf(attribute(before, name)) !== keyOf(is);
}
