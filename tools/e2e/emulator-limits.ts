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
    reason: "refuses the empty value as too short, where AWS generates a value",
  },
  {
    ...ministack,
    kind: "needs",
    what: "aws_api_gateway_base_path_mapping",
    argument: "base_path",
    value: "(none)",
    reason: "stores the mapping of all paths under another name than the name by which the mapping is read",
  },
  {
    ...ministack,
    kind: "drifts",
    what: "aws_api_gateway_base_path_mapping",
    attribute: "base_path",
    reason: "gives back no value for the value that the emulator needs",
  },
  {
    ...ministack,
    kind: "needs",
    what: "aws_api_gateway_integration",
    argument: "integration_http_method",
    value: "POST",
    reason: "gives a mock this method, so that a second plan would replace the mock",
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
    reason: "gives a JWT authorizer a version",
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
    reason: "is called without TLS, which the policy denies to everybody",
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
    reason:
      "connects to no name of AWS's API, which is reached at the emulator's port; ignores the protocol of a VPC origin",
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
    reason:
      "has a firewall at moto that applies a change at once, while the rotation would wait five minutes for the change",
  },
  {
    ...ministack,
    kind: "needs",
    pass: "data-plane",
    what: "aws_iam_role_policy",
    argument: "policy",
    value: (given) => String(given).replace(/("cloudfront-keyvaluestore:[^\]]*\],"Resource":)"[^"]*"/g, '$1"*"'),
    reason: "requires a grant on every key value store, where a role has a grant on its own store",
  },
];

/** What a function reads in the place of a key value store. */
export const storedValue = "made-for-the-emulator-alone";

/** Databases are at moto in both passes. */
const databases: readonly (CannotMake | Drifts)[] = [
  ...drift("aws_db_instance", "does not store the attribute", ["engine_lifecycle_support", "network_type"]),
  {
    kind: "cannot make",
    pass: "both",
    emulator: "moto 5.2.5",
    what: "aws_db_instance",
    argument: "ca_cert_identifier",
    reason:
      "gives every instance an authority of the emulator's own, which the provider tries to change in each apply, for 80 s",
  },
  {
    kind: "cannot make",
    pass: "data-plane",
    emulator: "moto 5.2.5",
    what: "aws_db_instance",
    argument: "master_user_secret_kms_key_id",
    reason: "looks for the key among moto's own keys, while in this pass keys are at MiniStack",
  },
];

const answers: readonly AnswersOtherwise[] = (
  [
    ["V5", "REST", "past CloudFront", /^(200|40[014] .*)$/, "evaluates no rule of a web ACL"],
    ["V6", "REST", "past CloudFront", /^(200|40[014] .*)$/, "evaluates no rule of a web ACL"],
    ["V15", "REST", "past CloudFront", /^200$/, "evaluates no rule of a web ACL"],
    ["V9", "REST", "SQL in", /^(200|400 .*)$/, "evaluates no rule of a web ACL"],
    ["V13", "REST", "access token", /^200$/, "accepts an access token where AWS accepts the ID token alone"],
    ["V14", "REST", "access token without", /^401 Unauthorized$/, "answers 401 to a token without the scope"],
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
  ...drift(
    "aws_vpc_security_group_egress_rule",
    "forgets the description of a rule that names a group or a prefix list",
    ["description"],
  ),
  ...drift("aws_vpc_security_group_ingress_rule", "forgets the description of a rule that names a group", [
    "description",
  ]),
  ...drift("aws_launch_template", "gives back the tags of the template itself, which AWS does not", [
    "tag_specifications",
  ]),
  ...drift("aws_launch_template", "follows from the drift of tag_specifications", [
    "default_version",
    "latest_version",
  ]),
  ...drift("aws_autoscaling_group", "follows from the drift of the launch template", ["launch_template"]),
  ...drift("aws_autoscaling_group", "does not store the attribute", [
    "default_instance_warmup",
    "instance_maintenance_policy",
    "max_instance_lifetime",
  ]),
  ...drift("aws_autoscaling_policy", "does not store the attribute", ["enabled"]),
  ...drift("aws_wafv2_web_acl", "does not store the attribute", ["data_protection_config"]),
  {
    ...moto,
    kind: "cannot empty",
    what: "aws_s3_bucket.states_bucket",
    reason: "fails on a delete marker, here of a lock file, after the bucket's versioning has been destroyed",
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
    reason: "looks for the target group among moto's own, while in this pass load balancers are at MiniStack",
  },
  {
    ...ministack,
    kind: "makes wrong",
    what: "KeyValueStoreARN",
    value: /^arn:aws:cloudfront::\d{12}:key-value-store\/[\w-]+$/,
    reason: "has the store's name in the ARN of a key value store, where AWS has a UUID",
  },
  {
    ...ministack,
    kind: "makes wrong",
    what: "id",
    value: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    reason: "has a UUID as the id of a log delivery, where AWS has letters and digits alone",
  },
  {
    ...moto,
    pass: "both",
    kind: "makes wrong",
    what: "LockToken",
    value: /^[0-9a-f]{6}$/,
    reason: "has six digits as the lock token of an IP set, where AWS has a UUID",
  },
  ...usersAndApis,
  ...secrets,
  ...cloudFront,
  ...databases,
  ...answers,
];
