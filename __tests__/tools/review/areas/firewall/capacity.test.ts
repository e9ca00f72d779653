import fc from "fast-check";
import { type CapacityStatement, statementCapacity } from "../../../../../analysis/firewall-capacity/capacity";
import { findingsOf, managed, not, rule, webAcl } from "./web-acl-plan";
import { type PlannedResource, lineOf } from "../../../../support/plans";
import type { Block } from "./requests";
import { arn } from "./web-acls";

const none = [{ priority: 0, type: "NONE" }];
const lower = [{ priority: 0, type: "LOWERCASE" }];
const geo: Block = { geo_match_statement: [{ country_codes: ["KP"] }] };
const sqli = (more: Block, text_transformation = none): Block => ({
  sqli_match_statement: [{ field_to_match: [{ body: [{}] }], text_transformation, ...more }],
});
const reputation = managed({ name: "AWSManagedRulesAmazonIpReputationList" });
const groupOf = (...names: readonly string[]) =>
  names.map((name, index) => rule(managed({ name: `AWSManagedRules${name}RuleSet` }), { name, priority: index }));

const capacityFindings = (before: readonly Block[], after: readonly Block[], ...others: readonly PlannedResource[]) =>
  findingsOf(webAcl({ rule: before }, { rule: after }), ...others).filter(({ rule: id }) => id === "waf-capacity");
const capacityLines = (...all: Parameters<typeof capacityFindings>) => capacityFindings(...all).map(lineOf);
const line = (change: string): string => `other, neutral: web ACL web, capacity: ${change}`;

test.each<[string, Block, number]>([
  ["a country", geo, 1],
  ["its opposite", not(geo), 1],
  ["an autonomous system", { asn_match_statement: [{ asn_list: [1] }] }, 1],
  ["a label", { label_match_statement: [{ scope: "LABEL", key: "a" }] }, 1],
  ["an IP set", { ip_set_reference_statement: [{ arn: "a" }] }, 1],
  [
    "any address of a header",
    { ip_set_reference_statement: [{ arn: "a", ip_set_forwarded_ip_config: [{ position: "ANY" }] }] },
    5,
  ],
  ["SQL injection, LOW where nothing is said", sqli({}), 20],
  ["SQL injection, with a transformation", sqli({ sensitivity_level: "HIGH" }, lower), 40],
  ["SQL injection in JSON", sqli({ field_to_match: [{ json_body: [{ match_scope: "ALL" }] }] }), 40],
  ["SQL injection in arguments", sqli({ field_to_match: [{ all_query_arguments: [{}] }] }), 30],
  ["two conditions", { and_statement: [{ statement: [geo, not(geo)] }] }, 2],
  ["a rate with two keys", { rate_based_statement: [{ limit: 1, custom_key: [{ ip: [{}] }, { asn: [{}] }] }] }, 62],
  ["a group of AWS's, scoped down", managed({ scope_down_statement: [geo] }), 701],
])("a rule for %s takes its units", (_, statement, units) => {
  const [added] = capacityLines([], [rule(statement)]);
  expect(added).toEqual(line(`0 → ${units} of 1,500`));
});

test("labels take a unit for every five", () => {
  const labels = (count: number) => ({
    rule_label: Array.from({ length: count }, (_, index) => ({ name: `a${index}` })),
  });
  expect(capacityLines([rule(geo, { more: labels(5) })], [rule(geo, { more: labels(6) })])).toEqual([
    line("2 → 3 of 1,500"),
  ]);
});

test("a rule group of the account takes what it reserves, and nothing is said where no plan has the group", () => {
  const own = arn("rulegroup", "own");
  const runs = rule({ rule_group_reference_statement: [{ arn: own }] }, { override: "none" });
  const group: PlannedResource = {
    address: "aws_wafv2_rule_group.own",
    before: { arn: own, name: "own", capacity: 60 },
    after: { arn: own, name: "own", capacity: 60 },
  };
  expect(capacityLines([], [runs], group)).toEqual([line("0 → 60 of 1,500")]);
  expect(capacityLines([], [runs])).toEqual([]);
});

test.each<[string, Block]>([
  ["a vendor's group", managed({ vendor_name: "Fortinet", name: "AWSManagedRulesCommonRuleSet" })],
  ["a group that AWS added since", managed({ name: "AWSManagedRulesNewRuleSet" })],
  ["a test that AWS added since", { new_match_statement: [{}] }],
  ["a group that inspects what AWS added since", managed({ scope_down_statement: [{ new_match_statement: [{}] }] })],
])("nothing is said of %s, whose capacity is in no plan", (_, statement) => {
  expect(capacityLines([rule(geo)], [rule(geo), rule(statement, { name: "s", priority: 2 })])).toEqual([]);
});

test("a rule that takes as much as before needs no line", () => {
  expect(capacityLines([rule(geo)], [rule(not(geo), { action: "count" })])).toEqual([]);
  expect(capacityLines([rule(reputation)], [rule(reputation)])).toEqual([]);
});

test("more than the price includes is said with its cost, and more than AWS allows with the refusal", () => {
  const included = groupOf("Common", "KnownBadInputs", "SQLi", "Linux");
  const paid = groupOf("Common", "KnownBadInputs", "SQLi", "Linux", "Windows", "PHP");
  const price = "the price includes 1,500 units, and each 500 beyond cost more for every request";
  const refused = Array.from({ length: 8 }, (_, index) => rule(managed(), { name: `r${index}`, priority: index }));
  const said = (...all: Parameters<typeof capacityFindings>) =>
    capacityFindings(...all).map((one) => [lineOf(one), one.meaning]);
  expect([
    ...said([], included),
    ...said(included, paid),
    ...said([...paid, rule(geo, { priority: 9 })], paid),
    ...said(paid, included),
    ...said(included, refused),
  ]).toEqual([
    [line("0 → 1,300 of 1,500"), "The rules take another share of the 1,500 units that the price includes."],
    [line("1,300 → 1,600 of 1,500"), `The rules take more than is included: ${price}.`],
    [line("1,601 → 1,600 of 1,500"), `The rules take still more than is included: ${price}.`],
    [line("1,600 → 1,300 of 1,500"), `The rules take no more than is included any more: ${price}.`],
    [line("1,300 → 5,600 of 5,000"), "AWS refuses a web ACL of more than 5,000 capacity units: the apply fails."],
  ]);
});

const inspected = fc.record({
  component: fc.constantFrom("uri_path", "all_query_arguments", "json_body"),
  transformations: fc.subarray(["NONE", "LOWERCASE", "URL_DECODE"], { minLength: 1 }),
  kind: fc.constantFrom("regex_match", "size_constraint", "xss_match"),
} as const);

test("any test of a request takes in a plan what the same statement takes at synthesis", () => {
  fc.assert(
    fc.property(inspected, ({ component, transformations, kind }) => {
      const statement: CapacityStatement = {
        kind,
        component: component === "json_body" ? { jsonBody: {} } : component,
        transformations,
      };
      const block: Block = {
        [`${kind}_statement`]: [
          {
            field_to_match: [{ [component]: [{}] }],
            text_transformation: transformations.map((type, priority) => ({ priority, type })),
          },
        ],
      };
      expect(capacityLines([], [rule(block)])).toEqual([line(`0 → ${statementCapacity(statement)} of 1,500`)]);
    }),
    { numRuns: 40 },
  );
});
