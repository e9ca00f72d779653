import type { OwnRule, Rule } from "../../../../modules/edge/waf/rule";
import type {
  AggregationKey,
  ManagedRuleGroupStatement,
  MatchStatement,
  NestableStatement,
  OwnStatement,
  RateBasedStatement,
} from "../../../../modules/edge/waf/statement";
import type { RequestComponent } from "../../../../modules/edge/waf/request-component";

const forwardedIp = { headerName: "X-Forwarded-For", fallbackBehavior: "NO_MATCH" } as const;

export const arns = {
  ipSet: "arn:aws:wafv2:eu-west-1:111122223333:regional/ipset/deny/a1b2c3d4",
  patternSet: "arn:aws:wafv2:eu-west-1:111122223333:regional/regexpatternset/origin/a1b2c3d4",
  ruleGroup: "arn:aws:wafv2:eu-west-1:111122223333:regional/rulegroup/own/a1b2c3d4",
} as const;

export const components: readonly RequestComponent[] = [
  "all_query_arguments",
  "method",
  "query_string",
  "uri_path",
  { singleHeader: "user-agent" },
  { singleQueryArgument: "q" },
  { body: { oversizeHandling: "CONTINUE" } },
  {
    jsonBody: {
      matchPattern: { included: ["/user/name"] },
      matchScope: "VALUE",
      oversizeHandling: "MATCH",
      invalidFallbackBehavior: "EVALUATE_AS_STRING",
    },
  },
  {
    jsonBody: {
      matchPattern: "all",
      matchScope: "ALL",
      oversizeHandling: "NO_MATCH",
      invalidFallbackBehavior: "NO_MATCH",
    },
  },
  { headers: { matchPattern: { included: ["x-one"] }, matchScope: "ALL", oversizeHandling: "MATCH" } },
  { headers: { matchPattern: "all", matchScope: "KEY", oversizeHandling: "CONTINUE" } },
  { cookies: { matchPattern: { excluded: ["session"] }, matchScope: "VALUE", oversizeHandling: "NO_MATCH" } },
  { headerOrder: { oversizeHandling: "CONTINUE" } },
  { ja3Fingerprint: { fallbackBehavior: "NO_MATCH" } },
  { ja4Fingerprint: { fallbackBehavior: "MATCH" } },
  { uriFragment: { fallbackBehavior: "NO_MATCH" } },
];

export const matches: readonly MatchStatement[] = [
  {
    kind: "byte_match",
    component: "uri_path",
    positionalConstraint: "STARTS_WITH",
    searchString: "/${jndi:%{admin",
    transformations: ["URL_DECODE", "LOWERCASE"],
  },
  { kind: "regex_match", component: "query_string", regex: "^a+$", transformations: ["NONE"] },
  {
    kind: "regex_pattern_set_reference",
    arn: arns.patternSet,
    component: { singleHeader: "x-origin-verify" },
    transformations: ["NONE"],
  },
  {
    kind: "size_constraint",
    component: { body: { oversizeHandling: "MATCH" } },
    comparison: "GT",
    sizeBytes: 8192,
    transformations: ["NONE"],
  },
  { kind: "sqli_match", component: "all_query_arguments", sensitivity: "HIGH", transformations: ["URL_DECODE"] },
  { kind: "xss_match", component: { body: { oversizeHandling: "CONTINUE" } }, transformations: ["HTML_ENTITY_DECODE"] },
  { kind: "geo_match", countryCodes: ["CH", "XK"] },
  { kind: "geo_match", countryCodes: ["LI"], forwardedIp },
  { kind: "ip_set_reference", arn: arns.ipSet },
  { kind: "ip_set_reference", arn: arns.ipSet, forwardedIp: { ...forwardedIp, position: "ANY" } },
  { kind: "label_match", scope: "NAMESPACE", key: "awswaf:managed:aws:bot-control:" },
];

const [one, two] = matches as [MatchStatement, MatchStatement];

/** As deep as it goes. */
export const nested: NestableStatement = {
  kind: "and",
  statements: [{ kind: "or", statements: [{ kind: "not", statement: one }, two] }, one],
};

const customKeys: readonly AggregationKey[] = [
  "forwarded_ip",
  "http_method",
  "ip",
  { cookie: "session", transformations: ["NONE"] },
  { header: "x-tenant", transformations: ["LOWERCASE"] },
  { queryArgument: "q", transformations: ["NONE"] },
  { queryString: { transformations: ["NONE"] } },
  { uriPath: { transformations: ["NORMALIZE_PATH"] } },
  { labelNamespace: "awswaf:clientip:geo:country:" },
  { ja3Fingerprint: { fallbackBehavior: "NO_MATCH" } },
  { ja4Fingerprint: { fallbackBehavior: "MATCH" } },
];

const limit = { kind: "rate_based", limit: 1000, evaluationWindowSeconds: 300 } as const;

