import type { Estate, Resource } from "../../estate";
import { type Normal, isList, isObject, isSet } from "../../plan/normal";
import { behindAlias } from "../../settings/names";

/** What is encrypted with which key before the change: by the key, the resources of all given plans that name the key. */
export function encryptedWith(estate: Estate): ReadonlyMap<Resource, readonly Resource[]> {
  const found = new Map<Resource, Set<Resource>>();
  for (const resource of estate.resources) {
    if (resource.type === "aws_kms_alias" || resource.type === "aws_kms_key") continue;
    for (const path of new Set(keyPaths(resource.before, [])))
      for (const target of estate.targets("before", resource, path)) {
        const key = behindAlias(estate, "before", target);
        if (key.kind !== "resource") continue;
        const known = found.get(key.resource);
        if (known === undefined) found.set(key.resource, new Set([resource]));
        else known.add(resource);
      }
  }
  return new Map([...found].map(([key, resources]) => [key, [...resources]]));
}

/** The names by which the provider's resources name a key. */
const keyName = /(?:^|_)kms_(?:master_)?key(?:_id|_arn)?$/;

function keyPaths(value: Normal | undefined, path: readonly string[]): readonly string[] {
  if (isList(value) || isSet(value)) return [...value].flatMap((one) => keyPaths(one, path));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    keyName.test(name) ? [[...path, name].join(".")] : keyPaths(inner, [...path, name]),
  );
}
