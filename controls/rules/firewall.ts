import { internetFacingLoadBalancers } from "./internet-facing";
import { blocksIn, resourceAt, resourcesOf, targets, type Control, type Stacks, type Violation } from "./model";
import { webAclsBehindTheEdge } from "./origins";

/** Those that have not one web ACL, of their own region, to which all that they take goes. */
function withoutWebAcl(stacks: Stacks, wheres: readonly string[]): string[] {
  const guarded = resourcesOf(stacks, "aws_wafv2_web_acl_association")
    .filter(({ stack, block }) =>
      targets(stacks, stack, block.web_acl_arn).some((acl) => resourceAt(stacks, acl)?.block.scope === "REGIONAL"),
    )
    .flatMap(({ stack, block }) => targets(stacks, stack, block.resource_arn));
  return wheres.filter((where) => guarded.filter((one) => one === where).length !== 1);
}

/** Every load balancer of the internet's has one web ACL. */
export function loadBalancersAreBehindAWebAcl(stacks: Stacks): Violation[] {
  const facing = internetFacingLoadBalancers(stacks).map(({ where }) => where);
  return withoutWebAcl(stacks, facing).map((where) => ({ where, what: "has no web ACL" }));
}

/** Every stage of a REST API has one web ACL, also of a private one. */
export function apiStagesAreBehindAWebAcl(stacks: Stacks): Violation[] {
  const stages = resourcesOf(stacks, "aws_api_gateway_stage").map(({ where }) => where);
  return withoutWebAcl(stacks, stages).map((where) => ({ where, what: "has no web ACL" }));
}

/** Every user pool that has a domain, and so pages, has one web ACL. */
export function userPoolsAreBehindAWebAcl(stacks: Stacks): Violation[] {
  const pools = resourcesOf(stacks, "aws_cognito_user_pool_domain").flatMap(({ stack, block }) =>
    targets(stacks, stack, block.user_pool_id),
  );
  return withoutWebAcl(stacks, pools).map((where) => ({ where, what: "has no web ACL" }));
}

/** A web ACL and each of its rules can be seen at work: metrics, under names of their own, and samples. */
export function firewallsCanBeSeen(stacks: Stacks): Violation[] {
  return resourcesOf(stacks, "aws_wafv2_web_acl", "aws_wafv2_rule_group").flatMap(({ where, block }) => {
    const parts = [
      { name: "itself", ...blocksIn(block.visibility_config)[0] },
      ...blocksIn(block.rule).map((rule) => ({ ...blocksIn(rule.visibility_config)[0], name: rule.name as string })),
    ];
    const metrics = parts.map(({ metric_name: metric }) => metric as string);
    return parts.flatMap(({ name, ...config }) =>
      [
        ...(config.cloudwatch_metrics_enabled === true ? [] : [`${name} has no metrics`]),
        ...(config.sampled_requests_enabled === true ? [] : [`${name} has no samples`]),
        ...(metrics.filter((metric) => metric === config.metric_name).length === 1
          ? []
          : [`${name} shares its metric`]),
      ].map((what) => ({ where, what })),
    );
  });
}

/** Every web ACL has its log. */
export function firewallsAreLogged(stacks: Stacks): Violation[] {
  const logged = resourcesOf(stacks, "aws_wafv2_web_acl_logging_configuration").flatMap(({ stack, block }) =>
    targets(stacks, stack, block.resource_arn),
  );
  return resourcesOf(stacks, "aws_wafv2_web_acl")
    .filter(({ where }) => !logged.includes(where))
    .map(({ where }) => ({ where, what: "has no log" }));
}

const secretHeaders = ["authorization", "cookie", "x-api-key", "x-origin-verify", "x-amz-security-token"];

/**
 * Headers that carry what lets somebody in: those of every environment; what an authorizer of API Gateway takes for the
 * credential; what functions are told to compare; what CloudFront gives an origin.
 */
function credentialHeaders(stacks: Stacks): string[] {
  const sources = resourcesOf(stacks, "aws_api_gateway_authorizer", "aws_apigatewayv2_authorizer").flatMap(
    ({ block }) => {
      const { identity_source: one, identity_sources: several } = block;
      return [one ?? [], several ?? []].flat().flatMap((source) => /header\.([\w-]+)$/.exec(String(source))?.[1] ?? []);
    },
  );
  const compared = resourcesOf(stacks, "aws_lambda_function").flatMap(({ block }) =>
    blocksIn(block.environment).flatMap(({ variables }) =>
      Object.entries((variables ?? {}) as Record<string, string>).flatMap(([name, value]) =>
        name.endsWith("HEADER_NAME") ? [value] : [],
      ),
    ),
  );
  const sent = resourcesOf(stacks, "aws_cloudfront_distribution").flatMap(({ block }) =>
    blocksIn(block.origin).flatMap(({ custom_header: headers }) => blocksIn(headers).map(({ name }) => String(name))),
  );
  return [...new Set([...secretHeaders, ...[...sources, ...compared, ...sent].map((name) => name.toLowerCase())])];
}

