import fc from "fast-check";

import { apis } from "../../../../../tools/review/areas/apis";
import { RealPlan, type Weakening, noise } from "../../../../support/weakened-plans";

const plan = new RealPlan("08", /^aws_(?:api_gateway|apigatewayv2)_/);

const orders = "rest_api_post_orders_method";
const stage = "rest_api_stage_stage";
const everyMethod = "rest_api_stage_all_methods";
const api = "http_api_api";
const schema = {
  $schema: "http://json-schema.org/draft-04/schema#",
  type: "object",
  properties: {
    item: { type: "string", minLength: 1, maxLength: 64 },
    quantity: { type: "integer", minimum: 1, maximum: 100 },
  },
  required: ["item", "quantity"],
  additionalProperties: false,
};
const loosened = (change: object): string => JSON.stringify({ ...schema, ...change });

const weakenings: readonly Weakening[] = [
  { name: orders, path: ["authorization"], value: "NONE", rule: "api-route-authorization" },
  { name: orders, path: ["authorization_scopes"], value: [], rule: "api-route-scopes" },
  { name: "rest_api_get_partners_offers_method", path: ["api_key_required"], value: false, rule: "api-route-key" },
  { name: orders, path: ["request_validator_id"], value: "", rule: "api-route-validation" },
  { name: "rest_api_validate_body", path: ["validate_request_body"], value: false, rule: "api-route-validation" },
  {
    name: "rest_api_validate_parameters",
    path: ["validate_request_parameters"],
    value: false,
    rule: "api-route-validation",
  },
  { name: "rest_api_get_greeting_method", path: ["request_parameters"], value: null, rule: "api-route-parameters" },
  { name: orders, path: ["request_models"], value: { "application/json": "PostOrders" }, rule: "api-route-model" },
  {
    name: "rest_api_validate_post_orders",
    path: ["schema"],
    value: loosened({ required: ["item"] }),
    rule: "api-route-model",
  },
  {
    name: "rest_api_validate_post_orders",
    path: ["schema"],
    value: loosened({ additionalProperties: true }),
    rule: "api-route-model",
  },
  {
    name: "rest_api_get_greeting_integration",
    path: ["passthrough_behavior"],
    value: "WHEN_NO_MATCH",
    rule: "api-integration-passthrough",
  },
  { name: "http_api_routes_get_secure", path: ["authorization_type"], value: "NONE", rule: "api-route-authorization" },
  { name: "http_api_routes_get_secure", path: ["authorization_scopes"], value: null, rule: "api-route-scopes" },
  {
    name: "rest_api_authorizer_lambda",
    path: ["authorizer_result_ttl_in_seconds"],
    value: 3600,
    rule: "api-authorizer-cache",
  },
  {
    name: "rest_api_authorizer_lambda",
    path: ["identity_validation_expression"],
    value: "",
    rule: "api-authorizer-validation",
  },
  {
    name: "rest_api_authorizer_cognito",
    path: ["provider_arns"],
    value: [
      "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_TAGQEAr54",
      "arn:aws:cognito-idp:eu-west-1:999999999999:userpool/eu-west-1_Other1234",
    ],
    rule: "api-authorizer-user-pools",
  },
  { name: "rest_api_api", path: ["disable_execute_api_endpoint"], value: false, rule: "api-default-endpoint" },
  { name: api, path: ["disable_execute_api_endpoint"], value: false, rule: "api-default-endpoint" },
  {
    name: api,
    path: ["cors_configuration", 0, "allow_origins"],
    value: ["*", "https://app.example.com"],
    rule: "api-cors-allow-origins",
  },
  { name: api, path: ["cors_configuration", 0, "allow_credentials"], value: true, rule: "api-cors-credentials" },
  {
    name: api,
    path: ["cors_configuration", 0, "allow_methods"],
    value: ["DELETE", "GET"],
    rule: "api-cors-allow-methods",
  },
  {
    name: "rest_api_answer_throttled",
    path: ["response_parameters", "gatewayresponse.header.Access-Control-Allow-Origin"],
    value: "'*'",
    rule: "api-cors",
  },
  {
    name: "rest_api_answer_throttled",
    path: ["response_parameters", "gatewayresponse.header.Strict-Transport-Security"],
    value: "'max-age=60'",
    rule: "api-answer-headers",
  },
  {
    name: "rest_api_answer_throttled",
    path: ["response_parameters", "gatewayresponse.header.X-Content-Type-Options"],
    value: null,
    rule: "api-answer-headers",
  },
  {
    name: "rest_api_answer_default_5xx",
    path: ["response_templates", "application/json"],
    value: '{"message":$context.error.messageString}',
    rule: "api-answer-text",
  },
  { name: stage, path: ["access_log_settings"], value: [], rule: "api-access-log" },
  {
    name: stage,
    path: ["access_log_settings", 0, "format"],
    value: '{"requestId":"$context.requestId"}',
    rule: "api-access-log-fields",
  },
  { name: "http_api_default_stage", path: ["access_log_settings"], value: [], rule: "api-access-log" },
  {
    name: "http_api_default_stage",
    path: ["default_route_settings", 0, "throttling_rate_limit"],
    value: 100000,
    rule: "api-throttle",
  },
  { name: everyMethod, path: ["settings", 0, "throttling_rate_limit"], value: 5000, rule: "api-throttle" },
  { name: everyMethod, path: ["settings", 0, "throttling_burst_limit"], value: -1, rule: "api-throttle" },
  { name: everyMethod, path: ["settings", 0, "data_trace_enabled"], value: true, rule: "api-data-trace" },
  { name: everyMethod, path: ["settings", 0, "logging_level"], value: "OFF", rule: "api-log-level" },
  { name: everyMethod, path: ["settings", 0, "metrics_enabled"], value: false, rule: "api-metrics" },
  { name: everyMethod, path: ["settings", 0, "caching_enabled"], value: true, rule: "api-cache" },
  {
    name: everyMethod,
    path: ["settings", 0, "require_authorization_for_cache_control"],
    value: false,
    rule: "api-cache-control",
  },
  {
    name: "plan_partners_plan",
    path: ["throttle_settings", 0, "rate_limit"],
    value: 100,
    rule: "api-usage-plan-throttle",
  },
  { name: "plan_partners_plan", path: ["throttle_settings"], value: [], rule: "api-usage-plan-throttle" },
  { name: "plan_partners_plan", path: ["quota_settings", 0, "limit"], value: 5000, rule: "api-usage-plan-quota" },
  { name: "plan_partners_plan", path: ["quota_settings"], value: [], rule: "api-usage-plan-quota" },
];

