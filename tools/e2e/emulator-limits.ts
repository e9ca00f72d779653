import type { AnswersOtherwise, CannotMake, Drifts, Limit, Needs } from "./limits/limit";
import { withoutWaiting } from "./limits/function-environment";
import { originsHere } from "./limits/origins-here";

const moto = { pass: "control-plane", emulator: "moto 5.2.5" } as const;

/** Of services that are at moto in both passes: an apply that is repeated in the data plane would put them right in vain. */
const drift = (what: string, reason: string, attributes: readonly string[]): Drifts[] =>
  attributes.map((attribute) => ({ ...moto, pass: "both", kind: "drifts", what, attribute, reason }));

/** Functions, user pools and APIs are at MiniStack in both passes. */
const ministack = { pass: "both", emulator: "ministack 1.5.33" } as const;

const usersAndApis: readonly (CannotMake | Drifts | Needs)[] = [
  {
    ...ministack,
    kind: "needs",
    what: "aws_api_gateway_api_key",
    argument: "value",
    value: "made-for-the-emulator-alone",
    reason: "takes the empty value, for which AWS makes one, for one that is too short",
  },
  {
    ...ministack,
    kind: "needs",
    what: "aws_api_gateway_base_path_mapping",
    argument: "base_path",
    value: "(none)",
    reason: "keeps the mapping of all paths under another name than it is read by",
  },
  {
    ...ministack,
    kind: "drifts",
    what: "aws_api_gateway_base_path_mapping",
    attribute: "base_path",
    reason: "gives back none for the one that it needs",
  },
  {
    ...ministack,
    kind: "needs",
    what: "aws_api_gateway_integration",
    argument: "integration_http_method",
    value: "POST",
    reason: "gives one to a mock, so that a second plan would replace it",
  },
  {
    ...ministack,
    kind: "needs",
    what: "aws_api_gateway_method_settings",
    argument: "method_path",
    value: (given) => String(given).replace(/^~1/, "").replaceAll("~1", "/"),
    reason: "keeps settings under the path itself, where AWS keeps them under the path with its slashes encoded",
  },
  {
    ...ministack,
    kind: "drifts",
    what: "aws_api_gateway_domain_name",
    attribute: "mutual_tls_authentication",
    reason: "gives back an empty one",
  },
  {
    ...ministack,
    kind: "drifts",
    what: "aws_api_gateway_stage",
    attribute: "access_log_settings",
    reason: "gives back an empty one",
  },
  ...["custom_headers_config", "remove_headers_config"].map((attribute): Drifts => ({
    ...ministack,
    kind: "drifts",
    what: "aws_cloudfront_response_headers_policy",
    attribute,
    reason: "gives back an empty one",
  })),
  {
    ...ministack,
    kind: "drifts",
    what: "aws_apigatewayv2_authorizer",
    attribute: "authorizer_payload_format_version",
    reason: "gives one to a JWT authorizer",
  },
];

/** Secrets are at MiniStack in both passes, since the functions that ask them are. */
const secrets: readonly CannotMake[] = [
  {
    ...ministack,
    kind: "cannot make",
    pass: "data-plane",
    what: "aws_secretsmanager_secret",
    argument: "policy",
    reason: "is asked without TLS, which the policy denies to everybody",
  },
];

