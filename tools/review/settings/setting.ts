import type { Estate, Resource } from "../estate";
import type { Consequence, Direction, Finding } from "../finding";
import { keyOf, unknown } from "../plan/normal";
import type { Judge } from "./judges";
import { type Named, named, namedChange, valueOf } from "./names";
import { type Value, isLeftOut, changesAt, saidBy, valueAt } from "./paths";
import { type Question, judgesOf } from "./question";
import { wordsOf } from "./words";

/** One setting of a resource, and what its change means. */
export interface Setting {
  readonly rule: string;
  readonly consequence: Consequence;
  /** Names of attributes from the judged value down. A block that stands once has no position: `health_check.path`. */
  readonly path: string;
  /** What AWS calls the setting. */
  readonly part: string;
  readonly judge: Judge;
  /** What AWS takes where nothing is written. */
  readonly standard?: string | number | boolean;
  /**
   * What is safe in something that is created; null for an absent value. Only what is weaker is said.
   * @default neither a creation nor a deletion says anything
   */
  readonly safe?: string | number | boolean | null;
  /** The attribute names a resource: one that is made anew is the same. */
  readonly isReference?: boolean;
  /** @default `wordsOf` */
  readonly words?: (value: Value) => string;
  /** What the change means for whoever runs or uses the environment: sentences. */
  readonly weaker?: string;
  readonly stronger?: string;
  /** Where the change is neither for the better nor for the worse, or this review cannot tell. @default a general sentence */
  readonly changed?: string;
}

/** A setting of some types. */
export interface TypedSetting extends Setting {
  readonly types: readonly string[];
  /** Whether the setting matters, by what the resource has before and after, as far as it is there. */
  readonly counts?: (sides: readonly Value[]) => boolean;
}

/** Two states of one thing: a resource, or a part of one. */
export interface States {
  readonly place: Resource;
  readonly before: Value;
  readonly after: Value;
  /** Where the thing stands in the resource, as the paths of changes have it: `origin[web]`. @default the resource */
  readonly at?: string;
  /** How a page calls the thing: `origin web`. */
  readonly part?: string;
}

/** The states of a whole resource. */
export const statesOf = (place: Resource): States => ({ place, before: place.before, after: place.after });

/** The question that a table of settings is. */
export function ofSettings(settings: readonly TypedSetting[]): Question {
  const types = [...new Set(settings.flatMap((setting) => setting.types))];
  const byType = new Map(types.map((type) => [type, settings.filter((one) => one.types.includes(type))]));
  return {
    judges: judgesOf(settings.map(({ types, path }) => ({ types, paths: [path] }))),
    find: (estate) =>
      estate.changed(...types).flatMap((resource) => {
        const sides = [resource.before, resource.after].filter((one) => one !== undefined);
        const counting = (byType.get(resource.type) ?? []).filter(({ counts = () => true }) => counts(sides));
        return settingFindings(counting, statesOf(resource), estate);
      }),
  };
}

/** A setting with its value before and after. */
interface Pair {
  readonly setting: Setting;
  readonly before: Value;
  readonly after: Value;
}

/** What some settings of a thing do otherwise than before. What is known after apply only is said once. */
export function settingFindings(settings: readonly Setting[], states: States, estate?: Estate): readonly Finding[] {
  // What was left behind by a failed replacement keeps its settings.
  if (states.place.deposed !== undefined) return [];
  const isWhole = states.before === undefined || states.after === undefined;
  const changed = settings
    .filter(({ safe }) => !isWhole || safe !== undefined)
    .map((setting) => namesOf(setting, states, estate) ?? pairOf(setting, states))
    .filter(({ before, after }) => keyOf(before) !== keyOf(after));
  const beside = settings.map(({ path }) => pathIn(states, path));
  return [
    ...unknownFindings(
      changed.filter(({ after }) => after === unknown),
      states,
    ),
    ...changed
      .filter(({ after }) => after !== unknown)
      .flatMap((pair) => {
        const found = compared(pair.setting, pair.before, pair.after);
        if (found === undefined || (isWhole && !isWeak(found.direction, states))) return [];
        const { before, after, ...judgement } = found;
        return [
          {
            ...judgement,
            part: partOf(states, judgement.part),
            ...(states.before !== undefined && { before }),
            ...(states.after !== undefined && { after }),
            place: states.place,
            says: saidBy(states.place, pathIn(states, pair.setting.path), beside),
          },
        ];
      }),
  ];
}

/** What is created is said if it is weaker than what is safe, and what is deleted if it was. */
const isWeak = (direction: Direction, { before }: States): boolean =>
  direction === "cannot tell" || direction === (before === undefined ? "weaker" : "stronger");

function pairOf(setting: Setting, states: States): Pair {
  const { path, standard, safe } = setting;
  const before = states.before === undefined ? (safe ?? undefined) : (valueAt(states.before, path) ?? standard);
  const after = states.after === undefined ? (safe ?? undefined) : (valueAt(states.after, path) ?? standard);
  if (after !== unknown || !isLeftOut(states.place, pathIn(states, path))) return { setting, before, after };
  // Without a standard, AWS gives what AWS gave before.
  return { setting, before, after: standard ?? before };
}

/** What a reference names on both sides. What the configuration leaves out names nothing. */
function namesOf(setting: Setting, { place, ...states }: States, estate: Estate | undefined): Pair | undefined {
  const path = pathIn(states, setting.path);
  if (setting.isReference !== true || estate === undefined) return undefined;
  if (states.before === undefined || valueAt(states.after, setting.path) === undefined || isLeftOut(place, path))
    return undefined;
  const change = namedChange(estate, place, path);
  const [before, after] = change === undefined ? [] : [valueOf(change.before), valueOf(change.after)];
  return { setting, before, after };
}

