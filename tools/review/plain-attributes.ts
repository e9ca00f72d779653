/**
 * The attributes of each type that change nothing in security, data or availability by themselves, or whose change speaks for
 * itself: a page shows them before and after. What AWS alone decides stands here too. A type that stands here is known: the page
 * shows its creation and its deletion.
 */
const plainAttributes: Readonly<Record<string, string>> = {
  aws_acm_certificate:
    "certificate_chain domain_validation_options early_renewal_duration not_after not_before pending_renewal renewal_eligibility renewal_summary status type validation_emails validation_option",
  aws_api_gateway_account: "api_key_version features reset_on_delete throttle_settings",
  aws_api_gateway_api_key: "created_date customer_id description last_updated_date",
  aws_api_gateway_authorizer: "name rest_api_id",
  aws_api_gateway_base_path_mapping: "domain_name_id",
  aws_api_gateway_deployment:
    "canary_settings created_date description execution_arn invoke_url stage_description stage_name variables",
  aws_api_gateway_domain_name:
    "certificate_name certificate_upload_date cloudfront_domain_name cloudfront_zone_id domain_name_id regional_certificate_name regional_domain_name regional_zone_id",
  aws_api_gateway_method: "operation_name",
  aws_api_gateway_method_response:
    "http_method resource_id response_models response_parameters rest_api_id status_code",
  aws_api_gateway_model: "description",
  aws_api_gateway_request_validator: "name",
  aws_api_gateway_rest_api: "created_date description fail_on_warnings name parameters put_rest_api_mode",
  aws_api_gateway_stage: "description documentation_version stage_name web_acl_arn",
  aws_api_gateway_usage_plan: "description name product_code",
  aws_apigatewayv2_api: "description fail_on_warnings name version",
  aws_apigatewayv2_authorizer: "name",
  aws_apigatewayv2_domain_name: "api_mapping_selection_expression",
  aws_apigatewayv2_integration:
    "description integration_response_selection_expression response_parameters template_selection_expression",
  aws_apigatewayv2_route:
    "model_selection_expression operation_name request_models request_parameter route_response_selection_expression",
  aws_apigatewayv2_stage: "description name",
  aws_autoscaling_group:
    "availability_zones default_cooldown default_instance_warmup metrics_granularity min_elb_capacity name name_prefix predicted_capacity service_linked_role_arn tag wait_for_capacity_timeout wait_for_elb_capacity warm_pool_size",
  aws_autoscaling_policy: "autoscaling_group_name estimated_instance_warmup name policy_type",
  aws_cloudcontrolapi_resource: "desired_state properties role_arn schema type_name type_version_id",
  aws_cloudfront_distribution:
    "caller_reference comment domain_name etag hosted_zone_id in_progress_validation_batches last_modified_time status trusted_key_groups trusted_signers wait_for_deployment",
  aws_cloudfront_cache_policy: "comment etag name",
  aws_cloudfront_function: "comment etag live_stage_etag name status",
  aws_cloudfront_key_group: "comment etag name",
  aws_cloudfront_key_value_store: "comment etag last_modified_time name",
  aws_cloudfront_origin_access_control: "description etag name",
  aws_cloudfront_origin_request_policy: "comment etag name",
  aws_cloudfront_public_key: "caller_reference comment etag name name_prefix",
  aws_cloudfront_response_headers_policy: "comment etag name",
  aws_cloudfront_vpc_origin: "etag",
  aws_cloudwatch_dashboard: "dashboard_arn dashboard_body dashboard_name",
  aws_cloudwatch_log_delivery: "field_delimiter s3_delivery_configuration",
  aws_cloudwatch_log_delivery_destination: "delivery_destination_type name output_format",
  aws_cloudwatch_log_delivery_source: "name service",
  aws_cloudwatch_log_group: "log_group_class name name_prefix",
  aws_cloudwatch_log_metric_filter: "name",
  aws_cloudwatch_log_resource_policy: "policy_name",
  aws_cloudwatch_metric_alarm: "alarm_description alarm_name ok_actions",
  aws_cognito_resource_server: "name scope_identifiers",
  aws_cognito_user_pool:
    "creation_date custom_domain domain email_verification_message email_verification_subject endpoint estimated_number_of_users last_modified_date name sms_authentication_message sms_verification_message",
  aws_cognito_user_pool_client: "analytics_configuration name",
  aws_cognito_user_pool_domain:
    "aws_account_id cloudfront_distribution cloudfront_distribution_arn cloudfront_distribution_zone_id s3_bucket version",
  aws_cognito_user_pool_ui_customization:
    "client_id creation_date css css_version image_file image_url last_modified_date user_pool_id",
  aws_db_instance:
    "address allow_major_version_upgrade availability_zone backup_target backup_window copy_tags_to_snapshot database_insights_mode db_name endpoint engine engine_lifecycle_support engine_version_actual final_snapshot_identifier hosted_zone_id identifier identifier_prefix latest_restorable_time license_model listener_endpoint maintenance_window master_user_secret monitoring_role_arn network_type option_group_name performance_insights_retention_period replicas resource_id status storage_throughput storage_type username",
  aws_db_parameter_group: "description family name name_prefix skip_destroy",
  aws_db_subnet_group: "description name name_prefix supported_network_types vpc_id",
  aws_default_network_acl: "owner_id vpc_id",
  aws_default_route_table: "owner_id vpc_id",
  aws_default_security_group: "description name name_prefix owner_id revoke_rules_on_delete",
  aws_eip:
    "address allocation_id associate_with_private_ip association_id carrier_ip customer_owned_ip customer_owned_ipv4_pool domain ipam_pool_id network_border_group network_interface private_dns private_ip ptr_record public_dns public_ipv4_pool vpc",
  aws_flow_log: "deliver_cross_account_role destination_options log_destination_type",
  aws_iam_instance_profile: "create_date name name_prefix path unique_id",
  aws_iam_policy: "attachment_count description name name_prefix path policy_id",
  aws_iam_role: "create_date description force_detach_policies name name_prefix path unique_id",
  aws_internet_gateway: "owner_id",
  aws_kms_alias: "name name_prefix target_key_arn",
  aws_kms_key: "custom_key_store_id customer_master_key_spec description key_id key_usage xks_key_id",
  aws_lambda_alias: "description function_name invoke_arn name",
  aws_lambda_function:
    "description filename function_name invoke_arn publish signing_job_arn signing_profile_version_arn skip_destroy",
  aws_launch_template: "description name name_prefix tag_specifications",
  aws_lb:
    "arn_suffix dns_name dns_record_client_routing_policy ip_address_type load_balancer_type name name_prefix vpc_id zone_id",
  aws_lb_listener: "load_balancer_arn tcp_idle_timeout_seconds",
  aws_lb_listener_rule: "listener_arn",
  aws_lb_target_group:
    "arn_suffix connection_termination ip_address_type lambda_multi_value_headers_enabled load_balancer_arns load_balancing_anomaly_mitigation name name_prefix preserve_client_ip proxy_protocol_v2 target_failover target_group_health target_health_state target_type vpc_id",
  aws_nat_gateway:
    "association_id network_interface_id private_ip secondary_private_ip_address_count secondary_private_ip_addresses subnet_id",
  aws_network_acl: "owner_id",
  aws_route: "instance_id instance_owner_id origin state",
  aws_route53_record: "allow_overwrite fqdn",
  aws_route53_zone: "comment delegation_set_id name_servers primary_name_server zone_id",
  aws_route_table: "owner_id",
  aws_s3_bucket:
    "acceleration_status bucket bucket_domain_name bucket_prefix bucket_regional_domain_name hosted_zone_id lifecycle_rule logging object_lock_configuration region request_payer server_side_encryption_configuration versioning",
  aws_s3_bucket_lifecycle_configuration: "bucket expected_bucket_owner transition_default_minimum_object_size",
  aws_s3_bucket_server_side_encryption_configuration: "expected_bucket_owner",
  aws_s3_bucket_versioning: "expected_bucket_owner mfa",
  aws_secretsmanager_secret: "description name name_prefix",
  aws_secretsmanager_secret_rotation: "secret_id",
  aws_secretsmanager_secret_version: "secret_id secret_string_wo version_id",
  aws_security_group: "description name name_prefix owner_id revoke_rules_on_delete",
  aws_s3_object:
    "acl bucket bucket_key_enabled checksum_algorithm content_type force_destroy key kms_key_id metadata server_side_encryption storage_class version_id",
  aws_signer_signing_job:
    "completed_at created_at destination ignore_signing_job_failure job_id job_invoker job_owner platform_display_name profile_name profile_version requested_by revocation_record signature_expires_at signed_object source status status_reason",
  aws_signer_signing_profile:
    "name name_prefix platform_display_name platform_id revocation_record signature_validity_period status version version_arn",
  aws_cloudwatch_event_rule: "description event_bus_name force_destroy is_enabled name name_prefix",
  aws_cloudwatch_event_target: "event_bus_name target_id",
  aws_db_event_subscription: "customer_aws_id name name_prefix source_type",
  aws_lambda_code_signing_config: "config_id description last_modified",
  aws_ssm_document:
    "created_date default_version description document_version hash hash_type latest_version name owner parameter platform_types schema_version status version_name",
  aws_subnet:
    "availability_zone availability_zone_id cidr_block ipv6_cidr_block ipv6_cidr_block_association_id owner_id private_dns_hostname_type_on_launch",
  aws_vpc:
    "cidr_block default_network_acl_id default_route_table_id default_security_group_id dhcp_options_id instance_tenancy ipv6_association_id main_route_table_id owner_id",
  aws_vpc_endpoint:
    "auto_accept cidr_blocks dns_options ip_address_type owner_id prefix_list_id requester_managed service_region state vpc_endpoint_type vpc_id",
  aws_vpc_security_group_egress_rule: "description security_group_rule_id",
  aws_vpc_security_group_ingress_rule: "description security_group_rule_id",
  aws_wafv2_ip_set: "description ip_address_version lock_token name scope",
  aws_wafv2_regex_pattern_set: "description lock_token name scope",
  aws_wafv2_rule_group: "capacity custom_response_body description lock_token name name_prefix",
  aws_wafv2_web_acl: "application_integration_url capacity description lock_token name name_prefix",
  terraform_data: "input output triggers_replace",
};

/** What every type has, and what AWS alone decides. */
const everywhere = new Set(["id", "arn", "tags", "tags_all", "timeouts"]);

const names = new Map<string, ReadonlySet<string>>();

/** Whether an attribute is shown as it is. The empty name asks for the type. */
export function isPlain(type: string, name: string): boolean {
  const written = Object.hasOwn(plainAttributes, type) ? plainAttributes[type] : undefined;
  if (name === "" || written === undefined) return name === "" ? written !== undefined : everywhere.has(name);
  const known = names.get(type) ?? new Set(written.split(" "));
  names.set(type, known);
  return everywhere.has(name) || known.has(name);
}
