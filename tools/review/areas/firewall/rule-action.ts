import type { Direction, Finding } from "../../finding";
import { keyOf } from "../../plan/normal";
import { type Compared, cansOf, ruleFinding } from "./compared";
import { directionOf, directionOfEffects } from "./effect";
import type { RulePair } from "./pair-rules";
import { effectWords } from "./words";

const says = ["action", "override_action"];

/** What a rule does with what it matches. */
export function actionFindings(compared: Compared, pair: RulePair): readonly Finding[] {
  const { before, after } = pair;
  if (before.effect === after.effect) return detailFindings(compared, pair);
  const direction = directionOfRun(compared, pair) ?? directionOfEffects(before.effect, after.effect);
  return [
    ruleFinding(compared, pair, {
      rule: "waf-rule-action",
      consequence: after.effect === "unknown" ? "not reviewable" : "guard lost",
      direction,
      before: effectWords(before),
      after: effectWords(after),
      meaning:
        after.effect === "unknown" ? "The action of the rule is known after apply only." : meanings[direction](pair),
      says,
    }),
  ];
}

/** Of a rule that runs a group on one side: against a group that is only counted, or another effect. */
function directionOfRun(compared: Compared, pair: RulePair): Direction | undefined {
  const [was, is] = cansOf(compared, pair);
  const { before, after } = pair;
  if (before.effect === "run" && after.effect === "count") return directionOf("narrower", was, is);
  if (before.effect === "count" && after.effect === "run") return directionOf("wider", was, is);
  return undefined;
}

const meanings: Readonly<Record<Direction, (pair: RulePair) => string>> = {
  weaker: ({ after: { effect } }) =>
    effect === "allow"
      ? "What the rule matches now passes every rule behind it."
      : effect === "count"
        ? "What the rule stopped is now only counted, and passes unless a later rule stops it."
        : `A client that solves a ${effect} now passes the rule.`,
  stronger: ({ before: { effect } }) =>
    effect === "allow"
      ? "What the rule let through must now pass the rule and those behind it."
      : "What the rule matches is now stopped: users who match are shut out.",
  neutral: () => "The rule does the same.",
  "cannot tell": () => "Whether the rule stops more or less than before cannot be told from these plans.",
};

/** The answer of a rule that blocks, and the headers that a rule adds for the application. */
function detailFindings(compared: Compared, pair: RulePair): readonly Finding[] {
  const { before, after } = pair;
  if (keyOf(before.value["action"]) === keyOf(after.value["action"])) return [];
  const blocks = after.effect === "block";
  const [was, is] = [effectWords(before), effectWords(after)];
  return [
    ruleFinding(compared, pair, {
      rule: blocks ? "waf-rule-response" : "waf-rule-headers",
      consequence: blocks ? "other" : "contract",
      direction: blocks ? "neutral" : "cannot tell",
      before: was,
      after: was === is ? `${is}, with ${blocks ? "another answer" : "other headers"}` : is,
      meaning: blocks
        ? "Who is blocked gets another answer; as many are blocked as before."
        : "The rule adds other headers to requests: an application that reads the headers may behave otherwise.",
      says,
    }),
  ];
}
