import type { Estate } from "../../estate";
import type { Finding } from "../../finding";
import { isUpdate } from "../../settings/changed";
import { neutral, ranked, saferOff, saferOn } from "../../settings/judges";
import { type Setting, settingFindings, statesOf } from "../../settings/setting";

/** User Guide for Application Load Balancers, "Edit attributes for your Application Load Balancer" and "X-Forwarded headers". */
const settings: readonly Setting[] = [
  {
    rule: "invalid-headers",
    consequence: "guard lost",
    path: "drop_invalid_header_fields",
    part: "drop invalid headers",
    judge: saferOn,
    standard: false,
    weaker: "The load balancer hands on headers that break the syntax of HTTP, which requests are smuggled by.",
    stronger: "The load balancer removes headers that break the syntax of HTTP.",
  },
  {
    rule: "desync-mitigation",
    consequence: "guard lost",
    path: "desync_mitigation_mode",
    part: "desync mitigation",
    judge: ranked({ monitor: 0, defensive: 1, strictest: 2 }),
    standard: "defensive",
    weaker: "The load balancer hands on requests that two servers may read differently: requests are smuggled by them.",
    stronger: "The load balancer refuses more of the requests that two servers may read differently.",
  },
  {
    rule: "waf-fail-open",
    consequence: "guard lost",
    path: "enable_waf_fail_open",
    part: "firewall fails open",
    judge: saferOff,
    standard: false,
    weaker: "When the firewall cannot be asked, requests reach the application unjudged.",
    stronger: "When the firewall cannot be asked, requests are refused.",
  },
  {
    rule: "forwarded-header",
    consequence: "guard lost",
    path: "xff_header_processing_mode",
    part: "X-Forwarded-For",
    judge: ranked({ preserve: 0, append: 1, remove: 1 }),
    standard: "append",
    weaker: "Clients write the address that the application sees as theirs.",
    stronger: "The load balancer, not the client, writes the address that the application sees.",
    changed: "The application sees another address, or none, in X-Forwarded-For.",
  },
  ...(
    [
      ["preserve_host_header", "Host header", "The application sees another Host header."],
      ["enable_http2", "HTTP/2", "Clients connect by another version of HTTP."],
      ["enable_tls_version_and_cipher_suite_headers", "TLS headers", "The application sees other headers about TLS."],
      ["enable_xff_client_port", "client port", "The application sees the port of the client, or no longer."],
    ] as const
  ).map(([path, part, changed]): Setting => ({
    rule: "load-balancer-headers",
    consequence: "other",
    path,
    part,
    judge: neutral,
    standard: path === "enable_http2",
    changed,
  })),
];

export const loadBalancerAttributes = settings.map(({ path }) => path);

/** What a load balancer does with requests that are made to deceive. */
export const loadBalancerFindings = (estate: Estate): Finding[] =>
  estate
    .changed("aws_lb", "aws_alb")
    .filter(isUpdate)
    .flatMap((place) => settingFindings(settings, statesOf(place)));
