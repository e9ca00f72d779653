import type { PlannedResource } from "../../../../support/plans";
import { addressesOf, findingsOf, linesOf, not, rate, rule, webAcl } from "./web-acl-plan";
import { arn } from "./web-acls";

const ipSet = (before: readonly string[], after: readonly string[]): PlannedResource => ({
  address: "aws_wafv2_ip_set.denied",
  before: { name: "denied", arn: arn("ipset", "denied"), addresses: before },
  after: { name: "denied", arn: arn("ipset", "denied"), addresses: after },
});
const referring = (statement: Parameters<typeof rule>[0], action: string) =>
  webAcl({ rule: [rule(statement, { action })] });

test("an address that a rule blocks makes the rule stronger, one that a rule allows makes it weaker", () => {
  const more = ipSet(["10.0.0.0/24"], ["10.0.0.0/24", "10.0.1.0/24"]);
  expect(linesOf(referring(addressesOf("denied"), "block"), more)).toEqual([
    "guard lost, stronger: IP set denied, entries added: 1 entry → 2 entries (added 10.0.1.0/24)",
  ]);
  expect(linesOf(referring(addressesOf("denied"), "allow"), more)).toEqual([
    "guard lost, weaker: IP set denied, entries added: 1 entry → 2 entries (added 10.0.1.0/24)",
  ]);
  expect(linesOf(referring(addressesOf("denied"), "count"), more)).toEqual([
    "guard lost, neutral: IP set denied, entries added: 1 entry → 2 entries (added 10.0.1.0/24)",
  ]);
});

test("a rule that blocks all but a set is weaker with each address more", () => {
  const less = ipSet(["10.0.0.0/24", "10.0.1.0/24"], ["10.0.0.0/24"]);
  expect(linesOf(referring(not(addressesOf("denied")), "block"), less)).toEqual([
    "guard lost, stronger: IP set denied, entries removed: 2 entries → 1 entry (removed 10.0.1.0/24)",
  ]);
  const scoped = rate(100, { scope_down_statement: [not(addressesOf("denied"))] });
  expect(linesOf(referring(scoped, "block"), less)).toEqual([
    "guard lost, stronger: IP set denied, entries removed: 2 entries → 1 entry (removed 10.0.1.0/24)",
  ]);
});

test("a rule that only counts, and whose label another rule looks for, is unclear", () => {
  const labelling = rule(addressesOf("denied"), {
    name: "one",
    action: "count",
    more: { rule_label: [{ name: "far" }] },
  });
  const reading = rule({ label_match_statement: [{ scope: "LABEL", key: "far" }] }, { name: "two", priority: 2 });
  expect(linesOf(webAcl({ rule: [labelling, reading] }), ipSet(["10.0.0.0/24"], []))).toEqual([
    "guard lost, cannot tell: IP set denied, entries removed: 1 entry → 0 entries (removed 10.0.0.0/24)",
  ]);
});

test("a finding names the rules that its addresses matter to", () => {
  expect(
    findingsOf(referring(addressesOf("denied"), "block"), ipSet(["10.0.0.0/24"], [])).map(({ meaning }) => meaning),
  ).toEqual(["Less is stopped, or more is let through, by the rules that refer to the set (r of web ACL web)."]);
});

test("entries of a set that no given rule refers to cannot be told", () => {
  const [found, ...others] = findingsOf(webAcl({ rule: [] }), ipSet(["10.0.0.0/24"], []));
  expect(others).toEqual([]);
  expect(found).toMatchObject({ consequence: "guard lost", direction: "cannot tell" });
  expect(found?.meaning).toContain("give the plan that has the rule");
});

test("the same addresses in other blocks, or in another order, say nothing", () => {
  const halves = ["10.0.0.128/25", "10.0.0.0/25"];
  expect(linesOf(referring(addressesOf("denied"), "block"), ipSet(["10.0.0.0/24"], halves))).toEqual([]);
});

test("a pattern more that an origin header may have is a way in more, and no pattern is shown", () => {
  const asked = {
    regex_pattern_set_reference_statement: [
      { arn: arn("regexpatternset", "header"), field_to_match: [{ single_header: [{ name: "x-origin-verify" }] }] },
    ],
  };
  const patterns = (...all: readonly string[]) => ({
    name: "header",
    arn: arn("regexpatternset", "header"),
    regular_expression: all.map((one) => ({ regex_string: one })),
  });
  const found = linesOf(referring(not(asked), "block"), {
    address: "aws_wafv2_regex_pattern_set.header",
    before: patterns("^first$"),
    after: patterns("^first$", "^second$"),
  });
  expect(found).toEqual([
    "guard lost, weaker: regex pattern set header, entries added: 1 entry → 2 entries (added 1, not shown)",
  ]);
});

test("a rule that refers to another set is judged by what the sets hold", () => {
  const wide: PlannedResource = {
    address: "aws_wafv2_ip_set.wide",
    before: { name: "wide", arn: arn("ipset", "wide"), addresses: ["10.0.0.0/16"] },
    after: { name: "wide", arn: arn("ipset", "wide"), addresses: ["10.0.0.0/16"] },
  };
  const acl = webAcl({ rule: [rule(addressesOf("wide"))] }, { rule: [rule(addressesOf("denied"))] });
  expect(linesOf(acl, wide, ipSet(["10.0.1.0/24"], ["10.0.1.0/24"]))).toEqual([
    "guard lost, weaker: rule r: address in IP set wide → address in IP set denied",
  ]);
});
