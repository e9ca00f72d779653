import { readFileSync } from "node:fs";
import path from "node:path";

import { departureFor, settingOf } from "../../../../tools/review/source/settings";
import { repository } from "../../../../tools/shared/repository";

const reference = readFileSync(path.join(repository, "docs/settings-reference.md"), "utf8");
const isSetting = (setting: string): boolean => reference.includes(`<a id="${setting}">`);

const examples: readonly (readonly [string, string, string, string])[] = [
  ["prod-network/vpc/flow_log", "aws_flow_log", "", "network.flowLogs"],
  ["prod-network/endpoint/ssm", "aws_vpc_endpoint", "policy", "network.endpoints"],
  ["prod-network/route/app_0_nat", "aws_route", "nat_gateway_id", "network.nat"],
  ["prod-network/security_group/app_anywhere_ipv4", "aws_vpc_security_group_egress_rule", "", "network.egress"],
  ["prod-network/main/vpc", "aws_vpc", "prevent_destroy", "keepData"],
  ["prod-identity/users/pool", "aws_cognito_user_pool", "mfa_configuration", "identity.userPool.mfa"],
  ["prod-identity/users/pool", "aws_cognito_user_pool", "password_policy.minimum_length", "identity.userPool.password"],
  [
    "prod-identity/web/client",
    "aws_cognito_user_pool_client",
    "callback_urls",
    "identity.userPool.clients.web.callbackUrls",
  ],
  [
    "prod-identity/legacy_implicit/client",
    "aws_cognito_user_pool_client",
    "",
    "identity.userPool.clients.legacyImplicit",
  ],
  ["prod-identity/shared/data/key", "aws_kms_key", "deletion_window_in_days", "identity.keyDeletionWindowDays"],
  ["prod-compute/database/instance", "aws_db_instance", "multi_az", "compute.database.multiAz"],
  ["prod-compute/database/instance", "aws_db_instance", "skip_final_snapshot", "keepData"],
  ["prod-compute/secure_api/lambda", "aws_lambda_function", "memory_size", "compute.functions.secureApi.memoryMib"],
  ["prod-compute/web_fleet/autoscaling_group", "aws_autoscaling_group", "min_size", "compute.fleet.size.min"],
  ["prod-edge/regional/web_acl", "aws_wafv2_web_acl", "rule[common].override_action", "edge.waf.groups.common.mode"],
  [
    "prod-edge/regional/web_acl",
    "aws_wafv2_web_acl",
    "rule[sql-database].statement.version",
    "edge.waf.groups.sqlDatabase.version",
  ],
  ["prod-edge/web_distribution/web_acl", "aws_wafv2_web_acl", "rule[rate-limit].action", "edge.waf.rateLimit"],
  ["prod-edge/api_stage/web_acl", "aws_wafv2_web_acl", "", "edge.restApi.waf"],
  ["prod-edge/public/load_balancer", "aws_lb", "enable_deletion_protection", "edge.deletionProtection"],
  ["prod-edge/public_listener/https", "aws_lb_listener", "ssl_policy", "edge.securityPolicy"],
  ["prod-edge/edge_web/distribution", "aws_cloudfront_distribution", "viewer_certificate", "edge.cloudFront.oldTls"],
  ["prod-edge/rest_api/get_hello/method", "aws_api_gateway_method", "authorization", "edge.restApi.routes"],
  ["prod-edge/rest_api/stage/stage", "aws_api_gateway_stage", "access_log_settings", "edge.restApi.accessLogs"],
  ["prod-edge/http_api/routes/get_secure", "aws_apigatewayv2_route", "authorization_type", "edge.httpApi.routes"],
];

test.each(examples)("%s: %s %s is the setting %s", (constructPath, type, part, setting) => {
  expect(settingOf(constructPath, type, part)).toBe(setting);
});

test("each setting is one of the reference, or of a client that the reference has another of", () => {
  const unknown = examples.map(([, , , setting]) => setting).filter((setting) => !isSetting(setting));
  expect(unknown).toEqual([]);
});

test("a construct that several settings make has none", () => {
  expect(settingOf("prod-network/main/internet_gateway", "aws_internet_gateway", "")).toBeUndefined();
});

test("a departure gives the reason for its own setting and for what stands under it, and for nothing beside", () => {
  const departures = [
    { path: "edge.waf.rateLimit", reason: "a" },
    { path: "teardown", reason: "b" },
  ];
  const reason = (setting: string) => departureFor(setting, departures)?.reason;
  expect(["edge.waf.rateLimit", "edge.waf.rateLimit.limit", "keepData"].map(reason)).toEqual(["a", "a", "b"]);
  expect(["edge.waf", "edge.waf.rateLimits", "edge.restApi.waf.rateLimit"].map(reason)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
