import type { Resource } from "../../estate";
import type { Finding } from "../../finding";
import { type Compared, comparedRules, isRenamed, ruleFinding } from "./compared";
import type { Firewall } from "./firewall";
import { immunityFindings } from "./immunity";
import type { RulePair } from "./pair-rules";
import { actionFindings } from "./rule-action";
import { labelFindings } from "./rule-labels";
import { orderFindings } from "./rule-order";
import { presenceFindings } from "./rule-presence";
import { statementFindings } from "./rule-statement";
import { metricOf, ruleVisibility } from "./visibility";

/** The rules of a web ACL or a rule group that is there before and after. */
export function ruleFindings(firewall: Firewall, holder: Resource): readonly Finding[] {
  const [before, after] = [firewall.rulesOf("before", holder), firewall.rulesOf("after", holder)];
  if (before === undefined || after === undefined) return [unknownFinding(holder)];
  const compared = comparedRules(firewall, holder, before, after);
  return [
    ...presenceFindings(compared),
    ...compared.pairs.flatMap((pair) => pairFindings(compared, pair)),
    ...orderFindings(compared),
    ...labelFindings(compared),
  ];
}

function pairFindings(compared: Compared, pair: RulePair): readonly Finding[] {
  const visibility = ruleVisibility(compared, pair);
  // A rule that is renamed has another metric: that is one line, unless an alarm is left behind.
  const isSaidByName = ({ rule, direction }: Finding): boolean =>
    isRenamed(pair) && rule === "waf-metric-name" && direction === "neutral";
  return [
    ...(isRenamed(pair) ? [renamed(compared, pair, !visibility.some(isSaidByName))] : []),
    ...actionFindings(compared, pair),
    ...statementFindings(compared, pair),
    ...immunityFindings(pair.before.value, pair.after.value, compared.holder).map((said) =>
      ruleFinding(compared, pair, said),
    ),
    ...visibility.filter((one) => !isSaidByName(one)),
  ];
}

function renamed(compared: Compared, pair: RulePair, isWatched: boolean): Finding {
  const [was, is] = [metricOf(pair.before.value), metricOf(pair.after.value)];
  const metric =
    was === undefined || was === is
      ? "its metric stays"
      : isWatched
        ? `its metric ${was} ends`
        : `alarms on its old metric ${was} would watch nothing, and these plans have none`;
  return ruleFinding(compared, pair, {
    rule: "waf-rule-renamed",
    consequence: "other",
    direction: "neutral",
    before: pair.before.name,
    after: `${pair.after.name} (renamed)`,
    meaning: `The rule looks for the same under another name; ${metric}.`,
    says: [],
  });
}

const unknownFinding = (holder: Resource): Finding => ({
  rule: "waf-rule-unknown",
  consequence: "not reviewable",
  direction: "cannot tell",
  place: holder,
  part: "rules",
  after: "known after apply",
  meaning: "The rules are known after apply only, so what they stop cannot be told.",
  says: ["rule"],
});
