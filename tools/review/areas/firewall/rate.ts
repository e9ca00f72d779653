import type { Finding } from "../../finding";
import { keyOf } from "../../plan/normal";
import { type Compared, cansOf, ruleFinding } from "./compared";
import { directionOf } from "./effect";
import type { Relation } from "./inclusion";
import type { RulePair } from "./pair-rules";
import type { Rate, RateKey } from "./statement";
import { keyWords, thresholdWords } from "./words";

/** How many requests of one sender are too many, and who is one sender. */
export const rateFindings = (compared: Compared, pair: RulePair, before: Rate, after: Rate): readonly Finding[] => [
  ...thresholdFindings(compared, pair, before, after),
  ...keyFindings(compared, pair, before, after),
];

function thresholdFindings(compared: Compared, pair: RulePair, before: Rate, after: Rate): readonly Finding[] {
  const relation = relationOfThresholds(before, after);
  if (relation === "same") return [];
  const meanings: Readonly<Record<typeof relation, string>> = {
    narrower: "A sender may make more requests before the rule stops it.",
    wider: "A sender is stopped after fewer requests: busy users may be shut out.",
    different: "Limit and window both change: a burst and a steady flow are limited otherwise than before.",
  };
  return [
    ruleFinding(compared, pair, {
      rule: "waf-rate-limit",
      consequence: "guard lost",
      direction: directionOf(relation, ...cansOf(compared, pair)),
      before: thresholdWords(before),
      after: thresholdWords(after),
      meaning: `${meanings[relation]} The count begins anew.`.replace(". The", "; the"),
      says: ["statement.rate_based_statement.limit", "statement.rate_based_statement.evaluation_window_sec"],
    }),
  ];
}

function relationOfThresholds(before: Rate, after: Rate): Relation {
  const [stricter, looser] = [isAsStrict(after, before), isAsStrict(before, after)];
  return stricter ? (looser ? "same" : "wider") : looser ? "narrower" : "different";
}

/**
 * Whether a threshold is passed whenever another is. One with a window that is no shorter and a limit that is no higher is. So is
 * one with windows that fill the other's: of many requests in the whole, one part has its share.
 */
function isAsStrict(one: Rate, other: Rate): boolean {
  const [limit, otherLimit] = [Number(one.limit), Number(other.limit)];
  const [window, otherWindow] = [Number(one.windowSeconds), Number(other.windowSeconds)];
  if (window >= otherWindow) return limit <= otherLimit;
  return otherWindow % window === 0 && limit * (otherWindow / window) <= otherLimit;
}

function keyFindings(compared: Compared, pair: RulePair, before: Rate, after: Rate): readonly Finding[] {
  const relation = relationOfKeys(before.key, after.key);
  if (relation === "same") return [];
  const finding = ruleFinding(compared, pair, {
    rule: "waf-rate-key",
    consequence: "guard lost",
    direction: directionOf(relation, ...cansOf(compared, pair)),
    before: `a counter for ${keyWords(before.key.parts)}`,
    after: `a counter for ${keyWords(after.key.parts)}`,
    meaning: meaningOfKeys(relation, before.key, after.key),
    says: keySays,
  });
  return [finding, ...sharedFindings(compared, pair, before.key, after.key)];
}

const keySays = ["aggregate_key_type", "custom_key", "forwarded_ip_config"].map(
  (name) => `statement.rate_based_statement.${name}`,
);

/**
 * A key of fewer parts has more requests on each counter, so the limit is reached sooner. An address that a header gives is the
 * sender's own choice, since AWS WAF takes the first of the header (WAF API Reference, ForwardedIPConfig).
 */
function relationOfKeys(before: RateKey, after: RateKey): Relation {
  if (keyOf([before.parts, before.forwarded ?? null]) === keyOf([after.parts, after.forwarded ?? null])) return "same";
  const [had, has] = [before.parts.map(asAddress), after.parts.map(asAddress)];
  if (keyOf(had) === keyOf(has)) {
    if (isForwarded(before) !== isForwarded(after)) return isForwarded(after) ? "narrower" : "wider";
    return "different";
  }
  if (keyOf(before.forwarded) !== keyOf(after.forwarded) && isForwarded(before) && isForwarded(after))
    return "different";
  if (before.parts.every((part) => after.parts.includes(part))) return "narrower";
  return after.parts.every((part) => before.parts.includes(part)) ? "wider" : "different";
}

const asAddress = (part: string): string => (part === "forwarded_ip" ? "ip" : part);
const isForwarded = ({ parts }: RateKey): boolean => parts.includes("forwarded_ip");

function meaningOfKeys(relation: Relation, before: RateKey, after: RateKey): string {
  if (isForwarded(after) && !isForwarded(before))
    return "The limit counts by an address that the sender writes into a header: a sender who changes it is never stopped.";
  if (isForwarded(before) && !isForwarded(after))
    return "The limit counts by what a sender cannot choose; behind a proxy, all that come through it share a counter.";
  if (relation === "narrower") return "Each sender has more counters, so more requests pass before one is full.";
  if (relation === "wider") return "More senders share a counter, so the limit is reached sooner.";
  return "The limit counts by something else: some senders are stopped later than before, others sooner.";
}

/** One counter for all: whoever fills it shuts everybody out. */
function sharedFindings(compared: Compared, pair: RulePair, before: RateKey, after: RateKey): readonly Finding[] {
  const [was, is] = [before.parts.length === 0, after.parts.length === 0];
  const [had, has] = cansOf(compared, pair);
  if (was === is || !(is ? has : had).stop) return [];
  return [
    ruleFinding(compared, pair, {
      rule: "waf-rate-shared-counter",
      consequence: "downtime",
      direction: is ? "weaker" : "stronger",
      before: was ? "one counter for all" : "counters of their own",
      after: is ? "one counter for all" : "counters of their own",
      meaning: is
        ? "One sender who reaches the limit shuts all others out."
        : "A sender who reaches the limit no longer shuts the others out.",
      says: keySays,
    }),
  ];
}
