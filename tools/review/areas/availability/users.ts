import { type Estate, type Resource, type Side, sharesIdentity, textOf } from "../../estate";
import { type Normal, JsonText, isList, isObject, isSet } from "../../plan/normal";

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
  const byIdentity = identities(things, isDistinct);
  const byShort = identities(things, (value, type) => !isDistinct(value, type));
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
      const short = byShort.get(text);
      note(byIdentity.get(text) ?? (short && isNamedBy(path, short.type) ? short : undefined), resource, path);
    }
  }
  return new Map(
    [...found].map(([thing, users]) => [
      thing,
      [...users].map(([resource, paths]) => ({ resource, paths: [...paths].sort() })),
    ]),
  );
}

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

function identities(
  things: readonly Resource[],
  isMeant: (value: string, type: string) => boolean,
): ReadonlyMap<string, Resource> {
  return new Map(
    things
      .filter(({ type }) => !sharesIdentity.test(type))
      .flatMap((thing) =>
        ["id", "arn"].flatMap((name) => {
          const value = textOf(thing.before, name);
          return value === undefined || !isMeant(value, thing.type) ? [] : [[value, thing] as const];
        }),
      ),
  );
}

/**
 * Whether a value is of this resource alone: an ARN, an id that AWS makes, or the name of a bucket. The id of a role or a fleet is
 * a name that others may have too.
 */
const isDistinct = (value: string, type: string): boolean =>
  type === "aws_s3_bucket" ||
  /^(?:arn:.+|[a-z]{1,12}-[0-9a-f]{8,17}|[a-z]{2}(?:-[a-z]+)+-\d_[A-Za-z0-9]+|(?=[A-Za-z0-9]*\d)[A-Za-z0-9]{10,})$/.test(
    value,
  );

/** Whether an attribute names things of a type by a short id, as API Gateway's are: `authorizer_id`, `request_validator_id`. */
function isNamedBy(path: string, type: string): boolean {
  const [, what] = /([a-z_]+)_ids?$/.exec(path) ?? [];
  return what !== undefined && /^aws_api_?gateway/.test(type) && type.endsWith(`_${what}`);
}

/** What a resource is called itself, though it may be called as another is. */
const ownNames: ReadonlySet<string> = new Set([
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
  return Object.entries(value).flatMap(([name, part]) => (ownNames.has(name) ? [] : within(part, name)));
}

function within(value: Normal, path: string): readonly { readonly path: string; readonly text: string }[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (value instanceof JsonText) return within(value.value, path);
  if (isList(value) || isSet(value)) return [...value].flatMap((one) => within(one, path));
  return isObject(value) ? Object.entries(value).flatMap(([name, part]) => within(part, `${path}.${name}`)) : [];
}
