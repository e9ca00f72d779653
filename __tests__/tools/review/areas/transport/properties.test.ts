import fc from "fast-check";

import { transport } from "../../../../../tools/review/areas/transport";
import type { Finding } from "../../../../../tools/review/finding";
import { findIn, planOf } from "../../../../support/plans";

type Values = Readonly<Record<string, unknown>>;

const strong: Readonly<Record<string, Values>> = {
  "aws_lb.web": {
    name: "web",
    drop_invalid_header_fields: true,
    desync_mitigation_mode: "strictest",
    enable_waf_fail_open: false,
    xff_header_processing_mode: "append",
  },
  "aws_lb_listener.https": {
    arn: "arn:listener",
    protocol: "HTTPS",
    port: 443,
    ssl_policy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
    default_action: [{ type: "fixed-response", fixed_response: [{ status_code: "404" }] }],
    mutual_authentication: [{ mode: "verify", trust_store_arn: "arn:store" }],
    routing_http_response_strict_transport_security_header_value: "max-age=31536000",
    routing_http_response_x_content_type_options_header_value: "nosniff",
  },
  "aws_lb_listener_rule.app": {
    listener_arn: "arn:listener",
    priority: 10,
    action: [{ type: "forward", target_group_arn: "arn:group" }],
    condition: [{ http_header: [{ http_header_name: "x-verify", values: ["value"] }] }],
  },
  "aws_lb_target_group.web": { name: "web", protocol: "HTTPS", deregistration_delay: "30" },
  "aws_db_parameter_group.data": { name: "data", parameter: [{ name: "rds.force_ssl", value: "1" }] },
};

const weakenings: readonly (readonly [rule: string, address: string, values: Values])[] = [
  ["invalid-headers", "aws_lb.web", { drop_invalid_header_fields: false }],
  ["desync-mitigation", "aws_lb.web", { desync_mitigation_mode: "defensive" }],
  ["waf-fail-open", "aws_lb.web", { enable_waf_fail_open: true }],
  ["forwarded-header", "aws_lb.web", { xff_header_processing_mode: "preserve" }],
  ["tls-policy", "aws_lb_listener.https", { ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06" }],
  ["mutual-tls", "aws_lb_listener.https", { mutual_authentication: [{ mode: "passthrough" }] }],
  ["hsts", "aws_lb_listener.https", { routing_http_response_strict_transport_security_header_value: "max-age=0" }],
  [
    "x-content-type-options",
    "aws_lb_listener.https",
    { routing_http_response_x_content_type_options_header_value: "" },
  ],
  ["request-reach", "aws_lb_listener.https", { default_action: [{ type: "forward", target_group_arn: "arn:group" }] }],
  [
    "listener-rule-condition",
    "aws_lb_listener_rule.app",
    { condition: [{ http_header: [{ http_header_name: "X-Verify", values: ["value", "*"] }] }] },
  ],
  ["target-protocol", "aws_lb_target_group.web", { protocol: "HTTP" }],
  ["deregistration-delay", "aws_lb_target_group.web", { deregistration_delay: "5" }],
  ["database-tls", "aws_db_parameter_group.data", { parameter: [{ name: "rds.force_ssl", value: "0" }] }],
];

const noise: Readonly<Record<string, Values>> = {
  "aws_lb.web": { enable_xff_client_port: false, preserve_host_header: null },
  "aws_lb_listener.https": { alpn_policy: "", port: "443" },
  "aws_lb_target_group.web": { stickiness: [{ enabled: false, type: "lb_cookie", cookie_duration: 86400 }] },
};

const between = (before: Readonly<Record<string, Values>>, after: typeof before): readonly Finding[] =>
  findIn(
    transport,
    planOf(Object.keys(strong).map((address) => ({ address, before: before[address], after: after[address] }))),
  );
const rulesOf = (findings: readonly Finding[], direction: string): readonly string[] =>
  [...new Set(findings.filter((one) => one.direction === direction).map(({ rule }) => rule))].sort();

test("weakenings are each found, also together and among noise, and their inverse strengthens", () => {
  fc.assert(
    fc.property(fc.subarray([...weakenings]), fc.boolean(), (chosen, isNoisy) => {
      const after = Object.fromEntries(
        Object.entries(strong).map(([address, values]) => [
          address,
          Object.assign(
            {},
            values,
            isNoisy ? noise[address] : {},
            ...chosen.filter(([, at]) => at === address).map(([, , weaker]) => weaker),
          ) as Values,
        ]),
      );
      const rules = chosen.map(([rule]) => rule).sort();
      expect(rulesOf(between(strong, after), "weaker")).toEqual(rules);
      expect(rulesOf(between(after, strong), "stronger")).toEqual(rules);
      expect(between(after, after)).toEqual([]);
    }),
    { numRuns: 12 },
  );
});
