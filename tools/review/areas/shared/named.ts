import type { Estate, Resource, Side, Target } from "../../estate";
import { compare } from "../../plan/normal";
import { nameOf } from "../../things";
import { listed } from "./words";

/** What an attribute names before and after. */
export interface Named {
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** Whether both sides name the same, however the plan writes the names. */
  readonly isSame: boolean;
  /** Whether what is named after is known after apply only. */
  readonly isUnknown: boolean;
  /** In words. */
  readonly words: Readonly<Record<Side, string>>;
}

/** What an attribute names on each side. A resource that is replaced is still itself. */
export function named(estate: Estate, resource: Resource, path: string): Named {
  const [before, after] = [estate.targets("before", resource, path), estate.targets("after", resource, path)];
  const [had, has] = [keysOf(before), keysOf(after)];
  return {
    before: had,
    after: has,
    isSame: JSON.stringify(had) === JSON.stringify(has),
    isUnknown: after.some(({ kind }) => kind === "unknown"),
    words: { before: listed(wordsOf(before)), after: listed(wordsOf(after)) },
  };
}

const keysOf = (targets: readonly Target[]): readonly string[] =>
  [...new Set(targets.filter(({ kind }) => kind !== "none").map(keyOf))].sort(compare);

const keyOf = (target: Target): string =>
  target.kind === "resource"
    ? JSON.stringify([target.resource.layer, target.resource.address])
    : target.kind === "value"
      ? target.value
      : target.kind;

const wordsOf = (targets: readonly Target[]): readonly string[] =>
  [...new Set(targets.filter(({ kind }) => kind !== "none").map(nameOfTarget))].sort(compare);

const nameOfTarget = (target: Target): string =>
  target.kind === "resource" ? nameOf(target.resource) : target.kind === "value" ? target.value : "known after apply";
