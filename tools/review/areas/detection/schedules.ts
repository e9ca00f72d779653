import type { Destination } from "../../settings/destinations";
import type { TypedMembers } from "../../settings/members";
import type { Presence } from "../../settings/presence";
import { cannotTell, saferOn, weakestFirst } from "../../settings/judges";
import type { TypedSetting } from "../../settings/setting";

const rule = ["aws_cloudwatch_event_rule"];
const target = ["aws_cloudwatch_event_target"];
const subscription = ["aws_db_event_subscription"];

/** What runs on a schedule or on an event, and who is told of a database's events: both watch over the rest. */
export const schedulePresences: readonly Presence[] = [
  {
    rule: "event-rule",
    types: rule,
    lost: "What ran on the schedule or on the events runs no more.",
    added: "A schedule or events set something off.",
  },
  {
    rule: "event-target",
    types: target,
    owner: "rule",
    ownerNamedBy: ["aws_cloudwatch_event_rule", "name"],
    lost: "The rule no longer sets off the target.",
    added: "The rule sets off one more target.",
  },
  {
    rule: "database-events",
    types: subscription,
    lost: "Nobody is told of the database's events any more.",
    added: "Somebody is told of the database's events.",
  },
];

export const scheduleSettings: readonly TypedSetting[] = [
  {
    rule: "event-rule",
    consequence: "guard lost",
    types: rule,
    path: "state",
    part: "state",
    judge: weakestFirst("DISABLED", "ENABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"),
    standard: "ENABLED",
    weaker: "What ran on the schedule or on the events runs no more.",
    stronger: "The rule sets its targets off.",
  },
  ...[
    ["schedule_expression", "schedule"],
    ["event_pattern", "events"],
  ].map(([path = "", part = ""]): TypedSetting => ({
    rule: "event-rule",
    consequence: "guard lost",
    types: rule,
    path,
    part,
    judge: cannotTell,
    changed: "The rule sets its targets off at other times: compare the two.",
  })),
  {
    rule: "database-events",
    consequence: "guard lost",
    types: subscription,
    path: "enabled",
    part: "state",
    judge: saferOn,
    standard: true,
    weaker: "Nobody is told of the database's events any more.",
    stronger: "Somebody is told of the database's events.",
  },
];

export const scheduleMembers: readonly TypedMembers[] = [
  {
    rule: "database-events",
    types: subscription,
    path: "event_categories",
    part: "kinds of events",
    removed: "Nobody is told of these events any more.",
    added: "Somebody is told of these events too.",
    consequence: "guard lost",
    more: "stronger",
  },
  {
    rule: "database-events",
    types: subscription,
    path: "source_ids",
    part: "databases",
    removed: "Nobody is told of the events of these any more.",
    added: "Somebody is told of the events of these too.",
    consequence: "guard lost",
    more: "stronger",
  },
];

export const scheduleDestinations: readonly Destination[] = [
  {
    rule: "event-target",
    types: target,
    path: "arn",
    part: "target",
    elsewhere: "The rule sets off something else: what ran before runs no more.",
    isTold: true,
  },
  {
    rule: "database-events",
    types: subscription,
    path: "sns_topic",
    part: "topic",
    elsewhere: "Others are told of the database's events.",
    isTold: true,
  },
];
