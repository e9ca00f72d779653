import type { Estate, Resource } from "../../estate";
import type { Direction, Finding } from "../../finding";
import { statesOf, unknownFinding } from "../../settings/setting";
import { actionFindings } from "./action-findings";
import { type Actions, actionsOf, reaches } from "./actions";
import { type Difference, allWords, conditionsOf, differencesOf } from "./conditions";
import type { Pointing } from "./pointing";

export const listenerRuleTypes = ["aws_lb_listener_rule", "aws_alb_listener_rule"];
export const listenerRuleAttributes = ["action", "condition", "priority"];

/** What other rules of a listener let through to the application, and past which checks. */
export function listenerRuleFindings(estate: Estate, pointing: Pointing): Finding[] {
  return estate.changed(...listenerRuleTypes).flatMap((rule) => {
    const before = actionsOf(pointing, "before", rule, "action");
    const after = actionsOf(pointing, "after", rule, "action");
    if (rule.before === undefined || rule.after === undefined)
      return existence(rule, rule.after === undefined ? before : after);
    const [had, has] = [conditionsOf(rule.before), conditionsOf(rule.after)];
    const acted = actionFindings(rule, before, after, {
      part: `rule for ${allWords(has)}`,
      says: ["action"],
    });
    if (had === undefined || has === undefined) {
      const states = statesOf(rule);
      return [...acted, unknownFinding(states, "condition", ["condition"])];
    }
    return [...acted, ...differencesOf(had, has).flatMap((one) => conditionFindings(rule, after, one))];
  });
}

function conditionFindings(rule: Resource, actions: Actions, difference: Difference): Finding[] {
  const { name, kind, extent, before, after } = difference;
  const common = { place: rule, part: name, before, after, says: ["condition"] } as const;
  const found = directionOf(actions, extent);
  const reach: Finding = {
    ...common,
    rule: "listener-rule-condition",
    consequence: "exposure",
    direction: found,
    meaning: meaningOf(actions, difference, found),
  };
  return kind === "address" && actions.reach !== "answered" ? [reach, ...addressFindings(rule, difference)] : [reach];
}

/** What forwards is safer the fewer requests meet its conditions; what refuses, the more. */
function directionOf({ reach }: Actions, extent: Difference["extent"]): Direction {
  if (extent === "other" || reach === "unknown") return "cannot tell";
  return (reach === "answered") === (extent === "wider") ? "stronger" : "weaker";
}

function meaningOf({ reach }: Actions, { name, extent }: Difference, direction: Direction): string {
  if (direction === "cannot tell") return "Other requests meet the rule than before.";
  if (reach === "answered")
    return extent === "wider"
      ? "More requests are answered by the load balancer itself."
      : "Requests that the rule kept from the application go on to the rules that follow.";
  if (extent === "narrower") return "Fewer requests reach the application by the rule.";
  return name.startsWith("header ")
    ? "The load balancer hands on requests without the header: whoever reaches the load balancer gets past CloudFront and its firewall."
    : "More requests reach the application by the rule.";
}

function addressFindings(rule: Resource, { name, lost, gained, before, after }: Difference): Finding[] {
  const finding = (direction: "weaker" | "stronger", values: readonly string[]): Finding => ({
    rule: "listener-rule-address",
    consequence: "downtime",
    direction,
    place: rule,
    part: name,
    before,
    after,
    meaning:
      direction === "weaker"
        ? `Requests for ${values.join(", ")} no longer get to the application by the rule.`
        : `Requests for ${values.join(", ")} get to the application.`,
    says: ["condition"],
  });
  return [
    ...(lost.length > 0 ? [finding("weaker", lost)] : []),
    ...(gained.length > 0 ? [finding("stronger", gained)] : []),
  ];
}

/** A rule that is added or removed: one that refuses is a guard, and one that forwards a way in. */
function existence(rule: Resource, actions: Actions): Finding[] {
  const isRemoved = rule.after === undefined;
  const refuses = reaches[actions.reach] === reaches.answered;
  const conditions = allWords(conditionsOf(rule.after ?? rule.before));
  const common = {
    place: rule,
    part: conditions,
    ...(isRemoved ? { before: actions.words } : { after: actions.words }),
  } as const;
  if (actions.reach === "unknown" && !isRemoved) return [unknownFinding(statesOf(rule), "action", ["action"])];
  const exposure: Finding = {
    ...common,
    rule: "listener-rule",
    consequence: "exposure",
    direction: isRemoved === refuses ? "weaker" : "stronger",
    meaning: refuses
      ? isRemoved
        ? "Requests that the rule kept from the application go on to the rules that follow."
        : "The load balancer answers these requests itself, and they do not reach the application."
      : isRemoved
        ? "These requests no longer reach the application by the rule."
        : "These requests reach the application.",
  };
  if (refuses) return [exposure];
  return [
    exposure,
    {
      ...common,
      rule: "listener-rule-address",
      consequence: "downtime",
      direction: isRemoved ? "weaker" : "stronger",
      meaning: isRemoved
        ? "Whoever sends these requests gets what the remaining rules of the listener answer."
        : "Whoever sends these requests is answered by the application.",
    },
  ];
}
