import { type Place, attribute, textOf, textsOf } from "./estate";
import type { Normal } from "./plan/normal";

/** What AWS calls the type, where Terraform's name does not say it as it stands. */
const kinds: Readonly<Record<string, string>> = {
  aws_acm_certificate: "certificate",
  aws_acm_certificate_validation: "certificate validation",
  aws_api_gateway_account: "API Gateway account settings",
  aws_api_gateway_api_key: "API key",
  aws_api_gateway_authorizer: "REST API authorizer",
  aws_api_gateway_base_path_mapping: "REST API mapping",
  aws_api_gateway_deployment: "REST API deployment",
  aws_api_gateway_domain_name: "REST API domain",
  aws_api_gateway_gateway_response: "REST API gateway response",
  aws_api_gateway_integration: "REST API integration",
  aws_api_gateway_integration_response: "REST API integration response",
  aws_api_gateway_method: "REST API method",
  aws_api_gateway_method_response: "REST API method response",
  aws_api_gateway_method_settings: "REST API method settings",
  aws_api_gateway_model: "REST API model",
  aws_api_gateway_request_validator: "REST API request validator",
  aws_api_gateway_resource: "REST API resource",
  aws_api_gateway_rest_api: "REST API",
  aws_api_gateway_rest_api_policy: "REST API policy",
  aws_api_gateway_stage: "REST API stage",
  aws_api_gateway_usage_plan: "usage plan",
  aws_api_gateway_usage_plan_key: "usage plan key",
  aws_apigatewayv2_api: "HTTP API",
  aws_apigatewayv2_api_mapping: "HTTP API mapping",
  aws_apigatewayv2_authorizer: "HTTP API authorizer",
  aws_apigatewayv2_domain_name: "HTTP API domain",
  aws_apigatewayv2_integration: "HTTP API integration",
  aws_apigatewayv2_route: "HTTP API route",
  aws_apigatewayv2_stage: "HTTP API stage",
  aws_autoscaling_attachment: "Auto Scaling attachment",
  aws_autoscaling_group: "Auto Scaling group",
  aws_autoscaling_policy: "Auto Scaling policy",
  aws_cloudcontrolapi_resource: "Cloud Control resource",
  aws_cloudfront_cache_policy: "CloudFront cache policy",
  aws_cloudfront_distribution: "CloudFront distribution",
  aws_cloudfront_function: "CloudFront function",
  aws_cloudfront_key_group: "CloudFront key group",
  aws_cloudfront_key_value_store: "CloudFront key value store",
  aws_cloudfront_origin_access_control: "CloudFront origin access control",
  aws_cloudfront_origin_request_policy: "CloudFront origin request policy",
  aws_cloudfront_public_key: "CloudFront public key",
  aws_cloudfront_response_headers_policy: "CloudFront response headers policy",
  aws_cloudfront_vpc_origin: "CloudFront VPC origin",
  aws_cloudtrail: "trail",
  aws_cloudwatch_dashboard: "dashboard",
  aws_cloudwatch_event_rule: "EventBridge rule",
  aws_cloudwatch_event_target: "EventBridge target",
  aws_cloudwatch_log_data_protection_policy: "log data protection policy",
  aws_cloudwatch_log_delivery: "log delivery",
  aws_cloudwatch_log_delivery_destination: "log delivery destination",
  aws_cloudwatch_log_delivery_source: "log delivery source",
  aws_cloudwatch_log_group: "log group",
  aws_cloudwatch_log_metric_filter: "metric filter",
  aws_cloudwatch_log_resource_policy: "log resource policy",
  aws_cloudwatch_metric_alarm: "alarm",
  aws_cognito_identity_pool: "identity pool",
  aws_cognito_identity_pool_roles_attachment: "identity pool roles",
  aws_cognito_identity_provider: "identity provider",
  aws_cognito_resource_server: "resource server",
  aws_cognito_risk_configuration: "threat protection",
  aws_cognito_user_pool: "user pool",
  aws_cognito_user_pool_client: "user pool client",
  aws_cognito_user_pool_domain: "user pool domain",
  aws_config_configuration_recorder: "AWS Config recorder",
  aws_config_configuration_recorder_status: "AWS Config recorder status",
  aws_db_instance: "database",
  aws_db_parameter_group: "database parameter group",
  aws_db_subnet_group: "database subnet group",
  aws_default_network_acl: "default network ACL",
  aws_dynamodb_table: "DynamoDB table",
  aws_ebs_encryption_by_default: "EBS encryption by default",
  aws_ebs_volume: "EBS volume",
  aws_ec2_managed_prefix_list: "prefix list",
  aws_ec2_managed_prefix_list_entry: "prefix list entry",
  aws_ec2_transit_gateway_vpc_attachment: "transit gateway attachment",
  aws_ecr_repository: "ECR repository",
  aws_efs_file_system: "EFS file system",
  aws_eip: "Elastic IP",
  aws_guardduty_detector: "GuardDuty detector",
  aws_iam_access_key: "access key",
  aws_iam_account_password_policy: "password policy of the account",
  aws_iam_group: "group",
  aws_iam_group_membership: "group membership",
  aws_iam_group_policy: "inline policy",
  aws_iam_group_policy_attachment: "policy attachment",
  aws_iam_instance_profile: "instance profile",
  aws_iam_openid_connect_provider: "OpenID Connect provider",
  aws_iam_policy: "policy",
  aws_iam_policy_attachment: "policy attachment",
  aws_iam_role: "role",
  aws_iam_role_policy: "inline policy",
  aws_iam_role_policy_attachment: "policy attachment",
  aws_iam_saml_provider: "SAML provider",
  aws_iam_service_linked_role: "service-linked role",
  aws_iam_user: "user",
  aws_iam_user_group_membership: "group membership",
  aws_iam_user_login_profile: "console password",
  aws_iam_user_policy: "inline policy",
  aws_iam_user_policy_attachment: "policy attachment",
  aws_kms_alias: "key alias",
  aws_kms_grant: "key grant",
  aws_kms_key: "key",
  aws_kms_key_policy: "key policy",
  aws_lambda_alias: "function alias",
  aws_lambda_event_source_mapping: "event source mapping",
  aws_lambda_function: "function",
  aws_lambda_function_url: "function URL",
  aws_lambda_invocation: "function invocation",
  aws_lambda_permission: "function permission",
  aws_lb: "load balancer",
  aws_lb_listener: "listener",
  aws_lb_listener_certificate: "listener certificate",
  aws_lb_listener_rule: "listener rule",
  aws_lb_target_group: "target group",
  aws_nat_gateway: "NAT gateway",
  aws_network_acl: "network ACL",
  aws_network_acl_rule: "network ACL rule",
  aws_rds_cluster: "database cluster",
  aws_route53_record: "DNS record",
  aws_route53_zone: "DNS zone",
  aws_s3_account_public_access_block: "public access block of the account",
  aws_s3_bucket: "bucket",
  aws_s3_bucket_acl: "bucket ACL",
  aws_s3_bucket_lifecycle_configuration: "bucket lifecycle",
  aws_s3_bucket_object_lock_configuration: "bucket object lock",
  aws_s3_bucket_ownership_controls: "bucket ownership",
  aws_s3_bucket_policy: "bucket policy",
  aws_s3_bucket_public_access_block: "public access block",
  aws_s3_bucket_replication_configuration: "bucket replication",
  aws_s3_bucket_server_side_encryption_configuration: "bucket encryption",
  aws_s3_bucket_versioning: "bucket versioning",
  aws_secretsmanager_secret: "secret",
  aws_secretsmanager_secret_policy: "secret policy",
  aws_secretsmanager_secret_rotation: "secret rotation",
  aws_secretsmanager_secret_version: "secret version",
  aws_securityhub_account: "Security Hub",
  aws_sns_topic: "SNS topic",
  aws_sns_topic_policy: "SNS topic policy",
  aws_sns_topic_subscription: "SNS subscription",
  aws_sqs_queue: "SQS queue",
  aws_sqs_queue_policy: "SQS queue policy",
  aws_ssm_document: "Systems Manager document",
  aws_ssm_parameter: "Systems Manager parameter",
  aws_vpc: "VPC",
  aws_vpc_endpoint: "VPC endpoint",
  aws_vpc_security_group_egress_rule: "security group rule (egress)",
  aws_vpc_security_group_ingress_rule: "security group rule (ingress)",
  aws_wafv2_ip_set: "IP set",
  aws_wafv2_regex_pattern_set: "regex pattern set",
  aws_wafv2_rule_group: "rule group",
  aws_wafv2_web_acl: "web ACL",
  aws_wafv2_web_acl_association: "web ACL association",
  aws_wafv2_web_acl_logging_configuration: "web ACL logging",
};