const rates: readonly RateBasedStatement[] = [
  { ...limit, aggregate: "IP" },
  { ...limit, aggregate: "CONSTANT", scopeDown: { kind: "not", statement: { kind: "or", statements: [one, two] } } },
  { ...limit, aggregate: { forwardedIp } },
  { ...limit, aggregate: { customKeys: ["forwarded_ip", "http_method"], forwardedIp } },
];

const ofComponents = components.map((component): MatchStatement => ({
  kind: "xss_match",
  component,
  transformations: ["NONE"],
}));

/** One of each, each in a statement of its own. */
export const ownStatements: readonly OwnStatement[] = [
  ...matches,
  ...ofComponents,
  nested,
  ...rates,
  ...customKeys.map((key): OwnStatement => {
    const second: AggregationKey = key === "http_method" ? "ip" : "http_method";
    return { ...limit, aggregate: { customKeys: [key, second], ...(key === "forwarded_ip" && { forwardedIp }) } };
  }),
];

/** One of each in few statements, since Terraform takes its time for each rule. */
export const packedStatements: readonly OwnStatement[] = [
  {
    kind: "or",
    statements: [one, two, ...matches.slice(2).filter(({ kind }) => kind !== "geo_match"), ...ofComponents],
  },
  { kind: "geo_match", countryCodes: ["CH", "XK"], forwardedIp },
  nested,
  ...rates,
  { ...limit, aggregate: { customKeys: keysFrom(1, 6) } },
  { ...limit, aggregate: { customKeys: keysFrom(6, 11) } },
];

function keysFrom(start: number, end: number) {
  return customKeys.slice(start, end) as [AggregationKey, ...AggregationKey[]];
}

export const managedStatements: readonly ManagedRuleGroupStatement[] = [
  ...(["common", "knownBadInputs", "sqlDatabase", "linux", "posix", "windows", "php", "wordPress"] as const).map(
    (group): ManagedRuleGroupStatement => ({ kind: "managed_rule_group", group, version: null }),
  ),
  { kind: "managed_rule_group", group: "adminProtection", version: "Version_1.0", scopeDown: nestedTwice() },
  {
    kind: "managed_rule_group",
    group: "ipReputation",
    version: null,
    overrides: { AWSManagedIPDDoSList: { block: { code: 429, bodyKey: "wait", headers: { "Retry-After": "300" } } } },
  },
  {
    kind: "managed_rule_group",
    group: "anonymousIp",
    version: null,
    overrides: { HostingProviderIPList: "challenge" },
  },
  { kind: "managed_rule_group", group: "botControl", version: null, configuration: { inspectionLevel: "COMMON" } },
  {
    kind: "managed_rule_group",
    group: "accountTakeover",
    version: null,
    configuration: { loginPath: "/login", payloadType: "FORM_ENCODED", usernameField: "user", passwordField: "word" },
  },
  {
    kind: "managed_rule_group",
    group: "accountCreationFraud",
    version: null,
    configuration: {
      registrationPagePath: "/join",
      creationPath: "/api/users",
      payloadType: "JSON",
      usernameField: "/user",
      passwordField: "/password",
      emailField: "/mail",
      phoneNumberFields: ["/phone"],
      addressFields: ["/street", "/town"],
    },
  },
];

/** What AWS accepts at CloudFront alone. */
export const cloudFrontStatements: readonly ManagedRuleGroupStatement[] = [
  {
    kind: "managed_rule_group",
    group: "botControl",
    version: null,
    configuration: { inspectionLevel: "TARGETED", machineLearning: true },
  },
  ...(
    [
      { statusCode: { success: [200], failure: [401, 403] } },
      { header: { name: "x-login", success: ["yes"], failure: ["no"] } },
      { bodyContains: { success: ["Welcome"], failure: ["Sorry"] } },
      { json: { identifier: "/ok", success: ["true"], failure: ["false"] } },
    ] as const
  ).map((responseInspection): ManagedRuleGroupStatement => ({
    kind: "managed_rule_group",
    group: "accountTakeover",
    version: null,
    configuration: {
      loginPath: "^/log[io]n$",
      pathIsRegex: true,
      payloadType: "JSON",
      usernameField: "/user",
      passwordField: "/password",
      responseInspection,
    },
  })),
];

export function ownRules(statements: readonly OwnStatement[] = ownStatements): OwnRule[] {
  const actions = ["block", "captcha", "challenge", "count", { block: { code: 429 } }] as const;
  return statements.map((statement, index) => {
    const action = actions[index % actions.length] ?? "count";
    const asks = action === "captcha" || action === "challenge";
    return {
      name: `own-${index}`,
      priority: 100 * index,
      statement,
      action,
      labels: [`rule:${index}`],
      ...(asks && { immunitySeconds: 600 }),
    };
  });
}

export function groupRules(statements: readonly ManagedRuleGroupStatement[], start = 10_000): Rule[] {
  return statements.map((statement, index) => ({
    name: `group-${index}`,
    priority: start + 100 * index,
    statement,
    overrideAction: index % 2 === 0 ? "none" : "count",
  }));
}

function nestedTwice(): NestableStatement {
  return { kind: "not", statement: { kind: "or", statements: [one, two] } };
}
