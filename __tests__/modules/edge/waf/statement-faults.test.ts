import fc from "fast-check";
import type { Statement } from "../../../../modules/edge/waf/statement";
import { statementFaults } from "../../../../modules/edge/waf/statement-faults";
import { arns, matches, nested } from "./every-statement";
import { anyStatement } from "./statement-arbitrary";

const label: Statement & { kind: "label_match" } = { kind: "label_match", scope: "LABEL", key: "a" };
const rate = { kind: "rate_based", limit: 1000, evaluationWindowSeconds: 300, aggregate: "IP" } as const;
const bytes = {
  kind: "byte_match",
  component: "uri_path",
  positionalConstraint: "EXACTLY",
  searchString: "/a",
  transformations: ["NONE"],
} as const;
const forwardedIp = { headerName: "X-Forwarded-For", fallbackBehavior: "MATCH" } as const;
/** Settings that were read can be what no type allows. */
const untyped = (statement: unknown) => statement as Statement;

test("finds no fault in statements that AWS and the provider accept", () => {
  fc.assert(
    fc.property(anyStatement, (statement) => {
      expect(statementFaults(statement, "rule", ["wait"])).toEqual([]);
    }),
  );
});

test("accepts and, or, not at three levels, and at two levels in a scope-down statement", () => {
  const twoDeep = { kind: "not", statement: { kind: "not", statement: label } } as const;
  expect(statementFaults(nested, "rule")).toEqual([]);
  expect(statementFaults({ ...rate, scopeDown: twoDeep }, "rule")).toEqual([]);
});

const tooDeep = (kind: string) => [
  `rule nests ${kind} too deep; the provider accepts 3 levels of and, or, not, and 2 in a scope-down statement`,
];

