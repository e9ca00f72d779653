import type { Finding } from "../../finding";
import type { Normal } from "../../plan/normal";
import { byLevel, neutral, saferOff, saferOn, weakestFirst } from "../../settings/judges";
import type { Setting } from "../../settings/setting";
import { numberOf } from "../../settings/words";

/**
 * A limit of -1, or none, is the account's (API Gateway Developer Guide, "Throttle requests to your REST APIs for better throughput
 * in API Gateway"; Terraform registry, `aws_api_gateway_method_settings`).
 */
const limit = (value: Normal | undefined): number => {
  const number = numberOf(value);
  return number === undefined || number < 0 ? -Infinity : -number;
};
const limitWords = (value: Normal | undefined): string =>
  limit(value) === -Infinity ? "the account's limit" : `${-limit(value)}`;

/**
 * A limit of 0 is no limit but the end of all calls: the burst limit is the number of requests that API Gateway fulfills before
 * it answers 429 (API Gateway Developer Guide, "Throttle requests to your HTTP APIs for better throughput in API Gateway").
 */
export function refusesAll(finding: Finding): Finding {
  const { rule, before, after } = finding;
  if (!rule.endsWith("-throttle") || (before !== "0" && after !== "0")) return finding;
  return after === "0"
    ? {
        ...finding,
        consequence: "downtime",
        direction: "weaker",
        meaning: "No request is let in: every call gets 429.",
      }
    : { ...finding, consequence: "downtime", direction: "stronger", meaning: "Requests are let in up to this limit." };
}

const throttle = { rule: "api-throttle", consequence: "guard lost", judge: byLevel(limit), words: limitWords } as const;

/** What a stage does with the calls of a method or a route: names without the block around. */
export const limitSettings: readonly Setting[] = [
  {
    ...throttle,
    path: "throttling_rate_limit",
    part: "requests per second",
    weaker: "Callers may send more requests in a second.",
    stronger: "Callers may send fewer requests in a second: those above get 429.",
  },
  {
    ...throttle,
    path: "throttling_burst_limit",
    part: "requests at once",
    weaker: "Callers may send more requests at once.",
    stronger: "Callers may send fewer requests at once: those above get 429.",
  },
  {
    rule: "api-data-trace",
    consequence: "exposure",
    path: "data_trace_enabled",
    part: "data trace",
    standard: false,
    judge: saferOff,
    weaker: "Whole requests and answers, with tokens and personal data, are written to the log.",
    stronger: "Requests and answers are no longer written to the log.",
  },
  {
    rule: "api-log-level",
    consequence: "guard lost",
    path: "logging_level",
    part: "execution log",
    standard: "OFF",
    judge: weakestFirst("OFF", "ERROR", "INFO"),
    words: (value) => (typeof value === "string" ? value : "OFF"),
    weaker: "Fewer of the API's failures are logged.",
    stronger: "More of the API's work is logged.",
  },
  ...["metrics_enabled", "detailed_metrics_enabled"].map((path): Setting => ({
    rule: "api-metrics",
    consequence: "guard lost",
    path,
    part: "metrics by method",
    standard: false,
    judge: saferOn,
    weaker: "Alarms on one method's metrics see nothing.",
    stronger: "Each method has metrics of its own.",
  })),
  {
    rule: "api-cache",
    consequence: "exposure",
    path: "caching_enabled",
    part: "cache of answers",
    standard: false,
    judge: saferOff,
    weaker:
      "Answers are kept: a caller may get the answer to another's call where the cache key does not tell callers apart.",
    stronger: "Answers are no longer kept.",
  },
  {
    rule: "api-cache-encryption",
    consequence: "guard lost",
    path: "cache_data_encrypted",
    part: "encryption of the cache",
    standard: false,
    judge: saferOn,
    weaker: "Kept answers are not encrypted.",
    stronger: "Kept answers are encrypted.",
  },
  {
    rule: "api-cache-control",
    consequence: "guard lost",
    path: "require_authorization_for_cache_control",
    part: "authorization for emptying the cache",
    standard: true,
    judge: saferOn,
    weaker: "Any caller may have a kept answer thrown away.",
    stronger: "Only callers with the permission may have a kept answer thrown away.",
  },
  {
    rule: "api-cache-control",
    consequence: "other",
    path: "unauthorized_cache_control_header_strategy",
    part: "answer to a caller who may not empty the cache",
    standard: "SUCCEED_WITH_RESPONSE_HEADER",
    judge: neutral,
    changed: "A caller who may not empty the cache gets another answer.",
  },
  {
    rule: "api-cache-time",
    consequence: "other",
    path: "cache_ttl_in_seconds",
    part: "time that an answer is kept (seconds)",
    standard: 300,
    judge: neutral,
    changed: "Answers are kept for another time.",
  },
];
