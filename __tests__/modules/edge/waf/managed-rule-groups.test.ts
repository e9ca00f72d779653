import { managedGroupCapacities } from "../../../../analysis/firewall-capacity/managed-groups";
import { capacityOf } from "../../../../modules/edge/waf/capacity";
import type { ManagedRuleGroupKey } from "../../../../modules/edge/waf/managed-rule-groups";
import { managedRuleGroup, managedRuleGroups } from "../../../../modules/edge/waf/managed-rule-groups";
import type { ManagedRuleGroupStatement } from "../../../../modules/edge/waf/statement";

test("has the names, capacities and numbers of rules that AWS documents", () => {
  const keys = Object.keys(managedRuleGroups) as ManagedRuleGroupKey[];
  const listed = keys
    .map(managedRuleGroup)
    .map(({ name, rules }) => [name, managedGroupCapacities[name], rules.length]);
  expect(listed).toEqual([
    ["AWSManagedRulesCommonRuleSet", 700, 22],
    ["AWSManagedRulesKnownBadInputsRuleSet", 200, 12],
    ["AWSManagedRulesSQLiRuleSet", 200, 8],
    ["AWSManagedRulesLinuxRuleSet", 200, 3],
    ["AWSManagedRulesUnixRuleSet", 100, 3],
    ["AWSManagedRulesWindowsRuleSet", 200, 8],
    ["AWSManagedRulesPHPRuleSet", 100, 4],
    ["AWSManagedRulesWordPressRuleSet", 100, 2],
    ["AWSManagedRulesAdminProtectionRuleSet", 100, 1],
    ["AWSManagedRulesAmazonIpReputationList", 25, 3],
    ["AWSManagedRulesAnonymousIpList", 50, 2],
    ["AWSManagedRulesBotControlRuleSet", 50, 38],
    ["AWSManagedRulesATPRuleSet", 50, 11],
    ["AWSManagedRulesACFPRuleSet", 50, 16],
  ]);
});

test("has no repeated rule in a group", () => {
  for (const { rules } of Object.values(managedRuleGroups)) expect(new Set(rules).size).toBe(rules.length);
});

test("the four essential groups take 1,300 capacity units", () => {
  const groups = ["common", "knownBadInputs", "sqlDatabase", "linux"] as const;
  const rules = groups.map((group) => ({ statement: { kind: "managed_rule_group", group, version: null } as const }));
  expect(capacityOf(rules)).toBe(1300);
});

/**
 * Checked by `npm run typecheck`, which fails on a `@ts-expect-error` that expects none: what follows must not compile.
 */
export const mustNotCompile: readonly ManagedRuleGroupStatement[] = [
  // @ts-expect-error -- a misspelt rule
  { kind: "managed_rule_group", group: "common", version: null, overrides: { SizeRestriction_BODY: "count" } },
  // @ts-expect-error -- a rule of another group
  { kind: "managed_rule_group", group: "linux", version: null, overrides: { SizeRestrictions_BODY: "count" } },
  // @ts-expect-error -- Bot Control without its configuration
  { kind: "managed_rule_group", group: "botControl", version: null },
  // @ts-expect-error -- a configuration for a group that has none
  { kind: "managed_rule_group", group: "linux", version: null, configuration: { inspectionLevel: "COMMON" } },
  // @ts-expect-error -- no word on the version
  { kind: "managed_rule_group", group: "linux" },
];
