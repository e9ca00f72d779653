import type { OwnRule, Rule } from "../../../../modules/edge/waf/rule";
import { WebAcl } from "../../../../modules/edge/waf/web-acl";
import type { WebAclProps } from "../../../../modules/edge/waf/web-acl-props";
import { synthesizeModule } from "../../../support/synthesize";

const core: Rule = {
  name: "common",
  priority: 1000,
  overrideAction: "none",
  statement: { kind: "managed_rule_group", group: "common", version: null },
};
const limit: OwnRule = {
  name: "rate-limit",
  priority: 700,
  action: { block: { code: 429, bodyKey: "slow" } },
  statement: { kind: "rate_based", limit: 1000, evaluationWindowSeconds: 300, aggregate: "IP" },
};
const responseBodies = { slow: { contentType: "TEXT_PLAIN", content: "Slow down" } } as const;
const regional = { scope: "REGIONAL", protects: ["loadBalancer"] } as const;

function webAcl(props: Partial<WebAclProps> = {}) {
  const made: WebAcl[] = [];
  const json = synthesizeModule((stack) => {
    const given = { name: "test-web", description: "Test", placement: regional, rules: [limit, core], responseBodies };
    made.push(new WebAcl(stack, "regional", { ...given, ...props }));
  });
  return { json, acl: json.resource["aws_wafv2_web_acl"]?.["regional_web_acl"], made: made[0] };
}

const visibility = (name: string) => ({
  metric_name: name,
  cloudwatch_metrics_enabled: true,
  sampled_requests_enabled: true,
});

test("states everything that AWS needs, and leaves nothing to AWS's defaults: metrics, samples, times, secrets", () => {
  const { json } = webAcl();
  expect(json.resource).toEqual({
    aws_wafv2_web_acl: {
      regional_web_acl: {
        name: "test-web",
        description: "Test",
        scope: "REGIONAL",
        default_action: { allow: {} },
        rule: [
          {
            name: "rate-limit",
            priority: 700,
            action: { block: { custom_response: { response_code: 429, custom_response_body_key: "slow" } } },
            statement: {
              rate_based_statement: { limit: 1000, evaluation_window_sec: 300, aggregate_key_type: "IP" },
            },
            visibility_config: visibility("rate-limit"),
          },
          {
            name: "common",
            priority: 1000,
            override_action: { none: {} },
            statement: {
              managed_rule_group_statement: { vendor_name: "AWS", name: "AWSManagedRulesCommonRuleSet" },
            },
            visibility_config: visibility("common"),
          },
        ],
        custom_response_body: [{ key: "slow", content_type: "TEXT_PLAIN", content: "Slow down" }],
        captcha_config: { immunity_time_property: { immunity_time: 300 } },
        challenge_config: { immunity_time_property: { immunity_time: 300 } },
        data_protection_config: {
          data_protection: [
            {
              action: "SUBSTITUTION",
              field: {
                field_type: "SINGLE_HEADER",
                field_keys: ["authorization", "cookie", "x-api-key", "x-origin-verify", "x-amz-security-token"],
              },
              exclude_rate_based_details: false,
              exclude_rule_match_details: false,
            },
          ],
        },
        visibility_config: visibility("test-web"),
      },
    },
  });
});

test("publishes the values that alarms need", () => {
  const { made } = webAcl();
  expect(made).toMatchObject({
    name: "test-web",
    metricName: "test-web",
    ruleMetricNames: ["rate-limit", "common"],
    capacity: 702,
  });
});

test("for CloudFront is made in us-east-1", () => {
  const json = synthesizeModule((stack) => {
    const placement = { scope: "CLOUDFRONT", protects: ["cloudFront"], provider: stack.usEast1 } as const;
    new WebAcl(stack, "regional", { name: "edge", description: "Edge", placement, rules: [core] });
  });
  const acl = json.resource["aws_wafv2_web_acl"]?.["regional_web_acl"];
  expect(acl).toMatchObject({ scope: "CLOUDFRONT", provider: "aws.us_east_1" });
});

test("inspects answers only at CloudFront, where AWS WAF sees answers", () => {
  const build = () =>
    synthesizeModule((stack) => {
      const placement = { scope: "CLOUDFRONT", protects: ["cloudFront"], provider: stack.usEast1 } as const;
      new WebAcl(stack, "edge", { name: "edge", description: "Edge", placement, rules: [takeover(true)] });
    });
  expect(build).not.toThrow();
});

test("only counts while it is rolled out", () => {
  const { acl } = webAcl({ countOnly: true });
  const actions = (acl?.rule as { action?: object; override_action?: object }[]).map(
    ({ action, override_action }) => action ?? override_action,
  );
  expect(actions).toEqual([{ count: {} }, { count: {} }]);
});

test("an added rule changes no other rule of the JSON", () => {
  const extra: Rule = {
    name: "countries",
    priority: 400,
    action: "block",
    statement: { kind: "geo_match", countryCodes: ["CH"] },
  };
  const rulesOf = ({ acl }: ReturnType<typeof webAcl>) => (acl?.rule as object[]).map((rule) => JSON.stringify(rule));
  const before = rulesOf(webAcl());
  const after = rulesOf(webAcl({ rules: [limit, extra, core] }));
  expect(before.filter((rule) => !after.includes(rule))).toEqual([]);
  expect(after.filter((rule) => !before.includes(rule)).map((rule) => (JSON.parse(rule) as Rule).name)).toEqual([
    "countries",
  ]);
});

