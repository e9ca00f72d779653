import fc from "fast-check";

import type { PlannedResource } from "../../../../support/plans";
import { type Block, type Referred, type Request, managedRules } from "./requests";

const countries = ["CH", "KP", "IR"];
const paths = ["/", "/admin", "/admin/users", "/etc", "/sql"];
const addresses = ["10.0.1.1", "10.0.1.2", "10.0.2.1"];
const headers = ["one", "two"];
const solutions = ["nothing", "challenge", "captcha"] as const;

/** How many requests share a counter: more by address than by what a sender writes, or by address and method. */
const volumes = [
  { burst: 0, perMinute: { ip: 0, forwarded_ip: 0, http_method: 0 } },
  { burst: 120, perMinute: { ip: 60, forwarded_ip: 10, http_method: 150 } },
  { burst: 0, perMinute: { ip: 250, forwarded_ip: 30, http_method: 90 } },
  { burst: 700, perMinute: { ip: 2000, forwarded_ip: 400, http_method: 500 } },
];

/** Requests that differ in all that the rules of these tests can tell. */
export const corpus: readonly Request[] = countries.flatMap((country) =>
  paths.flatMap((path) =>
    addresses.flatMap((address) =>
      headers.flatMap((header) =>
        solutions.flatMap((solved) =>
          volumes.map((volume): Request => ({ country, path, address, header, solved, ...volume })),
        ),
      ),
    ),
  ),
);

export const arn = (kind: string, name: string): string =>
  `arn:aws:wafv2:eu-west-1:123456789012:regional/${kind}/${name}/1`;

const match = fc.oneof(
  fc.subarray(countries, { minLength: 1 }).map((codes) => ({ geo_match_statement: [{ country_codes: codes }] })),
  fc.constantFrom("denied", "known").map((name) => ({ ip_set_reference_statement: [{ arn: arn("ipset", name) }] })),
  fc
    .record({
      search_string: fc.constantFrom("/admin", "/admin/users", "users", "/"),
      positional_constraint: fc.constantFrom("EXACTLY", "STARTS_WITH", "ENDS_WITH", "CONTAINS"),
    })
    .map((settings) => ({
      byte_match_statement: [
        { ...settings, field_to_match: [{ uri_path: [{}] }], text_transformation: [{ priority: 0, type: "NONE" }] },
      ],
    })),
  fc.constant({
    regex_pattern_set_reference_statement: [
      {
        arn: arn("regexpatternset", "header"),
        field_to_match: [{ single_header: [{ name: "x-origin" }] }],
        text_transformation: [{ priority: 0, type: "NONE" }],
      },
    ],
  }),
  fc
    .constantFrom("seen", "awswaf:clientip:geo:country:KP")
    .map((key) => ({ label_match_statement: [{ scope: "LABEL", key }] })),
);

const { nestable } = fc.letrec<{ nestable: Block }>((tie) => ({
  nestable: fc.oneof(
    { depthSize: "small", maxDepth: 2, withCrossShrink: true },
    match,
    fc
      .array(tie("nestable"), { minLength: 2, maxLength: 2 })
      .map((parts) => ({ and_statement: [{ statement: parts }] })),
    fc
      .array(tie("nestable"), { minLength: 2, maxLength: 2 })
      .map((parts) => ({ or_statement: [{ statement: parts }] })),
    tie("nestable").map((part) => ({ not_statement: [{ statement: [part] }] })),
  ),
}));

const scope = fc
  .option(nestable, { nil: undefined })
  .map((one) => (one === undefined ? {} : { scope_down_statement: [one] }));

const key = fc.constantFrom<Block>(
  { aggregate_key_type: "IP" },
  {
    aggregate_key_type: "FORWARDED_IP",
    forwarded_ip_config: [{ header_name: "X-Forwarded-For", fallback_behavior: "MATCH" }],
  },
  { aggregate_key_type: "CONSTANT" },
  { aggregate_key_type: "CUSTOM_KEYS", custom_key: [{ ip: [{}] }, { http_method: [{}] }] },
  { aggregate_key_type: "CUSTOM_KEYS", custom_key: [{ http_method: [{}] }] },
);

const rate = fc
  .record({ limit: fc.constantFrom(100, 500, 1000), window: fc.constantFrom(60, 120, 300), key, scope })
  .map(({ limit, window, key: parts, scope: counted }) => ({
    rate_based_statement: [{ limit, evaluation_window_sec: window, ...parts, ...counted }],
  }));

const action = fc.constantFrom("allow", "block", "captcha", "challenge", "count").map((name) => ({ [name]: [{}] }));

/** A rule without name and priority. */
const ownRule = fc
  .record({
    statement: fc.oneof({ weight: 3, arbitrary: nestable }, { weight: 1, arbitrary: rate }),
    action,
    labels: fc.boolean(),
  })
  .map(({ statement, action: does, labels }) => ({
    statement: [statement],
    action: [does],
    ...(labels && { rule_label: [{ name: "seen" }] }),
  }));

