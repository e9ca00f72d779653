import type { Finding } from "../../finding";
import { neutral, saferOn, weakerBelow } from "../../settings/judges";
import type { Question } from "../../settings/question";
import { type TypedSetting, ofSettings } from "../../settings/setting";
import { wordsOf } from "../../settings/words";

const fleet = { types: ["aws_autoscaling_group"], consequence: "downtime", judge: weakerBelow } as const;
const seconds = (value: Parameters<typeof wordsOf>[0]): string => `${wordsOf(value)} s`;
const loadBalancer = ["aws_lb"];
const onOff = saferOn;

const settings: readonly TypedSetting[] = [
  {
    ...fleet,
    rule: "fleet-smallest",
    path: "min_size",
    part: "smallest size",
    weaker: "Fewer instances serve when there is little to do.",
    stronger: "More instances serve at all times.",
  },
  {
    ...fleet,
    rule: "fleet-largest",
    path: "max_size",
    part: "largest size",
    weaker: "Fewer instances carry a peak.",
    stronger: "More instances can carry a peak.",
  },
  {
    ...fleet,
    rule: "fleet-desired",
    path: "desired_capacity",
    part: "instances now",
    weaker: "The apply ends instances at once.",
    stronger: "The apply starts instances at once.",
  },
  {
    rule: "load-balancer-idle-timeout",
    types: loadBalancer,
    path: "idle_timeout",
    part: "idle timeout",
    standard: 60,
    consequence: "downtime",
    judge: weakerBelow,
    words: seconds,
    weaker: "The load balancer ends connections that wait longer for an answer.",
    stronger: "The load balancer waits longer for an answer.",
  },
  {
    rule: "load-balancer-keep-alive",
    types: loadBalancer,
    path: "client_keep_alive",
    part: "keep-alive of clients",
    standard: 3600,
    consequence: "other",
    judge: neutral,
    words: seconds,
    changed: "Clients keep a connection for another time.",
  },
  {
    rule: "load-balancer-zones",
    types: loadBalancer,
    path: "enable_cross_zone_load_balancing",
    part: "balancing across zones",
    consequence: "downtime",
    judge: onOff,
    weaker: "A zone with few targets gets as many requests as one with many.",
    stronger: "Requests are shared by the targets of all zones.",
  },
];

const ofSizes = ofSettings(settings);

/**
 * How much there is of what serves (Amazon EC2 Auto Scaling User Guide, "Set scaling limits for your Auto Scaling group"; User
 * Guide for Application Load Balancers, "Load balancer attributes").
 */
export const sizes: Question = { ...ofSizes, find: (estate) => ofSizes.find(estate).map(atZero) };

const none: Readonly<Record<string, string>> = {
  "fleet-smallest": "The group may end its last instance.",
  "fleet-largest": "The group has no instance any more: what it serves is away.",
  "fleet-desired": "The apply ends all instances: what they serve is away.",
};

/** No instance at all is more than fewer of them. */
const atZero = (finding: Finding): Finding =>
  finding.after === "0" ? { ...finding, meaning: none[finding.rule] ?? finding.meaning } : finding;
