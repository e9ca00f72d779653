import { cannotTell, neutral, saferOn, weakerBelow } from "../../settings/judges";
import { type TypedSetting, ofSettings } from "../../settings/setting";
import { wordsOf } from "../../settings/words";

const targetGroup = ["aws_lb_target_group"];
const seconds = (value: Parameters<typeof wordsOf>[0]): string => `${wordsOf(value)} s`;

const settings: readonly TypedSetting[] = [
  {
    rule: "target-group-draining",
    types: targetGroup,
    path: "deregistration_delay",
    part: "deregistration delay",
    standard: 300,
    consequence: "downtime",
    judge: weakerBelow,
    words: seconds,
    weaker: "Requests that take longer than this are cut when a target is taken out.",
    stronger: "Requests have longer to end when a target is taken out.",
  },
  {
    rule: "target-group-health",
    types: targetGroup,
    path: "health_check.enabled",
    part: "health check",
    standard: true,
    consequence: "downtime",
    judge: saferOn,
    weaker: "Targets that do not answer still get requests.",
    stronger: "Targets that do not answer get no requests.",
  },
  ...(
    [
      ["path", "path of the health check"],
      ["matcher", "good answers of the health check"],
      ["port", "port of the health check"],
      ["protocol", "protocol of the health check"],
    ] as const
  ).map(([name, part]): TypedSetting => ({
    rule: "target-group-health-question",
    types: targetGroup,
    path: `health_check.${name}`,
    part,
    consequence: "downtime",
    judge: cannotTell,
    changed: "Targets that do not answer the new question well get no requests.",
  })),
  ...(
    [
      ["interval", "interval of the health check"],
      ["timeout", "timeout of the health check"],
      ["healthy_threshold", "good answers in a row"],
      ["unhealthy_threshold", "bad answers in a row"],
    ] as const
  ).map(([name, part]): TypedSetting => ({
    rule: "target-group-health-pace",
    types: targetGroup,
    path: `health_check.${name}`,
    part,
    consequence: "other",
    judge: neutral,
    changed: "A target is taken out and in again after another time.",
  })),
  ...(
    [
      ["load_balancing_algorithm_type", "algorithm"],
      ["load_balancing_cross_zone_enabled", "balancing across zones"],
      ["slow_start", "slow start"],
      ["stickiness", "stickiness"],
    ] as const
  ).map(([path, part]): TypedSetting => ({
    rule: "target-group-balance",
    types: targetGroup,
    path,
    part,
    consequence: "other",
    judge: neutral,
    changed: "Requests are shared by the targets in another way.",
  })),
];

/** When targets get requests (User Guide for Application Load Balancers, "Edit target group attributes", "Health checks"). */
export const targetGroups = ofSettings(settings);
