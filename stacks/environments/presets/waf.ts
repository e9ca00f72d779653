import type { z } from "zod";
import type { wafSettings, webWafSettings } from "../schema/edge/waf/waf";

type Waf = z.input<typeof wafSettings>;
type WebWaf = z.input<typeof webWafSettings>;

const common = {
  countOnly: false,
  accountTakeover: false,
  accountCreationFraud: false,
  antiDdos: false,
  ipLists: { allow: [], deny: [] },
  countries: "any",
  pages: { captcha: [], challenge: [] },
  captchaImmunitySeconds: 300,
  challengeImmunitySeconds: 300,
  tokenDomains: [],
  bodyInspectionLimits: {},
  blockBody: "none",
  capacitySurcharge: false,
} satisfies Partial<Waf>;

const optionalGroups = {
  anonymousIp: { mode: "off" },
  posix: { mode: "off" },
  windows: { mode: "off" },
  php: { mode: "off" },
  wordPress: { mode: "off" },
  adminProtection: { mode: "off" },
} satisfies Partial<Waf["groups"]>;

/**
 * 1,377 capacity units: the four essential groups are 1,300, IP reputation is 25, Bot Control 50, the rate limit 2. So
 * 123 of those that the price includes are left for countries, lists, pages and one more small group.
 */
export const productionWaf: WebWaf = {
  ...common,
  groups: {
    common: { mode: "block" },
    knownBadInputs: { mode: "block" },
    sqlDatabase: { mode: "block" },
    linux: { mode: "block" },
    ipReputation: { mode: "block" },
    ...optionalGroups,
  },
  botControl: { mode: "block", configuration: { inspectionLevel: "COMMON" } },
  rateLimit: { limit: 1000, windowSeconds: 300, action: "block" },
  logging: { enabled: true, keep: "matched" },
};

/** The four essential groups, 1,300 capacity units, and nothing that is paid beyond them. */
export const demoWaf: WebWaf = {
  ...common,
  groups: {
    common: { mode: "block" },
    knownBadInputs: { mode: "block" },
    sqlDatabase: { mode: "block" },
    linux: { mode: "block" },
    ipReputation: { mode: { value: "off", reason: "every rule is paid by the month" } },
    ...optionalGroups,
  },
  botControl: { value: false, reason: "it is paid by the month and by the request" },
  rateLimit: { value: "off", reason: "every rule is paid by the month, and a trial has few visitors" },
  logging: {
    enabled: { value: false, reason: "logs are paid by the gigabyte, and metrics show what was blocked" },
    keep: "matched",
  },
};

/** For APIs, which programs call: Bot Control would refuse every HTTP library that names itself. */
export const productionApiWaf: Waf = { ...productionWaf, botControl: false };
export const demoApiWaf: Waf = { ...demoWaf, botControl: false };