/** CloudFront is at MiniStack in both passes. In the data plane its requests go on to the APIs of the same emulator. */
const cloudFront: readonly (CannotMake | Needs)[] = [
  {
    ...ministack,
    kind: "needs",
    pass: "data-plane",
    what: "aws_cloudfront_distribution",
    argument: "origin",
    value: originsHere,
    reason: "dials no name of AWS's API, which is asked under its port; reads no protocol of a VPC origin",
  },
  {
    ...ministack,
    kind: "needs",
    pass: "data-plane",
    what: "aws_cloudfront_function",
    argument: "code",
    value: (given) =>
      String(given).replace(
        /import cf from 'cloudfront';\s*const store = cf\.kvs\(\);/,
        `const store = { get: async () => '${storedValue}' };`,
      ),
    reason: "has no key value store for a function to read",
  },
  {
    ...ministack,
    kind: "needs",
    what: "aws_lambda_function",
    argument: "environment",
    value: withoutWaiting,
    reason: "has at moto a firewall that takes a change at once, for which the rotation would wait five minutes",
  },
  {
    ...ministack,
    kind: "needs",
    pass: "data-plane",
    what: "aws_iam_role_policy",
    argument: "policy",
    value: (given) => String(given).replace(/("cloudfront-keyvaluestore:[^\]]*\],"Resource":)"[^"]*"/g, '$1"*"'),
    reason: "asks for a grant on every key value store, where a role has one on its own",
  },
];

/** What a function reads in the place of a key value store. */
export const storedValue = "made-for-the-emulator-alone";

/** Databases are at moto in both passes. */
const databases: readonly (CannotMake | Drifts)[] = [
  ...drift("aws_db_instance", "does not store it", ["engine_lifecycle_support", "network_type"]),
  {
    kind: "cannot make",
    pass: "both",
    emulator: "moto 5.2.5",
    what: "aws_db_instance",
    argument: "ca_cert_identifier",
    reason: "gives every instance one of its own, which the provider waits 80 s to change, again and again",
  },
  {
    kind: "cannot make",
    pass: "data-plane",
    emulator: "moto 5.2.5",
    what: "aws_db_instance",
    argument: "master_user_secret_kms_key_id",
    reason: "looks the key up among its own, while in this pass keys are at MiniStack",
  },
];

const answers: readonly AnswersOtherwise[] = (
  [
    ["V5", "REST", "past CloudFront", /^(200|40[014] .*)$/, "evaluates no rule of a web ACL"],
    ["V6", "REST", "past CloudFront", /^(200|40[014] .*)$/, "evaluates no rule of a web ACL"],
    ["V15", "REST", "past CloudFront", /^200$/, "evaluates no rule of a web ACL"],
    ["V9", "REST", "SQL in", /^(200|400 .*)$/, "evaluates no rule of a web ACL"],
    ["V13", "REST", "access token", /^200$/, "takes an access token where AWS takes the ID token alone"],
    ["V14", "REST", "access token without", /^401 Unauthorized$/, "answers 401 for a scope that a token lacks"],
    ["V18", "HTTP", "over", /^\d+ requests: (?!.*429)/, "does not throttle an HTTP API"],
    ["V30", "HTTP", "by the default endpoint", /^(200|401 Unauthorized)$/, "keeps a default endpoint that is disabled"],
    [
      "V30",
      "REST",
      "by the default endpoint",
      /^(401 Unauthorized|404 Not Found)$/,
      "keeps a default endpoint that is disabled",
    ],
  ] as const
).map(([what, api, request, answer, reason]) => ({
  pass: "data-plane",
  emulator: ministack.emulator,
  kind: "answers otherwise",
  what,
  api,
  request,
  answer,
  reason,
}));

/**
 * What the emulators cannot do, measured: the only things that `npm run e2e` takes out of its copy of the product, or
 * tolerates in a second plan. A line that nothing needs any longer fails the run.
 */
export const emulatorLimits: readonly Limit[] = [
  ...drift("aws_vpc_security_group_egress_rule", "forgets it where a rule names a group or a prefix list", [
    "description",
  ]),
  ...drift("aws_vpc_security_group_ingress_rule", "forgets it where a rule names a group", ["description"]),
  ...drift("aws_launch_template", "gives back the tags of the template itself, which AWS does not", [
    "tag_specifications",
  ]),
  ...drift("aws_launch_template", "follows from the drift of tag_specifications", [
    "default_version",
    "latest_version",
  ]),
  ...drift("aws_autoscaling_group", "follows from the drift of the launch template", ["launch_template"]),
  ...drift("aws_autoscaling_group", "does not store it", [
    "default_instance_warmup",
    "instance_maintenance_policy",
    "max_instance_lifetime",
  ]),
  ...drift("aws_autoscaling_policy", "does not store it", ["enabled"]),
  ...drift("aws_wafv2_web_acl", "does not store it", ["data_protection_config"]),
  {
    ...moto,
    kind: "cannot empty",
    what: "aws_s3_bucket.states_bucket",
    reason: "breaks on a delete marker, here of a lock file, once its versioning has been destroyed",
  },
  {
    ...moto,
    kind: "leaves behind",
    what: "network interface of an instance",
    reason: "keeps the interface of a terminated instance that a launch template described",
  },
  {
    ...moto,
    kind: "leaves behind",
    what: "network interface of a NAT gateway",
    reason: "keeps the interface of a NAT gateway that was deleted",
  },
  {
    pass: "data-plane",
    emulator: "moto 5.2.5",
    kind: "cannot make",
    what: "aws_autoscaling_attachment",
    reason: "looks the target group up among its own, while in this pass load balancers are at MiniStack",
  },
  {
    ...ministack,
    kind: "makes wrong",
    what: "KeyValueStoreARN",
    value: /^arn:aws:cloudfront::\d{12}:key-value-store\/[\w-]+$/,
    reason: "names a key value store in its ARN, where AWS has a UUID",
  },
  {
    ...ministack,
    kind: "makes wrong",
    what: "id",
    value: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    reason: "names a log delivery by a UUID, where AWS has letters and digits alone",
  },
  {
    ...moto,
    pass: "both",
    kind: "makes wrong",
    what: "LockToken",
    value: /^[0-9a-f]{6}$/,
    reason: "locks an IP set by six digits, where AWS has a UUID",
  },
  ...usersAndApis,
  ...secrets,
  ...cloudFront,
  ...databases,
  ...answers,
];
