import { capacityOf } from "../../../../modules/edge/waf/capacity";
import { describeRules } from "../../../../modules/edge/waf/describe-rules";
import { countingOnly, ruleConfig, ruleFaults } from "../../../../modules/edge/waf/rule";
import { webApplicationRules } from "../../../../modules/edge/waf/web-application-rules";
import type { WebApplicationSurroundings } from "../../../../modules/edge/waf/web-application-rules";
import type { WebApplicationSettings } from "../../../../modules/edge/waf/web-application-settings";
import { demoWaf } from "../../../../stacks/environments/presets/waf";
import { webWafSettings } from "../../../../stacks/environments/schema/edge/waf/waf";
import { arns } from "./every-statement";
import { settingsSection } from "./rules-table";

const demo: WebApplicationSettings = webWafSettings.parse(demoWaf);
const production: WebApplicationSettings = webWafSettings.parse({});
const viewer: WebApplicationSurroundings = { sees: "viewer", ipSets: {} };
const sets = { ipv4: `${arns.ipSet}4`, ipv6: `${arns.ipSet}6` };
const ipSets = { allow: sets, deny: sets };
const originVerification = { headerName: "x-origin-verify", patternSetArn: arns.patternSet };

const on = { mode: "block", version: null, rules: {} } as const;
/** Every switch on. */
const everything: WebApplicationSettings = {
  ...production,
  groups: {
    ...{ common: on, knownBadInputs: on, sqlDatabase: on, linux: on, ipReputation: on },
    ...{ anonymousIp: on, posix: on, windows: on, php: on, wordPress: on, adminProtection: on },
  },
  botControl: { ...on, configuration: { inspectionLevel: "TARGETED", machineLearning: true }, paths: ["/a", "/b/*"] },
  accountTakeover: {
    ...on,
    configuration: { loginPath: "/login", payloadType: "JSON", usernameField: "/u", passwordField: "/p" },
  },
  accountCreationFraud: {
    ...on,
    configuration: { registrationPagePath: "/join", creationPath: "/users", payloadType: "JSON" },
  },
  countries: { allow: ["CH", "LI"] },
  pages: { captcha: ["/join"], challenge: ["/login", "/account/*"] },
  blockBody: { contentType: "TEXT_PLAIN", content: "No" },
};
const all = { sees: "viewer", ipSets, originVerification } as const;

const table = (settings: WebApplicationSettings, surroundings: WebApplicationSurroundings = viewer) =>
  describeRules(webApplicationRules(settings, surroundings).rules).map((rule) => Object.values(rule));

test("demo runs the four essential groups and nothing else: 1,300 capacity units", () => {
  expect(table(demo)).toEqual([
    [1000, "common", "the group's", 700],
    [1100, "known-bad-inputs", "the group's", 200],
    [1200, "sql-database", "the group's", 200],
    [1300, "linux", "the group's", 200],
  ]);
});

test("production stays within the 1,500 capacity units that the price includes", () => {
  expect(table(production)).toEqual([
    [500, "ip-reputation", "the group's", 25],
    [700, "rate-limit", "block (429)", 2],
    [1000, "common", "the group's", 700],
    [1100, "known-bad-inputs", "the group's", 200],
    [1200, "sql-database", "the group's", 200],
    [1300, "linux", "the group's", 200],
    [3000, "bot-control", "the group's", 50],
  ]);
  expect(capacityOf(webApplicationRules(production, viewer).rules)).toBe(1377);
});

test("lets in before it keeps out, and what is paid by the request comes last", () => {
  expect(table(everything, all)).toEqual([
    [0, "origin-verification", "block", 25],
    [200, "ip-allow-list", "allow", 2],
    [300, "ip-deny-list", "block (403)", 2],
    [400, "countries", "block (403)", 1],
    [500, "ip-reputation", "the group's", 25],
    [600, "anonymous-ip", "the group's", 50],
    [700, "rate-limit", "block (429)", 2],
    [1000, "common", "the group's", 700],
    [1100, "known-bad-inputs", "the group's", 200],
    [1200, "sql-database", "the group's", 200],
    [1300, "linux", "the group's", 200],
    [1400, "posix", "the group's", 100],
    [1500, "windows", "the group's", 200],
    [1600, "php", "the group's", 100],
    [1700, "word-press", "the group's", 100],
    [1800, "admin-protection", "the group's", 100],
    [2000, "captcha-pages", "captcha", 24],
    [2100, "challenge-pages", "challenge", 46],
    [3000, "bot-control", "the group's", 94],
    [3100, "account-takeover", "the group's", 50],
    [3200, "account-creation-fraud", "the group's", 50],
  ]);
});

