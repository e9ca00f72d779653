import fc from "fast-check";
import { renderStatement } from "../../../../modules/edge/waf/render-statement";
import type { Statement } from "../../../../modules/edge/waf/statement";
import { arns } from "./every-statement";
import { anyStatement } from "./statement-arbitrary";

function keysOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(keysOf);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)]);
}

function valuesOf(value: unknown): unknown[] {
  if (typeof value !== "object" || value === null) return [value];
  return Object.values(value).flatMap(valuesOf);
}

test("writes every key in snake case, and no undefined value, for every statement", () => {
  fc.assert(
    fc.property(anyStatement, (statement) => {
      const rendered = renderStatement(statement);
      expect(keysOf(rendered).filter((key) => !/^[a-z0-9]+(_[a-z0-9]+)*$/.test(key))).toEqual([]);
      expect(valuesOf(rendered)).not.toContain(undefined);
    }),
  );
});

test.each<[string, Statement, object]>([
  [
    "a byte match with the order of its transformations as their priorities",
    {
      kind: "byte_match",
      component: { singleHeader: "user-agent" },
      positionalConstraint: "CONTAINS",
      searchString: "bot",
      transformations: ["LOWERCASE", "COMPRESS_WHITE_SPACE"],
    },
    {
      byte_match_statement: {
        search_string: "bot",
        positional_constraint: "CONTAINS",
        field_to_match: { single_header: { name: "user-agent" } },
        text_transformation: [
          { priority: 0, type: "LOWERCASE" },
          { priority: 1, type: "COMPRESS_WHITE_SPACE" },
        ],
      },
    },
  ],
  [
    "countries that are not served",
    { kind: "not", statement: { kind: "geo_match", countryCodes: ["CH"] } },
    { not_statement: { statement: [{ geo_match_statement: { country_codes: ["CH"] } }] } },
  ],
  [
    "an IP set by a forwarded address",
    {
      kind: "ip_set_reference",
      arn: arns.ipSet,
      forwardedIp: { headerName: "X-Forwarded-For", fallbackBehavior: "MATCH", position: "LAST" },
    },
    {
      ip_set_reference_statement: {
        arn: arns.ipSet,
        ip_set_forwarded_ip_config: { header_name: "X-Forwarded-For", fallback_behavior: "MATCH", position: "LAST" },
      },
    },
  ],
  [
    "a rate with the defaults that AWS would fill in",
    { kind: "rate_based", limit: 1000, evaluationWindowSeconds: 300, aggregate: "IP" },
    { rate_based_statement: { limit: 1000, evaluation_window_sec: 300, aggregate_key_type: "IP" } },
  ],
  [
    "a rate by custom keys",
    {
      kind: "rate_based",
      limit: 10,
      evaluationWindowSeconds: 60,
      aggregate: { customKeys: ["ip", { header: "x-tenant", transformations: ["NONE"] }] },
      scopeDown: { kind: "label_match", scope: "LABEL", key: "login" },
    },
    {
      rate_based_statement: {
        limit: 10,
        evaluation_window_sec: 60,
        aggregate_key_type: "CUSTOM_KEYS",
        custom_key: [
          { ip: {} },
          { header: { name: "x-tenant", text_transformation: [{ priority: 0, type: "NONE" }] } },
        ],
        scope_down_statement: { label_match_statement: { scope: "LABEL", key: "login" } },
      },
    },
  ],
  [
    "a managed group that is pinned, with a rule that counts",
    {
      kind: "managed_rule_group",
      group: "common",
      version: "Version_1.19",
      overrides: { SizeRestrictions_BODY: "count" },
    },
    {
      managed_rule_group_statement: {
        vendor_name: "AWS",
        name: "AWSManagedRulesCommonRuleSet",
        version: "Version_1.19",
        rule_action_override: [{ name: "SizeRestrictions_BODY", action_to_use: { count: {} } }],
      },
    },
  ],
  [
    "Bot Control with machine learning written out where AWS ignores it",
    { kind: "managed_rule_group", group: "botControl", version: null, configuration: { inspectionLevel: "COMMON" } },
    {
      managed_rule_group_statement: {
        vendor_name: "AWS",
        name: "AWSManagedRulesBotControlRuleSet",
        managed_rule_group_configs: [
          { aws_managed_rules_bot_control_rule_set: { inspection_level: "COMMON", enable_machine_learning: false } },
        ],
      },
    },
  ],
])("renders %s", (_, statement, expected) => {
  expect(renderStatement(statement)).toEqual(expected);
});
