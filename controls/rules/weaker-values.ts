import { blocksIn, layerOf, resourcesOf, type Control, type Resource, type Stacks } from "./model";

/** Finds each resource of a type that a setting has made weaker than the production preset. */
function weaker(type: string, what: string, is: (resource: Resource) => boolean): Control {
  return (stacks: Stacks) =>
    resourcesOf(stacks, type)
      .filter(is)
      .map(({ where }) => ({ where, what }));
}

/** Policies with post-quantum key exchange and authenticated encryption alone (Elastic Load Balancing User Guide, "Security policies"). */
const bestPolicies = ["ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09", "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09"];

const methodSettings = (what: string, is: (settings: Resource["block"]) => boolean) =>
  weaker("aws_api_gateway_method_settings", what, ({ block }) => blocksIn(block.settings).some(is));

const pool = (what: string, is: (block: Resource["block"]) => boolean) =>
  weaker("aws_cognito_user_pool", what, ({ block }) => is(block));

const takeover = (what: string, is: (config: Resource["block"]) => boolean) =>
  weaker("aws_cognito_risk_configuration", what, ({ block }) =>
    blocksIn(block.account_takeover_risk_configuration).some(is),
  );

/** What browsers are told by the distribution of an endpoint, by the address that it has. */
const distributions = { web: "edge_web", restApi: "edge_api", httpApi: "edge_http_api" } as const;

function responseHeaderControls(endpoint: keyof typeof distributions): Readonly<Record<string, Control>> {
  const headers = (what: string, is: (config: Resource["block"]) => boolean) =>
    weaker(
      "aws_cloudfront_response_headers_policy",
      what,
      ({ name, block }) =>
        name.startsWith(`${distributions[endpoint]}_response_headers`) &&
        is(blocksIn(block.security_headers_config)[0]),
    );
  const setting = `edge.cloudFront.${endpoint}.responseHeaders`;
  return {
    [`${setting}.hstsSeconds`]: headers(
      "tells browsers to use HTTPS for less than a year",
      (config) => !(config.strict_transport_security.access_control_max_age_sec >= 31_536_000),
    ),
    [`${setting}.frames`]: headers("allows pages in a frame", (config) => config.frame_options.frame_option !== "DENY"),
  };
}

const mostRotationDays = 90;

/** Finds a secret of a layer whose rotation is less often than AWS Security Hub's control SecretsManager.4 wants it. */
export function rotatesSeldom(layer: "compute" | "edge"): Control {
  return (stacks) =>
    resourcesOf(stacks, "aws_secretsmanager_secret_rotation")
      .filter(({ stack }) => layerOf(stacks, stack) === layer)
      .filter(({ block }) =>
        blocksIn(block.rotation_rules).some((rules) => !(rules.automatically_after_days <= mostRotationDays)),
      )
      .map(({ where }) => ({ where, what: "rotates less often than every 90 days" }));
}

/** What shows of a value that is weaker than production's, by the setting that has it. */
export const weakerValueControls: Readonly<Record<string, Control>> = {
  "network.nat": (stacks) => {
    const gateways = resourcesOf(stacks, "aws_nat_gateway");
    const zones = resourcesOf(stacks, "aws_subnet").filter(({ name }) => name.startsWith("subnet_public_"));
    return gateways.length < zones.length
      ? gateways.map(({ where }) => ({ where, what: "serves other zones too" }))
      : [];
  },
  "identity.keyDeletionWindowDays": weaker(
    "aws_kms_key",
    "has a deletion window of less than 30 days",
    ({ block }) => !(block.deletion_window_in_days >= 30),
  ),
  "identity.userPool.password.temporaryPasswordDays": pool(
    "has temporary passwords that are valid for more than a week",
    ({ password_policy: policy }) => !(policy.temporary_password_validity_days <= 7),
  ),
  "identity.userPool.passkeys.userVerification": pool(
    "has passkeys without user verification",
    ({ web_authn_configuration: config }) =>
      blocksIn(config).some(({ user_verification: verification }) => verification !== "required"),
  ),
  "identity.userPool.threatProtection.accountTakeover.high": takeover(
    "admits sign-ins of high risk without a second factor",
    ({ actions }) =>
      blocksIn(actions.high_action).some(({ event_action: action }) => !["BLOCK", "MFA_REQUIRED"].includes(action)),
  ),
  "identity.userPool.threatProtection.accountTakeover.notifyUser": takeover("does not notify the user", ({ actions }) =>
    blocksIn(actions.high_action).some(({ notify }) => notify !== true),
  ),
  "compute.fleet.maximumInstanceLifetimeDays": weaker(
    "aws_autoscaling_group",
    "keeps instances for more than 30 days",
    ({ block }) => !(block.max_instance_lifetime <= 30 * 86_400),
  ),
  "compute.database.performanceInsights": weaker(
    "aws_db_instance",
    "has no Performance Insights",
    ({ block }) => block.performance_insights_enabled !== true,
  ),
  "edge.originProtection.rotationDays": rotatesSeldom("edge"),
  "compute.fleet.size.min": weaker(
    "aws_autoscaling_group",
    "may have one instance",
    ({ block }) => !(block.min_size >= 2),
  ),
  "edge.securityPolicy": weaker(
    "aws_lb_listener",
    "has a weaker security policy than production",
    ({ block }) => block.protocol === "HTTPS" && !bestPolicies.includes(block.ssl_policy),
  ),
  ...responseHeaderControls("web"),
  ...responseHeaderControls("restApi"),
  ...responseHeaderControls("httpApi"),
  "edge.httpApi.detailedMetrics": weaker("aws_apigatewayv2_stage", "has no metrics for each route", ({ block }) =>
    blocksIn(block.default_route_settings).some(({ detailed_metrics_enabled: enabled }) => enabled !== true),
  ),
  "edge.restApi.executionLogs": methodSettings("has no execution logs", ({ logging_level: level }) => level === "OFF"),
  "edge.restApi.detailedMetrics": methodSettings(
    "has no metrics for each route",
    ({ metrics_enabled: enabled }) => enabled !== true,
  ),
  "edge.restApi.tracing": weaker(
    "aws_api_gateway_stage",
    "is not traced",
    ({ block }) => block.xray_tracing_enabled !== true,
  ),
  "edge.restApi.authorizerCacheSeconds": weaker(
    "aws_api_gateway_authorizer",
    "caches decisions for more than 5 minutes",
    ({ block }) => !(block.authorizer_result_ttl_in_seconds <= 300),
  ),
};

/** Finds a web ACL for which a solved puzzle counts for longer than AWS's default, 5 minutes. */
export function puzzlesCountForLong(kind: "captcha_config" | "challenge_config"): Control {
  return weaker("aws_wafv2_web_acl", "accepts a solved CAPTCHA or challenge for more than 5 minutes", ({ block }) =>
    blocksIn(block[kind]).some(({ immunity_time_property: property }) =>
      blocksIn(property).some(({ immunity_time: seconds }) => !(seconds <= 300)),
    ),
  );
}
