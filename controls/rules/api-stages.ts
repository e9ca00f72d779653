import { apiOf, textOf } from "./apis";
import {
  blocksIn,
  resourceAt,
  resourcesOf,
  targets,
  type Control,
  type Resource,
  type Stacks,
  type Violation,
} from "./model";

const restStage = "aws_api_gateway_stage";
const httpStage = "aws_apigatewayv2_stage";
const methodSettings = "aws_api_gateway_method_settings";

/** One REST API at most, so that no second one is a way round the first. */
export function thereIsOneRestApi(stacks: Stacks): Violation[] {
  const [, ...more] = resourcesOf(stacks, "aws_api_gateway_rest_api");
  return more.map(({ where }) => ({ where, what: "is a second REST API" }));
}

/** No stage keeps answers: one caller's would be given to another. */
export function stagesKeepNoAnswers(stacks: Stacks): Violation[] {
  const cached = resourcesOf(stacks, restStage).filter(
    ({ block }) => block.cache_cluster_enabled === true || block.cache_cluster_size !== undefined,
  );
  const settings = resourcesOf(stacks, methodSettings).filter(({ block }) =>
    blocksIn(block.settings).some((one) => one.caching_enabled === true),
  );
  return [...cached, ...settings].map(({ where }) => ({ where, what: "caches answers" }));
}

/** Execution logs never hold what a request or an answer does: bodies, and tokens in headers. */
export function logsHoldNoData(stacks: Stacks): Violation[] {
  const traced = resourcesOf(stacks, methodSettings)
    .filter(({ block }) => blocksIn(block.settings).some((one) => one.data_trace_enabled !== false))
    .map(({ where }) => ({ where, what: "writes requests and answers into its log" }));
  const shown = resourcesOf(stacks, restStage, httpStage).flatMap(({ where, block }) =>
    blocksIn(block.access_log_settings)
      .flatMap(({ format }) => String(format).match(credentialsInLogs) ?? [])
      .map((variable) => ({ where, what: `writes ${variable} into its log` })),
  );
  return [...traced, ...shown];
}

/** The value of an API key; `apiKeyId` is its name (API Gateway Developer Guide, "Variables for access logging"). */
const credentialsInLogs = /\$context\.identity\.apiKey(?!Id)/g;

/** Every call of every API is limited: by the stage, and nowhere lifted again. */
export function callsAreLimited(stacks: Stacks): Violation[] {
  const isLimit = (one: Resource["block"]) => one.throttling_rate_limit > 0 && one.throttling_burst_limit > 0;
  const settings = resourcesOf(stacks, methodSettings);
  const unlimited = [
    ...resourcesOf(stacks, restStage).filter(
      (stage) =>
        !settings.some(
          (one) =>
            one.block.method_path === "*/*" && targets(stacks, one.stack, one.block.stage_name).includes(stage.where),
        ),
    ),
    ...settings.filter(({ block }) => !blocksIn(block.settings).every(isLimit)),
    ...resourcesOf(stacks, httpStage).filter(
      ({ block }) =>
        !blocksIn(block.default_route_settings).some(isLimit) || !blocksIn(block.route_settings).every(isLimit),
    ),
  ];
  return unlimited.map(({ where }) => ({ where, what: "has no limit of rate and burst" }));
}

/** Every usage plan limits how fast its keys call, at every place where it says so, and every key has a plan. */
export function keysAreLimited(stacks: Stacks): Violation[] {
  const isLimit = (one: Resource["block"]) => one.rate_limit > 0 && one.burst_limit > 0;
  const plans = resourcesOf(stacks, "aws_api_gateway_usage_plan").filter(
    ({ block }) =>
      !blocksIn(block.throttle_settings).some(isLimit) ||
      !blocksIn(block.api_stages).every((stage) => blocksIn(stage.throttle).every(isLimit)),
  );
  const planned = resourcesOf(stacks, "aws_api_gateway_usage_plan_key")
    .filter(({ stack, block }) =>
      targets(stacks, stack, block.usage_plan_id).some((plan) => resourceAt(stacks, plan) !== undefined),
    )
    .flatMap(({ stack, block }) => targets(stacks, stack, block.key_id));
  return [
    ...plans.map(({ where }) => ({ where, what: "has no limit of rate and burst" })),
    ...resourcesOf(stacks, "aws_api_gateway_api_key")
      .filter(({ where }) => !planned.includes(where))
      .map(({ where }) => ({ where, what: "is in no usage plan" })),
  ];
}

/** Every usage plan ends at a number of calls. */
export function usagePlansHaveQuotas(stacks: Stacks): Violation[] {
  return resourcesOf(stacks, "aws_api_gateway_usage_plan")
    .filter(({ block }) => !blocksIn(block.quota_settings).some(({ limit }) => limit > 0))
    .map(({ where, name }) => {
      const plan = name.replace(/^plan_(.+)_plan$/, "$1").replaceAll("_", "-");
      return { where, what: "has no quota", setting: `edge.restApi.usagePlans.${plan}.quota` };
    });
}

function stagesOfTypeAreLogged(type: string): Control {
  return (stacks) =>
    resourcesOf(stacks, type)
      .filter(
        ({ stack, block }) =>
          !blocksIn(block.access_log_settings).some(({ destination_arn: group }) =>
            targets(stacks, stack, group).some(
              (where) => resourceAt(stacks, where)?.type === "aws_cloudwatch_log_group",
            ),
          ),
      )
      .map(({ where }) => ({ where, what: "has no access log" }));
}

/** Every stage of one kind of API writes down who asked what, into a log group of the environment. */
export const stagesAreLogged = { httpApi: stagesOfTypeAreLogged(httpStage), restApi: stagesOfTypeAreLogged(restStage) };

/** Where a stage writes execution logs, the group is the environment's: API Gateway would make one without key or end. */
export function executionLogsAreKeptByUs(stacks: Stacks): Violation[] {
  const groups = resourcesOf(stacks, "aws_cloudwatch_log_group").map(({ block }) => String(block.name));
  return resourcesOf(stacks, methodSettings)
    .filter(({ block }) => blocksIn(block.settings).some(({ logging_level: level }) => level !== "OFF"))
    .filter((one) => {
      const api = apiOf(stacks, one).split("/").at(-1) ?? "";
      const stage = textOf(stacks, one.stack, one.block.stage_name, "stage_name");
      return !groups.includes(`API-Gateway-Execution-Logs_\${${api}.id}/${stage}`);
    })
    .map(({ where }) => ({ where, what: "writes execution logs to a log group that no stack makes" }));
}