/** The attributes by which AWS's console lists a resource, the first that the resource has. */
const namedBy = [
  "name",
  "function_name",
  "bucket",
  "identifier",
  "alarm_name",
  "dashboard_name",
  "domain_name",
  "policy_name",
  "identity_pool_name",
  "provider_name",
  "stage_name",
  "route_key",
  "response_type",
  "domain",
  "path",
] as const;

/** Where a resource has no name, or a generated one, and no tag with a name. */
const otherwiseBy = ["name_prefix", "bucket_prefix", "comment"] as const;

/** Types that a reader knows by something else than their first attribute. */
const nameOfType: Readonly<Record<string, (value: Normal | undefined) => string | undefined>> = {
  // Viewers know a distribution by its alias. The `domain_name` is AWS's.
  aws_cloudfront_distribution: (value) => [...textsOf(value, "aliases")].sort()[0] ?? textOf(value, "domain_name"),
  // The `domain` is `vpc` for every address.
  aws_eip: () => undefined,
  aws_iam_role_policy_attachment: attachmentName("role"),
  aws_iam_user_policy_attachment: attachmentName("user"),
  aws_iam_group_policy_attachment: attachmentName("group"),
  aws_lb_listener: listenerName,
};

/** `AmazonSSMManagedInstanceCore of prod-identity-instance`: what is attached to whom. */
function attachmentName(whom: string): (value: Normal | undefined) => string | undefined {
  return (value) => {
    const [policy, holder] = [textOf(value, "policy_arn")?.split("/").at(-1), textOf(value, whom)];
    return policy === undefined || holder === undefined ? undefined : `${policy} of ${holder}`;
  };
}