test.each(weakenings)("$rule: $name.$path is found as weaker, and its inverse as stronger", (one) => {
  expect(plan.lines(apis, [one])).toEqual([`${one.rule} weaker`]);
  expect(plan.lines(apis, [one], { swapped: true })).toEqual([`${one.rule} stronger`]);
});

test("without a change there is no finding", () => {
  expect(plan.lines(apis, [])).toEqual([]);
});

/** One of each rule, of which none hides another: a log that is off has no fields, a body that is not checked no model. */
const apart = weakenings.filter(({ name, rule }, index) => {
  const isFirst = weakenings.findIndex((one) => one.rule === rule) === index;
  return isFirst && ![orders, "rest_api_validate_post_orders", stage].includes(name);
});

test("several weakenings at once are all found, whatever the provider writes otherwise; the other way round all are stronger", () => {
  fc.assert(
    fc.property(fc.subarray(apart), (some) => {
      const rules = some.map(({ rule }) => rule).sort();
      expect(plan.lines(apis, some, { noise })).toEqual(rules.map((rule) => `${rule} weaker`));
      expect(plan.lines(apis, some, { noise, swapped: true })).toEqual(rules.map((rule) => `${rule} stronger`));
    }),
    { numRuns: 10 },
  );
});

test("what the provider writes in another way has no finding", () => {
  const same = apart.map((one) => ({ ...one, path: ["tags"], value: {} }));
  expect(plan.lines(apis, same, { noise })).toEqual([]);
});
