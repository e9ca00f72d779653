import fc from "fast-check";

import { arn } from "./web-acls";
import {
  addressesOf,
  countries,
  directionsOf,
  findingsOf,
  linesOf,
  managed,
  not,
  path,
  rate,
  rule,
  ruleLines,
  webAcl,
} from "./web-acl-plan";

const strength = ["allow", "count", "challenge", "captcha", "block"];

test("an action that stops fewer is weaker, one that stops more is stronger, for each two actions", () => {
  for (const [was, before] of strength.entries())
    for (const [is, after] of strength.entries()) {
      const found = findingsOf(
        webAcl({ rule: [rule(path("/"), { action: before })] }, { rule: [rule(path("/"), { action: after })] }),
      );
      const expected = was === is ? [] : [is < was ? "weaker" : "stronger"];
      expect(found.map(({ direction }) => direction)).toEqual(expected);
    }
});

test("a rule that blocks is a guard, one that allows is a way past the others, one that counts is neither", () => {
  const lines = (action: string) => ruleLines([], [rule(countries("KP"), { action })]);
  expect(lines("block")).toEqual(["guard lost, stronger: rule r: nothing → block: country KP (priority 1)"]);
  expect(lines("allow")).toEqual(["guard lost, weaker: rule r: nothing → allow: country KP (priority 1)"]);
  expect(lines("count")).toEqual(["guard lost, neutral: rule r: nothing → count: country KP (priority 1)"]);
});

test.each([
  ["fewer countries", countries("KP", "IR"), countries("KP"), "weaker"],
  ["a longer path", path("/a"), path("/a/b"), "weaker"],
  ["one path instead of all that begin with it", path("/a"), path("/a", "EXACTLY"), "weaker"],
  ["a negation of more", not(countries("CH")), not(countries("CH", "DE")), "weaker"],
  ["a further condition", path("/a"), { and_statement: [{ statement: [path("/a"), countries("KP")] }] }, "weaker"],
  ["one way less", { or_statement: [{ statement: [path("/a"), countries("KP")] }] }, path("/a"), "weaker"],
  ["other countries", countries("KP"), countries("IR"), "cannot tell"],
  ["a higher limit", rate(100), rate(1000), "weaker"],
  ["a shorter window", rate(100), rate(100, { evaluation_window_sec: 60 }), "weaker"],
  ["a rate of requests to one path only", rate(100), rate(100, { scope_down_statement: [path("/a")] }), "weaker"],
  [
    "a counter for each method",
    rate(100),
    rate(100, { aggregate_key_type: "CUSTOM_KEYS", custom_key: [{ ip: [{}] }, { http_method: [{}] }] }),
    "weaker",
  ],
  [
    "an address that the sender writes",
    rate(100),
    rate(100, {
      aggregate_key_type: "FORWARDED_IP",
      forwarded_ip_config: [{ header_name: "X-Forwarded-For", fallback_behavior: "MATCH" }],
    }),
    "weaker",
  ],
  ["the same rate in a shorter window", rate(1000), rate(200, { evaluation_window_sec: 60 }), "stronger"],
])("a rule that blocks %s is judged, and for one that allows the other way round", (_, before, after, direction) => {
  const opposite = direction === "weaker" ? "stronger" : direction === "stronger" ? "weaker" : direction;
  expect(directionsOf(before, after)).toEqual([direction]);
  expect(directionsOf(after, before)).toEqual([opposite]);
  expect(directionsOf(before, after, { action: "allow" })).toEqual([opposite]);
  expect(directionsOf(before, after, { action: "count" })).toEqual(["neutral"]);
});

test.each([
  ["a version pinned", managed(), managed({ version: "Version_1.2" }), "cannot tell"],
  ["an older version", managed({ version: "Version_1.10" }), managed({ version: "Version_1.9" }), "weaker"],
  [
    "a rule that only counts",
    managed(),
    managed({ rule_action_override: [{ name: "Size", action_to_use: [{ count: [{}] }] }] }),
    "weaker",
  ],
  [
    "a rule that allows",
    managed(),
    managed({ rule_action_override: [{ name: "Size", action_to_use: [{ allow: [{}] }] }] }),
    "weaker",
  ],
  ["fewer requests", managed(), managed({ scope_down_statement: [path("/a")] }), "weaker"],
  ["another group", managed(), managed({ name: "AWSManagedRulesLinuxRuleSet" }), "cannot tell"],
])("a group that runs with %s is judged", (_, before, after, direction) => {
  const opposite = direction === "weaker" ? "stronger" : direction;
  expect(directionsOf(before, after, { override: "none" })).toEqual([direction]);
  expect(directionsOf(after, before, { override: "none" })).toEqual([opposite]);
  expect(directionsOf(before, after, { override: "count" })).toEqual(["neutral"]);
});

