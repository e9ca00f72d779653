import type { Direction, Finding } from "../../finding";
import { type Compared, cansOf, ruleFinding } from "./compared";
import { wordsOfBoth } from "./details";
import { directionOf } from "./effect";
import { groupFindings } from "./group";
import { type Relation, hasUnknown, relationOf } from "./inclusion";
import type { RulePair } from "./pair-rules";
import { rateFindings } from "./rate";
import { type Group, type Statement, statementKey } from "./statement";
import { wordsOf } from "./words";

/** What a rule looks for. */
export function statementFindings(compared: Compared, pair: RulePair): readonly Finding[] {
  const [before, after] = [pair.before.statement, pair.after.statement];
  if (statementKey(before) === statementKey(after)) return [];
  if (hasUnknown(after) || hasUnknown(before)) return [unknownFinding(compared, pair)];
  if (before.kind === "rate" && after.kind === "rate")
    return [
      ...rateFindings(compared, pair, before, after),
      ...scopeFindings(compared, pair, before.scope, after.scope),
    ];
  if (isGroup(before) && isGroup(after) && before.kind === after.kind && before.name === after.name)
    return [
      ...groupFindings(compared, pair, before, after),
      ...scopeFindings(compared, pair, before.scope, after.scope),
    ];
  return matchFinding(compared, pair, "waf-rule-statement", [before, after], relationOf(before, after));
}

const isGroup = (statement: Statement): statement is Group => statement.kind === "managed" || statement.kind === "own";

/** The requests that a rate counts, or that a group is asked about. */
const scopeFindings = (
  compared: Compared,
  pair: RulePair,
  before: Statement | undefined,
  after: Statement | undefined,
): readonly Finding[] => matchFinding(compared, pair, "waf-rule-scope", [before, after], relationOf(before, after));

function matchFinding(
  compared: Compared,
  pair: RulePair,
  rule: string,
  [before, after]: readonly [Statement | undefined, Statement | undefined],
  relation: Relation,
): readonly Finding[] {
  if (relation === "same") return [];
  const direction = directionOf(relation, ...cansOf(compared, pair));
  const [was, is] = wordsOfBoth(before, after, compared.firewall);
  return [
    ruleFinding(compared, pair, {
      rule,
      consequence: "guard lost",
      direction,
      before: was,
      after: is,
      meaning: meaningOf(relation, direction),
      says: ["statement"],
    }),
  ];
}

function meaningOf(relation: Relation, direction: Direction): string {
  if (relation === "different")
    return "The rule matches other requests than before: some that it stopped may pass, others may be stopped.";
  const matches = `The rule matches ${relation === "wider" ? "more" : "fewer"} requests`;
  const then: Readonly<Record<Direction, string>> = {
    weaker: relation === "wider" ? "more of them pass the rules behind it" : "some that it stopped now pass it",
    stronger: relation === "wider" ? "users who match now are shut out" : "fewer pass the rules behind it",
    neutral: "nobody is stopped by it",
    "cannot tell": "its group may allow as well as stop, so whether that is stricter cannot be told",
  };
  return `${matches}: ${then[direction]}.`;
}

const unknownFinding = (compared: Compared, pair: RulePair): Finding =>
  ruleFinding(compared, pair, {
    rule: "waf-rule-unknown",
    consequence: "not reviewable",
    direction: "cannot tell",
    before: wordsOf(pair.before.statement, compared.firewall),
    after: wordsOf(pair.after.statement, compared.firewall),
    meaning: "A part of the rule's statement is known after apply only, so what the rule stops cannot be told.",
    says: ["statement"],
  });
