import { isDeparture } from "./schema/shared/departure";

export type Tree = Readonly<Record<string, unknown>>;

/** Merges groups of settings. A plain value, a list, a departure or a choice of another kind replaces the former value. */
export function merge(base: unknown, over: unknown): unknown {
  if (over === undefined) return base;
  if (!isGroup(base) || !isGroup(over) || base["backend"] !== over["backend"]) return over;
  const keys = new Set([...Object.keys(base), ...Object.keys(over)]);
  return Object.fromEntries([...keys].map((key) => [key, merge(base[key], over[key])]));
}

export function isGroup(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isDeparture(value);
}

/** The value at a place of a tree; undefined where nothing is there. */
export function valueAt(tree: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    tree,
  );
}

/** A tree with another value at a place, with the groups that lead there. `undefined` takes out what is there. */
export function withValue(tree: unknown, [key, ...rest]: readonly PropertyKey[], value: unknown): unknown {
  if (key === undefined) return value;
  const name = String(key);
  if (Array.isArray(tree)) {
    return (tree as unknown[]).map((item, index) => (String(index) === name ? withValue(item, rest, value) : item));
  }
  const group = (tree ?? {}) as Tree;
  const inner = withValue(group[name], rest, value);
  const { [name]: _, ...others } = group;
  return inner === undefined ? others : { ...group, [name]: inner };
}
