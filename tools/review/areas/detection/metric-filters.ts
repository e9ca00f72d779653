import { cannotTell } from "../../settings/judges";
import type { Presence } from "../../settings/presence";
import type { TypedSetting } from "../../settings/setting";

const types = ["aws_cloudwatch_log_metric_filter"];

/** What a filter counts, which alarms then watch. Two patterns are not compared. */
export const filterSettings: readonly TypedSetting[] = (
  [
    ["pattern", "pattern"],
    ["metric_transformation.name", "metric"],
    ["metric_transformation.namespace", "metric namespace"],
    ["metric_transformation.value", "counted value"],
    ["metric_transformation.default_value", "value without a match"],
  ] as const
).map(([attribute, part]) => ({
  rule: "metric-filter",
  consequence: "guard lost",
  types,
  path: attribute,
  part,
  judge: cannotTell,
  changed: "Other lines of the log count, or count otherwise: an alarm on the metric may go off no more.",
}));

export const filterPresences: readonly Presence[] = [
  {
    rule: "metric-filter",
    types,
    owner: "log_group_name",
    lost: "The metric of the filter gets no values any more, and an alarm on the metric goes off no more.",
    added: "Lines of the log group count in a metric.",
  },
];
