import type { z } from "zod";
import { demoApiWaf, demoWaf } from "../../../../../../stacks/environments/presets/waf";
import { departuresOf } from "../../../../../../stacks/environments/schema/shared/departure";
import { wafFaults, wafSettings, webWafSettings } from "../../../../../../stacks/environments/schema/edge/waf/waf";

type Waf = z.input<typeof webWafSettings>;

const reason = "because this is a test";

/** Every fault of production with some settings changed, as `path message`. */
function faultsOf(given: unknown): string[] {
  const parsed = webWafSettings.safeParse(given);
  if (!parsed.success) return parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
  return wafFaults(parsed.data).map(({ path, message }) => `${path.join(".")} ${message}`);
}

const withGroups = (groups: unknown) => ({ groups });
const botControl = { mode: "block", configuration: { inspectionLevel: "COMMON" } } as const;

test.each([
  ["production", {}, []],
  ["demo", demoWaf, ["groups.ipReputation.mode", "botControl", "rateLimit", "logging.enabled"]],
])("%s has no fault, and exactly these departures", (_, preset, departures) => {
  expect(wafFaults(webWafSettings.parse(preset))).toEqual([]);
  expect(departuresOf(preset).map(({ path }) => path)).toEqual(departures);
});

test("APIs have no Bot Control in any preset, which is no departure", () => {
  for (const preset of [{}, demoApiWaf]) {
    expect(wafSettings.parse(preset).botControl).toBe(false);
    expect(departuresOf(preset).map(({ path }) => path)).not.toContain("botControl");
  }
});

test("a departure parses to the plain value", () => {
  const common = { mode: { value: "count", reason }, rules: { SizeRestrictions_BODY: { value: "allow", reason } } };
  const often = { limit: 2_000_000_000, windowSeconds: 60, action: "block" } as const;
  const parsed = webWafSettings.parse({
    ...withGroups({ common }),
    botControl: { value: false, reason },
    rateLimit: { value: often, reason },
    countOnly: { reason, until: "2030-01-01" },
    ipLists: { allow: [], deny: [{ value: "127.0.0.0/8", reason }, "8.8.8.0/24"] },
    logging: { enabled: { value: false, reason }, keep: "matched" },
    capacitySurcharge: { reason },
  });
  expect(parsed).toMatchObject({
    groups: { common: { mode: "count", version: null, rules: { SizeRestrictions_BODY: "allow" } } },
    countOnly: true,
    botControl: false,
    rateLimit: often,
    ipLists: { allow: [], deny: ["127.0.0.0/8", "8.8.8.0/24"] },
    logging: { enabled: false, keep: "matched" },
    capacitySurcharge: true,
  });
  expect(wafFaults(parsed)).toEqual([]);
});

test("every switch can be on, with more capacity than the price includes", () => {
  const on = { mode: "block" } as const;
  const every = {
    ...withGroups({ anonymousIp: on, posix: on, windows: on, php: on, wordPress: on, adminProtection: on }),
    botControl: {
      ...botControl,
      configuration: { inspectionLevel: "TARGETED", machineLearning: false },
      paths: [],
    },
    accountTakeover: {
      mode: "count",
      configuration: { loginPath: "/login", payloadType: "JSON", usernameField: "/u", passwordField: "/p" },
    },
    accountCreationFraud: {
      mode: "block",
      configuration: { registrationPagePath: "/join", creationPath: "/users", payloadType: "FORM_ENCODED" },
    },
    ipLists: { allow: ["8.8.8.8/32"], deny: ["2001:4860::/32"] },
    countries: { block: ["AQ"] },
    rateLimit: { limit: 100, windowSeconds: 60, action: "captcha" },
    pages: { captcha: ["/join"], challenge: ["/account/*"] },
    tokenDomains: ["example.com"],
    bodyInspectionLimits: { loadBalancer: 8 },
    blockBody: { contentType: "TEXT_HTML", content: "<p>No</p>" },
    logging: { enabled: true, keep: "everything" },
  };
  expect(faultsOf({ ...every, capacitySurcharge: { reason } })).toEqual([]);
  expect(faultsOf(every)).toEqual([
    "edge.waf takes 2,180 capacity units; the price includes 1,500, so take rules out or accept the surcharge with a reason",
  ]);
});

