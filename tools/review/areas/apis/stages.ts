import { type Estate, attribute, blockOf, isChanged } from "../../estate";
import type { Finding } from "../../finding";
import { JsonText, isObject, keyOf } from "../../plan/normal";
import { type Setting, settingFindings, sidesOf, whenOn, withPlace } from "../../settings";
import { changedNames } from "./integrations";
import { without } from "../../members";

export const stageTypes = ["aws_api_gateway_stage", "aws_apigatewayv2_stage"] as const;

const settings: readonly Setting[] = [
  {
    rule: "api-tracing",
    consequence: "guard lost",
    path: "xray_tracing_enabled",
    part: "tracing",
    standard: false,
    safety: whenOn,
    weaker: "Calls are no longer traced through the API.",
    stronger: "Calls are traced through the API.",
  },
  {
    rule: "api-cache-cluster",
    consequence: "other",
    path: "cache_cluster_enabled",
    part: "cache",
    standard: false,
    changed: {
      direction: "neutral",
      meaning: "The stage's cache comes or goes: what is kept there is each method's own setting.",
    },
  },
  {
    rule: "api-cache-cluster",
    consequence: "other",
    path: "cache_cluster_size",
    part: "size of the cache (GB)",
    changed: { direction: "neutral", meaning: "The cache is made anew in another size." },
  },
  {
    rule: "api-client-certificate",
    consequence: "guard lost",
    path: "client_certificate_id",
    isReference: true,
    part: "certificate that the API shows its backends",
    safety: (value) => (value === undefined ? 0 : undefined),
    changed: {
      direction: "cannot tell",
      meaning: "Backends that check the API's certificate see another one, or none.",
    },
  },
  {
    rule: "api-canary",
    consequence: "other",
    path: "canary_settings",
    part: "canary release",
    changed: {
      direction: "cannot tell",
      meaning: "Some of the calls get another deployment than the stage's: read the plan.",
    },
  },
  {
    rule: "api-auto-deploy",
    consequence: "other",
    path: "auto_deploy",
    part: "deployment by itself",
    standard: false,
    changed: {
      direction: "neutral",
      meaning: "Changes of routes and integrations are in force at once if this is on, else with a deployment.",
    },
  },
];

export const judgedOfStages = [
  ...settings.map(({ path }) => path),
  "access_log_settings",
  "variables",
  "stage_variables",
  "default_route_settings",
  "route_settings",
  "deployment_id",
  "rest_api_id",
  "api_id",
  "execution_arn",
  "invoke_url",
];

/** What a stage logs, keeps and passes on. */
export function stageFindings(estate: Estate): readonly Finding[] {
  return estate
    .ofType(...stageTypes)
    .filter((one) => isChanged(one) && one.before !== undefined && one.after !== undefined)
    .flatMap((stage) => [
      ...settingFindings(stage, settings, estate),
      ...logFindings(estate, stage),
      ...["variables", "stage_variables"].flatMap((path) => variableFindings(stage, path)),
    ]);
}

type Stage = Parameters<typeof settingFindings>[0];

/** The log of who called what. */
function logFindings(estate: Estate, stage: Stage): readonly Finding[] {
  const path = "access_log_settings";
  const [had, has] = [blockOf(stage.before, path), blockOf(stage.after, path)];
  const log = { rule: "api-access-log", consequence: "guard lost", part: "access log" } as const;
  if (had === undefined && has === undefined) return [];
  if (had === undefined || has === undefined) {
    const isLost = has === undefined;
    const finding = {
      ...log,
      direction: isLost ? "weaker" : "stronger",
      before: isLost ? "on" : "off",
      after: isLost ? "off" : "on",
      meaning: isLost ? "Nothing says who called the API, and how." : "Each call of the API is logged.",
    } as const;
    return [withPlace(finding, stage, path)];
  }
  return [...placeFindings(estate, stage), ...fieldFindings(stage)];
}

function placeFindings(estate: Estate, stage: Stage): readonly Finding[] {
  const path = "access_log_settings.destination_arn";
  const [had, has] = [estate.target("before", stage, path), estate.target("after", stage, path)];
  const words = (target: typeof had): string =>
    target.kind === "resource"
      ? target.resource.address
      : target.kind === "value"
        ? shortOf(target.value)
        : "known after apply";
  if (words(had) === words(has) && has.kind !== "unknown") return [];
  const finding = {
    rule: "api-access-log",
    consequence: has.kind === "unknown" ? "not reviewable" : "guard lost",
    direction: "cannot tell",
    part: "access log",
    before: words(had),
    after: words(has),
    meaning: "Calls of the API are logged elsewhere: alarms and readers of the old log see nothing more.",
  } as const;
  return [withPlace(finding, stage, path)];
}

/** Terraform takes an ARN of a log group with and without `:*` for the same. */
const shortOf = (arn: string): string => arn.replace(/:\*$/, "").replace(/^arn:.*:log-group:/, "log group ");

/** A field less is what a reader of the log no longer has. */
function fieldFindings(stage: Stage): readonly Finding[] {
  const path = "access_log_settings.format";
  const [before, after] = sidesOf(stage, path);
  if (keyOf(before) === keyOf(after)) return [];
  const [had, has] = [fieldsOf(before), fieldsOf(after)];
  const [lost, won] = [without(had, has), without(has, had)];
  const isLost = lost.length > 0;
  const finding = {
    rule: "api-access-log-fields",
    consequence: isLost || won.length > 0 ? "guard lost" : "other",
    direction: isLost ? (won.length > 0 ? "cannot tell" : "weaker") : won.length > 0 ? "stronger" : "neutral",
    part: "fields of the access log",
    ...(lost.length > 0 && { before: lost.join(", ") }),
    ...(won.length > 0 && { after: won.join(", ") }),
    meaning: isLost
      ? "The access log no longer says this of a call."
      : won.length > 0
        ? "The access log says this of a call too."
        : "The access log is written in another form: whoever reads the log by a pattern must know.",
  } as const;
  return [withPlace(finding, stage, path)];
}

/** The variables of a log's format, such as `$context.status`. */
function fieldsOf(format: ReturnType<typeof sidesOf>[0]): readonly string[] {
  const text = format instanceof JsonText ? JSON.stringify(format) : String(format);
  return [...new Set(text.match(/\$context\.[\w.-]+/g))].sort();
}

/** Names alone: a value may be a secret. */
function variableFindings(stage: Stage, path: string): readonly Finding[] {
  const [before, after] = sidesOf(stage, path);
  const names = changedNames(before, after).map((name) => name || "all");
  if (names.length === 0) return [];
  const words = names.map((name) => {
    const [had, has] = [before, after].map((one) => isObject(one) && attribute(one, name) !== undefined);
    return `${name} (${had === true ? (has === true ? "changed" : "removed") : "added"})`;
  });
  const finding = {
    rule: "api-stage-variables",
    consequence: "other",
    direction: "cannot tell",
    part: `stage variables ${words.join(", ")}`,
    meaning: "What the integrations take from the stage's variables changes: a function or a host may be another.",
  } as const;
  return [withPlace(finding, stage, path)];
}
