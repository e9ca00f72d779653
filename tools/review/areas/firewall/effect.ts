import type { Direction } from "../../finding";
import type { Relation } from "./inclusion";

/** What a rule does with what it matches. `run`: what the rules of its group do. */
export type Effect = "allow" | "count" | "challenge" | "captcha" | "block" | "run" | "unknown";

/**
 * How much an effect restricts. A rule that allows ends the evaluation for the better of the sender: it restricts less than no
 * rule at all, which is as good as `count` (WAF Developer Guide, "Using rule actions in AWS WAF").
 */
const strength: Readonly<Record<Effect, number>> = {
  allow: 0,
  count: 1,
  challenge: 2,
  captcha: 3,
  block: 4,
  run: NaN,
  unknown: NaN,
};

export const effectOf = (name: string | undefined): Effect =>
  name !== undefined && Object.hasOwn(strength, name) ? (name as Effect) : "unknown";

/** What may happen to a request that a rule matches, as far as later rules are not asked. */
export interface Can {
  /** The request may be refused. */
  readonly stop: boolean;
  /** The request may pass all later rules. */
  readonly pass: boolean;
}

export const nothing: Can = { stop: false, pass: false };
export const anything: Can = { stop: true, pass: true };

/** What an effect that is not a group's can do. */
export function canOf(effect: Effect): Can {
  if (effect === "unknown" || effect === "run") return anything;
  return { stop: strength[effect] > strength.count, pass: effect === "allow" };
}

/** Whether more or less is refused when an effect becomes another, for the same requests. */
export function directionOfEffects(before: Effect, after: Effect): Direction {
  const step = strength[after] - strength[before];
  return step > 0 ? "stronger" : step < 0 ? "weaker" : before === after ? "neutral" : "cannot tell";
}

/** Whether more or less is refused when a rule matches other requests than before. */
export function directionOf(relation: Relation, before: Can, after: Can): Direction {
  if (relation === "same") return "neutral";
  if (relation === "narrower") return direction(before.pass, before.stop);
  if (relation === "wider") return direction(after.stop, after.pass);
  return before.stop || before.pass || after.stop || after.pass ? "cannot tell" : "neutral";
}

function direction(stronger: boolean, weaker: boolean): Direction {
  if (stronger && weaker) return "cannot tell";
  return stronger ? "stronger" : weaker ? "weaker" : "neutral";
}

/** What several changes are together. */
export function together(directions: readonly Direction[]): Direction {
  if (directions.includes("cannot tell")) return "cannot tell";
  return direction(directions.includes("stronger"), directions.includes("weaker"));
}

const opposites: Readonly<Record<Direction, Direction>> = {
  weaker: "stronger",
  stronger: "weaker",
  neutral: "neutral",
  "cannot tell": "cannot tell",
};

export const oppositeOf = (one: Direction): Direction => opposites[one];
