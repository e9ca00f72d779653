import { type Estate, type Resource, type Side, sharesIdentity, textOf } from "../../estate";
import { type Normal, JsonText, isList, isObject, isSet } from "../../plan/normal";
import { nameIn, namesType } from "./named-types";

/** One resource that names another, and by which attributes. */
export interface User {
  readonly resource: Resource;
  /** Through the names of attributes. */
  readonly paths: readonly string[];
}

/**
 * Who names each of some resources. Before, the configuration tells within a layer; on both sides, the ids and ARNs tell that the
 * resources have before. What the configuration names after is there after, so only a value can name what is gone.
 */
export function usersOf(
  { resources }: Estate,
  things: readonly Resource[],
  side: Side,
): ReadonlyMap<Resource, readonly User[]> {
  if (things.length === 0) return new Map();
  const byAddress = addresses(side === "before" ? things : []);
  const [known, named] = [identities(things, ownIds), identities(things, ownNames)];
  const kept = keptNames(resources, named);
  const found = new Map<Resource, Map<Resource, Set<string>>>();
  const note = (thing: Resource | undefined, resource: Resource, path: string): void => {
    if (thing === undefined || thing === resource) return;
    const users = found.get(thing) ?? new Map<Resource, Set<string>>();
    users.set(resource, (users.get(resource) ?? new Set()).add(path));
    found.set(thing, users);
  };
  for (const resource of resources) {
    if (resource[side] === undefined || resource.deposed !== undefined) continue;
    for (const [path, references] of Object.entries(resource.references))
      for (const address of references)
        for (const thing of byAddress.get(keyOf(resource, address)) ?? []) note(thing, resource, path);
    for (const { path, text } of textsIn(resource[side])) {
      if (isMirrored(resource, path)) continue;
      for (const thing of known.get(text) ?? []) if (isDistinct(text, thing.type)) note(thing, resource, path);
      const value = nameIn(path, text);
      for (const thing of named.get(value) ?? [])
        if (namesType(path, text, thing.type) && !isAnothers(kept.get(value), path, text)) note(thing, resource, path);
    }
  }
  return new Map(
    [...found].map(([thing, users]) => [
      thing,
      [...users].map(([resource, paths]) => ({ resource, paths: [...paths].sort() })),
    ]),
  );
}

/** What AWS lists of rules that are resources of their own, by the type that has them: the list is as it was before the plan. */
const mirrored: Readonly<Record<string, RegExp>> = {
  aws_default_route_table: /^route\b/,
  aws_route_table: /^route\b/,
  aws_security_group: /^(?:ingress|egress)\b/,
};

const isMirrored = ({ type, action, references }: Resource, path: string): boolean =>
  action === "no-op" &&
  mirrored[type]?.test(path) === true &&
  !Object.keys(references).some((one) => mirrored[type]?.test(one));

/** The configuration names a resource of `count` or `for_each` without its index, and one of its module without the module. */
const keyOf = ({ layer, module }: Resource, address: string): string =>
  JSON.stringify([layer, module ?? "", withoutIndex(address)]);

const withoutIndex = (address: string): string => address.replace(/\[[^\]]*\]$/, "");

function addresses(things: readonly Resource[]): ReadonlyMap<string, readonly Resource[]> {
  const found = new Map<string, Resource[]>();
  for (const thing of things) {
    const key = keyOf(thing, `${thing.type}.${thing.name}`);
    found.set(key, [...(found.get(key) ?? []), thing]);
  }
  return found;
}

/** The attributes that are a resource's id, and those by which others may name it where they say its type. */
const ownIds = ["id", "arn"];
const ownNames = [...ownIds, "name", "identifier", "function_name"];

function identities(things: readonly Resource[], names: readonly string[]): ReadonlyMap<string, readonly Resource[]> {
  const found = new Map<string, Resource[]>();
  for (const thing of things) {
    if (sharesIdentity.test(thing.type)) continue;
    for (const value of new Set(names.map((name) => textOf(thing.before, name))))
      if (value !== undefined) found.set(value, [...(found.get(value) ?? []), thing]);
  }
  return found;
}

/** The types of what stays and is called as one of the things is. */
function keptNames(
  resources: readonly Resource[],
  named: ReadonlyMap<string, readonly Resource[]>,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const one of resources)
    for (const value of new Set(ownNames.map((name) => textOf(one.after, name))))
      if (value !== undefined && named.has(value) && !sharesIdentity.test(one.type) && one.deposed === undefined)
        if (named.get(value)?.includes(one) !== true) found.set(value, [...(found.get(value) ?? []), one.type]);
  return found;
}

const isAnothers = (types: readonly string[] | undefined, path: string, text: string): boolean =>
  types?.some((type) => namesType(path, text, type)) === true;

/**
 * Whether a value is of this resource alone: an ARN, an id that AWS makes, the name of a bucket or of a key. The id of a role or a
 * fleet is a name that others may have too.
 */
const isDistinct = (value: string, type: string): boolean =>
  type === "aws_s3_bucket" ||
  /^(?:arn:.+|alias\/.+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z]{1,12}-[0-9a-f]{8,17}|[a-z]{2}(?:-[a-z]+)+-\d_[A-Za-z0-9]+|(?=[A-Za-z0-9]*\d)[A-Za-z0-9]{10,})$/.test(
    value,
  );

/** What a resource is called itself, though it may be called as another is. */
const ofItself: ReadonlySet<string> = new Set([
  "id",
  "arn",
  "name",
  "identifier",
  "description",
  "comment",
  "tags",
  "tags_all",
]);

function textsIn(value: Normal | undefined): readonly { readonly path: string; readonly text: string }[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, part]) => (ofItself.has(name) ? [] : within(part, name)));
}

function within(value: Normal, path: string): readonly { readonly path: string; readonly text: string }[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (value instanceof JsonText) return within(value.value, path);
  if (isList(value) || isSet(value)) return [...value].flatMap((one) => within(one, path));
  return isObject(value) ? Object.entries(value).flatMap(([name, part]) => within(part, `${path}.${name}`)) : [];
}
