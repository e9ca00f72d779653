import { neutral } from "../../settings/judges";
import { type TypedSetting, ofSettings } from "../../settings/setting";

const targetGroup = ["aws_lb_target_group"];

const balancing = [
  ["load_balancing_algorithm_type", "algorithm"],
  ["load_balancing_cross_zone_enabled", "balancing across zones"],
  ["slow_start", "slow start"],
] as const;

const settings = balancing.map(([path, part]): TypedSetting => ({
  rule: "target-group-balance",
  types: targetGroup,
  path,
  part,
  consequence: "other",
  judge: neutral,
  changed: "Requests are shared by the targets in another way.",
}));

/** How targets share requests (User Guide for Application Load Balancers, "Edit target group attributes"). Health is `transport`'s. */
export const targetGroups = ofSettings(settings);
