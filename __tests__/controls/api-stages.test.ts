import { add, blockOf, copyOf, findsWhen, holdsInEveryEnvironment, remove } from "../support/controls";
import {
  callsAreLimited,
  executionLogsAreKeptByUs,
  keysAreLimited,
  logsHoldNoData,
  stagesAreLogged,
  stagesKeepNoAnswers,
  thereIsOneRestApi,
} from "../../controls/rules/api-stages";
import type { Control } from "../../controls/rules/model";

type Copy = Awaited<ReturnType<typeof copyOf>>;

const finder = (control: Control) => (fault: string, breaks: (stacks: Copy) => void, found: readonly string[]) => {
  findsWhen(control, fault, breaks, found, "apis");
};
const settings = (stacks: Copy, part = "all_methods") =>
  blockOf(stacks, "aws_api_gateway_method_settings", part).settings;
const stage = (stacks: Copy) => blockOf(stacks, "aws_api_gateway_stage");
const httpStage = (stacks: Copy) => blockOf(stacks, "aws_apigatewayv2_stage");

describe("there is one REST API at most", () => {
  const finds = finder(thereIsOneRestApi);
  holdsInEveryEnvironment(thereIsOneRestApi);
  finds(
    "a second",
    (stacks) => {
      add(stacks, "apis-compute", "aws_api_gateway_rest_api", "second", { name: "second" });
    },
    ["is a second REST API"],
  );
});

describe("no stage caches answers", () => {
  const finds = finder(stagesKeepNoAnswers);
  holdsInEveryEnvironment(stagesKeepNoAnswers);
  finds("a cache", (stacks) => Object.assign(stage(stacks), { cache_cluster_enabled: true }), ["caches answers"]);
  finds(
    "a method whose answers are kept",
    (stacks) => Object.assign(settings(stacks, "get_status"), { caching_enabled: true }),
    ["caches answers"],
  );
});

describe("logs hold no requests", () => {
  const finds = finder(logsHoldNoData);
  holdsInEveryEnvironment(logsHoldNoData);
  finds("traces of data", (stacks) => Object.assign(settings(stacks), { data_trace_enabled: true }), [
    "writes requests and answers into its log",
  ]);
  finds("a method that leaves it to AWS", (stacks) => delete settings(stacks, "get_status").data_trace_enabled, [
    "writes requests and answers into its log",
  ]);
  finds(
    "the value of an API key",
    (stacks) => {
      stage(stacks).access_log_settings.format = '{"id":"$context.identity.apiKeyId","key":"$context.identity.apiKey"}';
    },
    ["writes $context.identity.apiKey into its log"],
  );
});

describe("calls are limited", () => {
  const finds = finder(callsAreLimited);
  const found = ["has no limit of rate and burst"];
  holdsInEveryEnvironment(callsAreLimited);
  finds(
    "a stage without a limit for every method",
    (stacks) => {
      remove(stacks, "aws_api_gateway_method_settings", "all_methods");
    },
    found,
  );
  finds(
    "a method whose limit is lifted",
    (stacks) => Object.assign(settings(stacks, "get_status"), { throttling_rate_limit: -1 }),
    found,
  );
  finds("a limit that is AWS's", (stacks) => delete settings(stacks).throttling_burst_limit, found);
  finds("an HTTP API without a limit", (stacks) => delete httpStage(stacks).default_route_settings, found);
  finds(
    "a route without a burst",
    (stacks) => delete httpStage(stacks).route_settings[0].throttling_burst_limit,
    found,
  );
});

describe("API keys are limited", () => {
  const finds = finder(keysAreLimited);
  const plan = (stacks: Copy) => blockOf(stacks, "aws_api_gateway_usage_plan");
  holdsInEveryEnvironment(keysAreLimited);
  finds("a plan without a limit", (stacks) => delete plan(stacks).throttle_settings, [
    "has no limit of rate and burst",
  ]);
  finds(
    "a plan whose limit is lifted for a route",
    (stacks) => Object.assign(plan(stacks).api_stages[0].throttle[0], { rate_limit: 0 }),
    ["has no limit of rate and burst"],
  );
  finds(
    "a key without a plan",
    (stacks) => {
      remove(stacks, "aws_api_gateway_usage_plan_key");
    },
    ["is in no usage plan"],
  );
});

describe.each(["httpApi", "restApi"] as const)("every stage of %s is logged", (kind) => {
  const control = stagesAreLogged[kind];
  holdsInEveryEnvironment(control);
  const finds = finder(control);
  const of = kind === "httpApi" ? httpStage : stage;
  finds("a stage without an access log", (stacks) => delete of(stacks).access_log_settings, ["has no access log"]);
  finds(
    "a log of somebody else's",
    (stacks) => Object.assign(of(stacks).access_log_settings, { destination_arn: "arn:aws:firehose:x" }),
    ["has no access log"],
  );
});

describe("execution logs are in groups of the environment", () => {
  const finds = finder(executionLogsAreKeptByUs);
  holdsInEveryEnvironment(executionLogsAreKeptByUs);
  finds(
    "a group that API Gateway would make",
    (stacks) => {
      remove(stacks, "aws_cloudwatch_log_group", "execution");
    },
    ["writes execution logs to a log group that no stack makes"],
  );
  finds(
    "a group of another stage",
    (stacks) => {
      stage(stacks).stage_name = "v2";
    },
    ["writes execution logs to a log group that no stack makes"],
  );
});
