import { found, linesOf } from "../../../../support/distributions";
import { type PlannedResource, lineOf } from "../../../../support/plans";

type Values = Readonly<Record<string, unknown>>;
const changed = (type: string, before: Values, after: Values): PlannedResource => ({
  address: `aws_cloudfront_${type}.web`,
  before: { name: "web", ...before },
  after: { name: "web", ...after },
});
const security = (values: Values): Values => ({ security_headers_config: [values] });
const hsts = (age: number, subdomains = true): Values => ({
  strict_transport_security: [{ access_control_max_age_sec: age, include_subdomains: subdomains, override: true }],
});
const cors = (origins: readonly string[], credentials = false): Values => ({
  cors_config: [{ access_control_allow_credentials: credentials, access_control_allow_origins: [{ items: origins }] }],
});
const cookies = (behavior: string, ...items: readonly string[]): Values => ({
  max_ttl: 60,
  parameters_in_cache_key_and_forwarded_to_origin: [
    { cookies_config: [{ cookie_behavior: behavior, cookies: [{ items }] }] },
  ],
});

const headers = "CloudFront response headers policy web";
const cache = "CloudFront cache policy web";
test.each<[string, string, Values, Values, readonly string[]]>([
  [
    "seconds of HSTS",
    "response_headers_policy",
    security(hsts(31536000)),
    security(hsts(300)),
    [
      `guard lost, weaker: ${headers}, Strict-Transport-Security: 31536000 seconds, subdomains too → 300 seconds, subdomains too`,
    ],
  ],
  [
    "the frame options, the type options and a content security policy",
    "response_headers_policy",
    security({
      frame_options: [{ frame_option: "DENY", override: true }],
      content_type_options: [{ override: true }],
      content_security_policy: [{ content_security_policy: "default-src 'self'", override: true }],
    }),
    security({ frame_options: [{ frame_option: "SAMEORIGIN", override: true }] }),
    [
      `guard lost, weaker: ${headers}, X-Content-Type-Options: nosniff → none`,
      `guard lost, weaker: ${headers}, Content-Security-Policy: default-src 'self' → none`,
      `guard lost, weaker: ${headers}, X-Frame-Options: DENY → SAMEORIGIN`,
    ],
  ],
  [
    "CloudFront's word over the origin's",
    "response_headers_policy",
    security({ frame_options: [{ frame_option: "DENY", override: true }] }),
    security({ frame_options: [{ frame_option: "DENY", override: false }] }),
    [`guard lost, weaker: ${headers}, X-Frame-Options overrides the origin's: on → off`],
  ],
  [
    "the refusal of other sites' scripts",
    "response_headers_policy",
    cors(["https://a.example"]),
    cors(["https://a.example", "https://b.example"], true),
    [
      `exposure, weaker: ${headers}, Access-Control-Allow-Origin: https://a.example → https://a.example, https://b.example`,
      `exposure, weaker: ${headers}, Access-Control-Allow-Credentials: off → on`,
    ],
  ],
  [
    "a header of one's own, and a header that is hidden",
    "response_headers_policy",
    {
      custom_headers_config: [{ items: [{ header: "Permissions-Policy", value: "camera=()", override: true }] }],
      remove_headers_config: [{ items: [{ header: "Server" }] }],
    },
    {},
    [
      `guard lost, weaker: ${headers}, header Permissions-Policy: camera=() → none`,
      `guard lost, weaker: ${headers}, header Server: removed → none`,
    ],
  ],
  [
    "the cookie that answers are told apart by",
    "cache_policy",
    cookies("whitelist", "session"),
    cookies("none"),
    [`exposure, weaker: ${cache}, cookies in the cache key: session → none`],
  ],
  [
    "that nothing is kept",
    "cache_policy",
    { min_ttl: 0, default_ttl: 0, max_ttl: 0 },
    { min_ttl: 0, default_ttl: 60, max_ttl: 60 },
    [`exposure, weaker: ${cache}, minimum, default and maximum time to live: 0, 0, 0 → 0, 60, 60`],
  ],
  [
    "a header for the origin",
    "origin_request_policy",
    { headers_config: [{ header_behavior: "whitelist", headers: [{ items: ["Authorization", "X-A"] }] }] },
    { headers_config: [{ header_behavior: "whitelist", headers: [{ items: ["X-A"] }] }] },
    ["downtime, weaker: CloudFront origin request policy web, headers for the origin: Authorization, X-A → X-A"],
  ],
  [
    "signing of requests",
    "origin_access_control",
    { signing_behavior: "always" },
    { signing_behavior: "never" },
    ["guard lost, weaker: CloudFront origin access control web, signing: always → never"],
  ],
  [
    "encryption by a VPC origin",
    "vpc_origin",
    { vpc_origin_endpoint_config: [{ origin_protocol_policy: "https-only" }] },
    { vpc_origin_endpoint_config: [{ origin_protocol_policy: "http-only" }] },
    ["guard lost, weaker: CloudFront VPC origin web, protocol: https-only → http-only"],
  ],
])("%s, lost, is a weakening, and the inverse a strengthening", (_what, type, before, after, lines) => {
  expect(linesOf(changed(type, before, after))).toEqual(lines);
  expect(linesOf(changed(type, after, before)).map((line) => line.split(":")[0])).toEqual(
    lines.map((line) => line.replace(", weaker", ", stronger").split(":")[0]),
  );
});

test("another key that signs opens what the group guards", () => {
  expect(linesOf(changed("key_group", { items: ["one"] }, { items: ["one", "two"] }))).toEqual([
    "exposure, weaker: CloudFront key group web, keys: 1 keys → 2 keys",
  ]);
});

test("code that changes is said and not shown", () => {
  const [one, ...others] = found(
    changed("function", { code: "let a = 1", publish: true }, { code: "let b = 2", publish: true }),
  );
  expect(others).toEqual([]);
  expect(one && lineOf(one)).toBe("guard lost, cannot tell: CloudFront function web, code: code → code");
});

test("a replaced load balancer is still what the VPC origin leads to", () => {
  const balancer = { arn: "arn:lb", name: "lb" };
  const origin = { vpc_origin_endpoint_config: [{ arn: "arn:lb", https_port: 443 }] };
  expect(
    linesOf(
      {
        address: "aws_lb.web",
        before: balancer,
        after: { name: "lb" },
        unknown: { arn: true },
        actions: ["create", "delete"],
      },
      {
        address: "aws_cloudfront_vpc_origin.web",
        before: origin,
        after: { vpc_origin_endpoint_config: [{ https_port: 443 }] },
        unknown: { vpc_origin_endpoint_config: [{ arn: true }] },
        references: { "vpc_origin_endpoint_config.arn": ["aws_lb.web.arn", "aws_lb.web"] },
      },
    ),
  ).toEqual([]);
});
