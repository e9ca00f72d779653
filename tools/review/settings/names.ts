import { type Estate, type Resource, type Side, type Target, textOf } from "../estate";
import type { Direction } from "../finding";
import { compare, isObject, unknown } from "../plan/normal";
import { nameOf, thingOf } from "../things";
import { type Value, valueAt } from "./paths";
import { listed } from "./words";

/** What an attribute names before and after; undefined where it names the same. */
export interface NamedChange {
  readonly before: Target;
  readonly after: Target;
}

/**
 * What an attribute of one value names before and after. A value that becomes known after apply names the same if the
 * configuration writes the attribute with a resource that had the old value: `arn_suffix` of a load balancer that is replaced.
 */
export function namedChange(estate: Estate, resource: Resource, path: string): NamedChange | undefined {
  const before = estate.target("before", resource, path);
  const after = estate.target("after", resource, path);
  if (isSame(before, after)) return undefined;
  const was = valueAt(resource.before, path);
  const followed = valueAt(resource.after, path) === unknown && typeof was === "string";
  if (followed && writtenWith(estate, resource, path).some((one) => hadValue(one, was))) return undefined;
  return { before, after };
}

/** Whether two attributes name one thing. */
export function isSame(one: Target, other: Target): boolean {
  if (one.kind === "resource" && other.kind === "resource") return one.resource === other.resource;
  if (one.kind === "value" && other.kind === "value") return one.value === other.value;
  return one.kind === "none" && other.kind === "none";
}

/** The resources that the configuration writes an attribute with. */
export const writtenWith = (estate: Estate, resource: Resource, path: string): readonly Resource[] =>
  estate.referred(resource, path);

/** Whether an attribute of the resource had a value before. */
export const hadValue = ({ before }: Resource, value: string): boolean =>
  isObject(before) && Object.keys(before).some((name) => textOf(before, name) === value);

/** What is named, in words. */
export function targetWords(target: Target): string {
  if (target.kind === "resource") return thingOf(target.resource);
  return target.kind === "value" ? target.value : target.kind === "none" ? "none" : "known after apply";
}

/** As a value: a resource by what AWS calls the resource. */
export const valueOf = (target: Target): Value =>
  target.kind === "none" ? undefined : target.kind === "unknown" ? unknown : targetWords(target);

/** The key that an alias stands for. What is no alias stands for itself. */
export function behindAlias(estate: Estate, side: Side, named: Target): Target {
  if (named.kind !== "resource" || named.resource.type !== "aws_kms_alias") return named;
  return estate.target(side, named.resource, "target_key_id");
}

/** What an attribute with several values names before and after. */
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

/** Fewer are weaker, and more are stronger. */
export const byCount = ({ before, after }: Named): Direction =>
  after.length < before.length ? "weaker" : before.length < after.length ? "stronger" : "cannot tell";

/** What an attribute names on each side. A resource that is replaced is still itself. */
export function named(estate: Estate, resource: Resource, path: string): Named {
  const [before, after] = [estate.targets("before", resource, path), estate.targets("after", resource, path)];
  const [had, has] = [keysOf(before), keysOf(after)];
  return {
    before: had,
    after: has,
    isSame: JSON.stringify(had) === JSON.stringify(has),
    isUnknown: after.some(({ kind }) => kind === "unknown"),
    words: { before: listed(namesOf(before)), after: listed(namesOf(after)) },
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

const namesOf = (targets: readonly Target[]): readonly string[] =>
  [...new Set(targets.filter(({ kind }) => kind !== "none").map(nameOfTarget))].sort(compare);

const nameOfTarget = (target: Target): string =>
  target.kind === "resource" ? nameOf(target.resource) : target.kind === "value" ? target.value : "known after apply";