test("a vendor's group may have rules that allow, so fewer requests for it are neither weaker nor stronger", () => {
  const vendor = (more: Parameters<typeof managed>[0] = {}) =>
    managed({ vendor_name: "Fortinet", name: "All", ...more });
  const scoped = vendor({ scope_down_statement: [path("/a")] });
  expect(directionsOf(vendor(), scoped, { override: "none" })).toEqual(["cannot tell"]);
  expect(directionsOf(scoped, vendor(), { override: "none" })).toEqual(["cannot tell"]);
  expect(directionsOf(vendor(), scoped, { override: "count" })).toEqual(["neutral"]);
});

test("bot control that looks for less is weaker", () => {
  const level = (one: string) =>
    managed({ managed_rule_group_configs: [{ aws_managed_rules_bot_control_rule_set: [{ inspection_level: one }] }] });
  const change = (before: Parameters<typeof rule>[0], after: Parameters<typeof rule>[0]) =>
    ruleLines([rule(before, { override: "none" })], [rule(after, { override: "none" })]);
  expect(change(level("TARGETED"), level("COMMON"))).toEqual([
    "guard lost, weaker: rule r: inspection level TARGETED → inspection level COMMON",
  ]);
});

test("one counter for all senders is stricter, and lets one of them shut out the others", () => {
  const all = rate(100, { aggregate_key_type: "CONSTANT", scope_down_statement: [path("/a")] });
  const each = rate(100, { scope_down_statement: [path("/a")] });
  expect(ruleLines([rule(each)], [rule(all)])).toEqual([
    "guard lost, stronger: rule r: a counter for each IP address → a counter for all senders together",
    "downtime, weaker: rule r: counters of their own → one counter for all",
  ]);
});

test("a rule that allows and passes one that blocks is weaker; two that block may change places", () => {
  const at = (first: number, second: number, action: string) => [
    rule(path("/health"), { name: "ours", priority: first, action }),
    rule(countries("KP"), { name: "geo", priority: second }),
  ];
  expect(ruleLines(at(2, 1, "allow"), at(1, 2, "allow"))).toEqual([
    "guard lost, weaker: rule geo: priority 1, before ours → priority 2, after ours",
  ]);
  expect(ruleLines(at(2, 1, "block"), at(1, 2, "block"))).toEqual([
    "guard lost, neutral: rule geo: priority 1, before ours → priority 2, after ours",
  ]);
  expect(ruleLines(at(2, 1, "count"), at(1, 2, "count"))).toEqual([]);
  expect(ruleLines(at(1, 2, "allow"), at(10, 20, "allow"))).toEqual([]);
});

test("a rule behind that looks for a label makes a change of the rule that puts it on unclear", () => {
  const labelled = (codes: readonly string[]) => [
    rule(countries(...codes), { name: "geo", action: "count", more: { rule_label: [{ name: "far" }] } }),
    rule({ label_match_statement: [{ scope: "LABEL", key: "far" }] }, { name: "far", priority: 2 }),
  ];
  expect(ruleLines(labelled(["KP", "IR"]), labelled(["KP"]))).toEqual([
    "guard lost, neutral: rule geo: country IR, KP → country KP",
    "guard lost, cannot tell: rule geo: label far → label far, on other requests",
  ]);
});

test("an alarm that names the metric of a renamed rule is left behind", () => {
  const alarm = {
    alarm_name: "geo-blocked",
    namespace: "AWS/WAFV2",
    dimensions: { WebACL: "web", Rule: "geo", Region: "eu-west-1" },
  };
  const visibility_config = [{ metric_name: "web", cloudwatch_metrics_enabled: true, sampled_requests_enabled: true }];
  const side = (name: string) => ({ visibility_config, rule: [rule(countries("KP"), { name })] });
  const resources = [
    webAcl(side("geo"), side("countries")),
    { address: "aws_cloudwatch_metric_alarm.geo", before: alarm, after: alarm },
  ];
  expect(linesOf(...resources)).toEqual([
    "other, neutral: rule countries: geo → countries (renamed)",
    "guard lost, weaker: rule countries: metric geo → metric countries",
  ]);
  expect(findingsOf(...resources).map(({ meaning }) => meaning)).toEqual([
    "The rule looks for the same under another name; its metric geo ends.",
    "An alarm still watches the metric geo, which ends: geo-blocked.",
  ]);
});

