import type { Estate } from "../../estate";
import type { Finding } from "../../finding";
import { type Judge, type Setting, anyChange, findingsOf, flag, moreIsSafer, ranked } from "../../setting";

const check = (name: string, part: string, judge: Judge, changed: string): Setting => ({
  rule: "health-check",
  consequence: "downtime",
  path: `health_check.${name}`,
  part: `health check, ${part}`,
  judge,
  weaker: "",
  stronger: "",
  changed,
});

const failsOthers = "Targets that do not pass the other health check get no requests.";

/** Elastic Load Balancing User Guide, "Target groups for your Application Load Balancers". */
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
    judge: () => "cannot tell",
    weaker: "",
    stronger: "",
    changed: "Targets that do not listen on the other port answer nothing.",
  },
  {
    rule: "target-protocol-version",
    consequence: "downtime",
    path: "protocol_version",
    part: "protocol version",
    judge: anyChange("cannot tell", "HTTP1"),
    weaker: "",
    stronger: "",
    changed: "Targets must speak another version of HTTP.",
  },
  {
    rule: "health-check-enabled",
    consequence: "downtime",
    path: "health_check.enabled",
    part: "health check",
    judge: flag(true, true),
    weaker: "Requests go to targets that do not answer.",
    stronger: "Requests go only to targets that answer.",
  },
  check("path", "path", anyChange("cannot tell", "/"), failsOthers),
  check("port", "port", anyChange("cannot tell", "traffic-port"), failsOthers),
  check("protocol", "protocol", anyChange("cannot tell", "HTTP"), failsOthers),
  check("matcher", "matcher", anyChange("cannot tell", ""), failsOthers),
  check(
    "interval",
    "interval",
    anyChange("neutral", "30"),
    "A target that fails is found sooner or later than before.",
  ),
  check("timeout", "timeout", anyChange("neutral", ""), "A slow target is given another time to answer."),
  check(
    "healthy_threshold",
    "healthy threshold",
    anyChange("neutral", ""),
    "A new target gets requests sooner or later than before.",
  ),
  check(
    "unhealthy_threshold",
    "unhealthy threshold",
    anyChange("neutral", ""),
    "A target that fails is found sooner or later than before.",
  ),
  {
    rule: "stickiness",
    consequence: "other",
    path: "stickiness.enabled",
    part: "stickiness",
    judge: anyChange("neutral", "false"),
    weaker: "",
    stronger: "",
    changed: "Whether a client stays with one target changes.",
  },
  ...["type", "cookie_name", "cookie_duration"].map((name): Setting => ({
    rule: "stickiness",
    consequence: "other",
    path: `stickiness.${name}`,
    part: `stickiness, ${name.replace("_", " ")}`,
    judge: anyChange("neutral", name === "cookie_duration" ? "86400" : name === "type" ? "lb_cookie" : ""),
    weaker: "",
    stronger: "",
    changed: "How a client stays with one target changes.",
  })),
  {
    rule: "deregistration-delay",
    consequence: "downtime",
    path: "deregistration_delay",
    part: "deregistration delay",
    judge: moreIsSafer(300),
    weaker: "A target that leaves has less time to finish its requests.",
    stronger: "A target that leaves has more time to finish its requests.",
  },
];

export const targetGroupAttributes: readonly string[] = [
  ...new Set(settings.map(({ path }) => path.split(".")[0] ?? path)),
];

/** How requests get to the targets, and to which. */
export const targetGroupFindings = (estate: Estate): Finding[] =>
  estate
    .changed("aws_lb_target_group", "aws_alb_target_group")
    .filter(({ before, after }) => before !== undefined && after !== undefined)
    .flatMap((place) => findingsOf(settings, { place, before: place.before, after: place.after }));