test.each([60, 120, 300, 600] as const)("production's rate limit needs no reason, in %s seconds", (windowSeconds) => {
  const rateLimit = { limit: (1000 * windowSeconds) / 300, windowSeconds, action: "block" };
  expect(faultsOf({ rateLimit })).toEqual([]);
});

const rateRule =
  'rateLimit give { limit?, windowSeconds?: 60, 120, 300 or 600, action?: "block", "captcha" or "challenge" }; or { value, reason }, where value is "off", or such a group with a higher limit';
const botControlRule =
  'botControl give { mode?: "block" or { value: "count", reason }, configuration?: { inspectionLevel: "COMMON" | "TARGETED" } }; or { value: false, reason }';
const pathRule = "give a path such as /login, or /account/* for all below it";
const blockRule =
  "give a public block in CIDR notation, of /8 (IPv6: /16) or smaller, with no bits set behind its prefix; or { value, reason } for a private or reserved one";
const countryRule =
  'countries give "any", { allow: ["CH", …] } or { block: […] }, with at most 50 codes of ISO 3166-1 alpha-2';

test.each<[string, unknown, string[]]>([
  [
    "a rate under 10",
    { rateLimit: { limit: 9, windowSeconds: 300, action: "block" } },
    ["rateLimit.limit give 10 to 2,000,000,000 requests"],
  ],
  ["a window that AWS does not know", { rateLimit: { limit: 10, windowSeconds: 90, action: "block" } }, [rateRule]],
  ["no rate limit without a reason", { rateLimit: "off" }, [rateRule]],
  ...([60, 120, 300, 600] as const).map((windowSeconds): [string, unknown, string[]] => [
    `a rate over production's without a reason, in ${windowSeconds} seconds`,
    { rateLimit: { limit: (1000 * windowSeconds) / 300 + 1, windowSeconds, action: "block" } },
    [
      "rateLimit give at most 1,000 requests in 300 seconds, which is 200 in 60, 400 in 120 and 2,000 in 600; or { value: { limit, windowSeconds, action }, reason }",
    ],
  ]),
  [
    "a group off without a reason",
    withGroups({ linux: { mode: "off" } }),
    ['groups.linux.mode give "block"; or { value: "count" | "off", reason }'],
  ],
  [
    "a group that counts without a reason",
    withGroups({ linux: { mode: "count" } }),
    ['groups.linux.mode give "block"; or { value: "count" | "off", reason }'],
  ],
  [
    "a misspelt rule",
    withGroups({ linux: { mode: "block", rules: { LFI_BODY: "block" } } }),
    ['groups.linux.rules Unrecognized key: "LFI_BODY"'],
  ],
  [
    "a rule that counts without a reason",
    withGroups({ linux: { mode: "block", rules: { LFI_HEADER: "count" } } }),
    [
      'groups.linux.rules.LFI_HEADER give "block", "captcha" or "challenge"; or { value: "count" | "allow", reason } for less',
    ],
  ],
  [
    "a version that is none",
    withGroups({ linux: { mode: "block", version: "2.1" } }),
    ["groups.linux.version give a version such as Version_1.0, or null for AWS's default version"],
  ],
  [
    "a version longer than AWS has any",
    withGroups({ linux: { mode: "block", version: `Version_1.${"0".repeat(55)}` } }),
    ["groups.linux.version give a version such as Version_1.0, or null for AWS's default version"],
  ],
  [
    "a version of a group without versions",
    withGroups({ ipReputation: { mode: "block", version: "Version_1.0" } }),
    [
      'edge.waf is refused: rule "ip-reputation" pins a version of AWSManagedRulesAmazonIpReputationList, which AWS publishes without versions; give null',
    ],
  ],
  [
    "only counting without a reason",
    { countOnly: true },
    [
      'countOnly give false, or a departure; a departure is { reason: "at least ten characters", until?: "YYYY-MM-DD" }',
    ],
  ],
  ["a country that is none", { countries: { allow: ["UK"] } }, [countryRule]],
  [
    "no logs without a reason",
    { logging: { enabled: false, keep: "matched" } },
    ["logging.enabled give true, or { value: false, reason }"],
  ],
  ["everybody on a list", { ipLists: { allow: ["0.0.0.0/0"], deny: [] } }, [`ipLists.allow.0 ${blockRule}`]],
  [
    "everybody on a list, with a reason",
    { ipLists: { allow: [{ value: "::/0", reason }], deny: [] } },
    [`ipLists.allow.0.value ${blockRule}`],
  ],
  [
    "a private block without a reason",
    { ipLists: { allow: [], deny: ["10.0.0.0/8"] } },
    [`ipLists.deny.0 ${blockRule}`],
  ],
  [
    "a block twice",
    { ipLists: { allow: [], deny: ["8.8.8.8/32", "8.8.8.8/32"] } },
    ['edge.waf.ipLists.deny has "8.8.8.8/32" twice; give each block once'],
  ],
  ["a page without /", { pages: { captcha: ["login"], challenge: [] } }, [`pages.captcha.0 ${pathRule}`]],
  [
    "a page of both kinds",
    { pages: { captcha: ["/a"], challenge: ["/a"] } },
    ['edge.waf.pages.captcha has "/a", which is in the list challenge too; leave the page in one of the two lists'],
  ],
  [
    "a challenge that counts for a minute",
    { challengeImmunitySeconds: 60 },
    ["challengeImmunitySeconds give 300 seconds; or { value, reason } for 301 to 259,200"],
  ],
  [
    "a token domain that is none",
    { tokenDomains: ["Example"] },
    ["tokenDomains.0 give a domain such as example.com, in lower case"],
  ],
  [
    "another look at bodies at a load balancer",
    { bodyInspectionLimits: { loadBalancer: 16 } },
    [
      "bodyInspectionLimits.loadBalancer give 8, or leave it out: the bytes that AWS WAF inspects at a load balancer cannot be changed",
    ],
  ],
  [
    "a look at bodies of what is not there",
    { bodyInspectionLimits: { apiGateway: 64 } },
    ["edge.waf.bodyInspectionLimits.apiGateway is 64; leave it out: the web ACL protects loadBalancer alone"],
  ],
  [
    "a body over 4 KB",
    { blockBody: { contentType: "TEXT_PLAIN", content: "é".repeat(2049) } },
    ["blockBody.content give 1 to 4,096 bytes (WAF Developer Guide, quotas)"],
  ],
  [
    "a body of JSON that is none",
    { blockBody: { contentType: "APPLICATION_JSON", content: "{error: no}" } },
    ["blockBody give content that is JSON, or another contentType"],
  ],
  ["Bot Control without its configuration", { botControl: true }, [botControlRule]],
  ["no Bot Control without a reason", { botControl: false }, [botControlRule]],
  ["a Bot Control that counts without a reason", { botControl: { ...botControl, mode: "count" } }, [botControlRule]],
  [
    "a guard of sign-in without its configuration",
    { accountTakeover: { mode: "block" } },
    [
      "accountTakeover give false, or { mode, configuration: { loginPath, payloadType, usernameField, passwordField } }",
    ],
  ],
  [
    "a field's name of blanks alone",
    {
      accountTakeover: {
        mode: "block",
        configuration: { loginPath: "/login", payloadType: "FORM_ENCODED", usernameField: " ", passwordField: "word" },
      },
    },
    [
      "accountTakeover.configuration.usernameField give a field's name, or for JSON the field's pointer: 1 to 512 characters, not blanks alone",
    ],
  ],
  [
    "a name where JSON has a pointer",
    {
      accountTakeover: {
        mode: "block",
        configuration: { loginPath: "/login", payloadType: "JSON", usernameField: "user", passwordField: "/word" },
      },
      accountCreationFraud: {
        mode: "block",
        configuration: {
          registrationPagePath: "/join",
          creationPath: "/users",
          payloadType: "JSON",
          phoneNumberFields: ["/phone", "mobile"],
        },
      },
    },
    [
      "accountTakeover.configuration.usernameField give a JSON pointer, such as /form/name, while payloadType is JSON",
      "accountCreationFraud.configuration.phoneNumberFields.1 give a JSON pointer, such as /form/name, while payloadType is JSON",
    ],
  ],
  [
    "the anti-DDoS group",
    { antiDdos: true },
    ["antiDdos give false: AWS demands a configuration for its anti-DDoS group that AWS provider 5.100.0 cannot write"],
  ],
])("refuses %s", (_, given, expected) => {
  expect(faultsOf(given)).toEqual(expected);
});

/** Checked by `npm run typecheck`: a misspelt rule in an environment's record must not compile. */
export const mustNotCompile: NonNullable<Waf["groups"]>["linux"] = {
  mode: "block",
  // @ts-expect-error -- the group has no such rule
  rules: { LFI_BODY: "block" },
};
