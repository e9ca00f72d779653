import type { Finding } from "../../finding";
import { neutral, saferOff } from "../../settings/judges";
import type { Members } from "../../settings/members";
import type { Setting } from "../../settings/setting";

/** Which pages of other origins may call an HTTP API (API Gateway Developer Guide, "Configure CORS for HTTP APIs in API Gateway"). */
export const corsSettings: readonly Setting[] = [
  {
    rule: "api-cors-credentials",
    consequence: "exposure",
    path: "cors_configuration.allow_credentials",
    part: "CORS with cookies",
    standard: false,
    safe: false,
    judge: saferOff,
    weaker: "Pages of the allowed origins may call the API with the cookies of whoever looks at them.",
    stronger: "Pages of other origins may no longer call the API with cookies.",
  },
  {
    rule: "api-cors-time",
    consequence: "other",
    path: "cors_configuration.max_age",
    part: "time that browsers keep the CORS answer (seconds)",
    judge: neutral,
    changed: "Browsers ask again after another time.",
  },
];

/** API Gateway takes `*`, `https://*` and `http://*` for every origin (API Gateway Developer Guide, "Configure CORS for HTTP APIs in API Gateway"). */
export const everyOrigin = (finding: Finding): Finding =>
  finding.rule === "api-cors-allow-origins" && /(?:^|, )(?:https?:\/\/)?\*(?:,|$)/.test(finding.after ?? "")
    ? { ...finding, meaning: "Pages of every origin may read the API's answers in a browser." }
    : finding;

export const corsMembers: readonly Members[] = [
  [
    "allow_origins",
    "CORS origins",
    "Pages of this origin may read the API's answers in a browser.",
    "Pages of this origin get errors.",
  ] as const,
  [
    "allow_methods",
    "CORS methods",
    "Pages of other origins may call the API with this method.",
    "Pages of other origins may no longer use this method.",
  ] as const,
  [
    "allow_headers",
    "CORS request headers",
    "Pages of other origins may send this header.",
    "Pages of other origins may no longer send this header.",
  ] as const,
  [
    "expose_headers",
    "CORS answer headers",
    "Pages of other origins may read this header of an answer.",
    "Pages of other origins may no longer read this header.",
  ] as const,
].map(([name, part, added, removed]) => ({
  rule: `api-cors-${name.replace("_", "-")}`,
  consequence: "exposure",
  path: `cors_configuration.${name}`,
  part,
  more: "weaker",
  added,
  removed,
  ...(name === "allow_origins" && { whenNew: (origin: string) => /\*|^http:/.test(origin) }),
}));
