import type { Estate } from "../../estate";
import type { Finding } from "../../finding";
import { cannotTell, saferOn, weakestFirst } from "../../settings/judges";
import type { Destination } from "../../settings/destinations";
import type { Presence } from "../../settings/presence";
import type { TypedSetting } from "../../settings/setting";
import { actionFindings } from "./alarm-actions";
import { metricFindings } from "./alarm-metric";
import { thresholdFindings } from "./alarm-threshold";
import { timingFindings } from "./alarm-timing";

const metric = "aws_cloudwatch_metric_alarm";
const composite = "aws_cloudwatch_composite_alarm";

export const alarmSettings: readonly TypedSetting[] = [
  {
    rule: "alarm-actions-enabled",
    consequence: "guard lost",
    types: [metric, composite],
    path: "actions_enabled",
    part: "all actions",
    judge: saferOn,
    standard: true,
    weaker: "Nobody is told when the alarm goes off.",
    stronger: "The alarm's actions run when the alarm goes off.",
  },
  {
    rule: "alarm-missing-data",
    consequence: "guard lost",
    types: [metric],
    path: "treat_missing_data",
    part: "missing data",
    // CloudWatch User Guide, "Configuring how CloudWatch alarms treat missing data".
    judge: weakestFirst("notBreaching", "ignore", "missing", "breaching"),
    standard: "missing",
    weaker: "A metric that stops coming is taken for a good sign more than before.",
    stronger: "A metric that stops coming is taken for a bad sign more than before.",
  },
  {
    rule: "alarm-low-samples",
    consequence: "guard lost",
    types: [metric],
    path: "evaluate_low_sample_count_percentiles",
    part: "percentile of few samples",
    judge: weakestFirst("ignore", "evaluate"),
    standard: "evaluate",
    weaker: "The alarm keeps its state while there are few samples.",
    stronger: "The alarm is evaluated also while there are few samples.",
  },
  {
    rule: "alarm-rule",
    consequence: "guard lost",
    types: [composite],
    path: "alarm_rule",
    part: "rule",
    judge: cannotTell,
    changed: "The alarm goes off in other cases: compare the two rules.",
  },
];

export const alarmPresences: readonly Presence[] = [
  {
    rule: "alarm",
    types: [metric, composite],
    lost: "Nobody is told any more of what the alarm watched.",
    added: "Somebody is told of what the alarm watches.",
  },
  {
    rule: "alarm-subscription",
    types: ["aws_sns_topic_subscription"],
    owner: "topic_arn",
    lost: "The subscriber is no longer told what the topic's alarms say.",
    added: "The subscriber is told what the topic's alarms say.",
  },
];

/** Who is told what a topic is told. */
export const subscriberDestinations: readonly Destination[] = [
  {
    rule: "alarm-subscription",
    types: ["aws_sns_topic_subscription"],
    path: "endpoint",
    part: "subscriber",
    elsewhere: "Another subscriber is told what the topic's alarms say, and the old one no more.",
    isTold: true,
  },
];

/** The attributes of an alarm that are judged together. */
export const alarmAttributes = {
  [metric]: [
    "comparison_operator",
    "threshold",
    "threshold_metric_id",
    "evaluation_periods",
    "datapoints_to_alarm",
    "period",
    "namespace",
    "metric_name",
    "dimensions",
    "statistic",
    "extended_statistic",
    "unit",
    "metric_query",
    "alarm_actions",
    "insufficient_data_actions",
  ],
  [composite]: ["alarm_actions", "insufficient_data_actions"],
} as const;

/** When alarms go off, of what, and who is told. */
export const findAlarms = (estate: Estate): readonly Finding[] =>
  estate
    .changed(metric, composite)
    .filter(({ before, after }) => before !== undefined && after !== undefined)
    .flatMap((resource) => [
      ...actionFindings(resource, estate),
      ...(resource.type === composite
        ? []
        : [...thresholdFindings(resource), ...timingFindings(resource), ...metricFindings(resource, estate)]),
    ]);
