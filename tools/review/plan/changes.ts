import { own } from "./json-value";
import { JsonText, type Normal, type NormalObject, isList, isObject, isSet, keyOf } from "./normal";
import { looksLikeKey } from "./secrets";

/** One difference, at the place where the two values begin to differ. */
export interface LeafChange {
  /** Through the names of attributes, and of elements that have one: `rule[geo].priority`. */
  readonly path: string;
  /** Absent for what is added. */
  readonly before?: Normal;
  /** Absent for what is removed; `unknown` for what is known after apply. */
  readonly after?: Normal;
}

/** The differences of two values in normal form, in the order of their paths. Nothing differs: an empty list. */
export function changesOf(before: Normal | undefined, after: Normal | undefined): LeafChange[] {
  return differences(before, after, "");
}

function differences(before: Normal | undefined, after: Normal | undefined, path: string): LeafChange[] {
  if (before === after || keyOf(before) === keyOf(after)) return [];
  const within = differencesWithin(before, after, path);
  // In a document in JSON, an empty list is not an absent one, and a number is not its text.
  return within.length > 0 ? within : [leaf(path, before, after)];
}

function differencesWithin(before: Normal | undefined, after: Normal | undefined, path: string): LeafChange[] {
  if (before instanceof JsonText && after instanceof JsonText) return differences(before.value, after.value, path);
  if (isObject(before) && isObject(after)) return ofObjects(before, after, path);
  const [one, other] = [collectionOf(before), collectionOf(after)];
  if (one === undefined || other === undefined || isSet(before ?? after) !== isSet(after ?? before)) return [];
  return ofElements(one, other, path, isList(before) || isList(after));
}

const collectionOf = (value: Normal | undefined): readonly Normal[] | undefined =>
  value === undefined ? [] : isList(value) ? value : isSet(value) ? [...value] : undefined;

function leaf(path: string, before: Normal | undefined, after: Normal | undefined): LeafChange {
  return { path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}

function ofObjects(before: NormalObject, after: NormalObject, path: string): LeafChange[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key) => differences(own(before, key), own(after, key), joined(path, key)));
}

const joined = (path: string, key: string): string => {
  const name = looksLikeKey(key) ? "(sensitive value)" : key;
  const step = /^[\w-]+$/.test(name) ? name : JSON.stringify(name);
  return path === "" ? step : `${path}.${step}`;
};

function ofElements(before: readonly Normal[], after: readonly Normal[], path: string, ordered: boolean): LeafChange[] {
  const name = nameOfElements(before, after);
  if (name !== undefined) return ofNamed(byName(before, name), byName(after, name), path, ordered);
  if (!ordered) {
    const [had, has] = [new Set(before.map(keyOf)), new Set(after.map(keyOf))];
    const [removed, added] = [
      before.filter((one) => !has.has(keyOf(one))),
      after.filter((one) => !had.has(keyOf(one))),
    ];
    return [
      ...removed.map((one) => leaf(`${path}[${labelOf(one)}]`, one, undefined)),
      ...added.map((one) => leaf(`${path}[${labelOf(one)}]`, undefined, one)),
    ];
  }
  // A block that stands once at most has no position.
  if (before.length <= 1 && after.length <= 1 && [...before, ...after].every(isObject)) {
    return differences(before[0], after[0], path);
  }
  if (![...before, ...after].every(isObject)) return [leaf(path, listOrNone(before), listOrNone(after))];
  const positions = Array.from({ length: Math.max(before.length, after.length) }, (_, position) => position);
  return positions.flatMap((position) => differences(before[position], after[position], `${path}[${position}]`));
}

const listOrNone = (values: readonly Normal[]): Normal | undefined => (values.length === 0 ? undefined : values);

/** An element of a set that is a plain value is its own name. */
const labelOf = (value: Normal): string =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";

function ofNamed(
  before: ReadonlyMap<string, Normal>,
  after: ReadonlyMap<string, Normal>,
  path: string,
  ordered: boolean,
): LeafChange[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  const within = names.flatMap((name) => differences(before.get(name), after.get(name), `${path}[${name}]`));
  const [had, has] = [[...before.keys()], [...after.keys()]];
  // Where an element that is added or removed stands in a list is a difference too. One element in place of another has no order.
  const moved = ordered && had.length * has.length > 1 && keyOf(had) !== keyOf(has);
  return moved ? [...within, leaf(`${path} (order)`, had, has)] : within;
}

/** What an element is called in the documentation of the provider, the first that all elements have. */
const naming = ["name", "origin_id", "path_pattern", "header_name", "header", "device_name", "key"];

function nameOfElements(before: readonly Normal[], after: readonly Normal[]): string | undefined {
  if (before.length + after.length === 0 || ![...before, ...after].every(isObject)) return undefined;
  return naming.find((name) => [before, after].every((elements) => isDistinct(elements, name)));
}

function isDistinct(elements: readonly Normal[], name: string): boolean {
  const names = elements.map((one) => (isObject(one) ? own(one, name) : undefined));
  return names.every((one) => typeof one === "string" && !looksLikeKey(one)) && new Set(names).size === names.length;
}

const byName = (elements: readonly Normal[], name: string): ReadonlyMap<string, Normal> =>
  new Map(elements.filter(isObject).map((one) => [own(one, name) as string, one]));
