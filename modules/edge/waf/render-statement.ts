import { renderAction } from "./action";
import type { RuleAction } from "./action";
import {
  renderAccountCreationFraud,
  renderAccountTakeover,
  renderBotControl,
} from "./managed-rule-group-configuration";
import { managedRuleGroup } from "./managed-rule-groups";
import { renderRequestComponent } from "./request-component";
import type { RequestComponent } from "./request-component";
import type {
  AggregationKey,
  ForwardedIp,
  ManagedRuleGroupStatement,
  MatchStatement,
  NestableStatement,
  RateBasedStatement,
  Statement,
} from "./statement";
import { renderTextTransformations } from "./text-transformation";
import type { TextTransformations } from "./text-transformation";

/**
 * Renders a statement with Terraform's names. The provider's bindings type it `any` and pass it on unchanged: only
 * `terraform validate` would find a key in camel case.
 */
export function renderStatement(statement: Statement): object {
  switch (statement.kind) {
    case "rate_based":
      return { rate_based_statement: renderRateBased(statement) };
    case "managed_rule_group":
      return { managed_rule_group_statement: renderManagedRuleGroup(statement) };
    case "rule_group_reference":
      return {
        rule_group_reference_statement: { arn: statement.arn, ...renderOverrides(statement.overrides) },
      };
    case "and":
    case "or":
      return { [`${statement.kind}_statement`]: { statement: statement.statements.map(renderStatement) } };
    case "not":
      return { not_statement: { statement: [renderStatement(statement.statement)] } };
    default:
      return { [`${statement.kind}_statement`]: renderMatch(statement) };
  }
}

function renderMatch(statement: MatchStatement): object {
  switch (statement.kind) {
    case "byte_match":
      return {
        search_string: statement.searchString,
        positional_constraint: statement.positionalConstraint,
        ...renderInspection(statement),
      };
    case "regex_match":
      return { regex_string: statement.regex, ...renderInspection(statement) };
    case "regex_pattern_set_reference":
      return { arn: statement.arn, ...renderInspection(statement) };
    case "size_constraint":
      return { comparison_operator: statement.comparison, size: statement.sizeBytes, ...renderInspection(statement) };
    case "sqli_match":
      return { sensitivity_level: statement.sensitivity, ...renderInspection(statement) };
    case "xss_match":
      return renderInspection(statement);
    case "geo_match":
      return {
        country_codes: statement.countryCodes,
        ...(statement.forwardedIp && { forwarded_ip_config: renderForwardedIp(statement.forwardedIp) }),
      };
    case "ip_set_reference":
      return {
        arn: statement.arn,
        ...(statement.forwardedIp && {
          ip_set_forwarded_ip_config: {
            ...renderForwardedIp(statement.forwardedIp),
            position: statement.forwardedIp.position,
          },
        }),
      };
    case "label_match":
      return { scope: statement.scope, key: statement.key };
  }
}

function renderInspection(inspection: { component: RequestComponent; transformations: TextTransformations }) {
  return {
    field_to_match: renderRequestComponent(inspection.component),
    text_transformation: renderTextTransformations(inspection.transformations),
  };
}

function renderForwardedIp({ headerName, fallbackBehavior }: ForwardedIp) {
  return { header_name: headerName, fallback_behavior: fallbackBehavior };
}

/** Writes AWS's defaults too: the provider reads them back and would show a change. */
function renderRateBased(statement: RateBasedStatement): object {
  const { limit, evaluationWindowSeconds, aggregate, scopeDown } = statement;
  return {
    limit,
    evaluation_window_sec: evaluationWindowSeconds,
    ...renderAggregate(aggregate),
    ...renderScopeDown(scopeDown),
  };
}

function renderAggregate(aggregate: RateBasedStatement["aggregate"]): object {
  if (typeof aggregate === "string") return { aggregate_key_type: aggregate };
  const { forwardedIp } = aggregate;
  return {
    aggregate_key_type: "customKeys" in aggregate ? "CUSTOM_KEYS" : "FORWARDED_IP",
    ...("customKeys" in aggregate && { custom_key: aggregate.customKeys.map(renderAggregationKey) }),
    ...(forwardedIp && { forwarded_ip_config: renderForwardedIp(forwardedIp) }),
  };
}

function renderAggregationKey(key: AggregationKey): object {
  if (typeof key === "string") return { [key]: {} };
  if ("labelNamespace" in key) return { label_namespace: { namespace: key.labelNamespace } };
  if ("ja3Fingerprint" in key) return { ja3_fingerprint: { fallback_behavior: key.ja3Fingerprint.fallbackBehavior } };
  if ("ja4Fingerprint" in key) return { ja4_fingerprint: { fallback_behavior: key.ja4Fingerprint.fallbackBehavior } };
  const transformed = (transformations: TextTransformations) => ({
    text_transformation: renderTextTransformations(transformations),
  });
  if ("queryString" in key) return { query_string: transformed(key.queryString.transformations) };
  if ("uriPath" in key) return { uri_path: transformed(key.uriPath.transformations) };
  if ("cookie" in key) return { cookie: { name: key.cookie, ...transformed(key.transformations) } };
  if ("header" in key) return { header: { name: key.header, ...transformed(key.transformations) } };
  return { query_argument: { name: key.queryArgument, ...transformed(key.transformations) } };
}

function renderManagedRuleGroup(statement: ManagedRuleGroupStatement): object {
  return {
    vendor_name: "AWS",
    name: managedRuleGroup(statement.group).name,
    ...(statement.version !== null && { version: statement.version }),
    ...renderConfiguration(statement),
    ...renderOverrides(statement.overrides),
    ...renderScopeDown(statement.scopeDown),
  };
}

function renderConfiguration(statement: ManagedRuleGroupStatement): object {
  switch (statement.group) {
    case "botControl":
      return { managed_rule_group_configs: [renderBotControl(statement.configuration)] };
    case "accountTakeover":
      return { managed_rule_group_configs: [renderAccountTakeover(statement.configuration)] };
    case "accountCreationFraud":
      return { managed_rule_group_configs: [renderAccountCreationFraud(statement.configuration)] };
    default:
      return {};
  }
}

function renderOverrides(overrides: Readonly<Partial<Record<string, RuleAction>>> = {}): object {
  const entries = Object.entries(overrides).filter((entry): entry is [string, RuleAction] => entry[1] !== undefined);
  if (entries.length === 0) return {};
  return { rule_action_override: entries.map(([name, action]) => ({ name, action_to_use: renderAction(action) })) };
}

function renderScopeDown(scopeDown: NestableStatement | undefined): object {
  return scopeDown === undefined ? {} : { scope_down_statement: renderStatement(scopeDown) };
}
