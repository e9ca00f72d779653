import { z } from "zod";
import {
  bodyInspectionFault,
  bodyInspectionKilobytes,
  loadBalancerKilobytes,
} from "../../../../../modules/edge/waf/body-inspection";
import { capacityFaults, capacityOf } from "../../../../../modules/edge/waf/capacity";
import { countryCodes } from "../../../../../modules/edge/waf/country-codes";
import { ipBlockFault, ipListFaults } from "../../../../../modules/edge/waf/ip-list-faults";
import type { ManagedRuleGroupKey, ProtectedResource } from "../../../../../modules/edge/waf/managed-rule-groups";
import { managedRuleGroups } from "../../../../../modules/edge/waf/managed-rule-groups";
import { isPagePath } from "../../../../../modules/edge/waf/page-statement";
import { immunitySecondsLimits, ruleFaults } from "../../../../../modules/edge/waf/rule";
import { responseBodyQuotas } from "../../../../../modules/edge/waf/response-body";
import { evaluationWindows, rateLimits } from "../../../../../modules/edge/waf/rate-based-faults";
import { isTokenDomain, webAclQuotas } from "../../../../../modules/edge/waf/web-acl-faults";
import { webApplicationRules } from "../../../../../modules/edge/waf/web-application-rules";
import type { PlainGroupKey } from "../../../../../modules/edge/waf/web-application-settings";
import { exception, guarded, onUnlessDeparted } from "../../shared/departure";
import { quote, type Fault } from "../../shared/fault";

/**
 * A static version of AWS's, of 64 characters at most (WAF API Reference, ManagedRuleGroupStatement: Version). `null`: AWS's
 * default version, which AWS changes after an announcement.
 *
 * @default null
 */
const version = z
  .string()
  .regex(/^(?=.{1,64}$)Version_\d+\.\d+$/, {
    error: "give a version such as Version_1.0, or null for AWS's default version",
  })
  .nullable()
  .default(null);

const overrideRule = 'give "block", "captcha" or "challenge"; or { value: "count" | "allow", reason } for less';

/** Overrides of single rules of a group. */
function overridesOf<G extends ManagedRuleGroupKey>(group: G) {
  const names = managedRuleGroups[group].rules as readonly (typeof managedRuleGroups)[G]["rules"][number][];
  const override = guarded(z.enum(["block", "captcha", "challenge"]), z.enum(["count", "allow"]), overrideRule);
  return z
    .partialRecord(
      z.enum(names, { error: `${managedRuleGroups[group].name} has the rules ${names.join(", ")}` }),
      override,
    )
    .default({});
}

const modes = ["block", "count", "off"] as const;

/** A group that every web application should have: anything less is a departure. */
function essentialGroup<G extends PlainGroupKey>(group: G) {
  return z
    .strictObject({
      /**
       * What requests meet that a rule of the group matches. To count or to leave the group out is a departure.
       *
       * @default "block"
       */
      mode: guarded(z.literal("block"), z.enum(modes), 'give "block"; or { value: "count" | "off", reason }').default(
        "block",
      ),
      version,
      /** Other actions for single rules, by AWS's names; to let matches pass is a departure. @default none */
      rules: overridesOf(group),
    })
    .prefault({});
}

/** A group for those who run the software that it protects. */
function optionalGroup<G extends PlainGroupKey>(group: G) {
  return z
    .strictObject({
      /** What requests meet that a rule of the group matches; `off` leaves the group out. @default "off" */
      mode: z.enum(modes, { error: 'give "block", "count" or "off"' }).default("off"),
      version,
      /** Other actions for single rules, by AWS's names; to let matches pass is a departure. @default none */
      rules: overridesOf(group),
    })
    .prefault({});
}

