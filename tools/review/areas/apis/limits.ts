import { type Estate, type Resource, type Side, attribute, blocksOf, isChanged, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { type Normal, isObject, keyOf, unknown } from "../../plan/normal";
import {
  type Judgement,
  type Setting,
  isLeftOut,
  judged,
  numberOf,
  orderOf,
  valueAt,
  whenOff,
  whenOn,
  withPlace,
} from "../../settings";
import { apiKeyOf } from "./api-of";

/** A limit of -1, or none, is the account's (API Gateway Developer Guide, "Throttle requests to your REST APIs"). */
const limit = (value: Normal | undefined): number => {
  const number = numberOf(value);
  return number === undefined || number < 0 ? -Infinity : -number;
};
const limitWords = (value: Normal | undefined): string =>
  limit(value) === -Infinity ? "the account's limit" : `${-limit(value)}`;

const throttle = { rule: "api-throttle", consequence: "guard lost", safety: limit, words: limitWords } as const;

/** What a stage does with the calls of a method or a route: names without the block around. */
const settings: readonly Setting[] = [
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
    safety: whenOff,
    weaker: "Whole requests and answers, with tokens and personal data, are written to the log.",
    stronger: "Requests and answers are no longer written to the log.",
  },
  {
    rule: "api-log-level",
    consequence: "guard lost",
    path: "logging_level",
    part: "execution log",
    standard: "OFF",
    safety: orderOf("OFF", "ERROR", "INFO"),
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
    safety: whenOn,
    weaker: "Alarms on one method's metrics see nothing.",
    stronger: "Each method has metrics of its own.",
  })),
  {
    rule: "api-cache",
    consequence: "exposure",
    path: "caching_enabled",
    part: "cache of answers",
    standard: false,
    safety: whenOff,
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
    safety: whenOn,
    weaker: "Kept answers are not encrypted.",
    stronger: "Kept answers are encrypted.",
  },
  {
    rule: "api-cache-control",
    consequence: "guard lost",
    path: "require_authorization_for_cache_control",
    part: "authorization for emptying the cache",
    standard: true,
    safety: whenOn,
    weaker: "Any caller may have a kept answer thrown away.",
    stronger: "Only callers with the permission may have a kept answer thrown away.",
  },
  {
    rule: "api-cache-control",
    consequence: "other",
    path: "unauthorized_cache_control_header_strategy",
    part: "answer to a caller who may not empty the cache",
    standard: "SUCCEED_WITH_RESPONSE_HEADER",
    changed: { direction: "neutral", meaning: "A caller who may not empty the cache gets another answer." },
  },
  {
    rule: "api-cache-time",
    consequence: "other",
    path: "cache_ttl_in_seconds",
    part: "time that an answer is kept (seconds)",
    standard: 300,
    changed: { direction: "neutral", meaning: "Answers are kept for another time." },
  },
];

export const judgedOfMethodSettings = ["settings", "method_path", "stage_name", "rest_api_id"];

/** `*\/*` stands for every method that has no settings of its own. */
const everyMethod = "*/*";

interface Settled {
  readonly resource: Resource;
  readonly values: Normal | undefined;
}

/** Settings of methods on a stage: what applies to a method before and after, whatever resource says so. */
export function methodSettingFindings(estate: Estate): readonly Finding[] {
  const [before, after] = [methodSettings(estate, "before"), methodSettings(estate, "after")];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [stage = "", method = ""] = key.split("\n");
    const [had, has] = [before.get(key), after.get(key)];
    const resource = has?.resource ?? had?.resource;
    if (resource === undefined || !isChanged(resource) || resource.action === "forget") return [];
    const others = (of: ReadonlyMap<string, Settled>): Normal | undefined => of.get(`${stage}\n${everyMethod}`)?.values;
    const found = compared(had?.values ?? others(before), has?.values ?? others(after), (path) =>
      isLeftOut(resource, `settings.${path}`),
    );
    const part = method === everyMethod ? "every method" : methodWords(method);
    return found.map((one) => ({
      ...withPlace(one.finding, resource, `settings.${one.path}`),
      part: `${part}, ${one.finding.part ?? ""}`,
    }));
  });
}

function methodSettings(estate: Estate, side: Side): ReadonlyMap<string, Settled> {
  const all = estate.ofType("aws_api_gateway_method_settings").filter((one) => one[side] !== undefined);
  return new Map(
    all.map((resource) => {
      const method = (textOf(resource[side], "method_path") ?? "").replaceAll("~1", "/").replace(/^\//, "");
      const stage = `${apiKeyOf(estate, side, resource)} ${textOf(resource[side], "stage_name") ?? ""}`;
      return [`${stage}\n${method}`, { resource, values: blocksOf(resource[side], "settings")[0] }];
    }),
  );
}

/** `orders/POST` is `POST /orders`. */
const methodWords = (path: string): string => path.replace(/^(.*)\/([^/]+)$/, "$2 /$1");

interface Compared {
  readonly path: string;
  readonly finding: Judgement;
}

function compared(
  before: Normal | undefined,
  after: Normal | undefined,
  isGiven: (path: string) => boolean,
): readonly Compared[] {
  return settings.flatMap((setting) => {
    const { path, standard } = setting;
    const [had, has] = [attribute(before, path) ?? standard, attribute(after, path) ?? standard];
    const isStandard = has === unknown && isGiven(path) && (before === undefined || keyOf(had) === keyOf(standard));
    return judged(setting, { before: had, after: isStandard ? standard : has }).map((finding) => ({ path, finding }));
  });
}

/** Settings of routes on a stage of an HTTP API: those of the route, or the stage's for every route. */
export function routeSettingFindings(estate: Estate): readonly Finding[] {
  return estate
    .changed("aws_apigatewayv2_stage")
    .filter(({ before, after, action }) => before !== undefined && after !== undefined && action !== "forget")
    .flatMap((stage) => {
      const [before, after] = [routeSettings(stage, "before"), routeSettings(stage, "after")];
      const isGiven = (path: string): boolean => isLeftOut(stage, `default_route_settings.${path}`);
      const found = compared(before.others, after.others, isGiven).map((one) => ({ ...one, part: "every route" }));
      const own = [...new Set([...before.own.keys(), ...after.own.keys()])].sort().flatMap((route) => {
        const [had, has] = [before.own.get(route) ?? before.others, after.own.get(route) ?? after.others];
        return compared(had, has, isGiven).map((one) => ({ ...one, part: route }));
      });
      return [...found, ...own].map(({ finding, part, path }) => ({
        ...withPlace(finding, stage, `default_route_settings.${path}`, "route_settings"),
        part: `${part}, ${finding.part ?? ""}`,
      }));
    });
}

function routeSettings(stage: Resource, side: Side) {
  const others = valueAt(side, stage, "default_route_settings");
  const own = blocksOf(stage[side], "route_settings").map((one) => [textOf(one, "route_key") ?? "", one] as const);
  const block = blocksOf(stage[side], "default_route_settings")[0];
  return { others: block ?? (isObject(others) ? others : undefined), own: new Map<string, Normal>(own) };
}
