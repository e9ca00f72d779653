import type { Direction, Finding } from "../../finding";
import { type Compared, cansOf, ruleFinding } from "./compared";
import { directionOf } from "./effect";
import type { Rule } from "./rule";
import { effectWords, placeWords, wordsOf } from "./words";

/** Rules that one side alone has. */
export const presenceFindings = (compared: Compared): readonly Finding[] => [
  ...compared.removed.map((rule) => removed(compared, rule)),
  ...compared.added.map((rule) => added(compared, rule)),
];

function added(compared: Compared, rule: Rule): Finding {
  const [before, after] = cansOf(compared, { after: rule });
  const direction = directionOf("wider", before, after);
  const what = wordsOf(rule.statement, compared.firewall);
  return ruleFinding(
    compared,
    { after: rule },
    {
      rule: "waf-rule",
      consequence: "guard lost",
      direction,
      after: `${effectWords(rule)}: ${what} (${placeWords(rule, compared.after)})`,
      meaning: addedMeans[direction],
      says: [],
    },
  );
}

function removed(compared: Compared, rule: Rule): Finding {
  const [before, after] = cansOf(compared, { before: rule });
  const direction = directionOf("narrower", before, after);
  const what = wordsOf(rule.statement, compared.firewall);
  return ruleFinding(
    compared,
    { before: rule },
    {
      rule: "waf-rule",
      consequence: "guard lost",
      direction,
      before: `${effectWords(rule)}: ${what} (${placeWords(rule, compared.before)})`,
      meaning: removedMeans[direction],
      says: [],
    },
  );
}

const addedMeans: Readonly<Record<Direction, string>> = {
  stronger: "What the rule matches is now stopped: users who match are shut out.",
  weaker: "What the rule matches now passes every rule behind it.",
  neutral: "The rule only counts: nobody is stopped by it.",
  "cannot tell": "What the rule does to a request cannot be told from these plans.",
};

const removedMeans: Readonly<Record<Direction, string>> = {
  weaker: "What the rule stopped now reaches the rules behind it, and passes where none of them stops it.",
  stronger: "What the rule let through must now pass the rules behind it.",
  neutral: "The rule only counted: its metric and its samples end.",
  "cannot tell": "What the rule did to a request cannot be told from these plans.",
};
