import { type Place, attribute } from "./estate";
import type { Consequence, Direction, Finding } from "./finding";
import { type Normal, isList, isObject, isSet, keyOf, unknown } from "./plan/normal";
import { Redacted } from "./plan/redacted";

/** A value in normal form, or that there is none. */
export type Value = Normal | undefined;

/** What the change of a value does; undefined where both values mean the same. Only called with values that differ. */
export type Judge = (before: Value, after: Value) => Direction | undefined;

/** One setting of a resource, and what its change means. */
export interface Setting {
  readonly rule: string;
  readonly consequence: Consequence;
  /** Names of attributes from the judged value down. A block that stands once has no position: `health_check.path`. */
  readonly path: string;
  /** What AWS calls the setting. */
  readonly part: string;
  readonly judge: Judge;
  /** @default `wordsOf` */
  readonly words?: (value: Value) => string;
  /** What the change means for whoever runs or uses the environment: sentences. */
  readonly weaker: string;
  readonly stronger: string;
  /** Where the change is neither for the better nor for the worse, or this review cannot tell. @default a general sentence */
  readonly changed?: string;
}

/** Two states of one thing: a resource, or a part of one. */
export interface States {
  readonly place: Place;
  readonly before: Value;
  readonly after: Value;
  /** Where the thing stands in the resource, as the paths of changes have it: `origin[web]`. @default the resource */
  readonly at?: string;
  /** How a page calls the thing: `origin web`. */
  readonly part?: string;
}

/** The findings of the settings that change. Those that are known after apply only are one finding. */
export function findingsOf(settings: readonly Setting[], states: States): Finding[] {
  const changed = settings
    .map((setting) => ({
      setting,
      before: valueAt(states.before, setting.path),
      after: valueAt(states.after, setting.path),
    }))
    .filter(({ before, after }) => keyOf(before) !== keyOf(after));
  const open = changed.filter(
    ({ setting, before, after }) => after === unknown && !isAwsChoice(states, setting, before),
  );
  return [
    ...notReviewable(
      states,
      open.map(({ setting }) => setting),
    ),
    ...changed
      .filter(({ after }) => after !== unknown)
      .flatMap(({ setting, before, after }) => findingOf(setting, states, before, after)),
  ];
}

/**
 * An attribute that nobody sets is known after apply when its resource is replaced: AWS chooses as AWS did before. Where nothing
 * is at stake a value that AWS had chosen is taken for one too.
 */
function isAwsChoice({ place, before }: States, { consequence }: Setting, value: Value): boolean {
  if (before === undefined) return value === undefined;
  return "action" in place && place.action === "replace" && (value === undefined || consequence === "other");
}

function notReviewable(states: States, settings: readonly Setting[]): Finding[] {
  if (settings.length === 0) return [];
  const parts = [...new Set(settings.map(({ part }) => part))].join(", ");
  return [
    unknownFinding(
      states,
      parts,
      settings.map(({ path }) => path),
    ),
  ];
}

/** Says that a change cannot be judged, since Terraform knows the value only after apply. */
export function unknownFinding(states: States, part: string, paths: readonly string[]): Finding {
  return {
    rule: "known-after-apply",
    consequence: "not reviewable",
    direction: "cannot tell",
    place: states.place,
    part: partOf(states, part),
    after: "known after apply",
    meaning: `Terraform knows the ${part} only after apply, so nobody can judge the change before.`,
    says: paths.map((path) => pathIn(states, path)),
  };
}

function findingOf(setting: Setting, states: States, before: Value, after: Value): Finding[] {
  const direction = setting.judge(before, after);
  if (direction === undefined) return [];
  const { rule, consequence, part, words = wordsOf, weaker, stronger, changed = noOrder(part) } = setting;
  return [
    {
      rule,
      consequence,
      direction,
      place: states.place,
      part: partOf(states, part),
      before: words(before),
      after: words(after),
      meaning: direction === "weaker" ? weaker : direction === "stronger" ? stronger : changed,
      says: [pathIn(states, setting.path)],
    },
  ];
}

const noOrder = (part: string): string => `The ${part} changes, which is neither safer nor less safe in itself.`;

/** `origin web, read timeout`. */
export const partOf = ({ part: thing }: Pick<States, "part">, part: string): string =>
  thing === undefined ? part : `${thing}, ${part}`;

/** `origin[web].origin_path`. */
export const pathIn = ({ at }: Pick<States, "at">, path: string): string => (at === undefined ? path : `${at}.${path}`);

/** The value at a path through blocks that stand once. A part that is known after apply stands for all under it. */
export function valueAt(value: Value, path: string): Value {
  let found = value;
  for (const name of path.split(".")) {
    if (found === unknown) return unknown;
    const [only] = isList(found) || isSet(found) ? [...found] : [found];
    if (only === unknown) return unknown;
    found = attribute(only, name);
  }
  return found;
}

/** A value in short words. What is secret stays so. */
export function wordsOf(value: Value): string {
  if (value === undefined || value === null) return "none";
  if (value === unknown) return "known after apply";
  if (typeof value === "boolean") return value ? "on" : "off";
  if (typeof value === "string" || typeof value === "number") return String(value);
  if (isList(value) || isSet(value)) return [...value].map(wordsOf).join(", ");
  if (value instanceof Redacted) return value.toString();
  return isObject(value) ? "set" : "a document";
}

/** A plain value as text; of anything else nothing. */
export const scalar = (value: Value): string =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";

/** A switch that is safer in one of its two positions. */
export const flag =
  (safe: boolean, absent: boolean): Judge =>
  (before, after) => {
    const [was, is] = [isOn(before, absent), isOn(after, absent)];
    return was === is ? undefined : is === safe ? "stronger" : "weaker";
  };

const isOn = (value: Value, absent: boolean): boolean => (value === undefined ? absent : scalar(value) === "true");

/** Values of which some are safer than others. Of a value that is not among them, nothing can be told. */
export const ranked =
  (rankOf: Readonly<Record<string, number>>, absent = ""): Judge =>
  (before, after) => {
    const [was, is] = [before, after].map((value) => (value === undefined ? absent : scalar(value)));
    if (was === is) return undefined;
    return towards(rankIn(rankOf, was), rankIn(rankOf, is));
  };

const rankIn = (ranks: Readonly<Record<string, number>>, value = ""): number | undefined =>
  Object.hasOwn(ranks, value) ? ranks[value] : undefined;

/** The direction from one strength to another. */
export const towards = (was: number | undefined, is: number | undefined): Direction =>
  was === undefined || is === undefined ? "cannot tell" : was === is ? "neutral" : is > was ? "stronger" : "weaker";

/** A number of which more is safer. */
export const moreIsSafer =
  (absent: number): Judge =>
  (before, after) => {
    const [was, is] = [before, after].map((value) => (value === undefined ? absent : Number(value)));
    return was === is ? undefined : towards(was, is);
  };

/** Something is safer than nothing, and of another something nothing can be told. */
export const presence: Judge = (before, after) =>
  before === undefined ? "stronger" : after === undefined ? "weaker" : "cannot tell";

/** Any change has this direction. `absent` is what AWS takes where nobody gives a value. */
export const anyChange =
  (direction: "neutral" | "cannot tell", absent?: string): Judge =>
  (before, after) =>
    absent !== undefined && scalar(before ?? absent) === scalar(after ?? absent) ? undefined : direction;