/** No web ACL of an environment keeps the value of a header that lets somebody in: in samples and logs. */
export function firewallsKeepNoCredentials(stacks: Stacks): Violation[] {
  const headers = credentialHeaders(stacks);
  return resourcesOf(stacks, "aws_wafv2_web_acl").flatMap(({ where, block }) => {
    const replaced = blocksIn(block.data_protection_config).flatMap(({ data_protection: parts }) =>
      blocksIn(parts).flatMap(({ field }) =>
        blocksIn(field)
          .filter(({ field_type: type }) => type === "SINGLE_HEADER")
          .flatMap(({ field_keys: keys }) => keys as readonly string[]),
      ),
    );
    return headers
      .filter((name) => !replaced.includes(name))
      .map((name) => ({ where, what: `keeps the value of the header ${name}` }));
  });
}

/**
 * A log goes where AWS WAF can deliver: a group named as it demands, by an ARN without the `:*` that the API refuses; and
 * shows nobody's credentials.
 */
export function firewallLogsArrive(stacks: Stacks): Violation[] {
  const headers = credentialHeaders(stacks);
  return resourcesOf(stacks, "aws_wafv2_web_acl_logging_configuration").flatMap(({ stack, where, block }) => {
    const destinations: readonly unknown[] = block.log_destination_configs ?? [];
    const groups = targets(stacks, stack, destinations).flatMap((place) => resourceAt(stacks, place) ?? []);
    const redacted = blocksIn(block.redacted_fields).flatMap((field) =>
      blocksIn(field.single_header).map(({ name }) => String(name).toLowerCase()),
    );
    return [
      ...(destinations.length === 1 ? [] : ["does not have exactly one destination"]),
      ...destinations
        .filter((arn) => String(arn).endsWith("*"))
        .map((arn) => `goes to ${String(arn)}, an ARN that AWS WAF refuses`),
      ...(groups.length === destinations.length ? [] : ["goes to a destination that no stack makes"]),
      ...groups
        .filter(({ block: { name } }) => !String(name).startsWith("aws-waf-logs-"))
        .map(({ block: { name } }) => `goes to ${String(name)}, to which AWS WAF does not deliver`),
      ...headers.filter((header) => !redacted.includes(header)).map((header) => `does not redact the header ${header}`),
    ].map((what) => ({ where, what }));
  });
}

/** Every group that AWS maintains does what AWS set it to, and nothing that we would block is only counted. */
export function firewallsBlock(stacks: Stacks): Violation[] {
  return resourcesOf(stacks, "aws_wafv2_web_acl").flatMap(({ where, block }) =>
    blocksIn(block.rule)
      .filter(
        (rule) =>
          blocksIn(rule.override_action).some((one) => one.count !== undefined) ||
          blocksIn(rule.action).some((one) => one.count !== undefined),
      )
      .map((rule) => ({ where, what: `only counts requests that ${String(rule.name)} matches` })),
  );
}

/** The groups of AWS's that every web application has. */
export const essentialGroups = {
  common: "AWSManagedRulesCommonRuleSet",
  knownBadInputs: "AWSManagedRulesKnownBadInputsRuleSet",
  sqlDatabase: "AWSManagedRulesSQLiRuleSet",
  linux: "AWSManagedRulesLinuxRuleSet",
  ipReputation: "AWSManagedRulesAmazonIpReputationList",
} as const;

const botControl = "AWSManagedRulesBotControlRuleSet";

/** Groups that judge who a request comes from: behind a distribution they are its web ACL's. */
const onViewers: readonly string[] = [essentialGroups.ipReputation, botControl];

function firewallsHaveGroup(name: string): Control {
  return (stacks) =>
    (onViewers.includes(name) ? meetingViewers(stacks) : resourcesOf(stacks, "aws_wafv2_web_acl"))
      .filter(({ block }) => !statementsIn(block).some((one) => one.managed_rule_group_statement?.name === name))
      .map(({ where }) => ({ where, what: `has no ${name}` }));
}

type EssentialGroup = keyof typeof essentialGroups;

/** Every web ACL has a group of AWS's, for each group that every web application has. */
export const firewallsHaveEssentialGroup = Object.fromEntries(
  Object.entries(essentialGroups).map(([group, name]) => [group, firewallsHaveGroup(name)]),
) as Readonly<Record<EssentialGroup, Control>>;

/** Every web ACL that sees viewers' own addresses tells programs from people. */
export const firewallsHaveBotControl = firewallsHaveGroup(botControl);

const limitsEnough = ({ limit, evaluation_window_sec: seconds }: ReturnType<typeof blocksIn>[number]) =>
  limit * 300 <= 1000 * seconds;

/** Every web ACL that sees viewers' own addresses limits how often each may ask. */
export function firewallsLimitRates(stacks: Stacks): Violation[] {
  return meetingViewers(stacks)
    .filter(({ block }) => !statementsIn(block).some((one) => blocksIn(one.rate_based_statement).some(limitsEnough)))
    .map(({ where }) => ({ where, what: "has no rate limit of 1,000 requests in 300 seconds, or less" }));
}

/** Web ACLs that see viewers' own addresses. */
function meetingViewers(stacks: Stacks) {
  const behind = webAclsBehindTheEdge(stacks);
  return resourcesOf(stacks, "aws_wafv2_web_acl").filter(({ where }) => !behind.includes(where));
}

function statementsIn(acl: ReturnType<typeof blocksIn>[number]): ReturnType<typeof blocksIn> {
  return blocksIn(acl.rule).flatMap((rule) => blocksIn(rule.statement));
}
