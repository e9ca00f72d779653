import type { ExpectedFinding } from "./compare";

/** What checkov finds in prod, and what follows. A finding that is mended is taken out. */
export const expected: readonly ExpectedFinding[] = [
  {
    check: "CKV2_AWS_15",
    verdict: "scanner's error",
    reason: "the group is in prod-compute, and its health checks are the load balancer's (health_check_type ELB)",
    where: ["prod-edge aws_autoscaling_attachment.web_attachment"],
  },
  {
    check: "CKV2_AWS_47",
    verdict: "departure",
    reason:
      "known-bad-inputs, which has the rules against Log4j, is on; the check asks for the group anonymousIp too, which edge.waf has",
    where: ["prod-edge aws_cloudfront_distribution.edge_web_distribution"],
  },
  {
    check: "CKV2_AWS_5",
    verdict: "scanner's error",
    reason: "both groups are used in other stacks, by prod-compute's instances and prod-edge's load balancer",
    where: [
      "prod-network aws_security_group.security_group_app",
      "prod-network aws_security_group.security_group_load_balancer",
    ],
  },
  {
    check: "CKV2_AWS_51",
    verdict: "scanner's error",
    reason:
      "a client certificate is shown to back ends that are reached over HTTP; these are Lambda functions and mocks",
    where: ["prod-edge aws_api_gateway_stage.rest_api_stage_stage"],
  },
  {
    check: "CKV2_AWS_53",
    verdict: "scanner's error",
    reason: "none of these methods has a body or a required parameter that a validator could look at",
    where: [
      "prod-edge aws_api_gateway_method.rest_api_any_by_parameter_method",
      "prod-edge aws_api_gateway_method.rest_api_any_root_method",
      "prod-edge aws_api_gateway_method.rest_api_get_hello_method",
      "prod-edge aws_api_gateway_method.rest_api_get_operations_status_method",
      "prod-edge aws_api_gateway_method.rest_api_get_partners_offers_method",
      "prod-edge aws_api_gateway_method.rest_api_options_greeting_method",
      "prod-edge aws_api_gateway_method.rest_api_options_hello_method",
      "prod-edge aws_api_gateway_method.rest_api_options_operations_status_method",
      "prod-edge aws_api_gateway_method.rest_api_options_orders_method",
      "prod-edge aws_api_gateway_method.rest_api_options_partners_offers_method",
    ],
  },
  {
    check: "CKV2_AWS_62",
    verdict: "true",
    reason: "no event is sent when an object is written or deleted, so that nobody is notified at once",
    where: ["prod-network aws_s3_bucket.load_balancer_access_log_bucket", "prod-state aws_s3_bucket.states_bucket"],
  },
  {
    check: "CKV2_AWS_70",
    verdict: "scanner's error",
    reason:
      "the check ends with an exception; OPTIONS methods are preflight requests, which a mock answers without authorization",
    where: [
      "prod-edge aws_api_gateway_method.rest_api_options_greeting_method",
      "prod-edge aws_api_gateway_method.rest_api_options_hello_method",
      "prod-edge aws_api_gateway_method.rest_api_options_operations_status_method",
      "prod-edge aws_api_gateway_method.rest_api_options_orders_method",
      "prod-edge aws_api_gateway_method.rest_api_options_partners_offers_method",
    ],
  },
  {
    check: "CKV2_AWS_77",
    verdict: "departure",
    reason:
      "known-bad-inputs, which has the rules against Log4j, is on; the check asks for the group anonymousIp too, which edge.restApi.waf has",
    where: ["prod-edge aws_api_gateway_stage.rest_api_stage_stage"],
  },
  {
    check: "CKV_AWS_115",
    verdict: "departure",
    reason:
      "reservedConcurrency is not set: a flood of calls of one function can use up the account's concurrency for all functions",
    where: [
      "prod-compute resource.hello_lambda",
      "prod-compute resource.request_authorizer_lambda",
      "prod-compute resource.secure_api_lambda",
    ],
  },
  {
    check: "CKV_AWS_116",
    verdict: "scanner's error",
    reason:
      "API Gateway calls these functions synchronously; a dead-letter queue takes failed asynchronous calls alone",
    where: [
      "prod-compute resource.hello_lambda",
      "prod-compute resource.request_authorizer_lambda",
      "prod-compute resource.secure_api_lambda",
    ],
  },
  {
    check: "CKV_AWS_117",
    verdict: "true",
    reason:
      "no function reaches anything in the VPC; what a function sends leaves through Lambda's network, past the VPC's flow logs",
    where: [
      "prod-compute resource.hello_lambda",
      "prod-compute resource.request_authorizer_lambda",
      "prod-compute resource.secure_api_lambda",
    ],
  },
  {
    check: "CKV_AWS_120",
    verdict: "true",
    reason: "the REST API has no cache: most of its answers depend on the caller, and every request reaches a function",
    where: ["prod-edge resource.rest_api_stage_stage"],
  },
  {
    check: "CKV_AWS_144",
    verdict: "true",
    reason:
      "there is no copy in a second region: the loss of the region is the loss of the access logs and of the states",
    where: ["prod-network aws_s3_bucket.load_balancer_access_log_bucket", "prod-state aws_s3_bucket.states_bucket"],
  },
  {
    check: "CKV_AWS_145",
    verdict: "scanner's error",
    reason: "load balancers write to buckets with S3's own keys alone (Elastic Load Balancing, access logs)",
    where: ["prod-network aws_s3_bucket.load_balancer_access_log_bucket"],
  },
  {
    check: "CKV_AWS_18",
    verdict: "true",
    reason:
      "no log of S3 records who reads or writes the objects; CloudTrail data events, which belong to the account, do",
    where: ["prod-network aws_s3_bucket.load_balancer_access_log_bucket", "prod-state aws_s3_bucket.states_bucket"],
  },
  {
    check: "CKV_AWS_225",
    verdict: "true",
    reason: "the REST API has no cache: most of its answers depend on the caller, and every request reaches a function",
    where: ["prod-edge resource.rest_api_stage_all_methods", "prod-edge resource.rest_api_stage_limit_get_greeting"],
  },
  {
    check: "CKV_AWS_231",
    verdict: "true",
    reason:
      "answers to the NAT gateways may come to port 3389 too; nothing else has an address in these subnets, and no security group admits the port",
    where: ["prod-network resource.network_acl_public_remaining_answers_in"],
  },
  {
    check: "CKV_AWS_237",
    verdict: "true",
    reason: "a replacement destroys the old REST API before the new REST API exists: its name answers nobody meanwhile",
    where: ["prod-edge resource.rest_api_api"],
  },
  {
    check: "CKV_AWS_259",
    verdict: "true",
    reason:
      "preload is off: a browser's first visit may be unencrypted. Only the owner of the whole registered domain can decide on preload",
    where: ["prod-edge resource.edge_web_response_headers_policy"],
  },
  {
    check: "CKV_AWS_260",
    verdict: "scanner's error",
    reason: "the rule admits a security group, that of the load balancer, and no address",
    where: ["prod-network resource.security_group_app_load_balancer"],
  },
  {
    check: "CKV_AWS_272",
    verdict: "departure",
    reason: "compute.codeSigning is off, as it is by default: whoever may update a function may give it any code",
    where: [
      "prod-compute resource.hello_lambda",
      "prod-compute resource.request_authorizer_lambda",
      "prod-compute resource.secure_api_lambda",
    ],
  },
  {
    check: "CKV_AWS_305",
    verdict: "scanner's error",
    reason: "the origin is a load balancer, whose web server answers / itself",
    where: ["prod-edge resource.edge_web_distribution"],
  },
  {
    check: "CKV_AWS_310",
    verdict: "true",
    reason: "there is one origin: where the load balancer does not answer in any zone, the web application is down",
    where: ["prod-edge resource.edge_web_distribution"],
  },
  {
    check: "CKV_AWS_352",
    verdict: "scanner's error",
    reason: "the rule admits one ICMP message, type 3 code 4; ICMP has no ports",
    where: [
      "prod-network resource.network_acl_app_path_mtu_in",
      "prod-network resource.network_acl_public_path_mtu_in",
    ],
  },
  {
    check: "CKV_AWS_374",
    verdict: "departure",
    reason: "edge.waf.countries admits every country",
    where: ["prod-edge resource.edge_web_distribution"],
  },
  {
    check: "CKV_AWS_378",
    verdict: "true",
    reason: "the load balancer speaks HTTP to the instances: whoever reads packets in the VPC reads the requests",
    where: ["prod-edge aws_lb_target_group.web_target_group"],
  },
  {
    check: "CKV_AWS_394",
    verdict: "departure",
    reason:
      "network.zones is a number, and the zones are the first of the region; network.zones may name the zones instead",
    where: ["prod-network data.available"],
  },
  {
    check: "CKV_AWS_59",
    verdict: "scanner's error",
    reason: "a mock answers 404 to every path that is no route: there is nothing behind it",
    where: ["prod-edge resource.rest_api_any_by_parameter_method", "prod-edge resource.rest_api_any_root_method"],
  },
  {
    check: "CKV_AWS_86",
    verdict: "scanner's error",
    reason: "access is logged by a delivery of CloudWatch Logs (standard logging v2), which the check does not know",
    where: ["prod-edge resource.edge_web_distribution"],
  },
];