const overrides = fc
  .dictionary(fc.constantFrom(...Object.keys(managedRules)), action, { maxKeys: 2 })
  .map((all) => Object.entries(all).map(([name, does]) => ({ name, action_to_use: [does] })));

const override = fc.constantFrom("none", "count").map((name) => [{ [name]: [{}] }]);

const managedRule = fc.record({ override, overrides, scope }).map((group) => ({
  override_action: group.override,
  statement: [
    {
      managed_rule_group_statement: [
        { vendor_name: "AWS", name: "Paths", rule_action_override: group.overrides, ...group.scope },
      ],
    },
  ],
}));

const groupRule = override.map((overridden) => ({
  override_action: overridden,
  statement: [{ rule_group_reference_statement: [{ arn: arn("rulegroup", "own") }] }],
}));

const anyRule = fc.oneof(
  { weight: 4, arbitrary: ownRule },
  { weight: 1, arbitrary: managedRule },
  { weight: 1, arbitrary: groupRule },
);

const groupMemberRule = ownRule.map(({ statement, action: does }) => ({ statement, action: does }));

type Pair<T> = readonly [T, T];

/** A value before and after: mostly the same. */
const twice = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<Pair<T>> =>
  fc.oneof(
    { weight: 3, arbitrary: one.map((value) => [value, value] as const) },
    { weight: 1, arbitrary: fc.tuple(one, one) },
  );

/** A rule before and after: with another action or statement, added, removed, or any other. */
const ruleTwice = (one: fc.Arbitrary<Block>): fc.Arbitrary<Pair<Block | undefined>> =>
  fc.tuple(one, one, fc.nat(8)).map(([before, other, change]): Pair<Block | undefined> => {
    if (change === 0) return [before, undefined];
    if (change === 1) return [undefined, before];
    if (change === 2) return [before, other];
    if (change < 5 && "action" in before && "action" in other)
      return [
        before,
        change === 3 ? { ...before, action: other["action"] } : { ...before, statement: other["statement"] },
      ];
    return [before, before];
  });

const names = ["a", "b", "c"];
const named = (rules: readonly (Block | undefined)[], order: readonly string[]): readonly Block[] =>
  rules.flatMap((rule, index) => {
    const name = names[index] ?? "";
    if (rule === undefined) return [];
    const visibility = { metric_name: name, cloudwatch_metrics_enabled: true, sampled_requests_enabled: true };
    return [{ ...rule, name, priority: 100 * (1 + order.indexOf(name)), visibility_config: [visibility] }];
  });

/** One side: a web ACL, and what its rules refer to. */
export interface Landscape {
  readonly webAcl: Block;
  readonly referred: Referred;
}

/** Two sides that have much in common. */
export const landscapes: fc.Arbitrary<Pair<Landscape>> = fc
  .record({
    rules: fc.array(ruleTwice(anyRule), { minLength: 1, maxLength: names.length }),
    order: twice(fc.shuffledSubarray(names, { minLength: names.length })),
    fallback: twice(fc.constantFrom("allow", "block")),
    group: fc.array(ruleTwice(groupMemberRule), { minLength: 1, maxLength: 2 }),
    denied: twice(fc.subarray(["10.0.1.0/24", "10.0.1.1/32", "10.0.2.0/24"])),
    patterns: twice(fc.subarray(headers)),
  })
  .map(({ rules, order, fallback, group, denied, patterns }) => {
    const side = (index: 0 | 1): Landscape => ({
      webAcl: {
        rule: named(
          rules.map((pair) => pair[index]),
          order[index],
        ),
        default_action: [{ [fallback[index]]: [{}] }],
      },
      referred: {
        [arn("ipset", "denied")]: { addresses: denied[index] },
        [arn("ipset", "known")]: { addresses: ["10.0.1.0/24"] },
        [arn("regexpatternset", "header")]: {
          regular_expression: patterns[index].map((one) => ({ regex_string: one })),
        },
        [arn("rulegroup", "own")]: {
          rule: named(
            group.map((pair) => pair[index]),
            names,
          ),
        },
      },
    });
    return [side(0), side(1)];
  });

const kinds: Readonly<Record<string, string>> = {
  ipset: "aws_wafv2_ip_set",
  regexpatternset: "aws_wafv2_regex_pattern_set",
  rulegroup: "aws_wafv2_rule_group",
};

/** The resources of a plan that changes one landscape into the other. */
export function resourcesOf(before: Landscape, after: Landscape): readonly PlannedResource[] {
  const acl = { arn: arn("webacl", "web"), name: "web" };
  const referred = Object.keys(before.referred).map((one): PlannedResource => {
    const [, kind = "", name = ""] = one.split("/");
    const base = { arn: one, name };
    return {
      address: `${kinds[kind] ?? ""}.${name}`,
      before: { ...base, ...before.referred[one] },
      after: { ...base, ...after.referred[one] },
    };
  });
  return [
    { address: "aws_wafv2_web_acl.web", before: { ...acl, ...before.webAcl }, after: { ...acl, ...after.webAcl } },
    ...referred,
  ];
}
