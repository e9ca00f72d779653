import { neutral, weakerAbove } from "../shared/judgements";
import { type Setting, ofSettings } from "../shared/settings";

const settings: readonly Setting[] = [
  {
    rule: "fleet-scaling-target",
    types: ["aws_autoscaling_policy"],
    path: "target_tracking_configuration.target_value",
    part: "target",
    consequence: "downtime",
    judge: weakerAbove,
    meanings: {
      weaker: "The group grows later, at a higher load of each instance.",
      stronger: "The group grows sooner, at a lower load of each instance.",
    },
  },
  {
    rule: "fleet-scaling-down",
    types: ["aws_autoscaling_policy"],
    path: "target_tracking_configuration.disable_scale_in",
    part: "shrinking",
    absent: false,
    consequence: "other",
    judge: neutral,
    meanings: { weaker: "Whether the group shrinks by itself is different." },
  },
];

/** When a fleet grows (Amazon EC2 Auto Scaling User Guide, "Target tracking scaling policies"). */
export const scaling = ofSettings(settings);
