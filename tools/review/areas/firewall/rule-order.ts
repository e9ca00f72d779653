import type { Direction, Finding } from "../../finding";
import { compare } from "../../plan/normal";
import { type Compared, cansOf, ruleFinding } from "./compared";
import { type Can, together } from "./effect";
import { mayLabel } from "./labels";
import type { RulePair } from "./pair-rules";

/** Rules that pass each other, where that may change what happens to a request. */
export function orderFindings(compared: Compared): readonly Finding[] {
  const crossings = new Map<RulePair, Set<RulePair>>(compared.pairs.map((pair) => [pair, new Set()]));
  for (const [index, one] of compared.pairs.entries())
    for (const other of compared.pairs.slice(index + 1)) {
      if (isFirst(one, other, "before") === isFirst(one, other, "after")) continue;
      crossings.get(one)?.add(other);
      crossings.get(other)?.add(one);
    }
  return movesIn(crossings).flatMap(({ mover, passed }) => moveFinding(compared, mover, passed));
}

const isFirst = (one: RulePair, other: RulePair, side: "before" | "after"): boolean =>
  one[side].priority < other[side].priority;

interface Move {
  readonly mover: RulePair;
  readonly passed: readonly RulePair[];
}

/** The fewest rules that explain a new order: again and again the one that passes most others. */
function movesIn(crossings: ReadonlyMap<RulePair, Set<RulePair>>): readonly Move[] {
  const moves: Move[] = [];
  for (;;) {
    const [most] = [...crossings]
      .filter(([, passed]) => passed.size > 0)
      .sort(([one, had], [other, has]) => has.size - had.size || compare(one.after.name, other.after.name));
    if (most === undefined) return moves;
    const [mover, passed] = most;
    moves.push({ mover, passed: [...passed].sort((one, other) => one.after.priority - other.after.priority) });
    for (const one of passed) crossings.get(one)?.delete(mover);
    passed.clear();
  }
}

function moveFinding(compared: Compared, mover: RulePair, passed: readonly RulePair[]): readonly Finding[] {
  const effects = passed.flatMap((other) => {
    const pair = isFirst(mover, other, "before") ? ([mover, other] as const) : ([other, mover] as const);
    const effect = crossing(compared, ...pair);
    return effect === undefined ? [] : [{ ...effect, other }];
  });
  if (effects.length === 0) return [];
  const direction = together(effects.map((effect) => effect.direction));
  const means = effects.find((effect) => effect.direction === direction) ?? effects[0];
  const back = isFirst(mover, passed[0] ?? mover, "before");
  const names = effects.map(({ other }) => other.after.name).join(", ");
  return [
    ruleFinding(compared, mover, {
      rule: "waf-rule-order",
      consequence: "guard lost",
      direction,
      before: `priority ${mover.before.priority}, ${back ? "before" : "after"} ${names}`,
      after: `priority ${mover.after.priority}, ${back ? "after" : "before"} ${names}`,
      meaning: means?.meaning ?? "",
      says: ["priority"],
    }),
  ];
}

interface Crossing {
  readonly direction: Direction;
  readonly meaning: string;
}

/** What it means that the first of two rules is now behind the second. Undefined where a request meets the same. */
function crossing(compared: Compared, first: RulePair, second: RulePair): Crossing | undefined {
  const [one, other] = [eitherSide(compared, first), eitherSide(compared, second)];
  const effects = [
    ...labelCrossing(compared, first, second),
    ...(other.pass && one.stop ? [{ direction: "weaker" as const, meaning: bypass(second, first) }] : []),
    ...(one.pass && other.stop ? [{ direction: "stronger" as const, meaning: noBypass(first, second) }] : []),
    ...(counts(first) && ends(other) && acts(one)
      ? [{ direction: "weaker" as const, meaning: uncounted(second, first) }]
      : []),
    ...(counts(second) && ends(one) && acts(other)
      ? [{ direction: "stronger" as const, meaning: counted(second, first) }]
      : []),
  ];
  const direction = together(effects.map((effect) => effect.direction));
  const found = effects.find((effect) => effect.direction === direction) ?? effects[0];
  if (found !== undefined) return { ...found, direction };
  if (!ends(one) || !ends(other)) return undefined;
  return {
    direction: "neutral",
    meaning: `Who matches both is now answered by ${second.after.name}; as many are stopped as before.`,
  };
}

/** On either side: a rule whose action changes as well is said with the worse of the two. */
function eitherSide(compared: Compared, pair: RulePair): Can {
  const [before, after] = cansOf(compared, pair);
  return { stop: before.stop || after.stop, pass: before.pass || after.pass };
}

const ends = ({ stop, pass }: Can): boolean => stop || pass;
const acts = ends;
const counts = ({ before, after }: RulePair): boolean =>
  before.statement.kind === "rate" || after.statement.kind === "rate";

const bypass = (allowing: RulePair, stopping: RulePair): string =>
  `${allowing.after.name} may let through what ${stopping.after.name} would stop, and is now asked first.`;
const noBypass = (allowing: RulePair, stopping: RulePair): string =>
  `${stopping.after.name} is now asked before ${allowing.after.name} lets anything through.`;
const uncounted = (ending: RulePair, counting: RulePair): string =>
  `What ${ending.after.name} ends is no longer counted by ${counting.after.name}, so its limit is reached later.`;
const counted = (counting: RulePair, ending: RulePair): string =>
  `What ${ending.after.name} ends is now counted by ${counting.after.name} as well, so its limit is reached sooner.`;

function labelCrossing({ firewall }: Compared, first: RulePair, second: RulePair): readonly Crossing[] {
  const reads = (reader: RulePair, labeller: RulePair): boolean =>
    (["before", "after"] as const).some((side) =>
      firewall
        .soughtBy(side, reader[side])
        .some((label) => mayLabel(labeller.before, label) || mayLabel(labeller.after, label)),
    );
  if (!reads(first, second) && !reads(second, first)) return [];
  return [
    {
      direction: "cannot tell",
      meaning: `${first.after.name} and ${second.after.name} pass labels on to each other: what they match may change.`,
    },
  ];
}
