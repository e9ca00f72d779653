import { type Estate, type Resource, type Side, attribute, isChanged } from "./estate";
import type { Consequence, Direction, Finding } from "./finding";
import { type Normal, isList, isSet, keyOf, unknown } from "./plan/normal";
import { wordsOf } from "./values";

/** One attribute whose values stand in an order, or whose change has one meaning whatever the values are. */
export interface Setting {
  readonly rule: string;
  readonly consequence: Consequence;
  /** Names of attributes from the resource down. A block that stands once has no position. */
  readonly path: string;
  /** What the setting is called on a page. */
  readonly part: string;
  /** The larger, the safer; undefined for a value that has no place in the order. Without it every change is `changed`. */
  readonly safety?: (value: Normal | undefined) => number | undefined;
  /** What AWS takes where nothing is written. */
  readonly standard?: Normal;
  /** The attribute names a resource: one that is made anew is the same. */
  readonly isReference?: boolean;
  /** What a created or deleted resource is compared with. Without it only a resource that stays is judged. */
  readonly safe?: Normal;
  readonly words?: (value: Normal | undefined) => string;
  readonly weaker?: string;
  readonly stronger?: string;
  /** A change without an order, or between values that stand equal in it. */
  readonly changed?: { readonly direction: Direction; readonly meaning: string };
}

/** The findings of the settings that a resource changes. */
export function settingFindings(resource: Resource, settings: readonly Setting[], estate?: Estate): readonly Finding[] {
  if (!isJudged(resource)) return [];
  return settings.flatMap((setting) => {
    const isWhole = resource.before === undefined || resource.after === undefined;
    if (isWhole && setting.safe === undefined) return [];
    const sides = sidesOf(resource, setting.path, setting.standard, setting.safe);
    // What the configuration leaves out names nothing.
    const isNamed = setting.isReference === true && estate !== undefined && sides[1] !== undefined && !isWhole;
    const [before, after] = isNamed ? namesOf(estate, resource, setting.path) : sides;
    return judged(setting, { before, after }).map((finding) => withPlace(finding, resource, setting.path));
  });
}

/** What an attribute names on both sides. */
const namesOf = (estate: Estate, resource: Resource, path: string): readonly (Normal | undefined)[] =>
  (["before", "after"] as const).map((side) => {
    const target = estate.target(side, resource, path);
    if (target.kind === "resource") return `${target.resource.layer} ${target.resource.address}`;
    return target.kind === "value" ? target.value : target.kind === "unknown" ? unknown : undefined;
  });

/** What leaves Terraform's care stays as it is. */
export const isJudged = (resource: Resource): boolean => isChanged(resource) && resource.action !== "forget";

/** A finding before it is laid at a place. */
export type Judgement = Omit<Finding, "place">;

/** What a change of a setting means; nothing if the values are the same. */
export function judged(
  { rule, consequence, part, safety, words = wordsOf, weaker = "", stronger = "", changed }: Setting,
  { before, after }: { readonly before: Normal | undefined; readonly after: Normal | undefined },
): readonly Judgement[] {
  if (keyOf(before) === keyOf(after)) return [];
  if (after === unknown) return [unknownAfter(rule, part, words(before))];
  const finding = { rule, consequence, part, before: words(before), after: words(after) };
  const [had, has] = [safety?.(before), safety?.(after)];
  if (had !== undefined && has !== undefined) {
    if (had === has) return changed === undefined ? [] : [{ ...finding, ...changed }];
    return [{ ...finding, direction: has < had ? "weaker" : "stronger", meaning: has < had ? weaker : stronger }];
  }
  const { direction, meaning } = changed ?? {
    direction: "cannot tell" as const,
    meaning: `This review has no order for the values of ${part}, so read both.`,
  };
  return [{ ...finding, direction, meaning }];
}

/** The finding of what a plan does not tell. */
export const unknownAfter = (rule: string, part: string, before?: string): Judgement => ({
  rule,
  consequence: "not reviewable",
  direction: "cannot tell",
  part,
  ...(before !== undefined && { before }),
  after: "known after apply",
  meaning: `The plan has no value for ${part} before the apply, so nothing tells whether the change is safe.`,
});

/** Lays a judgement at the resource that changes; the finding says the attribute at the path. */
export const withPlace = (finding: Judgement, place: Resource, ...paths: readonly string[]): Finding => ({
  ...finding,
  place,
  says: [...(finding.says ?? []), ...paths.flatMap((path) => pathsOf(place, path))],
});

/** A path, and the block around it where the block comes or goes as a whole. */
function pathsOf({ changes }: Resource, path: string): readonly string[] {
  const around = changes.map((change) => change.path).filter((whole) => path.startsWith(`${whole}.`));
  return [path, ...around];
}

/** The value of an attribute on both sides, with AWS's standard where nothing is written. */
export function sidesOf(
  resource: Resource,
  path: string,
  standard?: Normal,
  safe?: Normal,
): readonly [Normal | undefined, Normal | undefined] {
  const before = resource.before === undefined ? safe : (valueAt("before", resource, path) ?? standard);
  if (resource.after === undefined) return [before, safe];
  const after = valueAt("after", resource, path);
  if (after !== unknown) return [before, after ?? standard];
  const isStandard = resource.before === undefined || keyOf(before) === keyOf(standard);
  return [before, isLeftOut(resource, path) && isStandard ? standard : unknown];
}

/** Whether AWS gives an attribute of a new resource, since the configuration leaves it out: the standard then. */
export const isLeftOut = (resource: Resource, path: string): boolean =>
  !isWritten(resource, path) && resource.action !== "update" && resource.action !== "no-op";

/** The value at a path through blocks that stand once. */
export function valueAt(side: Side, resource: Resource, path: string): Normal | undefined {
  return path
    .split(".")
    .reduce<Normal | undefined>(
      (value, name) => (value === unknown ? unknown : attribute(singleOf(value), name)),
      resource[side],
    );
}

function singleOf(value: Normal | undefined): Normal | undefined {
  if (!isList(value) && !isSet(value)) return value;
  const [first] = value;
  return first;
}

/** Whether the configuration writes an attribute by a reference: all else that is known after apply is AWS's to give. */
const isWritten = ({ references }: Resource, path: string): boolean =>
  Object.keys(references).some((key) => key === path || key.startsWith(`${path}.`) || path.startsWith(`${key}.`));