test("makes rules that AWS and its provider take", () => {
  const { rules, responseBodies } = webApplicationRules(everything, all);
  expect(ruleFaults(rules, "acl", Object.keys(responseBodies))).toEqual([]);
});

test("nothing but the list of allowed addresses ends the evaluation by letting a request in", () => {
  const { rules } = webApplicationRules(everything, all);
  expect(rules.filter(({ action }) => action === "allow").map(({ name }) => name)).toEqual(["ip-allow-list"]);
});

const switches: [string, string, Partial<WebApplicationSettings>, Partial<WebApplicationSurroundings>][] = [
  ["an origin to verify", "origin-verification", {}, { originVerification: undefined }],
  ["a list of denied addresses", "ip-deny-list", {}, { ipSets: { allow: sets } }],
  ["countries", "countries", { countries: "any" }, {}],
  ["a rate limit", "rate-limit", { rateLimit: "off" }, {}],
  ["a group", "php", { groups: { ...everything.groups, php: { ...on, mode: "off" } } }, {}],
  ["pages with a CAPTCHA", "captcha-pages", { pages: { ...everything.pages, captcha: [] } }, {}],
  ["Bot Control", "bot-control", { botControl: false }, {}],
  ["a guard of sign-in", "account-takeover", { accountTakeover: false }, {}],
];

test.each(switches)("switching %s on adds one rule and changes no other", (_, added, without, surroundings) => {
  const json = (settings: WebApplicationSettings, around: WebApplicationSurroundings) =>
    webApplicationRules(settings, around).rules.map((rule) => JSON.stringify(ruleConfig(rule)));
  const before = json({ ...everything, ...without }, { ...all, ...surroundings });
  const after = json(everything, all);
  expect(before.filter((rule) => !after.includes(rule))).toEqual([]);
  const more = after
    .filter((rule) => !before.includes(rule))
    .map((rule) => (JSON.parse(rule) as { name: string }).name);
  expect(more).toEqual([added]);
});

test("another page changes the one rule of the pages", () => {
  const names = (settings: WebApplicationSettings) => webApplicationRules(settings, all).rules.map(ruleConfig);
  const before = names(everything);
  const after = names({ ...everything, pages: { ...everything.pages, captcha: ["/join", "/contact"] } });
  const changed = after.filter((rule, index) => JSON.stringify(rule) !== JSON.stringify(before[index]));
  expect(changed.map(({ name }) => name)).toEqual(["captcha-pages"]);
});

test("a group that counts counts as a whole, and a rule alone by its name", () => {
  const groups = {
    ...demo.groups,
    linux: { ...on, mode: "count" },
    common: { ...on, rules: { SizeRestrictions_BODY: "count" } },
  } as const;
  const { rules } = webApplicationRules({ ...demo, groups }, viewer);
  expect(
    rules.map(ruleConfig).map(({ name, overrideAction, statement }) => [name, overrideAction, statement as unknown]),
  ).toEqual([
    [
      "common",
      { none: {} },
      {
        managed_rule_group_statement: {
          vendor_name: "AWS",
          name: "AWSManagedRulesCommonRuleSet",
          rule_action_override: [{ name: "SizeRestrictions_BODY", action_to_use: { count: {} } }],
        },
      },
    ],
    ...(["knownBadInputs", "sqlDatabase"] as const).map((group) => [
      group === "sqlDatabase" ? "sql-database" : "known-bad-inputs",
      { none: {} },
      {
        managed_rule_group_statement: {
          vendor_name: "AWS",
          name: group === "sqlDatabase" ? "AWSManagedRulesSQLiRuleSet" : "AWSManagedRulesKnownBadInputsRuleSet",
        },
      },
    ]),
    [
      "linux",
      { count: {} },
      { managed_rule_group_statement: { vendor_name: "AWS", name: "AWSManagedRulesLinuxRuleSet" } },
    ],
  ]);
});

