import { type Resource, attribute } from "../estate";
import { type Normal, isList, isObject, isSet, keyOf, unknown, elementsOf } from "../plan/normal";

/** A value in normal form, or that there is none. */
export type Value = Normal | undefined;

/**
 * The value at a path through blocks that stand once at most: `tracing_config.mode`. It is `unknown` if the value, or a block
 * around the value, is known after apply only.
 */
export function valueAt(value: Value, path: string): Value {
  return path.split(".").reduce<Value>((within, name) => {
    const [block] = elementsOf(within);
    return block === unknown ? unknown : attribute(block, name);
  }, value);
}

/** An object of a document in JSON without the empty texts at any depth, where "" stands for what is not set. */
export function withoutEmpty(value: Normal): Normal {
  if (!isObject(value)) return value;
  const parts = Object.entries(value).filter(([, one]) => one !== "");
  return Object.fromEntries(parts.map(([name, one]) => [name, withoutEmpty(one)]));
}

/** Whether a value, or a part of it, is known after apply only. */
export function holdsUnknown(value: Value): boolean {
  if (value === unknown) return true;
  if (isList(value) || isSet(value)) return [...value].some(holdsUnknown);
  return isObject(value) && Object.values(value).some(holdsUnknown);
}

/** The members that another set does not have. */
export function without<T extends Normal>(all: readonly T[], others: readonly T[]): readonly T[] {
  const known = new Set(others.map(keyOf));
  return all.filter((one) => !known.has(keyOf(one)));
}

/** The first name of a path: the attribute that an area judges. */
export const headOf = (path: string): string => path.split(".")[0] ?? path;

/** The first names of paths, none twice. */
export const headsOf = (paths: readonly { readonly path: string }[]): readonly string[] => [
  ...new Set(paths.map(({ path }) => headOf(path))),
];

/** A path through the names of attributes, without the names and positions of elements. */
export const namesIn = (path: string): string => path.replaceAll(/\[[^\]]*\]| \(order\)$/g, "");

/** Whether a path is another one, or is under it. */
export const isUnder = (path: string, above: string): boolean => path === above || path.startsWith(`${above}.`);

/** Whether one of two paths stands for the other too. */
export const overlap = (one: string, other: string): boolean => isUnder(one, other) || isUnder(other, one);

/**
 * The paths of changes that say an attribute. A block that comes or goes as a whole is one change: the attribute is all of the
 * change only where nothing but the attribute, and others that are judged beside, is in the block.
 */
export function saidBy({ changes }: Resource, path: string, beside: readonly string[] = []): readonly string[] {
  const known = [path, ...beside].map(namesIn);
  const found = changes.filter(({ path: changed, before, after }) => {
    if (path.includes("[") && !changed.startsWith(path) && !path.startsWith(changed)) return false;
    const [names, above] = [namesIn(path), namesIn(changed)];
    return isUnder(above, names) || (isUnder(names, above) && isCovered(before ?? after, above, known));
  });
  return [...new Set([path, ...found.map((one) => one.path)])];
}

function isCovered(value: Value, path: string, known: readonly string[]): boolean {
  if (known.some((one) => isUnder(path, one))) return true;
  if (isList(value) || isSet(value)) return [...value].every((one) => isCovered(one, path, known));
  return isObject(value) && Object.entries(value).every(([name, one]) => isCovered(one, `${path}.${name}`, known));
}

/** The paths of a resource's changes that some attributes are in. A whole block counts to each of its parts. */
export const changesAt = ({ changes }: Resource, ...attributes: readonly string[]): readonly string[] =>
  changes.map(({ path }) => path).filter((path) => attributes.some((one) => overlap(namesIn(path), one)));

/** Whether the configuration gives the attribute by an expression. */
export const isWritten = ({ references }: Resource, path: string): boolean =>
  Object.keys(references).some((one) => overlap(one, namesIn(path)));

/**
 * Whether AWS, and not the configuration, gives an attribute of a resource that is made: it is known after apply, and as AWS has
 * it where nothing is written.
 */
export const isLeftOut = (resource: Resource, path: string): boolean =>
  (resource.action === "create" || resource.action === "replace") && !isWritten(resource, path);
