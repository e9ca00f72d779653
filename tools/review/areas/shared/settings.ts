import { type Resource, attribute } from "../../estate";
import type { Consequence, Direction, Finding } from "../../finding";
import { type Normal, isList, isSet, keyOf, unknown } from "../../plan/normal";
import type { Judgement } from "./judgements";
import type { Question } from "./question";
import { namesIn, overlap, saidBy } from "./said";
import { wordsOf } from "./words";

/** A setting whose two values alone say which of them is weaker. */
export interface Setting {
  readonly rule: string;
  readonly types: readonly string[];
  /** Names of attributes from the resource down, through blocks that stand once at most. */
  readonly path: string;
  /** The setting in AWS's words. */
  readonly part: string;
  readonly consequence: Consequence;
  readonly judge: Judgement;
  /** What AWS takes where the setting is absent. */
  readonly absent?: string | number | boolean;
  /**
   * What a resource that is created is compared with, and one that is deleted; null for an absent value.
   * @default neither a creation nor a deletion says anything
   */
  readonly safe?: string | number | boolean | null;
  readonly words?: (value: Normal | undefined) => string;
  readonly meanings: Meanings;
}

/** What each direction means, in one sentence. Without a sentence of its own, the two that are left say what `weaker` says. */
export type Meanings = Readonly<Partial<Record<Direction, string>>> & { readonly weaker: string };

/** The part of a resource that settings are read in. */
export interface Within {
  readonly before: Normal | undefined;
  readonly after: Normal | undefined;
  /** Before the path of a setting, in `says`. */
  readonly prefix?: string;
  /** Before the words of a setting. */
  readonly part?: string;
}

/** The question that some settings are. */
export function ofSettings(settings: readonly Setting[]): Question {
  const types = [...new Set(settings.flatMap((setting) => setting.types))];
  const byType = new Map(types.map((type) => [type, settings.filter((one) => one.types.includes(type))]));
  return {
    judges: Object.fromEntries([...byType].map(([type, list]) => [type, list.map(({ path }) => headOf(path))])),
    find: (estate) =>
      estate.changed(...types).flatMap((resource) => settingFindings(resource, byType.get(resource.type) ?? [])),
  };
}

/** What some settings say of a resource, or of a part of one. */
export function settingFindings(
  resource: Resource,
  settings: readonly Setting[],
  within: Within = resource as Within,
): readonly Finding[] {
  // What leaves Terraform's care, or was left behind by a failed replacement, keeps its settings.
  if (resource.action === "forget" || resource.deposed !== undefined) return [];
  return settings.flatMap((setting) => settingFinding(resource, setting, within) ?? []);
}

function settingFinding(resource: Resource, setting: Setting, within: Within): Finding | undefined {
  const { rule, consequence, judge, meanings, words = wordsOf } = setting;
  const isWhole = within.before !== undefined && within.after !== undefined;
  if (!isWhole && setting.safe === undefined) return undefined;
  const [before, after] = [valueOn(within.before, setting), valueOn(within.after, setting)];
  if (keyOf(before) === keyOf(after)) return undefined;
  const path = within.prefix === undefined ? setting.path : `${within.prefix}.${setting.path}`;
  const about = {
    rule,
    place: resource,
    part: within.part === undefined ? setting.part : `${within.part}, ${setting.part}`,
    before: words(before),
    after: words(after),
    says: saidBy(resource, path),
  };
  if (after === unknown) return isWhole ? notReviewable(resource, path, about) : undefined;
  const direction = judge(before, after);
  return { ...about, consequence, direction, meaning: meanings[direction] ?? meanings.weaker };
}

type About = Omit<Finding, "consequence" | "direction" | "meaning">;

/** What is known after apply only. Of a replaced resource, AWS sets anew what nobody has written. */
export function notReviewable(resource: Resource, path: string, about: About): Finding | undefined {
  if (resource.action === "replace" && !isWritten(resource, path)) return undefined;
  return {
    ...about,
    consequence: "not reviewable",
    direction: "cannot tell",
    after: "known after apply",
    meaning: `Terraform knows ${path} only after apply, so whether it gets weaker cannot be told.`,
  };
}

/** Whether the configuration gives the attribute by an expression. */
export function isWritten({ references }: Resource, path: string): boolean {
  return Object.keys(references).some((one) => overlap(one, namesIn(path)));
}

function valueOn(value: Normal | undefined, { path, absent, safe }: Setting): Normal | undefined {
  return value === undefined ? (safe ?? undefined) : (valueAt(value, path) ?? absent);
}

/** The value at a path through blocks that stand once at most. What is under something unknown is unknown. */
export function valueAt(value: Normal | undefined, path: string): Normal | undefined {
  const [name = "", ...rest] = path.split(".");
  const found = attribute(value, name);
  if (rest.length === 0 || found === unknown || found === undefined) return found;
  const [block] = isList(found) || isSet(found) ? [...found] : [found];
  return block === unknown ? unknown : valueAt(block, rest.join("."));
}

export const headOf = (path: string): string => path.split(".")[0] ?? path;