/** What requests meet that a rule of the group matches. */
const paidMode = z.enum(["block", "count"], { error: 'give "block" or "count"' });
const path = z.string().regex(/^\/.{0,255}$/, { error: "give a path that starts with /, of at most 256 characters" });
/** WAF API Reference, UsernameField: Identifier, whose pattern is `.*\S.*`. */
const fieldName = z.string().regex(/^(?=.*\S).{1,512}$/, {
  error: "give a field's name, or for JSON the field's pointer: 1 to 512 characters, not blanks alone",
});
const pointerRule = "give a JSON pointer, such as /form/name, while payloadType is JSON";

/**
 * "For JSON payloads, specify the field name in JSON pointer syntax" (WAF API Reference, UsernameField and its like; RFC
 * 6901).
 */
function pointsIntoJson(
  { payloadType, ...configuration }: { readonly payloadType: "FORM_ENCODED" | "JSON" },
  context: z.core.$RefinementCtx,
): void {
  if (payloadType !== "JSON") return;
  for (const [key, given] of Object.entries<unknown>(configuration)) {
    if (!/Fields?$/.test(key) || given === undefined) continue;
    [given].flat().forEach((field, index) => {
      if (typeof field !== "string" || field.startsWith("/")) return;
      const path = Array.isArray(given) ? [key, index] : [key];
      context.addIssue({ code: "custom", path, message: pointerRule });
    });
  }
}
/** The form of the request's body. */
const payloadType = z.enum(["FORM_ENCODED", "JSON"], { error: 'give "FORM_ENCODED" or "JSON"' });

const pagePath = z.string().refine(isPagePath, { error: "give a path such as /login, or /account/* for all below it" });
const blockRule =
  "give a public block in CIDR notation, of /8 (IPv6: /16) or smaller, with no bits set behind its prefix; or { value, reason } for a private or reserved one";
const ipBlock = (reservedAccepted: boolean) =>
  z.string().refine((text) => ipBlockFault(text, { reservedAccepted }) === undefined, { error: blockRule });
const blocks = z.array(guarded(ipBlock(false), ipBlock(true), blockRule)).default([]);
const kilobytes = z
  .literal(bodyInspectionKilobytes, { error: `give one of ${bodyInspectionKilobytes.join(", ")}` })
  .optional();
const countries = z
  .array(z.enum(countryCodes, { error: "give codes of ISO 3166-1 alpha-2, such as CH" }))
  .min(1)
  .max(50, {
    error:
      "give at most 50 countries (WAF Developer Guide, quotas); for more countries turn allow into block, or block into allow",
  });

/** AWS's own default is 300: longer is a departure. */
function immunitySeconds(least: number) {
  const { most } = immunitySecondsLimits;
  const rule = `give ${least === 300 ? "" : `${least} to `}300 seconds; or { value, reason } for 301 to ${most.toLocaleString("en")}`;
  const seconds = (from: number, to: number) =>
    z.int({ error: rule }).min(from, { error: rule }).max(to, { error: rule });
  return guarded(seconds(least, 300), seconds(301, most), rule).default(300);
}

const limitRule = `give ${rateLimits.least} to ${rateLimits.most.toLocaleString("en")} requests`;
const rateRule =
  'give { limit?, windowSeconds?: 60, 120, 300 or 600, action?: "block", "captcha" or "challenge" }; or { value, reason }, where value is "off", or such a group with a higher limit';
const rateActionRule = 'give "block", "captcha" or "challenge"; or { value: "count", reason }';
const rate = z.strictObject({
  /**
   * 10 to 2,000,000,000; more than 1,000 in 300 seconds take a departure of the whole `rateLimit`.
   *
   * @default 1,000
   */
  limit: z
    .int({ error: limitRule })
    .min(rateLimits.least, { error: limitRule })
    .max(rateLimits.most, { error: limitRule })
    .default(1000),
  /** The window in which requests are counted. @default 300 */
  windowSeconds: z.literal(evaluationWindows, { error: `give one of ${evaluationWindows.join(", ")}` }).default(300),
  /** What a request over the limit meets: `block` answers 429. Only to count is a departure. @default "block" */
  action: guarded(z.enum(["block", "captcha", "challenge"]), z.literal("count"), rateActionRule).default("block"),
});
/** AWS takes a limit that no address ever reaches, which protects as little as none. */
const productionRate = rate.refine(({ limit, windowSeconds }) => limit * 300 <= 1000 * windowSeconds, {
  error:
    "give at most 1,000 requests in 300 seconds, which is 200 in 60, 400 in 120 and 2,000 in 600; or { value: { limit, windowSeconds, action }, reason }",
});

