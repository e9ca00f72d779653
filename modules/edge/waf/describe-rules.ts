import { actionLabel } from "./action";
import { statementCapacity } from "./capacity";
import type { Rule } from "./rule";
import { isGroupRule } from "./rule";

/** A line of the table of a web ACL's rules. */
export interface RuleDescription {
  readonly priority: number;
  readonly name: string;
  readonly action: string;
  /** Web ACL capacity units, an upper bound. */
  readonly capacity: number;
}

/** The rules in the order in which AWS WAF evaluates them. */
export function describeRules(rules: readonly Rule[]): RuleDescription[] {
  return [...rules]
    .sort((one, other) => one.priority - other.priority)
    .map((rule) => ({
      priority: rule.priority,
      name: rule.name,
      action: isGroupRule(rule) ? groupActionLabel(rule.overrideAction) : actionLabel(rule.action),
      capacity: statementCapacity(rule.statement),
    }));
}

function groupActionLabel(overrideAction: "count" | "none"): string {
  return overrideAction === "none" ? "the group's" : "count";
}
