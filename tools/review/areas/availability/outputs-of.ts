import { type Estate, type Resource, isChanged, sharesIdentity, textOf } from "../../estate";
import { type Normal, isList, isObject, isSet } from "../../plan/normal";

/** The names by which others know a resource, and which a replacement makes anew. */
const identity = ["id", "arn", "name", "dns_name", "endpoint", "domain_name", "invoke_url", "api_endpoint"];

/**
 * The outputs of the same layer that have a value of a resource that AWS makes anew. The value before tells. Where something that
 * stays is called the same, the output may be its, unless the output changes.
 */
export function outputsOf(
  { outputs, resources: all }: Estate,
  resources: readonly Resource[],
): ReadonlyMap<Resource, readonly string[]> {
  const byValue = new Map(
    resources.flatMap((resource) => namesOf(resource).map((value) => [keyOf(resource, value), resource] as const)),
  );
  if (byValue.size === 0) return new Map();
  const others = new Set<string>();
  for (const resource of all.filter(({ type }) => !sharesIdentity.test(type)))
    for (const key of namesOf(resource, "stays").map((value) => keyOf(resource, value)))
      if (byValue.has(key) && byValue.get(key) !== resource) others.add(key);
  const found = new Map<Resource, string[]>();
  for (const output of outputs)
    for (const text of new Set(textsIn(output.before))) {
      const resource = byValue.get(keyOf(output, text));
      if (resource === undefined || (others.has(keyOf(output, text)) && !isChanged(output))) continue;
      found.set(resource, [...(found.get(resource) ?? []), output.name]);
    }
  return found;
}

const keyOf = ({ layer }: { readonly layer: string }, value: string): string => JSON.stringify([layer, value]);

/** The names that a resource has before and has no more, or has still. */
function namesOf({ before, after }: Resource, which: "goes" | "stays" = "goes"): readonly string[] {
  return identity.flatMap((name) => {
    const value = textOf(before, name);
    return value === undefined || (textOf(after, name) === value) !== (which === "stays") ? [] : [value];
  });
}

function textsIn(value: Normal | undefined): readonly string[] {
  if (typeof value === "string") return [value];
  if (isList(value) || isSet(value)) return [...value].flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}
