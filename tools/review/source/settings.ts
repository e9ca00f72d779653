import { settingsOf, type Departure } from "../../../controls/departures";

/** Of the construct path behind the stack's name: which group of settings makes the construct. The first that fits holds. */
const groups: readonly (readonly [RegExp, string])[] = [
  [/^network\/vpc\/flow/, "network.flowLogs"],
  [/^network\/(endpoint|s3)\//, "network.endpoints"],
  [/^network\/route\/.*nat/, "network.nat"],
  [/^network\/security_group\/\w+_anywhere/, "network.egress"],
  [/^network\/(subnet|route|network_acl)\//, "network.zones"],
  [/^network\/main\/vpc$/, "network.cidrBlock"],
  [/^network\/load_balancer\/access_log\//, "edge.accessLogs"],
  [/^identity\/users\/pool$/, "identity.userPool"],
  [/^identity\/users_risk\//, "identity.userPool.threatProtection"],
  [/^identity\/(web|machine|server|legacy_implicit|password_sign_in)\/client$/, "identity.userPool.clients.$1"],
  [/^identity\/api\/resource_server$/, "identity.userPool.resourceServer"],
  [/^identity\/workload_boundary\//, "permissionsBoundaryArn"],
  [/^compute\/(hello|secure_api|query_player|request_authorizer)\//, "compute.functions.$1"],
  [/^compute\/database_user\//, "compute.database.user"],
  [/^compute\/database\//, "compute.database"],
  [/^compute\/web(_fleet|_instance)?\//, "compute.fleet"],
  [/^edge\/api_stage/, "edge.restApi.waf"],
  [/^edge\/user_pool/, "edge.signIn.waf"],
  [/^edge\/(regional|web_distribution)/, "edge.waf"],
  [/^edge\/edge_web_logs\//, "edge.cloudFront.accessLogs"],
  [/^edge\/edge_web_response_headers\//, "edge.cloudFront.web.responseHeaders"],
  [/^edge\/edge_web\//, "edge.cloudFront.web"],
  [/^edge\/edge_/, "edge.cloudFront"],
  [/^edge\/(origin_\w+|rotate_origin_secret|sent_header|accepted_header)\//, "edge.originProtection"],
  [/^edge\/(public_listener|domain|public_alias)\//, "edge.domain"],
  [/^edge\/sign_in\//, "edge.signIn"],
  [/^edge\/http_api\/routes\//, "edge.httpApi.routes"],
  [/^edge\/http_api\/public\//, "edge.httpApi.domain"],
  [/^edge\/http_api\//, "edge.httpApi"],
  [/^edge\/plan_/, "edge.restApi.usagePlans"],
  [/^edge\/rest_api\/policy$/, "edge.restApi.policy"],
  [/^edge\/rest_api_public\//, "edge.restApi.domain"],
  [/^edge\/rest_api\/(any|get|post|put|patch|delete|head|options|path)(_|\/)/, "edge.restApi.routes"],
  [/^edge\/rest_api\//, "edge.restApi"],
];

const managedGroups =
  "common|known-bad-inputs|sql-database|linux|ip-reputation|anonymous-ip|posix|windows|php|word-press|admin-protection";

/**
 * By type and attribute: the setting that decides. A name with a dot in front stands under the group of the construct; the name
 * of a group's table with `$1` takes what stands in the square brackets of the path.
 */
const attributes: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  aws_db_instance: [
    [/^multi_az/, ".multiAz"],
    [/^backup_retention_period/, ".backupRetentionDays"],
    [/^deletion_protection/, ".deletionProtection"],
    [/^performance_insights/, ".performanceInsights"],
    [/^instance_class/, ".instanceClass"],
    [/^engine_version/, ".engineVersion"],
    [/^allocated_storage/, ".storageGib"],
    [/^apply_immediately/, ".applyImmediately"],
    [/^(skip_final_snapshot|delete_automated_backups|prevent_destroy)/, "keepData"],
  ],
  aws_secretsmanager_secret_rotation: [[/^rotation_rules/, ".rotationDays"]],
  aws_lb: [
    [/^enable_deletion_protection/, "edge.deletionProtection"],
    [/^access_logs/, "edge.accessLogs"],
    [/^internal/, "edge.exposure"],
  ],
  aws_lb_listener: [
    [/^ssl_policy/, "edge.securityPolicy"],
    [/^(protocol|port|default_action)/, "edge.plainHttp"],
  ],
  aws_cognito_user_pool: [
    [/^mfa_configuration/, ".mfa"],
    [/^password_policy/, ".password"],
    [/^admin_create_user_config/, ".selfSignUp"],
    [/^user_pool_tier/, ".tier"],
    [/^user_pool_add_ons/, ".threatProtection.mode"],
    [/^email_configuration/, ".email"],
    [/^(deletion_protection|prevent_destroy)/, "keepData"],
  ],
  aws_cognito_user_pool_client: [
    [/^access_token_validity/, ".accessTokenMinutes"],
    [/^id_token_validity/, ".idTokenMinutes"],
    [/^refresh_token_validity/, ".refreshTokenHours"],
    [/^refresh_token_rotation/, ".refreshTokenRotation"],
    [/^callback_urls/, ".callbackUrls"],
    [/^logout_urls/, ".logoutUrls"],
    [/^allowed_oauth_scopes/, ".apiScopes"],
  ],
  aws_kms_key: [
    [/^deletion_window_in_days/, "identity.keyDeletionWindowDays"],
    [/^prevent_destroy/, "keepData"],
  ],
  aws_cloudwatch_log_group: [
    [/^retention_in_days/, "logs.retentionDays"],
    [/^skip_destroy/, "keepData"],
  ],
  aws_s3_bucket: [[/^(force_destroy|prevent_destroy)/, "keepData"]],
  aws_s3_bucket_lifecycle_configuration: [[/^rule/, "logs.retentionDays"]],
  aws_secretsmanager_secret: [[/^(recovery_window_in_days|prevent_destroy)/, "keepData"]],
  aws_vpc: [[/^prevent_destroy/, "keepData"]],
  aws_cloudwatch_metric_alarm: [
    [/^(alarm_actions|ok_actions|insufficient_data_actions|actions_enabled|$)/, "alarmTopicArn"],
  ],
  aws_autoscaling_group: [
    [/^min_size/, ".size.min"],
    [/^max_size/, ".size.max"],
    [/^desired_capacity/, ".size.desired"],
    [/^max_instance_lifetime/, ".maximumInstanceLifetimeDays"],
    [/^vpc_zone_identifier/, ".placement"],
    [/^health_check_grace_period/, ".healthCheckGracePeriodSeconds"],
  ],
  aws_launch_template: [
    [/^image_id/, ".ami"],
    [/^instance_type/, ".instanceType"],
    [/^network_interfaces/, ".placement"],
    [/^block_device_mappings/, ".volumeSizeGib"],
  ],
  aws_lambda_function: [
    [/^memory_size/, ".memoryMib"],
    [/^timeout/, ".timeoutSeconds"],
    [/^reserved_concurrent_executions/, ".reservedConcurrency"],
    [/^runtime/, "endedRuntime"],
  ],
  aws_wafv2_web_acl: [
    [/^rule\[rate-limit\]/, ".rateLimit"],
    [/^rule\[bot-control\]/, ".botControl"],
    [new RegExp(`^rule\\[(${managedGroups})\\].*version`), ".groups.$1.version"],
    [new RegExp(`^rule\\[(${managedGroups})\\].*rule_action_override`), ".groups.$1.rules"],
    [new RegExp(`^rule\\[(${managedGroups})\\]`), ".groups.$1.mode"],
    [/^rule\[(account-takeover|account-creation-fraud|anti-ddos)\]/, ".$1"],
    [/^rule\[(countries|geo)\b/, ".countries"],
    [/^association_config/, ".bodyInspectionLimits"],
    [/^token_domains/, ".tokenDomains"],
  ],
  aws_wafv2_web_acl_logging_configuration: [[/^/, ".logging.enabled"]],
  aws_api_gateway_stage: [
    [/^access_log_settings/, ".accessLogs"],
    [/^xray_tracing_enabled/, ".tracing"],
  ],
  aws_api_gateway_method_settings: [
    [/^settings\.(logging_level|data_trace_enabled)/, ".executionLogs"],
    [/^settings\.metrics_enabled/, ".detailedMetrics"],
    [/^settings\.throttling/, ".throttle"],
  ],
  aws_apigatewayv2_stage: [
    [/^access_log_settings/, ".accessLogs"],
    [/^default_route_settings\.detailed_metrics_enabled/, ".detailedMetrics"],
    [/^default_route_settings\.throttling/, ".throttle"],
  ],
  aws_cloudfront_distribution: [
    [/^viewer_certificate/, "edge.cloudFront.oldTls"],
    [/^restrictions/, "edge.cloudFront.countries"],
    [/^price_class/, "edge.cloudFront.priceClass"],
  ],
};

const camelCase = (words: string): string => words.replace(/[-_](\w)/g, (_, letter: string) => letter.toUpperCase());

/**
 * The path of the setting that decides a part of a resource; undefined where no single group of settings makes the construct.
 *
 * @param constructPath of the JSON's metadata, `prod-edge/regional/web_acl`
 * @param part the attribute, as a changed path begins; empty for the whole resource
 */
export function settingOf(constructPath: string, type: string, part: string): string | undefined {
  const path = constructPath.replace(/^[^/]*-(\w+)\//, "$1/");
  const group = first(groups, path);
  const detail = first(attributes[type] ?? [], part);
  if (detail === undefined) return group;
  return detail.startsWith(".") ? group && `${group}${detail}` : detail;
}

function first(table: readonly (readonly [RegExp, string])[], text: string): string | undefined {
  for (const [shape, setting] of table) {
    const found = shape.exec(text);
    if (found !== null) return setting.replace("$1", camelCase(found[1] ?? ""));
  }
  return undefined;
}

/** The departure that gives the reason for a setting: that of the setting itself, or of a group around the setting. */
export const departureFor = (setting: string, departures: readonly Departure[]): Departure | undefined =>
  departures.find(({ path }) =>
    settingsOf(path).some((excused) => setting === excused || setting.startsWith(`${excused}.`)),
  );
