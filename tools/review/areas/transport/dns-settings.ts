import { keyOf } from "../../plan/normal";
import { saferOn, weakerWithout } from "../../settings/judges";
import type { Setting } from "../../settings/setting";

const always = (): "cannot tell" => "cannot tell";
const routing = ["weighted", "failover", "latency", "geolocation", "geoproximity", "cidr"];

/** Amazon Route 53 Developer Guide, "Values that you specify" and "Choosing a routing policy". */
export const recordSettings: readonly Setting[] = [
  {
    rule: "dns-health",
    consequence: "downtime",
    path: "alias.evaluate_target_health",
    part: "evaluate target health",
    judge: saferOn,
    standard: false,
    weaker: "The name goes on leading to a target that does not answer.",
    stronger: "The name no longer leads to a target that does not answer.",
  },
  {
    rule: "dns-health",
    consequence: "downtime",
    path: "health_check_id",
    part: "health check",
    judge: weakerWithout,
    weaker: "The name goes on leading to a target that does not answer.",
    stronger: "The name no longer leads to a target that does not answer.",
    changed: "Another health check decides whether the name leads to the target.",
  },
  ...[...routing.map((name) => `${name}_routing_policy`), "multivalue_answer_routing_policy", "set_identifier"].map(
    (path): Setting => ({
      rule: "dns-routing",
      consequence: "downtime",
      path,
      part: path.replaceAll("_", " "),
      judge: (before, after) => (keyOf(before ?? false) === keyOf(after ?? false) ? undefined : always()),
      changed: "Other clients are led to this target than before.",
    }),
  ),
];
