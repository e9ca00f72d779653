import type { Estate, Resource } from "../../estate";
import type { Finding } from "../../finding";
import { statesOf, unknownFinding } from "../../settings/setting";
import { type Actions, reaches } from "./actions";
import { allWords, conditionsOf } from "./conditions";
import type { Pointing } from "./pointing";
import { foreignHost, noLongerSentTo, sentTo } from "./sent-elsewhere";

/** A rule that is added or removed: one that refuses is a guard, and one that forwards a way in. */
export function existence(estate: Estate, pointing: Pointing, rule: Resource, actions: Actions): readonly Finding[] {
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
  const host = foreignHost(pointing, actions);
  if (host !== undefined)
    return [
      exposure,
      {
        ...common,
        rule: "redirect-host",
        consequence: "exposure",
        direction: isRemoved ? "stronger" : "weaker",
        meaning: isRemoved ? noLongerSentTo(host) : sentTo(host),
      },
    ];
  // Before its listener is there, nobody is answered.
  if (refuses && comesWithListener(estate, rule)) return [exposure];
  const isAnswered = isRemoved === refuses;
  return [
    exposure,
    {
      ...common,
      rule: "listener-rule-address",
      consequence: "downtime",
      direction: isAnswered ? "stronger" : "weaker",
      meaning: refuses
        ? isRemoved
          ? "Whoever sends these requests gets what the rules that follow answer."
          : "Whoever sends these requests no longer gets what the rules that follow answer."
        : isRemoved
          ? "Whoever sends these requests gets what the remaining rules of the listener answer."
          : "Whoever sends these requests is answered by the application.",
    },
  ];
}

function comesWithListener(estate: Estate, rule: Resource): boolean {
  const side = rule.after === undefined ? "before" : "after";
  const listener = estate.target(side, rule, "listener_arn");
  return listener.kind === "resource" && listener.resource[side === "after" ? "before" : "after"] === undefined;
}
