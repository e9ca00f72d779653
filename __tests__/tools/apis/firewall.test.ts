import { firewallOf } from "../../../tools/apis/firewall";

const acl = (...rule: object[]) => ({ layer: "edge", type: "aws_wafv2_web_acl", name: "api", attributes: { rule } });
const pattern = (name: string) => ({
  regex_pattern_set_reference_statement: { arn: "arn", field_to_match: { single_header: { name } } },
});
const sqlInjection = { managed_rule_group_statement: { name: "AWSManagedRulesSQLiRuleSet", vendor_name: "AWS" } };

test("a rule that blocks what does not carry a header tells its name", () => {
  const statement = { not_statement: { statement: [pattern("x-origin-verify")] } };
  expect(firewallOf(acl({ action: { block: {} }, statement }))).toEqual({
    originHeader: "x-origin-verify",
    sqlInjection: false,
  });
});

test.each([
  ["counts", { action: { count: {} }, statement: { not_statement: { statement: pattern("x-a") } } }],
  ["blocks what does carry it", { action: { block: {} }, statement: pattern("x-a") }],
])("one that %s is no such rule", (_, rule) => {
  expect(firewallOf(acl(rule))).toEqual({ sqlInjection: false });
});

test("AWS's rules on SQL injection are told where they block", () => {
  expect(firewallOf(acl({ override_action: { none: {} }, statement: sqlInjection })).sqlInjection).toBe(true);
  expect(firewallOf(acl({ override_action: { count: {} }, statement: sqlInjection })).sqlInjection).toBe(false);
  expect(firewallOf(acl()).sqlInjection).toBe(false);
});
