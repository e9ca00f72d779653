import fc from "fast-check";

import { behavior, distribution, found, origin, planned } from "../../../../support/distributions";

type Values = Readonly<Record<string, unknown>>;

/** A weakening: what is weaker, as values of the default behavior, of the origin or of the distribution. */
interface Weakening {
  readonly rule: string;
  readonly behavior?: Values;
  readonly origin?: Values;
  readonly distribution?: Values;
}

const strong: Values = {
  ...behavior,
  trusted_key_groups: ["group"],
  function_association: [{ event_type: "viewer-request", function_arn: "check" }],
  field_level_encryption_id: "fle",
};
const strongOrigin: Values = { ...origin, custom_header: [{ name: "x-verify", value: "hidden" }] };
const strongDistribution: Values = {
  ...distribution,
  is_ipv6_enabled: true,
  logging_config: [{ bucket: "logs", include_cookies: false }],
  restrictions: [{ geo_restriction: [{ restriction_type: "whitelist", locations: ["CH", "DE"] }] }],
};

const weakenings: readonly Weakening[] = [
  { rule: "viewer-protocol", behavior: { viewer_protocol_policy: "allow-all" } },
  { rule: "allowed-methods", behavior: { allowed_methods: ["GET", "HEAD", "OPTIONS", "POST", "PUT"] } },
  { rule: "cache-policy", behavior: { cache_policy_id: "658327ea-f89d-4fab-a63d-7e88639e58f6" } },
  { rule: "response-headers-policy", behavior: { response_headers_policy_id: "" } },
  { rule: "edge-function", behavior: { function_association: [] } },
  { rule: "trusted-signers", behavior: { trusted_key_groups: [] } },
  { rule: "field-level-encryption", behavior: { field_level_encryption_id: null } },
  { rule: "origin-header", origin: { custom_header: [] } },
  {
    rule: "origin-protocol",
    origin: {
      custom_origin_config: [
        { http_port: 80, https_port: 443, origin_protocol_policy: "match-viewer", origin_ssl_protocols: ["TLSv1.2"] },
      ],
    },
  },
  {
    rule: "tls-policy",
    distribution: { viewer_certificate: [{ acm_certificate_arn: "cert", minimum_protocol_version: "TLSv1_2016" }] },
  },
  {
    rule: "countries",
    distribution: { restrictions: [{ geo_restriction: [{ restriction_type: "none", locations: [] }] }] },
  },
  { rule: "distribution-log", distribution: { logging_config: [] } },
  { rule: "ipv6", distribution: { is_ipv6_enabled: false } },
];

const of = (chosen: readonly Weakening[], isNoisy: boolean): Values => {
  const merged = (name: "behavior" | "origin" | "distribution"): Values =>
    Object.assign({}, ...chosen.map((one) => one[name] ?? {})) as Values;
  const byDefault = { ...strong, ...merged("behavior"), ...(isNoisy && { smooth_streaming: false, min_ttl: null }) };
  return {
    ...strongDistribution,
    default_cache_behavior: [byDefault],
    origin: [{ ...strongOrigin, ...merged("origin"), ...(isNoisy && { origin_path: "", connection_attempts: 3 }) }],
    ...merged("distribution"),
    ...(isNoisy && { default_root_object: "", staging: false, ordered_cache_behavior: null, http_version: "http2" }),
  };
};

const weaker = (before: Values, after: Values, direction: string): readonly string[] =>
  [...new Set(found(planned(before, after)).flatMap((one) => (one.direction === direction ? [one.rule] : [])))].sort();

test("weakenings are each found, also together and among noise, and their inverse strengthens", () => {
  fc.assert(
    fc.property(fc.subarray([...weakenings]), fc.boolean(), (chosen, isNoisy) => {
      const [before, after] = [of([], false), of(chosen, isNoisy)];
      const rules = chosen.map(({ rule }) => rule).sort();
      expect(weaker(before, after, "weaker")).toEqual(rules);
      expect(weaker(after, before, "stronger")).toEqual(rules);
      expect(found(planned(after, after))).toEqual([]);
    }),
    { numRuns: 12 },
  );
});
