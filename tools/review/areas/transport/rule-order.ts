import { type Estate, type Resource, type Side, attribute } from "../../estate";
import type { Finding } from "../../finding";
import { keyOf, unknown } from "../../plan/normal";
import { towards } from "../../settings/judges";
import { statesOf, unknownFinding } from "../../settings/setting";
import { actionsOf, reaches } from "./actions";
import { allWords, conditionsOf } from "./conditions";
import { listenerRuleTypes } from "./listener-rules";
import type { Pointing } from "./pointing";
import { foreignHost } from "./sent-elsewhere";

/**
 * Rules of one listener whose order changes: the first rule that a request meets decides (User Guide for Application Load
 * Balancers, "Listener rules"). Numbers that change without the order say nothing.
 */
export function ruleOrderFindings(estate: Estate, pointing: Pointing): Finding[] {
  const moved = estate
    .changed(...listenerRuleTypes)
    .filter(({ before, after }) => before !== undefined && after !== undefined && differ(before, after));
  if (moved.length === 0) return [];
  const byListener = new Map<string, Resource[]>();
  for (const rule of estate.ofType(...listenerRuleTypes)) {
    const listener = listenerOf(estate, rule);
    const same = byListener.get(listener);
    if (same === undefined) byListener.set(listener, [rule]);
    else same.push(rule);
  }
  return moved.flatMap((rule) => {
    if (attribute(rule.after, "priority") === unknown)
      return [unknownFinding(statesOf(rule), "priority", ["priority"])];
    const others = byListener.get(listenerOf(estate, rule)) ?? [];
    return passed(pointing, rule, others);
  });
}

const differ = (before: Resource["before"], after: Resource["after"]): boolean =>
  keyOf(attribute(before, "priority")) !== keyOf(attribute(after, "priority"));

function listenerOf(estate: Estate, rule: Resource): string {
  const target = estate.target(rule.before === undefined ? "after" : "before", rule, "listener_arn");
  return target.kind === "resource"
    ? `${target.resource.layer} ${target.resource.address}`
    : target.kind === "value"
      ? target.value
      : "unknown";
}

/** The pairs of rules whose order changes. Where both have another number, the pair is said of the one that comes forward. */
function passed(pointing: Pointing, rule: Resource, others: readonly Resource[]): Finding[] {
  const at = (side: Side, one: Resource): number => Number(attribute(one[side], "priority") ?? NaN);
  const passes = (one: Resource, other: Resource): boolean =>
    at("before", other) < at("before", one) && at("after", one) < at("after", other);
  const pairs = others.flatMap((other): readonly (readonly [Resource, Resource])[] => {
    if (passes(rule, other)) return [[rule, other]];
    return passes(other, rule) && !differ(other.before, other.after) ? [[other, rule]] : [];
  });
  return pairs.flatMap(([first, second]) => passing(pointing, rule, first, second));
}

function passing(pointing: Pointing, place: Resource, first: Resource, second: Resource): Finding[] {
  const [now, then] = [actionsOf(pointing, "after", first, "action"), actionsOf(pointing, "after", second, "action")];
  if (now.key === then.key) return [];
  const words = (one: Resource): string => `rule for ${allWords(conditionsOf(one.after))}`;
  const [ahead, behind] = [words(first), words(second)];
  // What meets both rules was treated as the second rule says, and is now treated as the first one says.
  const isSentAway = [now, then].some((one) => foreignHost(pointing, one) !== undefined);
  const direction = isSentAway ? "cannot tell" : towards(reaches[then.reach], reaches[now.reach]);
  return [
    {
      rule: "listener-rule-order",
      consequence: "exposure",
      direction: direction === "neutral" ? "cannot tell" : direction,
      place,
      part: ahead,
      before: `after the ${behind}`,
      after: `before the ${behind}`,
      meaning:
        direction === "weaker"
          ? `Requests that meet both rules are no longer ${then.reach === "answered" ? "kept from the application" : "asked to sign in"}.`
          : direction === "stronger"
            ? "Requests that meet both rules reach the application no more, or only when signed in."
            : "Requests that meet both rules are handled by another rule than before.",
      says: ["priority"],
    },
  ];
}