/** Bot Control, switched on: what it looks for, and where. */
const botControl = {
  /** What is looked for (WAF Developer Guide, "AWS WAF Bot Control rule group"). @default { inspectionLevel: "COMMON" } */
  configuration: z
    .discriminatedUnion("inspectionLevel", [
      z.strictObject({
        /** Bots that name themselves. */
        inspectionLevel: z.literal("COMMON"),
      }),
      z.strictObject({
        /** Bots that do not name themselves, too. */
        inspectionLevel: z.literal("TARGETED"),
        /** Whether AWS also learns from the requests which of them bots send together. */
        machineLearning: z.boolean(),
      }),
    ])
    .default({ inspectionLevel: "COMMON" }),
  /**
   * Paths that Bot Control looks at, to pay for fewer requests: `/login`, `/account/*`. AWS advises to leave out what bots
   * may have (AWS Prescriptive Guidance, "Optimizing costs for your bot control strategy").
   *
   * @default none: every path is looked at
   */
  paths: z.array(pagePath).default([]),
  version,
  /** Other actions for single rules, by AWS's names; to let matches pass is a departure. @default none */
  rules: overridesOf("botControl"),
};

const { bodyBytes } = responseBodyQuotas;

/** The firewall of an API or a user pool, which programs call. */
export const wafSettings = z.strictObject({
  /** Has every rule count and none block, for a rollout. @default false */
  countOnly: exception().default(false),
  /**
   * The rule groups that AWS maintains (WAF Developer Guide, "Baseline rule groups", "Use-case specific rule groups", "IP
   * reputation rule groups"). `common`, `knownBadInputs`, `sqlDatabase` and `linux` take 1,300 capacity units together; the
   * last five are for those who run what they protect. `count` rolls a group out; `rules` changes single rules, by AWS's
   * names.
   */
  groups: z
    .strictObject({
      /** AWSManagedRulesCommonRuleSet, 700 capacity units: attacks on web applications of any kind. */
      common: essentialGroup("common"),
      /** AWSManagedRulesKnownBadInputsRuleSet, 200: requests that exploit, or look for, known vulnerabilities. */
      knownBadInputs: essentialGroup("knownBadInputs"),
      /** AWSManagedRulesSQLiRuleSet, 200: SQL injection. */
      sqlDatabase: essentialGroup("sqlDatabase"),
      /** AWSManagedRulesLinuxRuleSet, 200: attacks on Linux, inclusion of local files among them. */
      linux: essentialGroup("linux"),
      /** AWSManagedRulesAmazonIpReputationList, 25: addresses that AWS knows for bots and other threats. */
      ipReputation: essentialGroup("ipReputation"),
      /**
       * AWSManagedRulesAnonymousIpList, 50: whoever comes by a VPN, a proxy or a hosting or cloud provider, which is what
       * many a user and most programs do. It is off in production too, and so no departure.
       */
      anonymousIp: optionalGroup("anonymousIp"),
      /** AWSManagedRulesUnixRuleSet, 100: attacks on POSIX, and on systems like it. */
      posix: optionalGroup("posix"),
      /** AWSManagedRulesWindowsRuleSet, 200: attacks on Windows, commands of PowerShell among them. */
      windows: optionalGroup("windows"),
      /** AWSManagedRulesPHPRuleSet, 100: attacks on PHP, injection of its functions among them. */
      php: optionalGroup("php"),
      /** AWSManagedRulesWordPressRuleSet, 100: attacks on WordPress. */
      wordPress: optionalGroup("wordPress"),
      /** AWSManagedRulesAdminProtectionRuleSet, 100: requests for pages of administration. */
      adminProtection: optionalGroup("adminProtection"),
    })
    .prefault({}),
  /**
   * Keeps bots out. It refuses each HTTP library that names itself, and callers of an API use such libraries.
   *
   * @cost USD 10 a month, and USD 1 a million requests, `TARGETED` USD 10
   * @default false
   */
  botControl: z
    .union([z.literal(false), z.strictObject({ mode: paidMode, ...botControl })], {
      error: 'give false, or { mode, configuration: { inspectionLevel: "COMMON" | "TARGETED" } }',
    })
    .default(false),
  /**
   * Finds stolen and guessed passwords at sign-in.
   *
   * @cost USD 10 a month, and USD 1 a thousand attempts
   * @default false
   */
  accountTakeover: z
    .union(
      [
        z.literal(false),
        z.strictObject({
          mode: paidMode,
          /** Where users sign in. */
          configuration: z
            .strictObject({
              /** The path that the sign-in is sent to. */
              loginPath: path,
              payloadType,
              /** The field with the user's name. */
              usernameField: fieldName,
              /** The field with the password. */
              passwordField: fieldName,
            })
            .superRefine(pointsIntoJson),
          version,
          /** Other actions for single rules, by AWS's names; to let matches pass is a departure. @default none */
          rules: overridesOf("accountTakeover"),
        }),
      ],
      { error: "give false, or { mode, configuration: { loginPath, payloadType, usernameField, passwordField } }" },
    )
    .default(false),
  /**
   * Finds accounts made in bulk.
   *
   * @cost USD 10 a month, and USD 1 a thousand attempts
   * @default false
   */
  accountCreationFraud: z
    .union(
      [
        z.literal(false),
        z.strictObject({
          mode: paidMode,
          /** Where users make accounts. */
          configuration: z
            .strictObject({
              /** The path of the page with the form. */
              registrationPagePath: path,
              /** The path that the form is sent to. */
              creationPath: path,
              payloadType,
              /** The field with the user's name. @default none */
              usernameField: fieldName.optional(),
              /** The field with the password. @default none */
              passwordField: fieldName.optional(),
              /** The field with the e-mail address. @default none */
              emailField: fieldName.optional(),
              /** The fields with the phone number. @default none */
              phoneNumberFields: z.array(fieldName).min(1).optional(),
              /** The fields with the address. @default none */
              addressFields: z.array(fieldName).min(1).optional(),
            })
            .superRefine(pointsIntoJson),
          version,
          /** Other actions for single rules, by AWS's names; to let matches pass is a departure. @default none */
          rules: overridesOf("accountCreationFraud"),
        }),
      ],
      { error: "give false, or { mode, configuration: { registrationPagePath, creationPath, payloadType } }" },
    )
    .default(false),
  /**
   * Must be false: AWS demands a configuration for its anti-DDoS group that AWS provider 5.100.0 cannot write.
   *
   * @default false
   */
  antiDdos: z
    .literal(false, {
      error: "give false: AWS demands a configuration for its anti-DDoS group that AWS provider 5.100.0 cannot write",
    })
    .default(false),
  /**
   * Addresses to let in, then addresses to refuse; CIDR blocks, IPv4 and IPv6 mixed. A private or reserved block needs a
   * reason.
   */
  ipLists: z
    .strictObject({
      /** Addresses to let in, which no later rule checks. @default none */
      allow: blocks,
      /** Addresses to refuse. @default none */
      deny: blocks,
    })
    .prefault({}),
  /** Countries to serve, or not to serve, 50 at most: who does business where is for you to say. @default "any" */
  countries: z
    .union(
      [
        z.literal("any"),
        z.strictObject({
          /** The countries to serve: no other is served. */
          allow: countries,
        }),
        z.strictObject({
          /** The countries not to serve: each other is served. */
          block: countries,
        }),
      ],
      { error: 'give "any", { allow: ["CH", …] } or { block: […] }, with at most 50 codes of ISO 3166-1 alpha-2' },
    )
    .default("any"),
  /**
   * Requests that one address may send in a window. AWS estimates the
   * rate, so the limit is not exact (WAF Developer Guide, "Rate-based rule caveats"). To do without, only to count, or to
   * let through more than 1,000 in 300 seconds, is a departure; AWS takes up to 2,000,000,000.
   *
   * @default {}, in demo "off"
   */
  rateLimit: guarded(productionRate, z.union([z.literal("off"), rate]), rateRule).prefault({}),
  /**
   * Pages that need a solved CAPTCHA, or a challenge that the browser solves unseen: `/login`, or `/account/*` for all
   * below. Programs cannot answer: never name an API.
   */
  pages: z
    .strictObject({
      /** Pages that need a solved CAPTCHA. @default none */
      captcha: z.array(pagePath).default([]),
      /** Pages that need a solved challenge. @default none */
      challenge: z.array(pagePath).default([]),
    })
    .prefault({}),
  /** Seconds for which a solved CAPTCHA counts, 60 to 300; by departure to 259,200. @default 300 */
  captchaImmunitySeconds: immunitySeconds(immunitySecondsLimits.captcha),
  /** Seconds for which a solved challenge counts, 300, AWS's least; by departure to 259,200. @default 300 */
  challengeImmunitySeconds: immunitySeconds(immunitySecondsLimits.challenge),
  /** Domains whose CAPTCHA and challenge tokens count here too, 10 at most. @default none */
  tokenDomains: z
    .array(z.string().refine(isTokenDomain, { error: "give a domain such as example.com, in lower case" }))
    .max(webAclQuotas.tokenDomains, {
      error: `give at most ${webAclQuotas.tokenDomains} domains (WAF Developer Guide, quotas)`,
    })
    .default([]),
  /**
   * Kilobytes of a body that AWS WAF sees, by resource.
   *
   * @cost more for each request, with more than 16
   */
  bodyInspectionLimits: z
    .strictObject({
      /** At a load balancer. @default 8, which is fixed */
      loadBalancer: z
        .literal(loadBalancerKilobytes, {
          error: "give 8, or leave it out: the bytes that AWS WAF inspects at a load balancer cannot be changed",
        })
        .optional(),
      /** At an API. @default AWS's own */
      apiGateway: kilobytes,
      /** At a user pool. @default AWS's own */
      userPool: kilobytes,
      /** At CloudFront. @default AWS's own */
      cloudFront: kilobytes,
    })
    .prefault({}),
  /** What a visitor reads when a rule of our own blocks. @default "none": the status alone */
  blockBody: z
    .union(
      [
        z.literal("none"),
        z
          .strictObject({
            /** The form of the text. */
            contentType: z.enum(["APPLICATION_JSON", "TEXT_HTML", "TEXT_PLAIN"]),
            /** The text, up to 4 KB. */
            content: z.string().refine((text) => text.length > 0 && Buffer.byteLength(text) <= bodyBytes, {
              error: `give 1 to ${bodyBytes.toLocaleString("en")} bytes (WAF Developer Guide, quotas)`,
            }),
          })
          .refine(({ contentType, content }) => contentType !== "APPLICATION_JSON" || isJson(content), {
            error: "give content that is JSON, or another contentType",
          }),
      ],
      { error: 'give "none", or { contentType: "APPLICATION_JSON" | "TEXT_HTML" | "TEXT_PLAIN", content }' },
    )
    .default("none"),
  /** The log of the web ACL. */
  logging: z
    .strictObject({
      /**
       * A log of requests, in a log group, without the value of any header that lets somebody in; to do without is a
       * departure.
       *
       * @cost USD 0.50 a GB
       * @default true, in demo false
       */
      enabled: onUnlessDeparted().default(true),
      /** Which requests: those that a rule matched, or all, which is most of the price. @default "matched" */
      keep: z.enum(["matched", "everything"], { error: 'give "matched" or "everything"' }).default("matched"),
    })
    .prefault({}),
  /**
   * Agrees to pay for more than 1,500 capacity units.
   *
   * @cost more for each request (AWS WAF pricing)
   * @default false
   */
  capacitySurcharge: exception().default(false),
});

