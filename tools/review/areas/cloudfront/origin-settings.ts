import { cannotTell, neutral, weakerBelow } from "../../settings/judges";
import type { Setting } from "../../settings/setting";
import { originConnection } from "./origin-connection";

const elsewhere = "CloudFront asks the origin at another place, which must be ready for the requests.";

const timeout = (path: string, part: string, absent: number): Setting => ({
  rule: "origin-timeout",
  consequence: "downtime",
  path,
  part,
  judge: weakerBelow,
  standard: absent,
  weaker: "CloudFront gives up on a slow origin sooner.",
  stronger: "CloudFront waits longer for a slow origin.",
});

/** CloudFront Developer Guide, "Origin settings". */
export const originSettings: readonly Setting[] = [
  ...originConnection("custom_origin_config", "origin_ssl_protocols", elsewhere),
  {
    rule: "origin-place",
    consequence: "downtime",
    path: "origin_path",
    part: "path",
    judge: cannotTell,
    changed: elsewhere,
  },
  timeout("custom_origin_config.origin_read_timeout", "read timeout", 30),
  timeout("vpc_origin_config.origin_read_timeout", "read timeout", 30),
  timeout("connection_timeout", "connection timeout", 10),
  {
    rule: "origin-timeout",
    consequence: "downtime",
    path: "connection_attempts",
    part: "connection attempts",
    judge: weakerBelow,
    standard: 3,
    weaker: "CloudFront gives up on an origin after fewer attempts.",
    stronger: "CloudFront tries an origin more often.",
  },
  ...["custom_origin_config", "vpc_origin_config"].map((block): Setting => ({
    rule: "origin-keepalive",
    consequence: "other",
    path: `${block}.origin_keepalive_timeout`,
    part: "keep-alive timeout",
    judge: neutral,
    standard: "5",
    changed: "CloudFront keeps connections to the origin open for another time.",
  })),
  {
    rule: "origin-shield",
    consequence: "other",
    path: "origin_shield.enabled",
    part: "origin shield",
    judge: neutral,
    standard: "false",
    changed: "The origin gets more requests for the same content, or fewer.",
  },
  {
    rule: "origin-shield",
    consequence: "other",
    path: "origin_shield.origin_shield_region",
    part: "origin shield region",
    judge: neutral,
    changed: "Requests come to the origin by another Region.",
  },
];

/** Those that every kind of origin has. */
export const settingsOfAll = originSettings.filter(({ path }) => !/^(?:custom|vpc)_origin_config\./.test(path));
