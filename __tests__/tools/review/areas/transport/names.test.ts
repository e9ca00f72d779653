import { transport } from "../../../../../tools/review/areas/transport";
import { type PlannedResource, casePlan, findIn, lineOf, planOf } from "../../../../support/plans";

type Values = Readonly<Record<string, unknown>>;
const changed = (address: string, before: Values, after: Values): PlannedResource => ({ address, before, after });
const linesOf = (...resources: readonly PlannedResource[]): readonly string[] =>
  findIn(transport, planOf(resources)).map(lineOf);

const distribution = { id: "E1", domain_name: "d1.cloudfront.net", aliases: ["app.example.com"] };
const balancer = { id: "lb", arn: "lb", dns_name: "web.elb.amazonaws.com", name: "web" };
const cdn: PlannedResource = { address: "aws_cloudfront_distribution.web", before: distribution, after: distribution };
const lb: PlannedResource = { address: "aws_lb.web", before: balancer, after: balancer };
const record = (target: string | undefined, rest: Values = {}): Values => ({
  zone_id: "Z1",
  name: "app.example.com",
  type: "A",
  alias: target === undefined ? [] : [{ name: target, zone_id: "Z2", evaluate_target_health: true }],
  ...rest,
});

test("a name that leads past CloudFront is an exposure", () => {
  expect(
    linesOf(cdn, lb, changed("aws_route53_record.app", record("d1.cloudfront.net"), record("web.elb.amazonaws.com"))),
  ).toEqual(["exposure, weaker: DNS record app.example.com, target: CloudFront distribution app.example.com → web"]);
  expect(
    linesOf(cdn, lb, changed("aws_route53_record.app", record("web.elb.amazonaws.com"), record("d1.cloudfront.net"))),
  ).toEqual(["exposure, stronger: DNS record app.example.com, target: web → CloudFront distribution app.example.com"]);
});

test("a name that follows a replaced target by reference says nothing", () => {
  const replaced = { ...lb, after: { name: "web" }, unknown: { arn: true, id: true, dns_name: true } };
  const alias: PlannedResource = {
    address: "aws_route53_record.app",
    before: record("web.elb.amazonaws.com", { ttl: 0 }),
    after: record(undefined, { alias: [{ evaluate_target_health: true }], ttl: null }),
    unknown: { alias: [{ name: true, zone_id: true }] },
    references: { "alias.name": ["aws_lb.web.dns_name", "aws_lb.web"] },
  };
  expect(linesOf({ ...replaced, actions: ["create", "delete"] }, alias)).toEqual([]);
});

test("a name that goes on leading to what is deleted is an exposure", () => {
  const { after: _, ...deleted } = cdn;
  expect(
    linesOf(deleted, changed("aws_route53_record.app", record("d1.cloudfront.net"), record("d1.cloudfront.net"))),
  ).toEqual(["exposure, weaker: DNS record app.example.com, target: answers → deleted"]);
});

test("a name that is removed is downtime, and one that only another resource holds now is not", () => {
  const before = record("web.elb.amazonaws.com");
  expect(linesOf(lb, { address: "aws_route53_record.app", before })).toEqual([
    "downtime, weaker: DNS record app.example.com, app.example.com A: web → nothing",
  ]);
  expect(
    linesOf({ address: "aws_route53_record.app", before }, { address: "aws_route53_record.same", after: before }),
  ).toEqual([]);
});

test("what a validation record does for a certificate is said when the record is removed", () => {
  const before = { name: "_x.app.example.com", type: "CNAME", records: ["_y.z.acm-validations.aws."], ttl: 300 };
  expect(findIn(transport, planOf([{ address: "aws_route53_record.v", before }]))[0]?.meaning).toBe(
    "AWS cannot renew the certificate that the record validates.",
  );
});