const botControlRule =
  'give { mode?: "block" or { value: "count", reason }, configuration?: { inspectionLevel: "COMMON" | "TARGETED" } }; or { value: false, reason }';

/** The firewall of the web application, which browsers ask for pages. */
export const webWafSettings = wafSettings.extend({
  /**
   * Keeps bots out: those that name themselves and that AWS cannot verify (WAF Developer Guide, "AWS WAF Bot Control
   * components"). To do without, or only to count, is a departure.
   *
   * @cost USD 10 a month, and USD 1 a million requests, `TARGETED` USD 10
   * @default {}, in demo false
   */
  botControl: guarded(
    z.strictObject({
      /** What requests meet that a rule of the group matches. Only to count is a departure. @default "block" */
      mode: guarded(z.literal("block"), z.literal("count"), botControlRule).default("block"),
      ...botControl,
    }),
    z.literal(false),
    botControlRule,
  ).prefault({}),
});

export type WafSettings = z.output<typeof wafSettings>;

/**
 * Rules across the settings.
 *
 * @param protects what the environment's web ACLs stand in front of
 */
export function wafFaults(
  waf: WafSettings,
  protects: readonly ProtectedResource[] = ["loadBalancer"],
  at: readonly PropertyKey[] = ["edge", "waf"],
): Fault[] {
  const faults: Fault[] = ipListFaults(waf.ipLists, { reservedAccepted: true }).map(({ list, message }) => ({
    path: [...at, "ipLists", list],
    reads: [[...at, "ipLists"]],
    message,
  }));
  for (const [resource, kilobytes] of Object.entries(waf.bodyInspectionLimits) as [ProtectedResource, number][]) {
    const rule = bodyInspectionFault(resource, kilobytes, protects);
    if (rule !== undefined) {
      faults.push({ path: [...at, "bodyInspectionLimits", resource], message: `is ${kilobytes}; ${rule}` });
    }
  }
  for (const page of waf.pages.captcha.filter((page) => waf.pages.challenge.includes(page))) {
    faults.push({
      path: [...at, "pages", "captcha"],
      reads: [[...at, "pages", "challenge"]],
      message: `has "${page}", which is in the list challenge too; leave the page in one of the two lists`,
    });
  }
  const { rules, responseBodies } = webApplicationRules(waf, { sees: "viewer", ipSets: anySets(waf) });
  const whole = [
    ...ruleFaults(rules, "is refused", Object.keys(responseBodies)),
    ...capacityFaults(capacityOf(rules), { surchargeAccepted: waf.capacitySurcharge }),
  ];
  return [...faults, ...whole.map((message) => ({ path: at, message }))];
}