test("asks only browsers that get a page, however its path is written", () => {
  const { rules } = webApplicationRules({ ...demo, pages: { captcha: ["/login"], challenge: [] } }, viewer);
  expect(rules.filter(({ name }) => name === "captcha-pages").map(({ statement }) => statement)).toEqual([
    {
      kind: "and",
      statements: [
        {
          kind: "byte_match",
          component: "method",
          positionalConstraint: "EXACTLY",
          searchString: "GET",
          transformations: ["NONE"],
        },
        {
          kind: "byte_match",
          component: "uri_path",
          positionalConstraint: "EXACTLY",
          searchString: "/login",
          transformations: ["URL_DECODE", "NORMALIZE_PATH"],
        },
      ],
    },
  ]);
});

test("behind an edge, leaves what judges addresses to the edge's own web ACL", () => {
  const { rules, leftToEdge } = webApplicationRules(everything, { ...all, sees: "edge" });
  expect(leftToEdge).toEqual([
    "ip-allow-list",
    "ip-deny-list",
    "countries",
    "rate-limit",
    "ip-reputation",
    "anonymous-ip",
    "captcha-pages",
    "challenge-pages",
    "bot-control",
    "account-takeover",
    "account-creation-fraud",
  ]);
  expect(rules.map(({ name }) => name).filter((name) => leftToEdge.includes(name))).toEqual([]);
});

test("behind an edge that says whose request it is, judges the viewer where AWS can, and leaves the lists of AWS", () => {
  const forwardedIp = { headerName: "x-viewer", fallbackBehavior: "NO_MATCH" } as const;
  const { rules, leftToEdge } = webApplicationRules(everything, { ...all, sees: "edge", forwardedIp });
  expect(leftToEdge.slice(0, 2)).toEqual(["ip-reputation", "anonymous-ip"]);
  expect(leftToEdge).not.toContain("rate-limit");
  const statement = (name: string) => rules.find((rule) => rule.name === name)?.statement;
  expect(statement("countries")).toEqual({
    kind: "not",
    statement: { kind: "geo_match", countryCodes: ["CH", "LI"], forwardedIp },
  });
  expect(statement("rate-limit")).toMatchObject({ aggregate: { forwardedIp } });
  expect(statement("ip-deny-list")).toEqual({
    kind: "or",
    statements: [sets.ipv4, sets.ipv6].map((arn) => ({
      kind: "ip_set_reference",
      arn,
      forwardedIp: { ...forwardedIp, position: "LAST" },
    })),
  });
});

test("what is left to the edge, the edge's own web ACL has: the same settings make it there", () => {
  const { leftToEdge } = webApplicationRules(everything, { ...all, sees: "edge" });
  const atEdge = webApplicationRules(everything, { sees: "viewer", ipSets }).rules.map(({ name }) => name);
  expect(leftToEdge.filter((name) => !atEdge.includes(name))).toEqual([]);
});

test("a rollout that only counts still lets nothing come round the edge", () => {
  const counted = webApplicationRules(everything, all).rules.map(countingOnly);
  expect(counted.filter(({ action }) => action !== "count" && action !== undefined).map(({ name }) => name)).toEqual([
    "origin-verification",
    "ip-allow-list",
  ]);
});

test("where it sees the viewer, a header that anybody can send counts for nothing", () => {
  const forwardedIp = { headerName: "x-viewer", fallbackBehavior: "NO_MATCH" } as const;
  expect(webApplicationRules(everything, { ...all, forwardedIp })).toEqual(webApplicationRules(everything, all));
});

test("refuses what came round the edge, and lets the rest go on to every other rule", () => {
  const [first] = webApplicationRules(demo, { ...viewer, originVerification }).rules;
  expect(first).toEqual({
    name: "origin-verification",
    priority: 0,
    action: "block",
    statement: {
      kind: "not",
      statement: {
        kind: "regex_pattern_set_reference",
        arn: arns.patternSet,
        component: { singleHeader: "x-origin-verify" },
        transformations: ["NONE"],
      },
    },
    blocksWhileCounting: true,
  });
});

test("serves some countries, or all but some", () => {
  const statements = ([{ allow: ["CH"] }, { block: ["CH"] }] as const).map(
    (countries) => webApplicationRules({ ...demo, countries }, viewer).rules[0]?.statement,
  );
  const geo = { kind: "geo_match", countryCodes: ["CH"] };
  expect(statements).toEqual([{ kind: "not", statement: geo }, geo]);
});

test("describes both presets for docs/settings.md", () => {
  const sections = settingsSection().split("\n");
  expect(sections.filter((line) => line.includes("together"))).toEqual([
    "|  | together |  | 1,300 |",
    "|  | together |  | 1,377 |",
  ]);
  expect(sections).toContain("| 700 | `rate-limit` | block (429) | 2 |");
});
