import { cloudfront } from "../../../../../tools/review/areas/cloudfront";
import { distribution, found, linesOf, origin, planned } from "../../../../support/distributions";
import { reviewOfCase } from "../../../../support/case-reviews";
import { casePlan, findIn, lineOf } from "../../../../support/plans";

type Values = Readonly<Record<string, unknown>>;
const originWith = (values: Values): Values => ({ origin: [{ ...origin, ...values }] });
const custom = (values: Values): Values =>
  originWith({ custom_origin_config: [{ http_port: 80, https_port: 443, ...values }] });
const countries = (restriction_type: string, ...locations: readonly string[]): Values => ({
  restrictions: [{ geo_restriction: [{ restriction_type, locations }] }],
});

test("the real plan that lowers CloudFront's TLS floor is one weakening", () => {
  const lines = findIn(cloudfront, casePlan("20")).map(lineOf);
  expect(lines).toEqual([
    expect.stringMatching(
      /^guard lost, weaker: CloudFront distribution \S+, TLS policy: TLS 1\.2 or newer \(TLSv1\.2_2021\) → TLS 1\.0 or newer \(TLSv1\)$/,
    ),
  ]);
});

test("of a first apply a page says that the distribution answers the internet", () => {
  const findings = reviewOfCase("60", [cloudfront]).findings.filter(({ rule }) => rule !== "not-understood");
  expect(findings.map(({ rule, direction, part }) => [rule, direction, part])).toEqual([
    ["distribution-public", "neutral", "app.example.com"],
  ]);
});

test.each(["00", "01", "08", "14", "40", "41"])("the real plan %s says nothing about CloudFront", (number) => {
  expect(findIn(cloudfront, casePlan(number)).map(lineOf)).toEqual([]);
});

test.each<[string, Values, Values, readonly string[]]>([
  [
    "the way by the VPC alone",
    originWith({ custom_origin_config: [], vpc_origin_config: [{ vpc_origin_id: "vo" }] }),
    {},
    ["exposure, weaker: origin web: in the VPC → on the internet"],
  ],
  [
    "signed requests to a bucket",
    originWith({ custom_origin_config: [], origin_access_control_id: "oac" }),
    originWith({ custom_origin_config: [] }),
    ["exposure, weaker: origin web: bucket with signed requests → on the internet"],
  ],
  [
    "encryption to the origin",
    custom({ origin_protocol_policy: "https-only", origin_ssl_protocols: ["TLSv1.2"] }),
    custom({ origin_protocol_policy: "http-only", origin_ssl_protocols: ["TLSv1", "TLSv1.2"] }),
    [
      "guard lost, weaker: origin web, protocol: https-only → http-only",
      "guard lost, weaker: origin web, TLS versions: TLSv1.2 → TLSv1 and TLSv1.2",
    ],
  ],
  [
    "the header that the origin asks for",
    originWith({ custom_header: [{ name: "x-origin-verify", value: "a-secret-value" }] }),
    {},
    ["guard lost, weaker: origin web, header x-origin-verify: sent → not sent"],
  ],
  [
    "the refusal of a country",
    countries("blacklist", "KP"),
    countries("none"),
    ["exposure, weaker: countries: all but KP → all"],
  ],
  [
    "the access log",
    { logging_config: [{ bucket: "logs", include_cookies: false }] },
    { logging_config: [] },
    ["guard lost, weaker: access log: logs → none"],
  ],
  [
    "a name",
    { aliases: ["app.example.com", "www.example.com"] },
    { aliases: ["app.example.com"] },
    ["downtime, weaker: alternate domain names: app.example.com, www.example.com → app.example.com"],
  ],
  ["IPv6", { is_ipv6_enabled: true }, { is_ipv6_enabled: false }, ["downtime, weaker: IPv6: on → off"]],
])("%s, lost, is a weakening, and the inverse a strengthening", (_what, before, after, lines) => {
  const [had, has] = [linesOf(planned(before, after)), linesOf(planned(after, before))];
  expect(had).toEqual(lines);
  expect(has.map((line) => line.split(":")[0])).toEqual(
    lines.map((line) => line.replace(", weaker", ", stronger").split(":")[0]),
  );
});

test("an origin that is asked over the internet without TLS is told so", () => {
  const inVpc = originWith({ custom_origin_config: [], vpc_origin_config: [{ vpc_origin_id: "vo" }] });
  const [finding, ...others] = found(planned(inVpc, custom({ origin_protocol_policy: "http-only" })));
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ direction: "weaker", before: "in the VPC", after: "on the internet, by HTTP" });
  expect(finding?.meaning).toContain("cross the internet without encryption");
});

