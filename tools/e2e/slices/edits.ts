/** A change of a layer's JSON that a plan is made of. */
export interface Edit {
  /** Names the slice of the plan, in kebab case. */
  readonly name: string;
  /** `<environment>-<layer>`. */
  readonly stack: string;
  /** Of a resource: the path of a value in its block, and the new value; undefined takes the value away. */
  readonly set?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly remove?: readonly string[];
  readonly add?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Of a policy in JSON: the resource, the attribute, and a statement to add. */
  readonly allow?: readonly [string, string, Readonly<Record<string, unknown>>];
  /** Of outputs: the new value; undefined takes the output away. */
  readonly outputs?: Readonly<Record<string, unknown>>;
}

const topic = "arn:aws:sns:eu-west-1:123456789012:somebody-else";

const network: readonly Omit<Edit, "stack">[] = [
  {
    name: "database-acl-opened",
    set: { "aws_network_acl_rule.network_acl_data_mysql_in": { cidr_block: "0.0.0.0/0", to_port: 3400 } },
  },
  {
    name: "public-acl-rule-removed",
    remove: ["aws_network_acl_rule.network_acl_public_path_mtu_in"],
  },
  {
    name: "private-route-to-the-internet",
    set: {
      "aws_route.route_app_0_nat": {
        nat_gateway_id: undefined,
        gateway_id: "${aws_internet_gateway.main_internet_gateway.id}",
      },
    },
  },
  { name: "public-subnet-gives-addresses", set: { "aws_subnet.subnet_public_0": { map_public_ip_on_launch: true } } },
  { name: "flow-log-of-refusals-alone", set: { "aws_flow_log.vpc_flow_log": { traffic_type: "REJECT" } } },
  { name: "flow-log-group-shorter", set: { "aws_cloudwatch_log_group.vpc_flow_log_group": { retention_in_days: 30 } } },
  {
    name: "access-log-bucket-public",
    set: {
      "aws_s3_bucket_public_access_block.load_balancer_access_log_public_access_block": {
        block_public_policy: false,
        restrict_public_buckets: false,
      },
    },
  },
  {
    name: "access-log-bucket-readable-by-everybody",
    allow: [
      "aws_s3_bucket_policy.load_balancer_access_log_policy",
      "policy",
      { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" },
    ],
  },
  {
    name: "access-logs-expire-earlier",
    set: {
      "aws_s3_bucket_lifecycle_configuration.load_balancer_access_log_lifecycle": { "rule.0.expiration.0.days": 30 },
    },
  },
  {
    name: "access-log-versions-suspended",
    set: {
      "aws_s3_bucket_versioning.load_balancer_access_log_versioning": {
        "versioning_configuration.status": "Suspended",
      },
    },
  },
  { name: "log-key-not-rotated", set: { "aws_kms_key.logs_key": { enable_key_rotation: false } } },
  {
    name: "endpoint-policy-opened",
    allow: ["aws_vpc_endpoint.s3_endpoint", "policy", { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
  },
  {
    name: "endpoint-group-admits-the-vpc",
    add: {
      "aws_vpc_security_group_ingress_rule.endpoint_from_the_vpc": {
        security_group_id: "${aws_security_group.security_group_endpoint.id}",
        cidr_ipv4: "10.20.0.0/16",
        ip_protocol: "-1",
      },
    },
  },
  {
    name: "load-balancer-group-admits-the-world",
    add: {
      "aws_vpc_security_group_ingress_rule.load_balancer_from_the_world": {
        security_group_id: "${aws_security_group.security_group_load_balancer.id}",
        cidr_ipv4: "0.0.0.0/0",
        ip_protocol: "tcp",
        from_port: 443,
        to_port: 443,
      },
    },
  },
  {
    name: "flow-log-role-may-all",
    allow: [
      "aws_iam_role_policy.vpc_flow_log_role_policy",
      "policy",
      { Effect: "Allow", Action: "s3:*", Resource: "*" },
    ],
  },
  { name: "endpoint-removed", remove: ["aws_vpc_endpoint.endpoint_kms"] },
  { name: "data-subnets-published-no-more", outputs: { data_subnet_ids: undefined } },
];

const identity: readonly Omit<Edit, "stack">[] = [
  {
    name: "users-without-second-factor",
    set: {
      "aws_cognito_user_pool.users_pool": {
        mfa_configuration: "OPTIONAL",
        "password_policy.minimum_length": 8,
        "admin_create_user_config.allow_admin_create_user_only": false,
      },
    },
  },
  {
    name: "web-client-tokens-last-longer",
    set: {
      "aws_cognito_user_pool_client.web_client": {
        access_token_validity: 60,
        callback_urls: ["https://app.example.com/signed-in", "http://localhost:3000"],
        prevent_user_existence_errors: "LEGACY",
      },
    },
  },
  {
    name: "machine-client-more-scopes",
    set: { "aws_cognito_user_pool_client.machine_client": { allowed_oauth_scopes: ["api/read", "api/write"] } },
  },
  {
    name: "risk-not-blocked",
    set: {
      "aws_cognito_risk_configuration.users_risk_configuration": {
        "account_takeover_risk_configuration.actions.high_action.event_action": "NO_ACTION",
      },
    },
  },
  {
    name: "instances-without-boundary",
    set: { "aws_iam_role.instance_role": { permissions_boundary: undefined } },
  },
  {
    name: "boundary-admits-iam",
    allow: ["aws_iam_policy.workload_boundary_policy", "policy", { Effect: "Allow", Action: "iam:*", Resource: "*" }],
  },
  {
    name: "data-key-for-another-account",
    allow: [
      "aws_kms_key.shared_data_key",
      "policy",
      {
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::999988887777:root" },
        Action: "kms:Decrypt",
        Resource: "*",
      },
    ],
  },
  {
    name: "secrets-key-deleted-within-a-week",
    set: { "aws_kms_key.shared_secrets_key": { deletion_window_in_days: 7 } },
  },
  {
    name: "sign-in-alarm-removed",
    remove: ["aws_cloudwatch_metric_alarm.users_alarms_failed_sign_ins_alarm"],
  },
  {
    name: "alarm-tells-somebody-else",
    set: { "aws_cloudwatch_metric_alarm.users_alarms_throttled_alarm": { alarm_actions: [topic], threshold: 1000 } },
  },
];

const compute: readonly Omit<Edit, "stack">[] = [
  {
    name: "function-with-a-secret",
    set: {
      "aws_lambda_function.hello_lambda": {
        "environment.variables.PARTNER_API_KEY": "sk_live_4eC39HqLyjWDarjtT1zdp7dc",
      },
    },
  },
  {
    name: "function-code-and-memory",
    set: {
      "aws_lambda_function.secure_api_lambda": {
        source_code_hash: "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        memory_size: 512,
        "tracing_config.mode": "PassThrough",
      },
    },
  },
  {
    name: "function-may-read-every-secret",
    allow: [
      "aws_iam_role_policy.hello_grants",
      "policy",
      { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: "*" },
    ],
  },
  {
    name: "function-role-trusts-another-account",
    allow: [
      "aws_iam_role.secure_api_role",
      "assume_role_policy",
      { Effect: "Allow", Principal: { AWS: "arn:aws:iam::999988887777:root" }, Action: "sts:AssumeRole" },
    ],
  },
  {
    name: "instances-with-metadata-version-1",
    set: {
      "aws_launch_template.web_instance_launch_template": {
        "metadata_options.http_tokens": "optional",
        "block_device_mappings.0.ebs.encrypted": "false",
      },
    },
  },
  {
    name: "fleet-of-one",
    set: { "aws_autoscaling_group.web_fleet_autoscaling_group": { min_size: 1, max_instance_lifetime: 0 } },
  },
  {
    name: "error-alarm-off",
    set: { "aws_cloudwatch_metric_alarm.hello_errors_alarm": { actions_enabled: false } },
  },
  {
    name: "error-alarm-later",
    set: { "aws_cloudwatch_metric_alarm.secure_api_errors_alarm": { evaluation_periods: 10, datapoints_to_alarm: 10 } },
  },
  {
    name: "function-log-unencrypted",
    set: { "aws_cloudwatch_log_group.hello_function_log_group": { kms_key_id: undefined, retention_in_days: 1 } },
  },
];

const edge: readonly Omit<Edit, "stack">[] = [
  {
    name: "load-balancer-unprotected",
    set: {
      "aws_lb.public_load_balancer": {
        enable_deletion_protection: false,
        drop_invalid_header_fields: false,
        desync_mitigation_mode: "monitor",
        "access_logs.enabled": false,
      },
    },
  },
  {
    name: "listener-tls-lowered",
    set: {
      "aws_lb_listener.public_listener_https": {
        ssl_policy: "ELBSecurityPolicy-2016-08",
        routing_http_response_strict_transport_security_header_value: "max-age=60",
      },
    },
  },
  {
    name: "listener-forwards-every-host",
    set: {
      "aws_lb_listener_rule.public_listener_https_application": {
        condition: [{ path_pattern: { values: ["/*"] } }],
      },
    },
  },
  {
    name: "distribution-weaker",
    set: {
      "aws_cloudfront_distribution.edge_web_distribution": {
        "viewer_certificate.minimum_protocol_version": "TLSv1",
        "default_cache_behavior.viewer_protocol_policy": "allow-all",
        "default_cache_behavior.cache_policy_id": "658327ea-f89d-4fab-a63d-7e88639e58f6",
      },
    },
  },
  {
    name: "response-headers-weaker",
    set: {
      "aws_cloudfront_response_headers_policy.edge_web_response_headers_policy": {
        "security_headers_config.strict_transport_security.access_control_max_age_sec": 60,
        "security_headers_config.frame_options.frame_option": "SAMEORIGIN",
      },
    },
  },
  {
    name: "rest-route-without-token",
    set: {
      "aws_api_gateway_method.rest_api_post_orders_method": {
        authorization: "NONE",
        authorizer_id: undefined,
        authorization_scopes: undefined,
      },
    },
  },
  {
    name: "rest-route-without-scope",
    set: { "aws_api_gateway_method.rest_api_get_hello_method": { authorization_scopes: undefined } },
  },
  {
    name: "rest-route-without-api-key",
    set: { "aws_api_gateway_method.rest_api_get_partners_offers_method": { api_key_required: false } },
  },
  {
    name: "http-route-without-token",
    set: {
      "aws_apigatewayv2_route.http_api_routes_get_secure": {
        authorization_type: "NONE",
        authorizer_id: undefined,
        authorization_scopes: undefined,
      },
    },
  },
  {
    name: "rest-throttle-and-trace",
    set: {
      "aws_api_gateway_method_settings.rest_api_stage_all_methods": {
        "settings.throttling_rate_limit": 10000,
        "settings.data_trace_enabled": true,
      },
    },
  },
  {
    name: "rest-default-endpoint-on",
    set: { "aws_api_gateway_rest_api.rest_api_api": { disable_execute_api_endpoint: false } },
  },
  {
    name: "http-cors-everybody",
    set: {
      "aws_apigatewayv2_api.http_api_api": {
        "cors_configuration.allow_origins": ["*"],
      },
    },
  },
  {
    name: "usage-plan-wider",
    set: {
      "aws_api_gateway_usage_plan.plan_partners_plan": { "quota_settings.limit": 100000, throttle_settings: undefined },
    },
  },
  {
    name: "api-key-replaced",
    remove: ["aws_api_gateway_usage_plan_key.plan_partners_acme_membership"],
  },
  {
    name: "api-rate-limit-counts",
    set: { "aws_wafv2_web_acl.api_stage_web_acl": { "rule.1.action": { count: {} } } },
  },
  {
    name: "web-group-counts-and-new-rule",
    set: {
      "aws_wafv2_web_acl.web_distribution_web_acl": {
        "rule.2.override_action": { count: {} },
      },
    },
  },
  { name: "users-rule-removed", set: { "aws_wafv2_web_acl.user_pool_web_acl": { "rule.5": undefined } } },
  { name: "sign-in-without-web-acl", remove: ["aws_wafv2_web_acl_association.sign_in_web_acl_association"] },
  {
    name: "firewall-log-without-redaction",
    set: {
      "aws_wafv2_web_acl_logging_configuration.api_stage_web_acl_logging": {
        redacted_fields: [{ single_header: { name: "cookie" } }],
      },
    },
  },
  { name: "firewall-log-removed", remove: ["aws_wafv2_web_acl_logging_configuration.user_pool_web_acl_logging"] },
  {
    name: "rest-domain-tls-lowered",
    set: { "aws_api_gateway_domain_name.rest_api_public_name": { security_policy: "TLS_1_0" } },
  },
  {
    name: "rest-policy-without-tls",
    set: {
      "aws_api_gateway_rest_api_policy.rest_api_policy": {
        policy:
          '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"execute-api:Invoke","Resource":"execute-api:/*"}]}',
      },
    },
  },
  {
    name: "function-invoked-by-anybody",
    set: {
      "aws_lambda_permission.rest_api_get_greeting_invoke_permission": { source_arn: undefined },
    },
  },
  {
    name: "name-points-elsewhere",
    set: { "aws_route53_record.public_alias_aaaa": { "alias.name": "d111111abcdef8.cloudfront.net" } },
  },
  {
    name: "target-group-health-elsewhere",
    set: { "aws_lb_target_group.web_target_group": { "health_check.path": "/", deregistration_delay: "0" } },
  },
  { name: "error-alarm-removed", remove: ["aws_cloudwatch_metric_alarm.rest_api_metrics_server_errors_alarm"] },
];

const lab: readonly Edit[] = [
  {
    name: "database-unguarded",
    stack: "lab-compute",
    set: {
      "aws_db_instance.database_instance": {
        backup_retention_period: 0,
        auto_minor_version_upgrade: false,
        iam_database_authentication_enabled: false,
        enabled_cloudwatch_logs_exports: undefined,
        publicly_accessible: true,
      },
    },
  },
  {
    name: "database-password-rotates-later",
    stack: "lab-compute",
    set: {
      "aws_secretsmanager_secret_rotation.database_user_rotation": { "rotation_rules.automatically_after_days": 90 },
    },
  },
  {
    name: "function-leaves-the-network",
    stack: "lab-compute",
    set: { "aws_lambda_function.query_player_lambda": { vpc_config: undefined } },
  },
  {
    name: "origin-header-not-asked-for",
    stack: "lab-edge",
    set: { "aws_wafv2_web_acl.api_stage_web_acl": { "rule.0": undefined } },
  },
  {
    name: "origin-header-not-sent",
    stack: "lab-edge",
    set: {
      "aws_cloudfront_distribution.edge_api_distribution": { "default_cache_behavior.function_association": undefined },
    },
  },
  {
    name: "origin-rotation-removed",
    stack: "lab-edge",
    remove: ["aws_secretsmanager_secret_rotation.origin_header_rotation"],
  },
];

const of = (stack: string, edits: readonly Omit<Edit, "stack">[]): readonly Edit[] =>
  edits.map((edit) => ({ ...edit, stack }));

/** Every change, each of resources of its own: planned at once, and told apart again. */
export const edits: readonly Edit[] = [
  ...of("prod-network", network),
  ...of("prod-identity", identity),
  ...of("prod-compute", compute),
  ...of("prod-edge", edge),
  ...lab,
];
