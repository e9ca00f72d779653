import type { Change, Resource } from "../change";

interface Use {
  /** What uses it, by the type of the resource whose arguments refer to it. */
  readonly by: readonly string[];
  /** AWS's code, and where AWS documents it. */
  readonly refusal: string;
}

/** What AWS refuses to delete while something else still uses it. */
export const refusedInUse: Readonly<Record<string, Use>> = {
  aws_wafv2_ip_set: {
    by: ["aws_wafv2_web_acl", "aws_wafv2_rule_group"],
    refusal: "WAFAssociatedItemException (AWS WAFV2 API Reference, DeleteIPSet)",
  },
  aws_wafv2_regex_pattern_set: {
    by: ["aws_wafv2_web_acl", "aws_wafv2_rule_group"],
    refusal: "WAFAssociatedItemException (AWS WAFV2 API Reference, DeleteRegexPatternSet)",
  },
  aws_wafv2_rule_group: {
    by: ["aws_wafv2_web_acl"],
    refusal: "WAFAssociatedItemException (AWS WAFV2 API Reference, DeleteRuleGroup)",
  },
  aws_wafv2_web_acl: {
    by: ["aws_wafv2_web_acl_association", "aws_cloudfront_distribution"],
    refusal: "WAFAssociatedItemException (AWS WAFV2 API Reference, DeleteWebACL)",
  },
  aws_apigatewayv2_integration: {
    by: ["aws_apigatewayv2_route"],
    refusal: "ConflictException (Amazon API Gateway V2 API Reference, DeleteIntegration)",
  },
  aws_apigatewayv2_authorizer: {
    by: ["aws_apigatewayv2_route"],
    refusal: "ConflictException (Amazon API Gateway V2 API Reference, DeleteAuthorizer)",
  },
  aws_api_gateway_model: {
    by: ["aws_api_gateway_method", "aws_api_gateway_method_response"],
    refusal: "ConflictException (Amazon API Gateway REST API Reference, DeleteModel)",
  },
  aws_api_gateway_request_validator: {
    by: ["aws_api_gateway_method"],
    refusal: "ConflictException (Amazon API Gateway REST API Reference, DeleteRequestValidator)",
  },
  aws_api_gateway_authorizer: {
    by: ["aws_api_gateway_method"],
    refusal: "ConflictException (Amazon API Gateway REST API Reference, DeleteAuthorizer)",
  },
  aws_api_gateway_deployment: {
    by: ["aws_api_gateway_stage"],
    refusal: "BadRequestException (Amazon API Gateway REST API Reference, DeleteDeployment)",
  },
  aws_api_gateway_client_certificate: {
    by: ["aws_api_gateway_stage"],
    refusal: "ConflictException (Amazon API Gateway REST API Reference, DeleteClientCertificate)",
  },
  aws_cloudfront_function: {
    by: ["aws_cloudfront_distribution"],
    refusal: "FunctionInUse (Amazon CloudFront API Reference, DeleteFunction)",
  },
  aws_cloudfront_key_value_store: {
    by: ["aws_cloudfront_function"],
    refusal: "CannotDeleteEntityWhileInUse (Amazon CloudFront API Reference, DeleteKeyValueStore)",
  },
  aws_cloudfront_cache_policy: {
    by: ["aws_cloudfront_distribution"],
    refusal: "CachePolicyInUse (Amazon CloudFront API Reference, DeleteCachePolicy)",
  },
  aws_cloudfront_origin_request_policy: {
    by: ["aws_cloudfront_distribution"],
    refusal: "OriginRequestPolicyInUse (Amazon CloudFront API Reference, DeleteOriginRequestPolicy)",
  },
  aws_cloudfront_response_headers_policy: {
    by: ["aws_cloudfront_distribution"],
    refusal: "ResponseHeadersPolicyInUse (Amazon CloudFront API Reference, DeleteResponseHeadersPolicy)",
  },
  aws_cloudfront_origin_access_control: {
    by: ["aws_cloudfront_distribution"],
    refusal: "OriginAccessControlInUse (Amazon CloudFront API Reference, DeleteOriginAccessControl)",
  },
  aws_cloudfront_vpc_origin: {
    by: ["aws_cloudfront_distribution"],
    refusal: "CannotDeleteEntityWhileInUse (Amazon CloudFront API Reference, DeleteVpcOrigin)",
  },
  aws_lb: {
    by: ["aws_cloudfront_vpc_origin"],
    refusal: "ResourceInUse (Elastic Load Balancing API Reference, DeleteLoadBalancer)",
  },
  aws_lb_target_group: {
    by: ["aws_lb_listener", "aws_lb_listener_rule"],
    refusal: "ResourceInUse (Elastic Load Balancing API Reference, DeleteTargetGroup)",
  },
  aws_acm_certificate: {
    by: [
      "aws_lb_listener",
      "aws_lb_listener_certificate",
      "aws_cloudfront_distribution",
      "aws_api_gateway_domain_name",
      "aws_apigatewayv2_domain_name",
      "aws_cognito_user_pool_domain",
    ],
    refusal: "ResourceInUseException (AWS Certificate Manager API Reference, DeleteCertificate)",
  },
  aws_lambda_code_signing_config: {
    by: ["aws_lambda_function"],
    refusal: "ResourceConflictException (AWS Lambda API Reference, DeleteCodeSigningConfig)",
  },
  aws_cloudwatch_log_delivery_source: {
    by: ["aws_cloudwatch_log_delivery"],
    refusal: "ConflictException (Amazon CloudWatch Logs API Reference, DeleteDeliverySource)",
  },
  aws_cloudwatch_log_delivery_destination: {
    by: ["aws_cloudwatch_log_delivery"],
    refusal: "ConflictException (Amazon CloudWatch Logs API Reference, DeleteDeliveryDestination)",
  },
  aws_db_parameter_group: {
    by: ["aws_db_instance"],
    refusal: "InvalidDBParameterGroupState (Amazon RDS API Reference, DeleteDBParameterGroup)",
  },
  aws_db_subnet_group: {
    by: ["aws_db_instance"],
    refusal: "InvalidDBSubnetGroupStateFault (Amazon RDS API Reference, DeleteDBSubnetGroup)",
  },
  aws_security_group: {
    by: [
      "aws_vpc_security_group_ingress_rule",
      "aws_vpc_security_group_egress_rule",
      "aws_vpc_endpoint",
      "aws_lb",
      "aws_launch_template",
      "aws_lambda_function",
      "aws_db_instance",
    ],
    refusal: "DependencyViolation (Amazon EC2 API Reference, DeleteSecurityGroup)",
  },
  aws_subnet: {
    by: [
      "aws_nat_gateway",
      "aws_vpc_endpoint",
      "aws_lb",
      "aws_db_subnet_group",
      "aws_autoscaling_group",
      "aws_lambda_function",
    ],
    refusal: "DependencyViolation (Amazon EC2 API Reference, DeleteSubnet)",
  },
  aws_route_table: {
    by: ["aws_vpc_endpoint"],
    refusal: "InvalidRouteTableId.NotFound, where the endpoint leaves it afterwards (terraform-provider-aws#26502)",
  },
  aws_eip: { by: ["aws_nat_gateway"], refusal: "InvalidIPAddress.InUse (Amazon EC2 API Reference, ReleaseAddress)" },
  aws_iam_role: { by: ["aws_iam_instance_profile"], refusal: "DeleteConflict (IAM API Reference, DeleteRole)" },
  aws_iam_policy: {
    by: ["aws_iam_role", "aws_iam_role_policy_attachment"],
    refusal: "DeleteConflict (IAM API Reference, DeletePolicy; of a boundary, gruntwork-io/cloud-nuke#972)",
  },
};