test("a header's value is never shown, and another value is said", () => {
  const header = (value: string): Values => originWith({ custom_header: [{ name: "x-origin-verify", value }] });
  const findings = found(planned(header("first-secret-value"), header("second-secret-value")));
  expect(findings.map(lineOf)).toEqual([
    expect.stringContaining("origin web, header x-origin-verify: sent → sent with another value"),
  ]);
  expect(JSON.stringify(findings.map(lineOf))).not.toContain("secret-value");
});

test("countries that are listed the other way round are compared as countries", () => {
  expect(linesOf(planned(countries("whitelist", "CH", "DE"), countries("whitelist", "DE", "FR")))).toEqual([
    "exposure, weaker: countries: only CH, DE → only DE, FR",
    "exposure, stronger: countries: only CH, DE → only DE, FR",
  ]);
});

test("another host of an origin is said", () => {
  expect(linesOf(planned({}, originWith({ domain_name: "elsewhere.example.net" })))).toEqual([
    "exposure, cannot tell: origin web, host: origin.example.com → elsewhere.example.net",
  ]);
});

test("CloudFront's own certificate goes with the oldest TLS and with no name of ours", () => {
  const byDefault = { viewer_certificate: [{ cloudfront_default_certificate: true }] };
  expect(linesOf(planned({}, byDefault))).toEqual([
    "guard lost, weaker: TLS policy: TLS 1.2 or newer (TLSv1.2_2021) → TLS 1.0 or newer (TLSv1)",
    "downtime, weaker: certificate: its own → CloudFront's",
  ]);
});

test("a certificate from another store cannot be judged", () => {
  const uploaded = { viewer_certificate: [{ iam_certificate_id: "x", minimum_protocol_version: "TLSv1.2_2021" }] };
  expect(linesOf(planned({}, uploaded))).toEqual([
    "downtime, cannot tell: certificate: of ACM → of IAM, which AWS does not renew",
  ]);
});

test("a log that ends is one finding, whatever the log had", () => {
  const logged = { logging_config: [{ bucket: "logs", prefix: "web/", include_cookies: true }] };
  expect(linesOf(planned(logged, { logging_config: [] }))).toEqual(["guard lost, weaker: access log: logs → none"]);
  const without = { logging_config: [{ bucket: "logs", prefix: "web/", include_cookies: false }] };
  expect(linesOf(planned(without, logged))).toEqual(["guard lost, weaker: cookies in the access log: off → on"]);
});

test("what every kind of origin has is said beside another kind", () => {
  const inVpc = originWith({ custom_origin_config: [], vpc_origin_config: [{ vpc_origin_id: "vo" }] });
  expect(linesOf(planned(inVpc, originWith({ origin_path: "/app" })))).toEqual([
    "exposure, weaker: origin web: in the VPC → on the internet",
    "downtime, cannot tell: origin web, path: none → /app",
  ]);
});

test("a new distribution that answers without TLS is an exposure", () => {
  const plain = { default_cache_behavior: [{ viewer_protocol_policy: "allow-all" }] };
  expect(linesOf(planned(undefined, plain))).toContain(
    "exposure, weaker: default behavior, viewer protocol: nothing → allow-all",
  );
});

test("a distribution that ends to answer is downtime, and one that begins an exposure", () => {
  expect(linesOf(planned({}, { enabled: false }))).toEqual([
    "exposure, stronger: app.example.com: answers → no answer",
    "downtime, weaker: app.example.com: answers → no answer",
  ]);
  expect(linesOf(planned(undefined, {}))).toEqual([
    "exposure, weaker: app.example.com: no answer → answers",
    "downtime, stronger: app.example.com: no answer → answers",
  ]);
  expect(linesOf(planned({}, undefined))).toEqual([
    "exposure, stronger: app.example.com: answers → no answer",
    "downtime, weaker: app.example.com: answers → no answer",
  ]);
});

test("what state keeps of unset blocks, another order, and numbers as text say nothing", () => {
  const before = { ...distribution, logging_config: [], price_class: "PriceClass_All", staging: "", comment: "web" };
  const after = {
    ...distribution,
    logging_config: null,
    price_class: "PriceClass_All",
    staging: false,
    default_root_object: "",
    comment: "another comment",
    origin: [{ ...origin, connection_attempts: "3", connection_timeout: 10 }],
    aliases: [...(distribution.aliases as string[])].reverse(),
  };
  expect(linesOf(planned(before, after))).toEqual([]);
});
