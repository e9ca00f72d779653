import { neutral, saferOn, weakerAbove } from "../../settings/judges";
import { type TypedSetting, ofSettings } from "../../settings/setting";

const settings: readonly TypedSetting[] = [
  {
    rule: "fleet-scaling-target",
    types: ["aws_autoscaling_policy"],
    path: "target_tracking_configuration.target_value",
    part: "target",
    consequence: "downtime",
    judge: weakerAbove,
    weaker: "The group grows later, at a higher load of each instance.",
    stronger: "The group grows sooner, at a lower load of each instance.",
  },
  {
    rule: "fleet-scaling-policy",
    types: ["aws_autoscaling_policy"],
    path: "enabled",
    part: "enabled",
    standard: true,
    consequence: "downtime",
    judge: saferOn,
    weaker: "The policy no longer makes the group grow or shrink: the size stays as it is, whatever the load.",
    stronger: "The policy makes the group grow and shrink with its load.",
  },
  {
    rule: "fleet-scaling-down",
    types: ["aws_autoscaling_policy"],
    path: "target_tracking_configuration.disable_scale_in",
    part: "shrinking",
    standard: false,
    consequence: "other",
    judge: neutral,
    changed: "Whether the group shrinks by itself is different.",
  },
];

/** When a fleet grows (Amazon EC2 Auto Scaling User Guide, "Target tracking scaling policies", "Temporarily disable a scaling policy"). */
export const scaling = ofSettings(settings);