test.each<[string, Statement, string[]]>([
  [
    "and, or, not four deep",
    {
      kind: "not",
      statement: { kind: "not", statement: { kind: "not", statement: { kind: "not", statement: label } } },
    },
    tooDeep("not"),
  ],
  [
    "and, or, not three deep to scope down",
    { ...rate, scopeDown: { kind: "not", statement: nested } },
    [...tooDeep("or")],
  ],
  [
    "a rate within and",
    untyped({ kind: "and", statements: [label, rate] }),
    ["rule has a rate_based within and; a rate-based statement or a rule group must not be nested"],
  ],
  [
    "a managed group within not",
    untyped({ kind: "not", statement: { kind: "managed_rule_group", group: "linux", version: null } }),
    ["rule has a managed_rule_group within not; a rate-based statement or a rule group must not be nested"],
  ],
  [
    "a rate scoped down by a rate",
    untyped({ ...rate, scopeDown: rate }),
    ["rule is scoped down by a rate_based; give a statement that can be nested"],
  ],
  [
    "an and of one",
    untyped({ kind: "and", statements: [label] }),
    ["rule has an and of 1 statements; give two at least"],
  ],
  [
    "no text transformation",
    untyped({ ...bytes, transformations: [] }),
    ["rule has 0 text transformations; give 1 to 10, with NONE for a component as it was sent"],
  ],
  [
    "eleven text transformations",
    untyped({ ...bytes, transformations: Array<string>(11).fill("NONE") }),
    ["rule has 11 text transformations; give 1 to 10, with NONE for a component as it was sent"],
  ],
  [
    "a header in capitals",
    { ...bytes, component: { singleHeader: "User-Agent" } },
    ['rule looks at the header "User-Agent"; give 1 to 40 lower-case letters, digits, hyphens or underscores'],
  ],
  [
    "a query argument that is too long",
    { ...bytes, component: { singleQueryArgument: "a".repeat(31) } },
    [
      `rule looks at the query argument "${"a".repeat(31)}"; give 1 to 30 lower-case letters, digits, hyphens or underscores`,
    ],
  ],
  [
    "an empty search string",
    { ...bytes, searchString: "" },
    ["rule has a search string of 0 characters; give 1 to 200"],
  ],
  [
    "a regular expression that is too long",
    { kind: "regex_match", component: "uri_path", regex: "a".repeat(201), transformations: ["NONE"] },
    ["rule has a regular expression of 201 characters; give 1 to 200"],
  ],
  [
    "a regular expression that looks ahead",
    { kind: "regex_match", component: "uri_path", regex: "a(?=b)", transformations: ["NONE"] },
    [
      'rule has the regular expression "a(?=b)"; leave out look-around and back references, which AWS WAF does not support',
    ],
  ],
  [
    "a negative size",
    { kind: "size_constraint", component: "uri_path", comparison: "GT", sizeBytes: -1, transformations: ["NONE"] },
    ["rule compares with -1 bytes; give a whole number from 0 to 2147483647"],
  ],
  [
    "a country that is none",
    untyped({ kind: "geo_match", countryCodes: ["UK"] }),
    ['rule names the country "UK"; give a code of ISO 3166-1 alpha-2, such as CH'],
  ],
  [
    "a country twice",
    { kind: "geo_match", countryCodes: ["CH", "CH"] },
    ["rule names the country CH twice; give each country once"],
  ],
  ["no country", { kind: "geo_match", countryCodes: [] }, ["rule names no country; give one at least"]],
  [
    "a label with a space",
    { ...label, key: "a b" },
    ['rule looks for the label "a b"; give 1 to 1,024 letters, digits or _ : -'],
  ],
  [
    "an IP set that is none",
    { kind: "ip_set_reference", arn: arns.ruleGroup },
    [`rule refers to "${arns.ruleGroup}"; give the ARN of a WAF ipset`],
  ],
  ["a limit of 9", { ...rate, limit: 9 }, ["rule has the limit 9; give 10 to 2,000,000,000 requests"]],
  [
    "a limit over 2,000,000,000",
    { ...rate, limit: 2_000_000_001 },
    ["rule has the limit 2000000001; give 10 to 2,000,000,000 requests"],
  ],
  [
    "a window that AWS does not know",
    untyped({ ...rate, evaluationWindowSeconds: 90 }),
    ["rule has a window of 90 seconds; give one of 60, 120, 300, 600"],
  ],
  [
    "one counter for all requests",
    untyped({ ...rate, aggregate: "CONSTANT" }),
    ["rule counts all requests together; give a scope-down statement, which AWS requires for CONSTANT"],
  ],
  [
    "the address as the only key",
    { ...rate, aggregate: { customKeys: ["ip"] } },
    ["rule has the address as its only custom key; aggregate on IP instead"],
  ],
  [
    "a forwarded address without a header",
    { ...rate, aggregate: { customKeys: ["forwarded_ip", "http_method"] } },
    ["rule must name the header of the forwarded address if forwarded_ip is one of the keys, and only then"],
  ],
  [
    "a header for no forwarded address",
    { ...rate, aggregate: { customKeys: ["http_method"], forwardedIp } },
    ["rule must name the header of the forwarded address if forwarded_ip is one of the keys, and only then"],
  ],
  [
    "six keys",
    {
      ...rate,
      aggregate: {
        customKeys: ["ip", "http_method", ...["a", "b", "c", "d"].map((labelNamespace) => ({ labelNamespace }))],
      },
    },
    ["rule has 6 custom keys; give at most 5"],
  ],
  [
    "an override of a rule that the group has not",
    untyped({ kind: "managed_rule_group", group: "linux", version: null, overrides: { LFI_BODY: "count" } }),
    ['rule overrides "LFI_BODY"; AWSManagedRulesLinuxRuleSet has the rules LFI_URIPATH, LFI_QUERYSTRING, LFI_HEADER'],
  ],
  [
    "a version of a group without versions",
    { kind: "managed_rule_group", group: "ipReputation", version: "Version_1.0" },
    ["rule pins a version of AWSManagedRulesAmazonIpReputationList, which AWS publishes without versions; give null"],
  ],
  [
    "a login path that is none",
    {
      kind: "managed_rule_group",
      group: "accountTakeover",
      version: null,
      configuration: { loginPath: "login", payloadType: "JSON", usernameField: "/u", passwordField: "/p" },
    },
    ['rule watches the login path "login"; give a path that starts with /'],
  ],
  [
    "an override with a body that is not there",
    {
      kind: "managed_rule_group",
      group: "linux",
      version: null,
      overrides: { LFI_HEADER: { block: { code: 100, bodyKey: "b", headers: { "a b": "c" } } } },
    },
    [
      'rule, overriding "LFI_HEADER", answers with the status 100; give 200 to 600',
      'rule, overriding "LFI_HEADER", answers with the body "b"; give one of the response bodies: there is none',
      'rule, overriding "LFI_HEADER", answers with the header "a b"; give 1 to 64 letters, digits or _ $ . -',
    ],
  ],
])("refuses %s", (_, statement, expected) => {
  expect(statementFaults(statement, "rule")).toEqual(expected);
});

test("counts the countries of a whole rule, and AWS allows 50", () => {
  const codes = [
    "AD",
    "AE",
    "AF",
    "AG",
    "AI",
    "AL",
    "AM",
    "AO",
    "AQ",
    "AR",
    "AS",
    "AT",
    "AU",
    "AW",
    "AX",
    "AZ",
    "BA",
    "BB",
    "BD",
    "BE",
    "BF",
    "BG",
    "BH",
    "BI",
    "BJ",
    "BL",
  ] as const;
  const geo = { kind: "geo_match", countryCodes: codes } as const;
  expect(statementFaults(geo, "rule")).toEqual([]);
  expect(statementFaults({ kind: "or", statements: [geo, geo] }, "rule")).toEqual([
    "rule names 52 countries; give at most 50 in a rule",
  ]);
});

test("reports all faults at once", () => {
  const [first] = matches;
  const statement = untyped({ kind: "and", statements: [{ ...first, searchString: "", transformations: [] }] });
  expect(statementFaults(statement, "rule")).toHaveLength(3);
});
