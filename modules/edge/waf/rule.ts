import type { Wafv2RuleGroupRule } from "@cdktf/provider-aws/lib/wafv2-rule-group";
import type { Wafv2WebAclRule } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { actionConfig, actionFaults } from "./action";
import type { OverrideAction, RuleAction } from "./action";
import { renderStatement } from "./render-statement";
import type { GroupStatement, OwnStatement, Statement } from "./statement";
import { duplicates } from "./duplicates";
import { labelFaults } from "./nestable-faults";
import { statementFaults } from "./statement-faults";

interface RuleProps<S extends Statement> {
  /** Letters, digits, - and _. Also the name of the rule's metric. A renamed rule is a new rule with a new metric. */
  readonly name: string;
  /** Lower comes first. Leave gaps, so that a rule can be added between two others without changing them. */
  readonly priority: number;
  readonly statement: S;
}

/** A rule with a statement of its own, and an action. */
export interface OwnRule extends RuleProps<OwnStatement> {
  readonly action: RuleAction;
  readonly overrideAction?: never;
  /** Labels for requests that match, which later rules can look for. @default none */
  readonly labels?: readonly string[];
  /** Seconds for which a solved CAPTCHA or challenge counts, instead of the web ACL's. */
  readonly immunitySeconds?: number;
  /** Keeps its action while the web ACL only counts: for a rule that guards the only way in. @default false */
  readonly blocksWhileCounting?: boolean;
}

/** A rule that runs a group, whose rules say what to do. */
export interface GroupRule extends RuleProps<GroupStatement> {
  readonly overrideAction: OverrideAction;
  readonly action?: never;
  readonly labels?: never;
  readonly immunitySeconds?: never;
  readonly blocksWhileCounting?: never;
}

export type Rule = GroupRule | OwnRule;

export function isGroupRule(rule: Rule): rule is GroupRule {
  return rule.statement.kind === "managed_rule_group" || rule.statement.kind === "rule_group_reference";
}

/** Makes a rule only count what it would have stopped: for a rollout. A rule that allows, or must block, stays as it is. */
export function countingOnly(rule: Rule): Rule {
  if (isGroupRule(rule)) return { ...rule, overrideAction: "count" };
  return rule.action === "allow" || rule.blocksWhileCounting === true ? rule : { ...rule, action: "count" };
}

/** WAF API Reference, ImmunityTimeProperty. */
export const immunitySecondsLimits = { captcha: 60, challenge: 300, most: 259_200 };

export function immunityFaults(kind: "captcha" | "challenge", seconds: number, place: string): string[] {
  const least = immunitySecondsLimits[kind];
  return Number.isInteger(seconds) && seconds >= least && seconds <= immunitySecondsLimits.most
    ? []
    : [`${place} counts a solved ${kind} for ${seconds} seconds; give ${least} to ${immunitySecondsLimits.most}`];
}

/** Lists what AWS or its provider would refuse in a list of rules, each as a sentence that begins with `place`. */
export function ruleFaults(rules: readonly Rule[], place: string, bodyKeys: readonly string[] = []): string[] {
  const faults = rules.flatMap((rule) => oneRuleFaults(rule, `${place}: rule "${rule.name}"`, bodyKeys));
  for (const name of duplicates(rules.map(({ name }) => name))) {
    faults.push(`${place}: two rules have the name "${name}"; give each rule its own name`);
  }
  for (const priority of duplicates(rules.map(({ priority }) => priority))) {
    const names = rules.filter((rule) => rule.priority === priority).map(({ name }) => name);
    faults.push(
      `${place}: the rules ${names.join(", ")} have the priority ${priority}; give each rule its own priority`,
    );
  }
  return faults;
}

function oneRuleFaults(rule: Rule, place: string, bodyKeys: readonly string[]): string[] {
  const faults = statementFaults(rule.statement, place, bodyKeys);
  if (!/^[\w-]{1,128}$/.test(rule.name))
    faults.push(`${place} has a name that AWS refuses; give 1 to 128 letters, digits, - or _`);
  if (reservedMetricNames.includes(rule.name))
    faults.push(`${place} has the name of a metric of AWS WAF's own; give another name`);
  if (!Number.isInteger(rule.priority) || rule.priority < 0) {
    faults.push(`${place} has the priority ${rule.priority}; give a whole number from 0`);
  }
  const { action, overrideAction } = rule as { action?: RuleAction; overrideAction?: OverrideAction };
  if (isGroupRule(rule)) {
    if (overrideAction === undefined || action !== undefined)
      faults.push(`${place} runs a rule group; give overrideAction and no action`);
    return faults;
  }
  if (action === undefined || overrideAction !== undefined)
    return [...faults, `${place} runs no rule group; give action and no overrideAction`];
  if (rule.statement.kind === "rate_based" && action === "allow")
    faults.push(`${place} is rate-based and has the action allow; give another action`);
  faults.push(
    ...actionFaults(action, bodyKeys, place),
    ...(rule.labels ?? []).flatMap((label) => labelFaults(label, `${place} adds the label`)),
  );
  if (rule.immunitySeconds !== undefined) {
    faults.push(
      ...(action === "captcha" || action === "challenge"
        ? immunityFaults(action, rule.immunitySeconds, place)
        : [
            `${place} has an immunity time; give an immunity time to a rule with the action captcha or challenge alone`,
          ]),
    );
  }
  return faults;
}

/** WAF API Reference, VisibilityConfig: MetricName. */
const reservedMetricNames = ["All", "Default_Action"];

/** Renders a rule as the provider's bindings take it, with metrics and samples on. */
export function ruleConfig(rule: Rule): Wafv2WebAclRule {
  return isGroupRule(rule)
    ? { ...commonConfig(rule), overrideAction: { [rule.overrideAction]: {} } }
    : { ...ownRuleConfig(rule), ...(rule.action === "challenge" && immunityConfig("challengeConfig", rule)) };
}

/** Renders what web ACLs and rule groups have in common: a rule group takes no immunity time for challenges. */
export function ownRuleConfig(rule: OwnRule): Wafv2RuleGroupRule {
  const { action, labels = [] } = rule;
  return {
    ...commonConfig(rule),
    action: actionConfig(action),
    ...(labels.length > 0 && { ruleLabel: labels.map((name) => ({ name })) }),
    ...(action === "captcha" && immunityConfig("captchaConfig", rule)),
  };
}

function commonConfig({ name, priority, statement }: Rule) {
  return {
    name,
    priority,
    statement: renderStatement(statement),
    visibilityConfig: { metricName: name, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true },
  };
}

function immunityConfig(key: "captchaConfig" | "challengeConfig", { immunitySeconds }: OwnRule) {
  return immunitySeconds === undefined ? {} : { [key]: { immunityTimeProperty: { immunityTime: immunitySeconds } } };
}
