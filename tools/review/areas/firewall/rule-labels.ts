import type { Resource, Side } from "../../estate";
import type { Finding } from "../../finding";
import { type Compared, ruleFinding } from "./compared";
import type { Can } from "./effect";
import type { Firewall } from "./firewall";
import { labelKey, mayLabel } from "./labels";
import type { RulePair } from "./pair-rules";
import type { Rule } from "./rule";
import { statementKey } from "./statement";

/** Labels that a rule no longer puts on the same requests, where another rule looks for them. */
export function labelFindings(compared: Compared): readonly Finding[] {
  const isGroup = compared.holder.type === "aws_wafv2_rule_group";
  const key = isGroup ? wholeKey : labelKey;
  const changed: readonly Partial<RulePair>[] = [
    ...compared.pairs.filter(({ before, after }) => key(before) !== key(after)),
    ...compared.removed.map((before) => ({ before })),
    ...compared.added.map((after) => ({ after })),
  ];
  return changed.flatMap((pair) => {
    const names = (["before", "after"] as const).flatMap((side) =>
      readersBehind(compared.firewall, compared.holder, side, pair[side]),
    );
    return names.length === 0 ? [] : [labelFinding(compared, pair, [...new Set(names)].sort())];
  });
}

/** A rule that ends a group keeps the later rules of the group from putting labels on: the whole rule counts. */
const wholeKey = ({ statement, labels, effect, priority }: Rule): string =>
  JSON.stringify([labels, statementKey(statement), effect, priority]);

function labelFinding(compared: Compared, pair: Partial<RulePair>, readers: readonly string[]): Finding {
  const [was, is] = [labelWords(pair.before), labelWords(pair.after)];
  return ruleFinding(compared, pair, {
    rule: "waf-rule-labels",
    consequence: "guard lost",
    direction: "cannot tell",
    before: was,
    after: was !== undefined && was === is ? `${is}, on other requests` : is,
    meaning: `Rules that look for the labels of this one may match other requests than before: ${readers.join(", ")}.`,
    says: ["rule_label"],
  });
}

function labelWords(rule: Rule | undefined): string | undefined {
  if (rule === undefined) return undefined;
  return rule.labels.length > 0 ? `label ${rule.labels.join(", ")}` : "labels of its statement";
}

/** The rules that look for a label that a rule may put on: those behind it, and for a group those of any web ACL. */
export function readersBehind(
  firewall: Firewall,
  holder: Resource,
  side: Side,
  labeller: Rule | undefined,
): readonly string[] {
  if (labeller === undefined) return [];
  const holders = holder.type === "aws_wafv2_rule_group" ? firewall.holders : [holder];
  return holders.flatMap((one) =>
    (firewall.rulesOf(side, one) ?? [])
      .filter((rule) => one !== holder || rule.priority > labeller.priority)
      .filter((rule) => matters(firewall.can(side, rule)))
      .filter((rule) => firewall.soughtBy(side, rule).some((label) => labels(firewall, holder, side, labeller, label)))
      .map(({ name }) => name),
  );
}

/** In a group, what stands behind a rule may not be asked for its labels. */
const labels = (firewall: Firewall, holder: Resource, side: Side, rule: Rule, sought: string): boolean =>
  mayLabel(rule, sought) ||
  (holder.type === "aws_wafv2_rule_group" &&
    (firewall.rulesOf(side, holder) ?? []).some((one) => one.priority > rule.priority && mayLabel(one, sought)));

const matters = ({ stop, pass }: Can): boolean => stop || pass;
