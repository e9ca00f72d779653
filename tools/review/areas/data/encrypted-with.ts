import type { Estate, Resource } from "../../estate";
import { type Normal, isList, isObject, isSet } from "../../plan/normal";

/** What is encrypted with which key before the change: by the key, the resources of all given plans that name the key. */
export function encryptedWith(estate: Estate): ReadonlyMap<Resource, readonly Resource[]> {
  const found = new Map<Resource, Set<Resource>>();
  for (const resource of estate.resources) {
    if (resource.type === "aws_kms_alias" || resource.type === "aws_kms_key") continue;
    for (const path of new Set(keyPaths(resource.before, [])))
      for (const target of estate.targets("before", resource, path)) {
        if (target.kind !== "resource") continue;
        const key = behindAlias(estate, target.resource);
        if (key === undefined) continue;
        const known = found.get(key);
        if (known === undefined) found.set(key, new Set([resource]));
        else known.add(resource);
      }
  }
  return new Map([...found].map(([key, resources]) => [key, [...resources]]));
}

function behindAlias(estate: Estate, named: Resource): Resource | undefined {
  if (named.type !== "aws_kms_alias") return named;
  const target = estate.target("before", named, "target_key_id");
  return target.kind === "resource" ? target.resource : undefined;
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