/** `443 of prod-edge-internal`: a listener has a port, and its load balancer has the name. */
function listenerName(value: Normal | undefined): string | undefined {
  const [port, balancer] = [attribute(value, "port"), textOf(value, "load_balancer_arn")?.split("/").at(-2)];
  return balancer !== undefined && (typeof port === "number" || typeof port === "string")
    ? `${port} of ${balancer}`
    : undefined;
}

/** What Terraform adds to `name_prefix` (terraform-plugin-sdk, `id.PrefixedUniqueId`): the time, and a counter. */
const generated = /\d{18}[0-9a-f]{8}$/;

/** The kind of a resource in AWS's words: `web ACL`. */
export const kindOf = (type: string): string => kinds[type] ?? type.replace(/^aws_/, "").replaceAll("_", " ");

/** What AWS calls a resource: `web ACL prod-edge-api`. Without a name of its own, the resource's name in Terraform. */
export function thingOf(place: Pick<Place, "type" | "name" | "before" | "after">): string {
  return `${kindOf(place.type)} ${nameOf(place)}`;
}

/** The name alone: `prod-edge-api`. What is replaced may have lost its name to the apply, and is called as before. */
export function nameOf({ type, name, before, after }: Pick<Place, "type" | "name" | "before" | "after">): string {
  const sides = [after, before].filter((one) => one !== undefined);
  const own = firstOf(sides, (value) => ownNameOf(type, value));
  if (own !== undefined && !generated.test(own)) return own;
  const tag = firstOf(sides, (value) => textOf(attribute(value, "tags"), "Name"));
  return tag ?? own ?? firstOf(sides, (value) => textIn(value, otherwiseBy)) ?? name;
}

function ownNameOf(type: string, value: Normal): string | undefined {
  const special = Object.hasOwn(nameOfType, type) ? nameOfType[type] : undefined;
  return special === undefined ? textIn(value, namedBy) : special(value);
}

const textIn = (value: Normal, names: readonly string[]): string | undefined =>
  names.map((one) => textOf(value, one)).find((one) => one !== undefined);

const firstOf = (sides: readonly Normal[], of: (value: Normal) => string | undefined): string | undefined =>
  sides.map(of).find((one) => one !== undefined);
