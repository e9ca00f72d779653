import {
  type Judge,
  neutral,
  saferOn,
  weakerAbove,
  weakerBelow,
  weakerFewer,
  weakerMore,
  weakerWithout,
  weakestFirst,
} from "../../settings/judges";
import { type Value, valueAt } from "../../settings/paths";
import type { Question } from "../../settings/question";
import { type TypedSetting, ofSettings } from "../../settings/setting";
import { numberOf } from "../../settings/words";
import { counted } from "../../../shared/counted";

const types = ["aws_autoscaling_group"];

/** Zero, or nothing, lets instances live without end. */
const byLifetime: Judge = (before, after) => weakerAbove(lifetimeOf(before), lifetimeOf(after));
const lifetimeOf = (value: Parameters<Judge>[0]): number => {
  const seconds = numberOf(value) ?? 0;
  return seconds === 0 ? Number.MAX_SAFE_INTEGER : seconds;
};

/** Where a refresh comes or goes as a whole, that is said once, whatever the refresh is. */
const refreshes = (sides: readonly Value[]): boolean =>
  new Set(sides.map((side) => valueAt(side, "instance_refresh.strategy") === undefined)).size === 1;

const health = {
  consequence: "downtime",
  judge: weakerBelow,
  weaker: "More instances are away at a time while the group replaces them.",
  stronger: "Fewer instances are away at a time while the group replaces them.",
  changed: "AWS's default holds on one side for how many instances are away at a time.",
} as const;

const settings: readonly TypedSetting[] = [
  {
    rule: "fleet-health-check",
    types,
    path: "health_check_type",
    part: "health check",
    standard: "EC2",
    consequence: "downtime",
    judge: weakestFirst("EC2", "ELB"),
    weaker: "An instance that runs and does not answer is not replaced.",
    stronger: "An instance that does not answer the load balancer is replaced.",
  },
  {
    rule: "fleet-health-check-grace",
    types,
    path: "health_check_grace_period",
    part: "grace period of the health check",
    standard: 300,
    consequence: "other",
    judge: neutral,
    changed: "A new instance has another time to start in before its health counts.",
  },
  {
    rule: "fleet-refresh",
    types,
    path: "instance_refresh.strategy",
    part: "instance refresh",
    consequence: "guard lost",
    judge: weakerWithout,
    weaker: "Running instances keep the old launch template, patches included, until each ends by itself.",
    stronger: "A changed launch template reaches running instances by a rolling replacement.",
  },
  {
    ...health,
    rule: "fleet-refresh-health",
    types,
    path: "instance_refresh.preferences.min_healthy_percentage",
    part: "healthy instances during a refresh",
    counts: refreshes,
  },
  {
    ...health,
    rule: "fleet-maintenance-health",
    types,
    path: "instance_maintenance_policy.min_healthy_percentage",
    part: "healthy instances during maintenance",
  },
  {
    rule: "fleet-refresh-rollback",
    types,
    path: "instance_refresh.preferences.auto_rollback",
    part: "rollback of a failed refresh",
    counts: refreshes,
    standard: false,
    consequence: "downtime",
    judge: saferOn,
    weaker: "A refresh that fails stays half done.",
    stronger: "A refresh that fails is taken back.",
  },
  {
    rule: "fleet-instance-lifetime",
    types,
    path: "max_instance_lifetime",
    part: "longest life of an instance",
    standard: 0,
    consequence: "guard lost",
    judge: byLifetime,
    words: (value) => (numberOf(value) === 0 ? "without end" : counted((numberOf(value) ?? 0) / 86_400, "day")),
    weaker: "Instances stay longer on the software that they started with.",
    stronger: "Instances are made anew sooner, with the software of that day.",
  },
  {
    rule: "fleet-suspended-processes",
    types,
    path: "suspended_processes",
    part: "suspended processes",
    consequence: "downtime",
    judge: weakerMore,
    weaker: "The group no longer does this by itself.",
    stronger: "The group does this by itself again.",
  },
  {
    rule: "fleet-metrics",
    types,
    path: "enabled_metrics",
    part: "metrics",
    consequence: "guard lost",
    judge: weakerFewer,
    weaker: "Alarms and dashboards on these metrics have no data.",
    stronger: "The group reports more metrics.",
  },
  {
    rule: "fleet-termination-order",
    types,
    path: "termination_policies",
    part: "order of termination",
    consequence: "other",
    judge: neutral,
    changed: "The group ends other instances first when it shrinks.",
  },
];

const ofFleets = ofSettings(settings);

/** How a fleet keeps itself running and up to date (Amazon EC2 Auto Scaling User Guide). */
export const fleets: Question = {
  judges: ofFleets.judges,
  find: (estate) =>
    ofFleets.find(estate).map((one) => (one.rule === "fleet-refresh" ? { ...one, says: ["instance_refresh"] } : one)),
};
