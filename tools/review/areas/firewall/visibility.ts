import { type Resource, attribute, blockOf, textOf } from "../../estate";
import type { Direction, Finding } from "../../finding";
import { type Dimensions, alarmsOn } from "./alarms";
import { type Compared, ruleFinding } from "./compared";
import { together } from "./effect";
import type { Firewall } from "./firewall";
import type { RulePair } from "./pair-rules";
import type { Normal } from "../../plan/normal";

type Said = Omit<Finding, "place" | "part" | "says"> & { readonly says: readonly string[] };

/** Whether a rule can still be seen at work: by its metric, under the same name, and by samples of requests. */
export function ruleVisibility(compared: Compared, pair: RulePair): readonly Finding[] {
  const { before, after } = pair;
  const [was, is] = [metricOf(compared.holder.before), metricOf(compared.holder.after)];
  const dimension = compared.holder.type === "aws_wafv2_web_acl" ? "WebACL" : "RuleGroup";
  const watched = (metric: string): readonly Dimensions[] =>
    [...new Set([was, is])].flatMap((holder) => (holder === undefined ? [] : [{ [dimension]: holder, Rule: metric }]));
  return visibility(compared.firewall, before.value, after.value, watched).map((said) =>
    ruleFinding(compared, pair, said),
  );
}

/** The same of a web ACL or a rule group as a whole. */
export function holderVisibility(firewall: Firewall, holder: Resource): readonly Finding[] {
  const dimension = holder.type === "aws_wafv2_web_acl" ? "WebACL" : "RuleGroup";
  return visibility(firewall, holder.before, holder.after, (metric) => [{ [dimension]: metric }]).map((said) => ({
    ...said,
    place: holder,
  }));
}

export const metricOf = (value: Normal | undefined): string | undefined =>
  textOf(blockOf(value, "visibility_config"), "metric_name");

function visibility(
  firewall: Firewall,
  before: Normal | undefined,
  after: Normal | undefined,
  watched: (metric: string) => readonly Dimensions[],
): readonly Said[] {
  return [
    ...switchFindings(before, after, "cloudwatch_metrics_enabled", "metrics"),
    ...switchFindings(before, after, "sampled_requests_enabled", "samples of requests"),
    ...nameFindings(firewall, metricOf(before), metricOf(after), watched),
  ];
}

function switchFindings(
  before: Normal | undefined,
  after: Normal | undefined,
  name: string,
  what: string,
): readonly Said[] {
  const [was, is] = [before, after].map((side) => attribute(blockOf(side, "visibility_config"), name) === true);
  if (was === is) return [];
  return [
    {
      rule: "waf-visibility",
      consequence: "guard lost",
      direction: is === true ? "stronger" : "weaker",
      before: was === true ? what : `no ${what}`,
      after: is === true ? what : `no ${what}`,
      meaning:
        is === true ? "What is stopped can be seen." : "What is stopped can no longer be seen: alarms stay silent.",
      says: [`visibility_config.${name}`],
    },
  ];
}

function nameFindings(
  { estate }: Firewall,
  was: string | undefined,
  is: string | undefined,
  watched: (metric: string) => readonly Dimensions[],
): readonly Said[] {
  if (was === is || was === undefined || is === undefined) return [];
  const lost = [...new Set(watched(was).flatMap((one) => alarmsOn(estate, "after", one)))];
  const found = [...new Set(watched(is).flatMap((one) => alarmsOn(estate, "before", one)))];
  const directions: readonly Direction[] = [
    ...(lost.length > 0 ? (["weaker"] as const) : []),
    ...(found.length > 0 ? (["stronger"] as const) : []),
  ];
  const direction = together(directions);
  return [
    {
      rule: "waf-metric-name",
      consequence: "guard lost",
      direction,
      before: `metric ${was}`,
      after: `metric ${is}`,
      meaning:
        lost.length > 0
          ? `An alarm still watches the metric ${was}, which ends: ${lost.join(", ")}.`
          : found.length > 0
            ? `An alarm that watched the metric ${is} in vain now has it: ${found.join(", ")}.`
            : `No alarm of these plans watches the metric ${was}; alarms and dashboards elsewhere that do watch nothing now.`,
      says: ["visibility_config.metric_name"],
    },
  ];
}
