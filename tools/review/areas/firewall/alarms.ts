import { type Estate, type Side, attribute, blocksOf, textOf } from "../../estate";
import type { Normal } from "../../plan/normal";
import { nameOf } from "../../things";

/** The dimensions of a metric of AWS WAF: `WebACL` or `RuleGroup`, and `Rule` (WAF Developer Guide, "AWS WAF metrics and dimensions"). */
export type Dimensions = Readonly<Record<string, string>>;

/** The names of the alarms that watch the metrics with these dimensions, on one side. */
export function alarmsOn(estate: Estate, side: Side, dimensions: Dimensions): readonly string[] {
  return estate
    .ofType("aws_cloudwatch_metric_alarm")
    .filter((alarm) => metricsOf(alarm[side]).some((metric) => hasAll(metric, dimensions)))
    .map(nameOf);
}

const metricsOf = (alarm: Normal | undefined): readonly Normal[] =>
  [
    ...(alarm === undefined ? [] : [alarm]),
    ...blocksOf(alarm, "metric_query").flatMap((query) => blocksOf(query, "metric")),
  ].filter((metric) => textOf(metric, "namespace") === "AWS/WAFV2");

const hasAll = (metric: Normal, dimensions: Dimensions): boolean =>
  Object.entries(dimensions).every(([name, value]) => textOf(attribute(metric, "dimensions"), name) === value);
