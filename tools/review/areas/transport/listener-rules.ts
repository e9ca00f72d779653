import { type Estate, type Resource, type Side, textOf } from "../../estate";
import type { Direction, Finding } from "../../finding";
import { statesOf, unknownFinding } from "../../settings/setting";
import { actionFindings } from "./action-findings";
import { type Actions, actionsOf } from "./actions";
import { type Difference, allWords, conditionsOf, differencesOf } from "./conditions";
import { existence } from "./listener-rule-existence";
import type { Pointing } from "./pointing";
import { foreignHost } from "./sent-elsewhere";

export const listenerRuleTypes = ["aws_lb_listener_rule", "aws_alb_listener_rule"];
export const listenerRuleAttributes = ["action", "condition", "priority"];

/** What other rules of a listener let through to the application, and past which checks. */
export function listenerRuleFindings(estate: Estate, pointing: Pointing): Finding[] {
  return estate.changed(...listenerRuleTypes).flatMap((rule) => {
    const before = actionsOf(pointing, "before", rule, "action");
    const after = actionsOf(pointing, "after", rule, "action");
    if (rule.before === undefined || rule.after === undefined)
      return existence(estate, pointing, rule, rule.after === undefined ? before : after);
    const [had, has] = [conditionsOf(rule.before), conditionsOf(rule.after)];
    const acted = actionFindings(pointing, before, after, {
      place: rule,
      part: `rule for ${allWords(has)}`,
      says: ["action"],
      protocols: (["before", "after"] as const).map((side) => protocolOf(estate, rule, side)),
    });
    if (had === undefined || has === undefined) {
      const states = statesOf(rule);
      return [...acted, unknownFinding(states, "condition", ["condition"])];
    }
    return [...acted, ...differencesOf(had, has).flatMap((one) => conditionFindings(pointing, rule, after, one))];
  });
}

const protocolOf = (estate: Estate, rule: Resource, side: Side): string | undefined => {
  const listener = estate.target(side, rule, "listener_arn");
  return listener.kind === "resource" ? textOf(listener.resource[side], "protocol") : undefined;
};

function conditionFindings(
  pointing: Pointing,
  rule: Resource,
  actions: Actions,
  difference: Difference,
): readonly Finding[] {
  const { name, kind, extent, before, after } = difference;
  const common = { place: rule, part: name, before, after, says: ["condition"] } as const;
  const isSentAway = foreignHost(pointing, actions) !== undefined;
  const found = isSentAway ? "cannot tell" : directionOf(actions, extent);
  const reach: Finding = {
    ...common,
    rule: "listener-rule-condition",
    consequence: "exposure",
    direction: found,
    meaning: meaningOf(actions, difference, found),
  };
  if (actions.reach === "answered") return isSentAway ? [reach] : [reach, answeredFinding(rule, difference)];
  return kind === "address" ? [reach, ...addressFindings(rule, difference)] : [reach];
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

/** Requests that the load balancer answers itself do not get what the rules that follow answer. */
function answeredFinding(place: Resource, { name, extent, before, after }: Difference): Finding {
  return {
    rule: "listener-rule-address",
    consequence: "downtime",
    direction: extent === "wider" ? "weaker" : extent === "narrower" ? "stronger" : "cannot tell",
    place,
    part: name,
    before,
    after,
    meaning:
      extent === "narrower"
        ? "Fewer requests are kept from the application."
        : "Whoever sends the requests that meet the rule now is no longer answered by the application.",
    says: ["condition"],
  };
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