/** Settings in one block that is known after apply are one finding. */
function unknownFindings(pairs: readonly Pair[], states: States): readonly Finding[] {
  const byBlock = new Map<string, Pair[]>();
  for (const pair of pairs) {
    const block = unknownBlock(states.after, pair.setting.path);
    byBlock.set(block, [...(byBlock.get(block) ?? []), pair]);
  }
  return [...byBlock].flatMap(([block, group]) => {
    const [first, ...others] = group;
    if (first === undefined) return [];
    const parts = [...new Set(group.map(({ setting }) => setting.part))].join(", ");
    const paths = [...group.map(({ setting }) => setting.path), ...(block === "" ? [] : [block])];
    const was = others.length > 0 || states.before === undefined ? undefined : inWords(first.setting, first.before);
    return [
      unknownFinding(states, parts, paths, { rule: first.setting.rule, ...(was !== undefined && { before: was }) }),
    ];
  });
}

/** The path down to the first block, or the attribute, that is known after apply only. */
function unknownBlock(value: Value, path: string): string {
  const names = path.split(".");
  const steps = names.map((_, index) => names.slice(0, index + 1).join("."));
  return value === unknown ? "" : (steps.find((one) => valueAt(value, one) === unknown) ?? path);
}

/** Says that a change cannot be judged, since Terraform knows the value only after apply. */
export const unknownFinding = (
  states: Pick<States, "place" | "at" | "part">,
  part: string,
  paths: readonly string[],
  { rule = "known-after-apply", before }: { readonly rule?: string; readonly before?: string | undefined } = {},
): Finding => ({
  ...unknownAfter(rule, part, before),
  part: partOf(states, part),
  place: states.place,
  says: paths.flatMap((path) => saidBy(states.place, pathIn(states, path))),
});

/** As `unknownFinding`, of an attribute of a whole resource. There is none where AWS, and not the configuration, gives a value. */
export const notReviewable = (
  place: Resource,
  path: string,
  { part, ...about }: { readonly rule: string; readonly part: string; readonly before?: string },
): readonly Finding[] => (isLeftOut(place, path) ? [] : [unknownFinding({ place }, part, [path], about)]);

/**
 * Says that an attribute names another thing, or other things: nothing where both sides name the same.
 *
 * @param judge what that means; undefined where the change is another subject's
 */
export function namedFindings(
  estate: Estate,
  place: Resource,
  { path, says = [path], ...about }: Pick<Finding, "rule" | "says"> & { readonly part: string; readonly path: string },
  judge: (change: Named) => Pick<Finding, "consequence" | "direction" | "meaning"> | undefined,
): readonly Finding[] {
  const change = named(estate, place, path);
  const said = { ...about, ...change.words };
  if (change.isUnknown) return notReviewable(place, path, said);
  const found = change.isSame ? undefined : judge(change);
  return found === undefined ? [] : [{ ...said, ...found, place, says }];
}

/** A finding before it is laid at a place. */
export type Judgement = Omit<Finding, "place">;

/** The judgement of what a plan does not tell. */
export const unknownAfter = (rule: string, part: string, before?: string): Judgement => ({
  rule,
  consequence: "not reviewable",
  direction: "cannot tell",
  part,
  ...(before !== undefined && { before }),
  after: "known after apply",
  meaning: `Terraform knows ${part} only after apply, so nobody can judge the change before.`,
});

/** Lays a judgement at the resource that changes; the finding says the attributes at the paths. */
export const withPlace = (finding: Judgement, place: Resource, ...paths: readonly string[]): Finding => ({
  ...finding,
  place,
  says: [...(finding.says ?? []), ...paths, ...changesAt(place, ...paths)],
});

/** What a change of a setting means; nothing where both values mean the same. */
export function judged(setting: Setting, before: Value, after: Value): readonly Judgement[] {
  if (keyOf(before) === keyOf(after)) return [];
  if (after === unknown) return [unknownAfter(setting.rule, setting.part, inWords(setting, before))];
  const found = compared(setting, before, after);
  return found === undefined ? [] : [found];
}

/** The judgement of two values that differ and that the plan tells; undefined where both mean the same. */
function compared(setting: Setting, before: Value, after: Value) {
  const { rule, consequence, part, judge, weaker, stronger, changed } = setting;
  const direction = judge(before, after);
  if (direction === undefined) return undefined;
  return {
    rule,
    consequence,
    direction,
    part,
    before: inWords(setting, before),
    after: inWords(setting, after),
    meaning: { weaker, stronger, neutral: changed, "cannot tell": changed }[direction] ?? general(direction, part),
  };
}

const inWords = ({ words = wordsOf }: Setting, value: Value): string => words(value);

const general = (direction: Direction, part: string): string =>
  direction === "neutral"
    ? `The ${part} changes, which is neither safer nor less safe in itself.`
    : `This review does not know which value of ${part} is the stronger one.`;

/** `origin web, read timeout`. */
export const partOf = ({ part: thing }: Pick<States, "part">, part: string): string =>
  thing === undefined ? part : `${thing}, ${part}`;

/** `origin[web].origin_path`. */
export const pathIn = ({ at }: Pick<States, "at">, path: string): string => (at === undefined ? path : `${at}.${path}`);

/** The value of an attribute on both sides, and unknown only where the configuration gives it. */
export function sidesOf(resource: Resource, path: string): readonly [Value, Value] {
  const [before, after] = [valueAt(resource.before, path), valueAt(resource.after, path)];
  return [before, after === unknown && isLeftOut(resource, path) ? before : after];
}
