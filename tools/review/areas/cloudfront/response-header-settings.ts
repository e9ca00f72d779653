import { cspSetting, frameSetting } from "../transport/header-values";
import { neutral, ranked, saferOn } from "../../settings/judges";
import type { Setting } from "../../settings/setting";

export const security = (name: string): string => `security_headers_config.${name}`;

/** W3C Referrer Policy: what a page tells other sites of its address, the least first. */
const referrer = {
  "no-referrer": 4,
  "same-origin": 4,
  "strict-origin": 3,
  origin: 2,
  "strict-origin-when-cross-origin": 3,
  "origin-when-cross-origin": 2,
  "no-referrer-when-downgrade": 1,
  // Without a policy browsers take strict-origin-when-cross-origin.
  "": 3,
  "unsafe-url": 0,
};

/** CloudFront Developer Guide, "Understand response headers policies". */
export const responseHeaderSettings: readonly Setting[] = [
  { ...cspSetting, path: security("content_security_policy.content_security_policy") },
  { ...frameSetting, path: security("frame_options.frame_option") },
  {
    rule: "referrer-policy",
    consequence: "guard lost",
    path: security("referrer_policy.referrer_policy"),
    part: "Referrer-Policy",
    judge: ranked(referrer),
    weaker: "Other sites learn more of the addresses that users come from.",
    stronger: "Other sites learn less of the addresses that users come from.",
    changed: "Other sites learn something else of the addresses that users come from.",
  },
  {
    rule: "x-xss-protection",
    consequence: "other",
    path: security("xss_protection"),
    part: "X-XSS-Protection",
    judge: neutral,
    changed: "Old browsers get another header, which today's browsers ignore.",
  },
  ...(
    [
      ["content_security_policy", "Content-Security-Policy"],
      ["content_type_options", "X-Content-Type-Options"],
      ["frame_options", "X-Frame-Options"],
      ["referrer_policy", "Referrer-Policy"],
      ["strict_transport_security", "Strict-Transport-Security"],
    ] as const
  ).map(([name, part]): Setting => ({
    rule: "header-override",
    consequence: "guard lost",
    path: security(`${name}.override`),
    part: `${part} overrides the origin's`,
    // A header that comes or goes is said by the header.
    judge: (before, after) => (before === undefined || after === undefined ? undefined : saferOn(before, after)),
    weaker: "The origin's own header takes the place of CloudFront's.",
    stronger: "CloudFront's header takes the place of the origin's own.",
  })),
  {
    rule: "server-timing",
    consequence: "other",
    path: "server_timing_headers_config.enabled",
    part: "Server-Timing",
    judge: neutral,
    standard: "false",
    changed: "Viewers are told how CloudFront handled the request, or no longer.",
  },
  {
    rule: "server-timing",
    consequence: "other",
    path: "server_timing_headers_config.sampling_rate",
    part: "Server-Timing, sampling rate",
    judge: neutral,
    standard: "0",
    changed: "More or fewer viewers are told how CloudFront handled the request.",
  },
];
