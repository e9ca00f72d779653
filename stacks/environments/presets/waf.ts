import type { z } from "zod";
import type { webWafSettings } from "../schema/edge/waf/waf";

type WebWaf = z.input<typeof webWafSettings>;

/** The four essential groups, 1,300 capacity units, and nothing that is paid beyond them. */
export const demoWaf = {
  groups: { ipReputation: { mode: { value: "off", reason: "every rule is paid by the month" } } },
  botControl: { value: false, reason: "it is paid by the month and by the request" },
  rateLimit: { value: "off", reason: "every rule is paid by the month, and a trial has few visitors" },
  logging: {
    enabled: { value: false, reason: "logs are paid by the gigabyte, and metrics show what was blocked" },
  },
} satisfies WebWaf;

const { botControl: _, ...forPrograms } = demoWaf;

/** For APIs, which programs call: without Bot Control in any preset, and so without a departure from it. */
export const demoApiWaf = forPrograms;