/** A resource that Terraform destroys before what stays lets go of it. */
export interface Refusal {
  readonly gone: Resource;
  readonly user: Resource;
  readonly words: string;
}

/**
 * What AWS would refuse: Terraform destroys what left the configuration, or is replaced, before it updates what referred there,
 * unless `create_before_destroy` turns the order round. A certificate is referred to through its validation too.
 */
export function destroyedInUse({ before, gone, replaced, kept }: Change): Refusal[] {
  const left = new Map([...gone, ...replaced].map((resource) => [resource.where, resource]));
  const lettingGo = (resource: Resource): Resource[] =>
    before.referencesOf(resource).flatMap((where) => {
      const next = left.get(where);
      if (next === undefined) return [];
      return next.type === "aws_acm_certificate_validation" ? [next, ...lettingGo(next)] : [next];
    });
  return kept.flatMap((user) =>
    lettingGo(user)
      .filter(({ type, block }) => {
        const first = (block as { readonly lifecycle?: { readonly create_before_destroy?: boolean } }).lifecycle;
        return refusedInUse[type]?.by.includes(user.type) === true && first?.create_before_destroy !== true;
      })
      .map((resource) => ({
        gone: resource,
        user,
        words: `${resource.where} is destroyed before ${user.where} lets go of it: ${refusedInUse[resource.type]?.refusal ?? ""}`,
      })),
  );
}
