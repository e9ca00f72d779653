import { firewallOf } from "../../../tools/apis/firewall";
import { Landscape } from "../../../tools/apis/landscape";

const landscape = new Landscape(
  new Map([
    [
      "edge",
      {
        resource: {
          aws_wafv2_ip_set: {
            deny_ipv4: { addresses: ["198.51.100.0/24"] },
            deny_ipv6: { addresses: ["2001:db8::/32"] },
          },
        },
      },
    ],
  ]),
);
const bodies = [{ key: "blocked", content: "Not here.", content_type: "TEXT_PLAIN" }];
const read = (...rule: object[]) =>
  firewallOf(landscape, {
    layer: "edge",
    type: "aws_wafv2_web_acl",
    name: "api",
    attributes: { rule, custom_response_body: bodies },
  });

const pattern = (name: string) => ({
  regex_pattern_set_reference_statement: { arn: "arn", field_to_match: { single_header: { name } } },
});
const group = (name: string, more: object = {}) => ({
  managed_rule_group_statement: { name, vendor_name: "AWS", ...more },
});
const block = { block: {} };
const blockWith = (custom_response: object) => ({ block: { custom_response } });

test("finds the header of a rule that blocks requests without a header", () => {
  const statement = { not_statement: { statement: [pattern("x-origin-verify")] } };
  expect(read({ action: block, statement })).toEqual({ originHeader: "x-origin-verify", sqlInjection: false });
});

test.each([
  ["counts", { action: { count: {} }, statement: { not_statement: { statement: pattern("x-a") } } }],
  ["blocks what does carry it", { action: block, statement: pattern("x-a") }],
])("a rule that %s is no such rule", (_, rule) => {
  expect(read(rule)).toEqual({ sqlInjection: false });
});

test("finds AWS's rules on SQL injection if they block", () => {
  const statement = group("AWSManagedRulesSQLiRuleSet");
  expect(read({ override_action: { none: {} }, statement }).sqlInjection).toBe(true);
  expect(read({ override_action: { count: {} }, statement }).sqlInjection).toBe(false);
  expect(read().sqlInjection).toBe(false);
});

test("finds AWS's core rules if they block, with the rules that have another action", () => {
  const override = { rule_action_override: [{ name: "SizeRestrictions_BODY", action_to_use: { count: {} } }] };
  const statement = group("AWSManagedRulesCommonRuleSet", override);
  expect(read({ override_action: { none: {} }, statement }).coreRules).toEqual({
    overridden: ["SizeRestrictions_BODY"],
  });
  expect(read({ override_action: { count: {} }, statement }).coreRules).toBeUndefined();
});

describe("a limit on what one address sends", () => {
  const rate = (more: object = {}) => ({
    rate_based_statement: { limit: 1000, evaluation_window_sec: 60, aggregate_key_type: "IP", ...more },
  });

  test("is found with its window and its answer", () => {
    expect(read({ action: blockWith({ response_code: 429 }), statement: rate() }).rateLimit).toEqual({
      limit: 1000,
      windowSeconds: 60,
      status: 429,
      inWordsOf: "nobody",
    });
  });

  test.each([
    ["counts", { count: {} }, rate()],
    ["limits some paths alone", block, rate({ scope_down_statement: {} })],
    ["goes by a header", block, rate({ aggregate_key_type: "FORWARDED_IP" })],
  ])("is not found if it %s", (_, action, statement) => {
    expect(read({ action, statement }).rateLimit).toBeUndefined();
  });
});

test("finds the addresses of its deny list, with the environment's own response body", () => {
  const set = (name: string, more: object = {}) => ({
    ip_set_reference_statement: { arn: `\${aws_wafv2_ip_set.${name}.arn}`, ...more },
  });
  const action = blockWith({ response_code: 403, custom_response_body_key: "blocked" });
  const statement = { or_statement: { statement: [set("deny_ipv4"), set("deny_ipv6")] } };
  expect(read({ action, statement }).addresses).toEqual({
    denied: ["198.51.100.0/24", "2001:db8::/32"],
    status: 403,
    inWordsOf: "the environment",
    body: "Not here.",
  });
  expect(read({ action: { allow: {} }, statement }).addresses).toBeUndefined();
  const forwarded = { ip_set_forwarded_ip_config: { header_name: "X-Forwarded-For" } };
  expect(read({ action, statement: set("deny_ipv4", forwarded) }).addresses).toBeUndefined();
});

test.each([
  [{ geo_match_statement: { country_codes: ["KP"] } }, { block: ["KP"] }],
  [{ not_statement: { statement: [{ geo_match_statement: { country_codes: ["DE"] } }] } }, { allow: ["DE"] }],
])("finds the countries of %j", (statement, countries) => {
  expect(read({ action: block, statement }).countries).toEqual({ countries, status: 403, inWordsOf: "the firewall" });
});
