import type { Estate } from "../../estate";
import type { Finding } from "../../finding";
import { isUpdate } from "../../settings/changed";
import { type Judge, cannotTell, neutral, ranked, saferOn, weakerBelow } from "../../settings/judges";
import { headsOf } from "../../settings/paths";
import { type Setting, settingFindings, statesOf } from "../../settings/setting";

const check = (name: string, part: string, judge: Judge, changed: string, standard?: Setting["standard"]): Setting => ({
  rule: "health-check",
  consequence: "downtime",
  path: `health_check.${name}`,
  part: `health check, ${part}`,
  judge,
  changed,
  ...(standard !== undefined && { standard }),
});

const failsOthers = "Targets that do not pass the other health check get no requests.";

/** User Guide for Application Load Balancers, "Target groups for your Application Load Balancers". */
const settings: readonly Setting[] = [
  {
    rule: "target-protocol",
    consequence: "guard lost",
    path: "protocol",
    part: "protocol",
    judge: ranked({ HTTP: 0, TCP: 0, HTTPS: 1, TLS: 1 }),
    weaker: "Requests go from the load balancer to the targets without encryption.",
    stronger: "Requests go from the load balancer to the targets encrypted.",
    changed: "Targets must speak another protocol.",
  },
  {
    rule: "target-port",
    consequence: "downtime",
    path: "port",
    part: "port",
    judge: cannotTell,
    changed: "Targets that do not listen on the other port answer nothing.",
  },
  {
    rule: "target-protocol-version",
    consequence: "downtime",
    path: "protocol_version",
    part: "protocol version",
    judge: cannotTell,
    standard: "HTTP1",
    changed: "Targets must speak another version of HTTP.",
  },
  {
    rule: "health-check-enabled",
    consequence: "downtime",
    path: "health_check.enabled",
    part: "health check",
    judge: saferOn,
    standard: true,
    weaker: "Requests go to targets that do not answer.",
    stronger: "Requests go only to targets that answer.",
  },
  check("path", "path", cannotTell, failsOthers, "/"),
  check("port", "port", cannotTell, failsOthers, "traffic-port"),
  check("protocol", "protocol", cannotTell, failsOthers, "HTTP"),
  check("matcher", "matcher", cannotTell, failsOthers),
  check("interval", "interval", neutral, "A target that fails is found sooner or later than before.", 30),
  check("timeout", "timeout", neutral, "A slow target is given another time to answer."),
  check("healthy_threshold", "healthy threshold", neutral, "A new target gets requests sooner or later than before."),
  check(
    "unhealthy_threshold",
    "unhealthy threshold",
    neutral,
    "A target that fails is found sooner or later than before.",
  ),
  {
    rule: "stickiness",
    consequence: "other",
    path: "stickiness.enabled",
    part: "stickiness",
    judge: neutral,
    standard: "false",
    changed: "Whether a client stays with one target changes.",
  },
  ...(
    [
      ["type", "lb_cookie"],
      ["cookie_name", ""],
      ["cookie_duration", 86_400],
    ] as const
  ).map(([name, standard]): Setting => ({
    rule: "stickiness",
    consequence: "other",
    path: `stickiness.${name}`,
    part: `stickiness, ${name.replace("_", " ")}`,
    judge: neutral,
    ...(standard !== "" && { standard }),
    changed: "How a client stays with one target changes.",
  })),
  {
    rule: "deregistration-delay",
    consequence: "downtime",
    path: "deregistration_delay",
    part: "deregistration delay",
    judge: weakerBelow,
    standard: 300,
    weaker: "A target that leaves has less time to finish its requests.",
    stronger: "A target that leaves has more time to finish its requests.",
  },
];

export const targetGroupAttributes: readonly string[] = headsOf(settings);

/** How requests get to the targets, and to which. */
export const targetGroupFindings = (estate: Estate): Finding[] =>
  estate
    .changed("aws_lb_target_group", "aws_alb_target_group")
    .filter(isUpdate)
    .flatMap((place) => settingFindings(settings, statesOf(place)));
