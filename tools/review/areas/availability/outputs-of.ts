import { type Estate, type Resource, textOf } from "../../estate";
import { type Normal, isList, isObject, isSet } from "../../plan/normal";

/** The names by which others know a resource, and which a replacement makes anew. */
const identity = ["id", "arn", "name", "dns_name", "endpoint", "domain_name", "invoke_url", "api_endpoint"];

/**
 * The outputs of the same layer that have a value of a resource that AWS makes anew. A plan does not tell what an output is written
 * with, so the value before tells.
 */
export function outputsOf(
  { outputs }: Estate,
  resources: readonly Resource[],
): ReadonlyMap<Resource, readonly string[]> {
  const byValue = new Map(
    resources.flatMap((resource) =>
      identity.flatMap((name) => {
        const value = textOf(resource.before, name);
        if (value === undefined || textOf(resource.after, name) === value) return [];
        return [[JSON.stringify([resource.layer, value]), resource] as const];
      }),
    ),
  );
  const found = new Map<Resource, string[]>();
  for (const { layer, name, before } of outputs)
    for (const text of new Set(textsIn(before))) {
      const resource = byValue.get(JSON.stringify([layer, text]));
      if (resource !== undefined) found.set(resource, [...(found.get(resource) ?? []), name]);
    }
  return found;
}

function textsIn(value: Normal | undefined): readonly string[] {
  if (typeof value === "string") return [value];
  if (isList(value) || isSet(value)) return [...value].flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}
