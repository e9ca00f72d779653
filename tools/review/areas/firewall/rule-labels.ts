import type { Finding } from "../../finding";
import { type Compared, ruleFinding } from "./compared";
import type { Can } from "./effect";
import { labelKey, mayLabel, soughtLabels } from "./labels";
import type { RulePair } from "./pair-rules";
import type { Rule } from "./rule";

/** Labels that a rule no longer puts on the same requests, where another rule looks for them. */
export function labelFindings(compared: Compared): readonly Finding[] {
  const changed: readonly Partial<RulePair>[] = [
    ...compared.pairs.filter(({ before, after }) => labelKey(before) !== labelKey(after)),
    ...compared.removed.map((before) => ({ before })),
    ...compared.added.map((after) => ({ after })),
  ];
  if (changed.length === 0) return [];
  const readers = readersOf(compared);
  return changed.flatMap((pair) => {
    const [was, is] = [readingOf(readers.before, pair.before), readingOf(readers.after, pair.after)];
    const names = [...new Set([...was, ...is])].sort();
    return names.length === 0 ? [] : [labelFinding(compared, pair, names)];
  });
}

function labelFinding(compared: Compared, pair: Partial<RulePair>, readers: readonly string[]): Finding {
  return ruleFinding(compared, pair, {
    rule: "waf-rule-labels",
    consequence: "guard lost",
    direction: "cannot tell",
    before: labelWords(pair.before),
    after: labelWords(pair.after),
    meaning: `Another rule looks for labels that this one may put on requests, and may now match others: ${readers.join(", ")}.`,
    says: ["rule_label"],
  });
}

function labelWords(rule: Rule | undefined): string | undefined {
  if (rule === undefined) return undefined;
  if (rule.labels.length > 0) return `label ${rule.labels.join(", ")}`;
  return "labels of its statement";
}

interface Reader {
  readonly rule: Rule;
  readonly sought: readonly string[];
}

function readersOf({ firewall, before, after }: Compared): Readonly<Record<"before" | "after", readonly Reader[]>> {
  const matters = ({ stop, pass }: Can): boolean => stop || pass;
  const read = (rules: readonly Rule[], side: "before" | "after"): readonly Reader[] =>
    rules
      .map((rule) => ({ rule, sought: soughtLabels(rule) }))
      .filter(({ rule, sought }) => sought.length > 0 && matters(firewall.can(side, rule)));
  return { before: read(before, "before"), after: read(after, "after") };
}

/** The rules behind a rule that look for a label that it may put on. */
const readingOf = (readers: readonly Reader[], labeller: Rule | undefined): readonly string[] =>
  labeller === undefined
    ? []
    : readers
        .filter(
          ({ rule, sought }) => rule.priority > labeller.priority && sought.some((one) => mayLabel(labeller, one)),
        )
        .map(({ rule }) => rule.name);
