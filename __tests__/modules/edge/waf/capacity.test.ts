import fc from "fast-check";
import { capacityFaults, capacityOf, statementCapacity } from "../../../../modules/edge/waf/capacity";
import type { Statement } from "../../../../modules/edge/waf/statement";
import { arns } from "./every-statement";
import { anyStatement, nestable } from "./statement-arbitrary";

const none = { transformations: ["NONE"] } as const;
const bytes = { kind: "byte_match", component: "uri_path", searchString: "a", ...none } as const;
const rate = { kind: "rate_based", limit: 10, evaluationWindowSeconds: 60 } as const;
const geo = { kind: "geo_match", countryCodes: ["CH"] } as const;
const forwardedIp = { headerName: "x", fallbackBehavior: "MATCH" } as const;
const json = {
  jsonBody: {
    matchPattern: "all",
    matchScope: "ALL",
    oversizeHandling: "MATCH",
    invalidFallbackBehavior: "MATCH",
  },
} as const;

test.each<[number, string, Statement]>([
  [2, "an exact match", { ...bytes, positionalConstraint: "EXACTLY" }],
  [2, "a match of the start", { ...bytes, positionalConstraint: "STARTS_WITH" }],
  [2, "a match of the end", { ...bytes, positionalConstraint: "ENDS_WITH" }],
  [10, "a match anywhere", { ...bytes, positionalConstraint: "CONTAINS" }],
  [10, "a match of a word", { ...bytes, positionalConstraint: "CONTAINS_WORD" }],
  [12, "a text transformation", { ...bytes, positionalConstraint: "EXACTLY", transformations: ["NONE", "LOWERCASE"] }],
  [12, "all query arguments", { ...bytes, positionalConstraint: "EXACTLY", component: "all_query_arguments" }],
  [4, "a JSON body, which doubles the base", { ...bytes, positionalConstraint: "EXACTLY", component: json }],
  [3, "a regular expression", { kind: "regex_match", component: "uri_path", regex: "a", ...none }],
  [25, "a pattern set", { kind: "regex_pattern_set_reference", component: "uri_path", arn: arns.patternSet, ...none }],
  [1, "a size", { kind: "size_constraint", component: "uri_path", comparison: "GT", sizeBytes: 1, ...none }],
  [20, "SQL injection, low", { kind: "sqli_match", component: "uri_path", sensitivity: "LOW", ...none }],
  [30, "SQL injection, high", { kind: "sqli_match", component: "uri_path", sensitivity: "HIGH", ...none }],
  [40, "cross-site scripting", { kind: "xss_match", component: "uri_path", ...none }],
  [1, "countries", geo],
  [1, "a label", { kind: "label_match", scope: "LABEL", key: "a" }],
  [1, "an IP set", { kind: "ip_set_reference", arn: arns.ipSet }],
  [
    1,
    "an IP set, first address",
    { kind: "ip_set_reference", arn: arns.ipSet, forwardedIp: { ...forwardedIp, position: "FIRST" } },
  ],
  [
    5,
    "an IP set, any address",
    { kind: "ip_set_reference", arn: arns.ipSet, forwardedIp: { ...forwardedIp, position: "ANY" } },
  ],
  [2, "a rate", { ...rate, aggregate: "IP" }],
  [3, "a rate that is scoped down", { ...rate, aggregate: "IP", scopeDown: geo }],
  [62, "a rate with two keys", { ...rate, aggregate: { customKeys: ["ip", "http_method"] } }],
  [
    51,
    "a managed group that is scoped down",
    { kind: "managed_rule_group", group: "anonymousIp", version: null, scopeDown: geo },
  ],
  [77, "a group of our own", { kind: "rule_group_reference", arn: arns.ruleGroup, capacity: 77 }],
])("counts %i for %s", (units, _, statement) => {
  expect(statementCapacity(statement)).toBe(units);
});

test("is the sum of the rules' capacities in any order, and each rule takes at least one unit", () => {
  fc.assert(
    fc.property(fc.array(anyStatement, { minLength: 1, maxLength: 8 }), (statements) => {
      const rules = statements.map((statement) => ({ statement }));
      const sum = statements.map(statementCapacity).reduce((total, units) => total + units, 0);
      expect(capacityOf(rules)).toBe(sum);
      expect(capacityOf([...rules].reverse())).toBe(sum);
      expect(sum).toBeGreaterThanOrEqual(rules.length);
    }),
  );
});

test("and, or and not add no capacity", () => {
  fc.assert(
    fc.property(nestable(1), nestable(1), (one, other) => {
      const sum = statementCapacity(one) + statementCapacity(other);
      expect(statementCapacity({ kind: "and", statements: [one, other] })).toBe(sum);
      expect(statementCapacity({ kind: "or", statements: [one, other] })).toBe(sum);
      expect(statementCapacity({ kind: "not", statement: one })).toBe(statementCapacity(one));
    }),
  );
});

test("needs an acceptance over 1,500 and is refused over 5,000", () => {
  const surcharge =
    "takes 1,501 capacity units; the price includes 1,500, so take rules out or accept the surcharge with a reason";
  expect(capacityFaults(1500, { surchargeAccepted: false })).toEqual([]);
  expect(capacityFaults(1501, { surchargeAccepted: false })).toEqual([surcharge]);
  expect(capacityFaults(1501, { surchargeAccepted: true })).toEqual([]);
  expect(capacityFaults(5000, { surchargeAccepted: true })).toEqual([]);
  expect(capacityFaults(5001, { surchargeAccepted: true })).toEqual(["takes 5,001 capacity units; AWS allows 5,000"]);
});
