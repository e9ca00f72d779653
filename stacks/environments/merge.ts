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
