import type { Rule } from "./rule";
import { type Statement, partsOf, statementKey } from "./statement";
import { scalar } from "../../settings/words";

/** The labels and namespaces that a rule looks for: what it does then depends on the rules in front. */
export function soughtLabels({ statement }: Rule): readonly string[] {
  return partsOf(statement).flatMap((part) => {
    if (part.kind === "match" && part.type === "label_match_statement") return [scalar(part.settings["key"])];
    if (part.kind === "rate") return part.key.parts.flatMap((one) => /"namespace":"([^"]*)"/.exec(one)?.[1] ?? []);
    return [];
  });
}

/**
 * Whether a rule may put a label on a request. Labels of a place begin with `awswaf:clientip:`, of a managed group with
 * `awswaf:managed:` (WAF Developer Guide, "Label syntax and naming requirements in AWS WAF"). A group of our own is
 * taken to put on any.
 */
export function mayLabel({ statement, labels, effect }: Rule, sought: string): boolean {
  const parts = partsOf(statement);
  if (statement.kind === "own") return true;
  if (/^awswaf:(?:clientip|forwardedip):/.test(sought)) return parts.some(isPlace);
  if (sought.startsWith("awswaf:managed:") && (effect === "captcha" || effect === "challenge")) return true;
  if (statement.kind === "managed") return sought.startsWith("awswaf:");
  return labels.some((label) => sought.includes(label) || label.includes(sought));
}

const isPlace = (part: Statement): boolean =>
  part.kind === "match" && (part.type === "geo_match_statement" || part.type === "asn_match_statement");

/**
 * Equal for two rules that put the same labels on what goes on to the next rule. What a rule of a group stops goes on only where
 * the group is counted.
 */
export const labelKey = ({ statement, labels, effect }: Rule): string => {
  const isRun = effect === "run" && (statement.kind === "managed" || statement.kind === "own");
  const asked = isRun ? { ...statement, overrides: new Map<string, string>() } : statement;
  return JSON.stringify([[...labels].sort(), statementKey(asked)]);
};