/**
 * CAPTCHAs and challenges, which no web ACL of an API may require.
 *
 * @param isOfApi tells the API's pages from the web application's, where the web ACL stands in front of both
 */
export function puzzleFaults(
  { pages }: WafSettings,
  at: readonly PropertyKey[],
  isOfApi: (page: string) => boolean = () => true,
): Fault[] {
  return (["captcha", "challenge"] as const).flatMap((kind) => {
    const asked = pages[kind].filter(isOfApi);
    if (asked.length === 0) return [];
    const instead = asked.length === pages[kind].length ? "leave it empty" : `leave ${asked.join(", ")} out`;
    return [
      {
        path: [...at, "pages", kind],
        message: `is ${quote(pages[kind])}; ${instead}: a program that calls an API cannot solve a ${kind}`,
      },
    ];
  });
}

/** Stand-ins for the IP sets, which exist in a stack alone. Neither rules nor capacity depend on which sets they are. */
function anySets({ ipLists }: WafSettings) {
  const arn = (kind: string) => `arn:aws:wafv2:us-east-1:123456789012:regional/ipset/${kind}/0`;
  const sets = { ipv4: arn("ipv4"), ipv6: arn("ipv6") };
  return { ...(ipLists.allow.length > 0 && { allow: sets }), ...(ipLists.deny.length > 0 && { deny: sets }) };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
