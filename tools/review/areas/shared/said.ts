import type { Resource } from "../../estate";
import { type Normal, isList, isObject, isSet } from "../../plan/normal";

/**
 * The paths of changes that say an attribute. A block that comes or goes as a whole is one change: the attribute is all of the
 * change only where the block has nothing else.
 */
export function saidBy({ changes }: Resource, path: string): readonly string[] {
  const names = namesIn(path);
  const found = changes.filter(({ path: changed, before, after }) => {
    const above = namesIn(changed);
    return isUnder(above, names) || (isUnder(names, above) && isAlone(before ?? after, rest(names, above)));
  });
  return [...new Set([path, ...found.filter((one) => agree(one.path, path)).map((one) => one.path)])];
}

/** A path through the names of attributes, without the names and positions of elements. */
export const namesIn = (path: string): string => path.replaceAll(/\[[^\]]*\]/g, "");

/** Whether a path is another one, or is under it. */
export const isUnder = (path: string, above: string): boolean => path === above || path.startsWith(`${above}.`);

/** Whether one of two paths stands for the other too. */
export const overlap = (one: string, other: string): boolean => isUnder(one, other) || isUnder(other, one);

const rest = (path: string, above: string): readonly string[] => path.slice(above.length + 1).split(".");

/** Where both paths name an element, the element is the same. */
const agree = (changed: string, path: string): boolean =>
  !path.includes("[") || changed.startsWith(path) || path.startsWith(changed);

function isAlone(value: Normal | undefined, [name, ...names]: readonly string[]): boolean {
  if (name === undefined) return true;
  if (isList(value) || isSet(value)) return [...value].every((one) => isAlone(one, [name, ...names]));
  return isObject(value) && Object.keys(value).join() === name && isAlone(value[name], names);
}
