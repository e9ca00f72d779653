/** What each change of the sliced plans says: direction, class, rule and address, the worst first. */
export const expectedOfSlices: Readonly<Record<string, readonly string[]>> = {
  "prod-network: database-acl-opened": [
    "weaker, guard lost: network-acl-ingress of aws_network_acl.network_acl_data",
    "weaker, downtime: network-acl-ingress-moment of aws_network_acl.network_acl_data",
  ],
  "prod-network: public-acl-rule-removed": [
    "stronger, guard lost: network-acl-ingress of aws_network_acl.network_acl_public",
  ],
  "prod-network: private-route-to-the-internet": ["weaker, guard lost: route of aws_route_table.route_app_0"],
  "prod-network: public-subnet-gives-addresses": [
    "weaker, guard lost: subnet-public-addresses of aws_subnet.subnet_public_0",
  ],
  "prod-network: flow-log-of-refusals-alone": ["weaker, guard lost: flow-log-traffic of aws_flow_log.vpc_flow_log"],
  "prod-network: flow-log-group-shorter": [
    "weaker, data loss: log-retention of aws_cloudwatch_log_group.vpc_flow_log_group",
  ],
  "prod-network: access-log-bucket-public": [
    "weaker, guard lost: public-access-block of aws_s3_bucket_public_access_block.load_balancer_access_log_public_access_block",
    "weaker, guard lost: public-access-block of aws_s3_bucket_public_access_block.load_balancer_access_log_public_access_block",
  ],
  "prod-network: access-log-bucket-readable-by-everybody": [
    "weaker, exposure: resource-policy of aws_s3_bucket_policy.load_balancer_access_log_policy",
  ],
  "prod-network: access-logs-expire-earlier": [
    "weaker, data loss: bucket-lifecycle of aws_s3_bucket_lifecycle_configuration.load_balancer_access_log_lifecycle",
  ],
  "prod-network: access-log-versions-suspended": [
    "weaker, data loss: bucket-versioning of aws_s3_bucket_versioning.load_balancer_access_log_versioning",
  ],
  "prod-network: log-key-not-rotated": ["weaker, guard lost: key-rotation of aws_kms_key.logs_key"],
  "prod-network: endpoint-policy-opened": ["weaker, guard lost: resource-policy of aws_vpc_endpoint.s3_endpoint"],
  "prod-network: endpoint-group-admits-the-vpc": [
    "weaker, guard lost: security-group-ingress of aws_security_group.security_group_endpoint",
  ],
  "prod-network: load-balancer-group-admits-the-world": [
    "weaker, guard lost: security-group-ingress of aws_security_group.security_group_load_balancer",
  ],
  "prod-network: flow-log-role-may-all": [
    "weaker, privilege gained: identity-permissions of aws_iam_role.vpc_flow_log_role",
  ],
  "prod-network: endpoint-removed": ["weaker, guard lost: vpc-endpoint of aws_vpc_endpoint.endpoint_kms"],
  "prod-network: data-subnets-published-no-more": ["weaker, contract: output-removed of output.data_subnet_ids"],
  "prod-identity: users-without-second-factor": [
    "weaker, exposure: user-pool-sign-up of aws_cognito_user_pool.users_pool",
    "weaker, guard lost: user-pool-mfa of aws_cognito_user_pool.users_pool",
    "weaker, guard lost: user-pool-password of aws_cognito_user_pool.users_pool",
  ],
  "prod-identity: web-client-tokens-last-longer": [
    "weaker, exposure: user-pool-client-callback of aws_cognito_user_pool_client.web_client",
    "weaker, exposure: user-pool-client-user-existence of aws_cognito_user_pool_client.web_client",
    "weaker, guard lost: user-pool-client-lifetime of aws_cognito_user_pool_client.web_client",
  ],
  "prod-identity: machine-client-more-scopes": [
    "weaker, privilege gained: user-pool-client-scopes of aws_cognito_user_pool_client.machine_client",
  ],
  "prod-identity: risk-not-blocked": [
    "weaker, guard lost: threat-protection-action of aws_cognito_risk_configuration.users_risk_configuration",
  ],
  "prod-identity: instances-without-boundary": [
    "weaker, guard lost: permissions-boundary of aws_iam_role.instance_role",
  ],
  "prod-identity: boundary-admits-iam": [
    "weaker, guard lost: boundary-refused of aws_iam_policy.workload_boundary_policy",
  ],
  "prod-identity: data-key-for-another-account": [
    "weaker, privilege gained: resource-policy of aws_kms_key.shared_data_key",
  ],
  "prod-identity: secrets-key-deleted-within-a-week": [
    "weaker, guard lost: deletion-window of aws_kms_key.shared_secrets_key",
  ],
  "prod-identity: sign-in-alarm-removed": [
    "weaker, guard lost: alarm of aws_cloudwatch_metric_alarm.users_alarms_failed_sign_ins_alarm",
  ],
  "prod-identity: alarm-tells-somebody-else": [
    "weaker, guard lost: alarm-actions of aws_cloudwatch_metric_alarm.users_alarms_throttled_alarm",
    "weaker, guard lost: alarm-threshold of aws_cloudwatch_metric_alarm.users_alarms_throttled_alarm",
  ],
  "prod-compute: function-with-a-secret": [
    "weaker, guard lost: secret-in-variable of aws_lambda_function.hello_lambda",
    "neutral, other: function-alias-version of aws_lambda_alias.hello_alias",
    "neutral, other: function-version of aws_lambda_function.hello_lambda",
  ],
  "prod-compute: function-code-and-memory": [
    "weaker, guard lost: function-tracing of aws_lambda_function.secure_api_lambda",
    "stronger, downtime: function-memory of aws_lambda_function.secure_api_lambda",
    "neutral, other: function-alias-version of aws_lambda_alias.secure_api_alias",
    "neutral, other: function-code of aws_lambda_function.secure_api_lambda",
  ],
  "prod-compute: function-may-read-every-secret": [
    "weaker, privilege gained: identity-permissions of aws_iam_role.hello_role",
  ],
  "prod-compute: function-role-trusts-another-account": [
    "weaker, privilege gained: role-trust of aws_iam_role.secure_api_role",
  ],
  "prod-compute: instances-with-metadata-version-1": [
    "weaker, guard lost: instance-metadata-tokens of aws_launch_template.web_instance_launch_template",
    "weaker, guard lost: volume-encryption of aws_launch_template.web_instance_launch_template",
  ],
  "prod-compute: fleet-of-one": [
    "weaker, guard lost: fleet-instance-lifetime of aws_autoscaling_group.web_fleet_autoscaling_group",
    "weaker, downtime: fleet-smallest of aws_autoscaling_group.web_fleet_autoscaling_group",
    "neutral, downtime: fleet-template-version of aws_autoscaling_group.web_fleet_autoscaling_group",
  ],
  "prod-compute: error-alarm-off": [
    "weaker, guard lost: alarm-actions-enabled of aws_cloudwatch_metric_alarm.hello_errors_alarm",
  ],
  "prod-compute: error-alarm-later": [
    "weaker, guard lost: alarm-periods of aws_cloudwatch_metric_alarm.secure_api_errors_alarm",
  ],
  "prod-compute: function-log-unencrypted": [
    "weaker, data loss: log-retention of aws_cloudwatch_log_group.hello_function_log_group",
    "weaker, guard lost: encryption of aws_cloudwatch_log_group.hello_function_log_group",
  ],
  "prod-edge: load-balancer-unprotected": [
    "weaker, guard lost: deletion-protection of aws_lb.public_load_balancer",
    "weaker, guard lost: desync-mitigation of aws_lb.public_load_balancer",
    "weaker, guard lost: invalid-headers of aws_lb.public_load_balancer",
    "weaker, guard lost: load-balancer-access-logs of aws_lb.public_load_balancer",
  ],
  "prod-edge: listener-tls-lowered": [
    "weaker, guard lost: hsts of aws_lb_listener.public_listener_https",
    "weaker, guard lost: tls-policy of aws_lb_listener.public_listener_https",
  ],
  "prod-edge: listener-forwards-every-host": [
    "weaker, exposure: listener-rule-condition of aws_lb_listener_rule.public_listener_https_application",
    "stronger, exposure: listener-rule-condition of aws_lb_listener_rule.public_listener_https_application",
  ],
  "prod-edge: distribution-weaker": [
    "weaker, exposure: cache-policy of aws_cloudfront_distribution.edge_web_distribution",
    "weaker, exposure: viewer-protocol of aws_cloudfront_distribution.edge_web_distribution",
    "weaker, guard lost: tls-policy of aws_cloudfront_distribution.edge_web_distribution",
  ],
  "prod-edge: response-headers-weaker": [
    "weaker, guard lost: hsts of aws_cloudfront_response_headers_policy.edge_web_response_headers_policy",
    "weaker, guard lost: x-frame-options of aws_cloudfront_response_headers_policy.edge_web_response_headers_policy",
  ],
  "prod-edge: rest-route-without-token": [
    "weaker, exposure: api-route-authorization of aws_api_gateway_method.rest_api_post_orders_method",
  ],
  "prod-edge: rest-route-without-scope": [
    "weaker, exposure: api-route-scopes of aws_api_gateway_method.rest_api_get_hello_method",
  ],
  "prod-edge: rest-route-without-api-key": [
    "weaker, guard lost: api-route-key of aws_api_gateway_method.rest_api_get_partners_offers_method",
  ],
  "prod-edge: http-route-without-token": [
    "weaker, exposure: api-route-authorization of aws_apigatewayv2_route.http_api_routes_get_secure",
  ],
  "prod-edge: rest-throttle-and-trace": [
    "weaker, exposure: api-data-trace of aws_api_gateway_method_settings.rest_api_stage_all_methods",
    "weaker, guard lost: api-throttle of aws_api_gateway_method_settings.rest_api_stage_all_methods",
  ],
  "prod-edge: rest-default-endpoint-on": [
    "weaker, exposure: api-default-endpoint of aws_api_gateway_rest_api.rest_api_api",
  ],
  "prod-edge: http-cors-everybody": [
    "weaker, exposure: api-cors-allow-origins of aws_apigatewayv2_api.http_api_api",
    "stronger, exposure: api-cors-allow-origins of aws_apigatewayv2_api.http_api_api",
  ],
  "prod-edge: usage-plan-wider": [
    "weaker, guard lost: api-usage-plan-quota of aws_api_gateway_usage_plan.plan_partners_plan",
    "weaker, guard lost: api-usage-plan-throttle of aws_api_gateway_usage_plan.plan_partners_plan",
    "weaker, guard lost: api-usage-plan-throttle of aws_api_gateway_usage_plan.plan_partners_plan",
  ],
  "prod-edge: api-key-replaced": [
    "weaker, downtime: api-usage-plan-key of aws_api_gateway_usage_plan_key.plan_partners_acme_membership",
  ],
  "prod-edge: api-rate-limit-counts": ["weaker, guard lost: waf-rule-action of aws_wafv2_web_acl.api_stage_web_acl"],
  "prod-edge: web-group-counts-and-new-rule": [
    "weaker, guard lost: waf-rule-action of aws_wafv2_web_acl.web_distribution_web_acl",
  ],
  "prod-edge: users-rule-removed": [
    "weaker, guard lost: waf-rule of aws_wafv2_web_acl.user_pool_web_acl",
    "neutral, other: waf-capacity of aws_wafv2_web_acl.user_pool_web_acl",
  ],
  "prod-edge: sign-in-without-web-acl": [
    "weaker, exposure: waf-association of aws_wafv2_web_acl_association.sign_in_web_acl_association",
  ],
  "prod-edge: firewall-log-without-redaction": [
    "weaker, guard lost: waf-log-redaction of aws_wafv2_web_acl_logging_configuration.api_stage_web_acl_logging",
  ],
  "prod-edge: firewall-log-removed": [
    "weaker, guard lost: waf-log of aws_wafv2_web_acl_logging_configuration.user_pool_web_acl_logging",
  ],
  "prod-edge: rest-domain-tls-lowered": [
    "weaker, guard lost: tls-policy of aws_api_gateway_domain_name.rest_api_public_name",
  ],
  "prod-edge: rest-policy-without-tls": [
    "weaker, guard lost: resource-denial of aws_api_gateway_rest_api_policy.rest_api_policy",
    "weaker, guard lost: resource-denial of aws_api_gateway_rest_api_policy.rest_api_policy",
    "weaker, guard lost: resource-policy of aws_api_gateway_rest_api_policy.rest_api_policy",
    "neutral, other: api-policy-pending of aws_api_gateway_rest_api_policy.rest_api_policy",
  ],
  "prod-edge: function-invoked-by-anybody": [
    "weaker, privilege gained: function-permission of aws_lambda_permission.rest_api_get_greeting_invoke_permission",
  ],
  "prod-edge: name-points-elsewhere": ["weaker, exposure: dns-target of aws_route53_record.public_alias_aaaa"],
  "prod-edge: target-group-health-elsewhere": [
    "weaker, downtime: deregistration-delay of aws_lb_target_group.web_target_group",
    "cannot tell, downtime: health-check of aws_lb_target_group.web_target_group",
  ],
  "prod-edge: error-alarm-removed": [
    "weaker, guard lost: alarm of aws_cloudwatch_metric_alarm.rest_api_metrics_server_errors_alarm",
  ],
  "lab-compute: database-unguarded": [
    "weaker, data loss: backup-retention of aws_db_instance.database_instance",
    "weaker, exposure: public-address of aws_db_instance.database_instance",
    "weaker, guard lost: database-iam-authentication of aws_db_instance.database_instance",
    "weaker, guard lost: database-logs of aws_db_instance.database_instance",
    "weaker, guard lost: minor-version-upgrades of aws_db_instance.database_instance",
    "weaker, downtime: database-restart of aws_db_instance.database_instance",
  ],
  "lab-compute: database-password-rotates-later": [
    "weaker, guard lost: secret-rotation-schedule of aws_secretsmanager_secret_rotation.database_user_rotation",
  ],
  "lab-compute: function-leaves-the-network": [
    "weaker, guard lost: function-vpc of aws_lambda_function.query_player_lambda",
    "neutral, other: function-alias-version of aws_lambda_alias.query_player_alias",
    "neutral, other: function-version of aws_lambda_function.query_player_lambda",
  ],
  "lab-edge: origin-header-not-asked-for": [
    "weaker, guard lost: waf-rule of aws_wafv2_web_acl.api_stage_web_acl",
    "neutral, other: waf-capacity of aws_wafv2_web_acl.api_stage_web_acl",
  ],
  "lab-edge: origin-header-not-sent": [
    "weaker, guard lost: edge-function of aws_cloudfront_distribution.edge_api_distribution",
  ],
  "lab-edge: origin-rotation-removed": [
    "weaker, guard lost: secret-rotation of aws_secretsmanager_secret_rotation.origin_header_rotation",
  ],
};