test("lets AWS WAF inspect more of a body where AWS allows more, and shares tokens between domains", () => {
  const placement = { scope: "REGIONAL", protects: ["apiGateway", "userPool"] } as const;
  const { acl } = webAcl({
    placement,
    bodyInspectionLimits: { apiGateway: 32, userPool: 64 },
    tokenDomains: ["example.com"],
  });
  expect(acl).toMatchObject({
    association_config: {
      request_body: [
        {
          api_gateway: { default_size_inspection_limit: "KB_32" },
          cognito_user_pool: { default_size_inspection_limit: "KB_64" },
        },
      ],
    },
    token_domains: ["example.com"],
  });
});

const sign = { loginPath: "/login", payloadType: "JSON", usernameField: "/u", passwordField: "/p" } as const;
const takeover = (responseInspection = false): Rule => ({
  name: "account-takeover",
  priority: 1,
  overrideAction: "none",
  statement: {
    kind: "managed_rule_group",
    group: "accountTakeover",
    version: null,
    configuration: {
      ...sign,
      ...(responseInspection && { responseInspection: { statusCode: { success: [200], failure: [401] } } }),
    },
  },
});
const many = (count: number): Rule[] =>
  Array.from({ length: count }, (_, index) => ({ ...core, name: `core-${index}`, priority: index }));

test.each<[string, Partial<WebAclProps>, string]>([
  [
    "two rules of one priority",
    { rules: [core, { ...limit, priority: 1000 }] },
    "web ACL test-web: the rules common, rate-limit have the priority 1000; give each rule its own priority",
  ],
  [
    "more than 1,500 capacity units without a word",
    { rules: many(3) },
    "web ACL test-web takes 2,100 capacity units; the price includes 1,500, so take rules out or accept the surcharge with a reason",
  ],
  [
    "more than 5,000 capacity units at any price",
    { rules: many(8), surchargeAccepted: true },
    "web ACL test-web takes 5,600 capacity units; AWS allows 5,000",
  ],
  [
    "a guard of sign-in on a user pool",
    { rules: [takeover()], placement: { scope: "REGIONAL", protects: ["userPool"] } },
    'web ACL test-web: rule "account-takeover" runs AWSManagedRulesATPRuleSet; AWS refuses this rule group on a userPool; give the userPool a web ACL of its own',
  ],
  [
    "a look at answers where AWS WAF sees none",
    { rules: [takeover(true)] },
    'web ACL test-web: rule "account-takeover" inspects answers; AWS WAF sees answers at CloudFront alone',
  ],
  [
    "a look at bodies of what it does not protect",
    { bodyInspectionLimits: { apiGateway: 64 } },
    "web ACL test-web inspects 64 KB of a body at apiGateway; leave it out: the web ACL protects loadBalancer alone",
  ],
  [
    "another look at bodies at a load balancer than AWS's",
    { bodyInspectionLimits: { loadBalancer: 16 as 8 } },
    "web ACL test-web inspects 16 KB of a body at loadBalancer; give 8, or leave it out: the bytes that AWS WAF inspects at a load balancer cannot be changed",
  ],
  [
    "a protected header in capitals",
    { protectedHeaders: ["Authorization"] },
    'web ACL test-web protects the header "Authorization"; give 1 to 64 lower-case letters, digits, - or _',
  ],
  [
    "a token domain that is none",
    { tokenDomains: ["Example"] },
    'web ACL test-web accepts tokens of the domain "Example"; give a domain such as example.com, in lower case',
  ],
  [
    "a CAPTCHA that counts for a second",
    { captchaImmunitySeconds: 1 },
    "web ACL test-web counts a solved captcha for 1 seconds; give 60 to 259200",
  ],
  [
    "a rollout that blocks by default",
    { countOnly: true, defaultAction: "block" },
    "web ACL test-web only counts, but blocks by default; give the default action allow while the web ACL only counts",
  ],
  [
    "a name with a space",
    { name: "test web" },
    "web ACL test web has a name that AWS refuses; give 1 to 128 letters, digits, - or _",
  ],
  [
    "eleven rates",
    {
      rules: Array.from({ length: 11 }, (_, index) => ({
        ...limit,
        action: "block",
        name: `r${index}`,
        priority: index,
      })),
    },
    "web ACL test-web has 11 rate-based rules; AWS allows 10",
  ],
])("refuses %s", (_, props, message) => {
  expect(() => webAcl(props)).toThrow(message);
});

test("reports all faults at once", () => {
  const rules = [{ ...limit, priority: 1000 }, core, { ...core, priority: -1 }];
  expect(() => webAcl({ rules, tokenDomains: ["a"] })).toThrow(
    [
      'web ACL test-web: rule "common" has the priority -1; give a whole number from 0',
      'web ACL test-web: two rules have the name "common"; give each rule its own name',
      "web ACL test-web: the rules rate-limit, common have the priority 1000; give each rule its own priority",
      'web ACL test-web accepts tokens of the domain "a"; give a domain such as example.com, in lower case',
    ].join("\n"),
  );
});