test.each<[string, string, Values, Values, readonly string[]]>([
  [
    "a domain's older TLS",
    "aws_api_gateway_domain_name.api",
    { domain_name: "api.example.com", security_policy: "TLS_1_2" },
    { domain_name: "api.example.com", security_policy: "TLS_1_0" },
    [
      "guard lost, weaker: REST API domain api.example.com, TLS policy: TLS 1.2 or newer (TLS_1_2) → TLS 1.0 or newer (TLS_1_0)",
    ],
  ],
  [
    "client certificates that a domain no longer asks for",
    "aws_apigatewayv2_domain_name.api",
    { domain_name: "api.example.com", mutual_tls_authentication: [{ truststore_uri: "s3://trust/store.pem" }] },
    { domain_name: "api.example.com", mutual_tls_authentication: [] },
    ["exposure, weaker: HTTP API domain api.example.com, client certificates: s3://trust/store.pem → none"],
  ],
  [
    "a private domain that becomes public",
    "aws_api_gateway_domain_name.api",
    { domain_name: "api.example.com", endpoint_configuration: [{ types: ["PRIVATE"] }] },
    { domain_name: "api.example.com", endpoint_configuration: [{ types: ["REGIONAL"] }] },
    ["exposure, weaker: REST API domain api.example.com, endpoint type: PRIVATE → REGIONAL"],
  ],
  [
    "a certificate's name",
    "aws_acm_certificate.app",
    { domain_name: "app.example.com", subject_alternative_names: ["app.example.com", "www.example.com"] },
    { domain_name: "app.example.com", subject_alternative_names: ["app.example.com"] },
    ["downtime, weaker: certificate app.example.com, names: app.example.com, www.example.com → app.example.com"],
  ],
  [
    "a weaker key",
    "aws_acm_certificate.app",
    { domain_name: "a", key_algorithm: "EC_secp384r1" },
    { domain_name: "a", key_algorithm: "RSA_2048" },
    ["guard lost, weaker: certificate a, key algorithm: EC_secp384r1 → RSA_2048"],
  ],
  [
    "headers that requests are smuggled by",
    "aws_lb.web",
    { name: "web", drop_invalid_header_fields: true, desync_mitigation_mode: "strictest" },
    { name: "web", drop_invalid_header_fields: false, desync_mitigation_mode: "monitor" },
    [
      "guard lost, weaker: load balancer web, drop invalid headers: on → off",
      "guard lost, weaker: load balancer web, desync mitigation: strictest → monitor",
    ],
  ],
  [
    "a firewall that fails open, and an address that clients write",
    "aws_lb.web",
    { name: "web", enable_waf_fail_open: false, xff_header_processing_mode: "append" },
    { name: "web", enable_waf_fail_open: true, xff_header_processing_mode: "preserve" },
    [
      "guard lost, weaker: load balancer web, firewall fails open: off → on",
      "guard lost, weaker: load balancer web, X-Forwarded-For: append → preserve",
    ],
  ],
  [
    "encryption to the targets",
    "aws_lb_target_group.web",
    { name: "web", protocol: "HTTPS" },
    { name: "web", protocol: "HTTP" },
    ["guard lost, weaker: target group web, protocol: HTTPS → HTTP"],
  ],
  [
    "a health check, and time to finish",
    "aws_lb_target_group.web",
    { name: "web", deregistration_delay: "300", health_check: [{ enabled: true }] },
    { name: "web", deregistration_delay: "0", health_check: [{ enabled: false }] },
    [
      "downtime, weaker: target group web, health check: on → off",
      "downtime, weaker: target group web, deregistration delay: 300 → 0",
    ],
  ],
  [
    "TLS that the database's clients must use",
    "aws_db_parameter_group.data",
    { name: "data", parameter: [{ name: "require_secure_transport", value: "ON" }] },
    { name: "data", parameter: [{ name: "require_secure_transport", value: "0" }] },
    ["guard lost, weaker: database parameter group data, require_secure_transport: ON → 0"],
  ],
])("%s, lost, is a weakening, and the inverse a strengthening", (_what, address, before, after, lines) => {
  expect(linesOf(changed(address, before, after))).toEqual(lines);
  expect(linesOf(changed(address, after, before)).map((line) => line.split(":")[0])).toEqual(
    lines.map((line) => line.replace(", weaker", ", stronger").split(":")[0]),
  );
});

test("another parameter, and another authority of a database's certificate, are said", () => {
  const parameters = (value: string): Values => ({ name: "data", parameter: [{ name: "max_connections", value }] });
  expect(
    linesOf(
      changed("aws_db_parameter_group.data", parameters("100"), parameters("200")),
      changed("aws_db_instance.data", { ca_cert_identifier: "a" }, { ca_cert_identifier: "b" }),
    ),
  ).toEqual([
    "downtime, cannot tell: database data, certificate authority: a → b",
    "other, neutral: database parameter group data, max_connections: 100 → 200",
  ]);
});

test("the same parameter, number or switch in other letters says nothing", () => {
  const group = (value: string): Values => ({ parameter: [{ name: "require_secure_transport", value }] });
  expect(
    linesOf(
      changed("aws_db_parameter_group.data", group("ON"), group("1")),
      changed("aws_lb_target_group.web", { port: 80, slow_start: 0 }, { port: "80", slow_start: null }),
      changed("aws_lb.web", { enable_xff_client_port: false }, { enable_xff_client_port: null }),
    ),
  ).toEqual([]);
});

test.each(["00", "08", "14", "40", "41", "46", "50"])("the real plan %s says nothing about transport", (number) => {
  expect(findIn(transport, casePlan(number)).map(lineOf)).toEqual([]);
});