test("rules, and sets, that are known after apply only cannot be reviewed", () => {
  const known = { rule: [rule(addressesOf("denied"))] };
  const later = rule({ ip_set_reference_statement: [{}] });
  expect(
    linesOf({
      ...webAcl(known, { rule: [later] }),
      unknown: { rule: [{ statement: [{ ip_set_reference_statement: [{ arn: true }] }] }] },
    }),
  ).toEqual(["not reviewable, cannot tell: rule r: address in IP set denied → address in IP set known after apply"]);
  expect(linesOf({ ...webAcl(known, {}), unknown: { rule: true } })).toEqual([
    "not reviewable, cannot tell: rules: nothing → known after apply",
  ]);
});

test("a reference to a set that is replaced is still to that set", () => {
  const set = { name: "denied", arn: arn("ipset", "denied"), addresses: ["10.0.0.1/32"] };
  expect(
    linesOf(
      {
        ...webAcl({ rule: [rule(addressesOf("denied"))] }, { rule: [rule({ ip_set_reference_statement: [{}] })] }),
        unknown: { rule: [{ statement: [{ ip_set_reference_statement: [{ arn: true }] }] }] },
        references: { "rule.statement.ip_set_reference_statement.arn": ["aws_wafv2_ip_set.denied"] },
      },
      {
        address: "aws_wafv2_ip_set.denied",
        before: set,
        after: { name: "denied", addresses: set.addresses },
        unknown: { arn: true },
        actions: ["create", "delete"],
      },
    ),
  ).toEqual([]);
});

test("the order of text transformations is judged, not their numbers", () => {
  const transformed = (...types: readonly (readonly [number, string])[]) => ({
    xss_match_statement: [
      { field_to_match: [{ body: [{}] }], text_transformation: types.map(([priority, type]) => ({ priority, type })) },
    ],
  });
  const decoded = transformed([0, "URL_DECODE"], [1, "LOWERCASE"]);
  expect(directionsOf(decoded, transformed([20, "LOWERCASE"], [10, "URL_DECODE"]))).toEqual([]);
  expect(directionsOf(decoded, transformed([0, "LOWERCASE"], [1, "URL_DECODE"]))).toEqual(["cannot tell"]);
});

test("what is written in another way says nothing, and hides no weakening", () => {
  const both = [path("/a"), countries("KP", "IR")];
  const before = rule({ or_statement: [{ statement: both }] }, { more: { captcha_config: [], rule_label: null } });
  const noise = fc.record({
    parts: fc.shuffledSubarray([path("/a"), countries("IR", "KP")], { minLength: 2 }),
    nothing: fc.constantFrom("", null, undefined, []),
    twice: fc.boolean(),
    weaker: fc.boolean(),
  });
  fc.assert(
    fc.property(noise, ({ parts, nothing, twice, weaker }) => {
      const or = { or_statement: [{ statement: parts }] };
      const action = weaker ? "count" : "block";
      const after = rule(twice ? not(not(or)) : or, { action, more: { captcha_config: nothing, version: nothing } });
      expect(ruleLines([before], [after])).toEqual(weaker ? ["guard lost, weaker: rule r: block → count"] : []);
    }),
    { numRuns: 15 },
  );
});

test.each([
  [
    "a transformation",
    { text_transformation: [{ priority: 0, type: "LOWERCASE" }] },
    { text_transformation: [{ priority: 0, type: "NONE" }] },
    'cannot tell: rule r: uri path starts with "/a", after LOWERCASE → uri path starts with "/a", as it is written',
  ],
  [
    "the part that is too large",
    { field_to_match: [{ body: [{ oversize_handling: "MATCH" }] }] },
    { field_to_match: [{ body: [{ oversize_handling: "CONTINUE" }] }] },
    "weaker: rule r: body starts with a given text, oversize handling MATCH → body starts with a given text, oversize handling CONTINUE",
  ],
  [
    "the text in a header",
    { field_to_match: [{ single_header: [{ name: "x-verify" }] }], search_string: "one" },
    { field_to_match: [{ single_header: [{ name: "x-verify" }] }], search_string: "two" },
    "cannot tell: rule r: header x-verify starts with a given text, one text → header x-verify starts with a given text, another text",
  ],
])("of two tests that are called the same, %s is told", (_, before, after, line) => {
  const sought = { search_string: "/a", positional_constraint: "STARTS_WITH", field_to_match: [{ uri_path: [{}] }] };
  const test = (more: object) => ({ byte_match_statement: [{ ...sought, ...more }] });
  expect(ruleLines([rule(test(before))], [rule(test(after))])).toEqual([`guard lost, ${line}`]);
});

test("what AWS takes where nothing is written is the same as nothing", () => {
  const sqli = (more: object) => ({ sqli_match_statement: [{ field_to_match: [{ query_string: [{}] }], ...more }] });
  expect(ruleLines([rule(sqli({}))], [rule(sqli({ sensitivity_level: "LOW" }))])).toEqual([]);
});
