import type { Judgement } from "../shared/judgements";
import {
  neutral,
  numberOf,
  weakerAbove,
  weakerBelow,
  weakerFewer,
  weakerMore,
  weakerWithout,
  weakestFirst,
} from "../shared/judgements";
import { type Setting, ofSettings } from "../shared/settings";
import { counted } from "../shared/words";

const types = ["aws_autoscaling_group"];

/** Zero, or nothing, lets instances live without end. */
const byLifetime: Judgement = (before, after) => weakerAbove(lifetimeOf(before), lifetimeOf(after));
const lifetimeOf = (value: Parameters<Judgement>[0]): number => {
  const seconds = numberOf(value) ?? 0;
  return seconds === 0 ? Number.MAX_SAFE_INTEGER : seconds;
};

const health = {
  consequence: "downtime",
  judge: weakerBelow,
  meanings: {
    weaker: "More instances are away at a time while the group replaces them.",
    stronger: "Fewer instances are away at a time while the group replaces them.",
    "cannot tell": "AWS's default holds on one side for how many instances are away at a time.",
  },
} as const;

const settings: readonly Setting[] = [
  {
    rule: "fleet-health-check",
    types,
    path: "health_check_type",
    part: "health check",
    absent: "EC2",
    consequence: "downtime",
    judge: weakestFirst("EC2", "ELB"),
    meanings: {
      weaker: "An instance that runs and does not answer is not replaced.",
      stronger: "An instance that does not answer the load balancer is replaced.",
    },
  },
  {
    rule: "fleet-health-check-grace",
    types,
    path: "health_check_grace_period",
    part: "grace period of the health check",
    absent: 300,
    consequence: "other",
    judge: neutral,
    meanings: { weaker: "A new instance has another time to start in before its health counts." },
  },
  {
    rule: "fleet-refresh",
    types,
    path: "instance_refresh.strategy",
    part: "instance refresh",
    consequence: "guard lost",
    judge: weakerWithout,
    meanings: {
      weaker: "Running instances keep the old launch template, patches included, until each ends by itself.",
      stronger: "A changed launch template reaches running instances by a rolling replacement.",
    },
  },
  {
    ...health,
    rule: "fleet-refresh-health",
    types,
    path: "instance_refresh.preferences.min_healthy_percentage",
    part: "healthy instances during a refresh",
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
    absent: false,
    consequence: "downtime",
    judge: weakestFirst("false", "true"),
    meanings: {
      weaker: "A refresh that fails stays half done.",
      stronger: "A refresh that fails is taken back.",
    },
  },
  {
    rule: "fleet-instance-lifetime",
    types,
    path: "max_instance_lifetime",
    part: "longest life of an instance",
    absent: 0,
    consequence: "guard lost",
    judge: byLifetime,
    words: (value) => (numberOf(value) === 0 ? "without end" : counted((numberOf(value) ?? 0) / 86_400, "day")),
    meanings: {
      weaker: "Instances stay longer on the software that they started with.",
      stronger: "Instances are made anew sooner, with the software of that day.",
    },
  },
  {
    rule: "fleet-suspended-processes",
    types,
    path: "suspended_processes",
    part: "suspended processes",
    consequence: "downtime",
    judge: weakerMore,
    meanings: {
      weaker: "The group no longer does this by itself.",
      stronger: "The group does this by itself again.",
    },
  },
  {
    rule: "fleet-metrics",
    types,
    path: "enabled_metrics",
    part: "metrics",
    consequence: "guard lost",
    judge: weakerFewer,
    meanings: {
      weaker: "Alarms and dashboards on these metrics have no data.",
      stronger: "The group reports more metrics.",
    },
  },
  {
    rule: "fleet-termination-order",
    types,
    path: "termination_policies",
    part: "order of termination",
    consequence: "other",
    judge: neutral,
    meanings: { weaker: "The group ends other instances first when it shrinks." },
  },
];

/** How a fleet keeps itself running and up to date (Amazon EC2 Auto Scaling User Guide). */
export const fleets = ofSettings(settings);
