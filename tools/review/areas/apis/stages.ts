import { attribute, Estate, type Resource } from "../../estate";
import type { Finding } from "../../finding";
import { isObject } from "../../plan/normal";
import { cannotTell, neutral, saferOn } from "../../settings/judges";
import { changedNames } from "../../settings/maps";
import { type Setting, settingFindings, sidesOf, statesOf, withPlace } from "../../settings/setting";
import { logFindings } from "./access-log";
import { deploymentMoved, nameMoved } from "./stage-moves";

export const stageTypes = ["aws_api_gateway_stage", "aws_apigatewayv2_stage"] as const;

const settings: readonly Setting[] = [
  {
    rule: "api-tracing",
    consequence: "guard lost",
    path: "xray_tracing_enabled",
    part: "tracing",
    standard: false,
    judge: saferOn,
    weaker: "Calls are no longer traced through the API.",
    stronger: "Calls are traced through the API.",
  },
  {
    rule: "api-cache-cluster",
    consequence: "other",
    path: "cache_cluster_enabled",
    part: "cache",
    standard: false,
    judge: neutral,
    changed: "The stage's cache comes or goes: what is kept there is each method's own setting.",
  },
  {
    rule: "api-cache-cluster",
    consequence: "other",
    path: "cache_cluster_size",
    part: "size of the cache (GB)",
    judge: neutral,
    changed: "The cache is made anew in another size.",
  },
  {
    rule: "api-client-certificate",
    consequence: "guard lost",
    path: "client_certificate_id",
    isReference: true,
    part: "certificate that the API shows its backends",
    judge: cannotTell,
    changed: "Backends that check the API's certificate see another one, or none.",
  },
  {
    rule: "api-canary",
    consequence: "other",
    path: "canary_settings",
    part: "canary release",
    judge: cannotTell,
    changed: "Some of the calls get another deployment than the stage's: read the plan.",
  },
  {
    rule: "api-auto-deploy",
    consequence: "other",
    path: "auto_deploy",
    part: "deployment by itself",
    standard: false,
    judge: neutral,
    changed: "Changes of routes and integrations are in force at once if this is on, else with a deployment.",
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
    .changed(...stageTypes)
    .flatMap((stage) => [
      ...logFindings(estate, stage),
      ...(stage.before === undefined || stage.after === undefined
        ? wholeFindings(stage)
        : [
            ...settingFindings(settings, statesOf(stage), estate),
            ...["variables", "stage_variables"].flatMap((path) => variableFindings(stage, path)),
            ...deploymentMoved(stage),
            ...nameMoved(estate, stage),
          ]),
    ]);
}

function wholeFindings(stage: Resource): readonly Finding[] {
  const isNew = stage.before === undefined;
  return [
    {
      rule: "api-stage",
      consequence: "downtime",
      direction: isNew ? "stronger" : "weaker",
      place: stage,
      meaning: isNew ? "The API answers at this stage." : "The API no longer answers at this stage.",
    },
  ];
}

/** Names alone: a value may be a secret. */
function variableFindings(stage: Resource, path: string): readonly Finding[] {
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
