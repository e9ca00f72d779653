import { transport } from "../../../../../tools/review/areas/transport";
import { reviewOfCase } from "../../../../support/case-reviews";
import { type PlannedResource, casePlan, findIn, lineOf, planOf } from "../../../../support/plans";

const https = {
  arn: "arn:listener",
  protocol: "HTTPS",
  port: 443,
  ssl_policy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
  certificate_arn: "arn:cert",
  default_action: [{ order: 1, type: "fixed-response", fixed_response: [{ status_code: "404" }], forward: [] }],
};
const redirect = [{ order: 1, type: "redirect", redirect: [{ protocol: "HTTPS", port: "443", host: "#{host}" }] }];
const forward = [{ order: 1, type: "forward", target_group_arn: "arn:group" }];

const listener = (before: object | undefined, after: object | undefined): PlannedResource => ({
  address: "aws_lb_listener.https",
  ...(before && { before: { ...https, ...before } }),
  ...(after && { after: { ...https, ...after } }),
});
const linesOf = (...resources: readonly PlannedResource[]): readonly string[] =>
  findIn(transport, planOf(resources)).map(lineOf);

test("the real plan that lowers the TLS floor of a listener is one weakening", () => {
  const [found, ...others] = findIn(transport, casePlan("20"));
  expect(others).toEqual([]);
  expect(found).toMatchObject({
    consequence: "guard lost",
    direction: "weaker",
    before: "TLS 1.2 or newer (ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09)",
    after: "TLS 1.0 or newer (ELBSecurityPolicy-2016-08)",
    says: ["ssl_policy"],
  });
  expect(found?.meaning).toBe(
    "Clients may use TLS 1.0; they cannot use TLS 1.3 any more; they may use RSA key exchange and SHA-1, without forward secrecy; they lose post-quantum key exchange.",
  );
});

test("of a first apply a page says which requests reach the application", () => {
  expect(reviewOfCase("60", [transport]).findings.filter(({ rule }) => rule !== "not-understood")).toEqual([
    expect.objectContaining({
      consequence: "exposure",
      direction: "neutral",
      part: "host app.example.com",
      rule: "listener-rule",
    }),
  ]);
});

const flipped = (line: string): string =>
  line.replace(/, (weaker|stronger)/, (_, was) => (was === "weaker" ? ", stronger" : ", weaker"));

test.each([
  [
    "a listener that forwards instead of sending to HTTPS",
    { protocol: "HTTP", port: 80, default_action: redirect },
    { protocol: "HTTP", port: 80, default_action: forward },
    [
      "exposure, weaker: listener https, requests without TLS: HTTP 80: redirect to HTTPS → HTTP 80: forward to arn:group",
    ],
  ],
  [
    "an application that is forwarded to instead of refused",
    {},
    { default_action: forward },
    [
      "exposure, weaker: listener https, default action: answer 404 → forward to arn:group",
      "downtime, stronger: listener https, default action: answer 404 → forward to arn:group",
    ],
  ],
  [
    "a sign-in that is no longer asked for",
    { default_action: [{ type: "authenticate-cognito", authenticate_cognito: [{}] }, ...forward] },
    { default_action: forward },
    [
      "exposure, weaker: listener https, default action: sign in by Cognito, then forward to arn:group → forward to arn:group",
    ],
  ],
  [
    "a sign-in that may be left out",
    { default_action: [{ type: "authenticate-oidc", authenticate_oidc: [{}] }, ...forward] },
    {
      default_action: [
        { type: "authenticate-oidc", authenticate_oidc: [{ on_unauthenticated_request: "allow" }] },
        ...forward,
      ],
    },
    [
      "exposure, weaker: listener https, default action: sign in by OIDC, then forward to arn:group → sign in by OIDC where wanted, then forward to arn:group",
    ],
  ],
  [
    "client certificates that are no longer verified",
    { mutual_authentication: [{ mode: "verify", trust_store_arn: "arn:store" }] },
    { mutual_authentication: [{ mode: "off" }] },
    ["exposure, weaker: listener https, client certificates: verify → off"],
  ],
  [
    "a shorter Strict-Transport-Security",
    { routing_http_response_strict_transport_security_header_value: "max-age=31536000; includeSubDomains" },
    { routing_http_response_strict_transport_security_header_value: "max-age=300; includeSubDomains" },
    [
      "guard lost, weaker: listener https, Strict-Transport-Security: max-age=31536000; includeSubDomains → max-age=300; includeSubDomains",
    ],
  ],
  [
    "a header that browsers no longer get",
    { routing_http_response_x_frame_options_header_value: "DENY" },
    {},
    ["guard lost, weaker: listener https, X-Frame-Options: DENY → none"],
  ],
  [
    "any site's scripts that may read the answers",
    { routing_http_response_access_control_allow_origin_header_value: "https://a.example" },
    { routing_http_response_access_control_allow_origin_header_value: "*" },
    ["exposure, weaker: listener https, Access-Control-Allow-Origin: https://a.example → *"],
  ],
])("%s is a weakening, and the inverse a strengthening", (_what, before, after, lines) => {
  expect(linesOf(listener(before, after))).toEqual(lines);
  expect(linesOf(listener(after, before)).map((line) => line.split(":")[0])).toEqual(
    lines.map((line) => flipped(line).split(":")[0]),
  );
});

test("a listener that no longer ends TLS exposes what its rules forward to", () => {
  const rule = { listener_arn: "arn:listener", action: forward, condition: [], priority: 1 };
  const rules: PlannedResource = { address: "aws_lb_listener_rule.app", before: rule, after: rule };
  const [before, after] = [{}, { protocol: "HTTP", ssl_policy: null, certificate_arn: null }];
  expect(linesOf(listener(before, after), rules)).toEqual([
    "exposure, weaker: listener https, requests without TLS: HTTPS 443: answer 404; rules forward → HTTP 443: answer 404; rules forward",
  ]);
  expect(linesOf(listener(before, after))).toEqual(["guard lost, weaker: listener https, protocol: HTTPS → HTTP"]);
});

test("a policy that the table does not have cannot be judged", () => {
  expect(linesOf(listener({}, { ssl_policy: "ELBSecurityPolicy-TLS14-1-0-2030-01" }))).toEqual([
    "guard lost, cannot tell: listener https, TLS policy: TLS 1.2 or newer (ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09) → ELBSecurityPolicy-TLS14-1-0-2030-01",
  ]);
});

test("a policy that is known after apply is not reviewable", () => {
  const { ssl_policy: _, ...rest } = https;
  const resource = { address: "aws_lb_listener.https", before: https, after: rest, unknown: { ssl_policy: true } };
  expect(linesOf(resource)).toEqual([
    "not reviewable, cannot tell: listener https, TLS policy: nothing → known after apply",
  ]);
});

test("the two ways to name one target group, and what state keeps of an unset block, say nothing", () => {
  const other = [
    {
      type: "forward",
      target_group_arn: "",
      forward: [{ target_group: [{ arn: "arn:group", weight: 1 }], stickiness: [{ enabled: false, duration: 0 }] }],
      authenticate_oidc: [],
      redirect: [],
    },
  ];
  expect(linesOf(listener({ default_action: forward, alpn_policy: "" }, { default_action: other }))).toEqual([]);
});

test("a listener that is replaced with its load balancer, and whose target group is too, still means the same", () => {
  const group = { arn: "arn:group", name: "web" };
  const plan = planOf([
    {
      address: "aws_lb_target_group.web",
      before: group,
      after: { name: "web" },
      unknown: { arn: true },
      actions: ["create", "delete"],
    },
    {
      address: "aws_lb_listener.https",
      before: { ...https, default_action: forward },
      after: { ...https, arn: undefined, default_action: [{ type: "forward" }] },
      unknown: {
        arn: true,
        default_action: [{ target_group_arn: true, order: true }],
        routing_http_response_x_frame_options_header_value: true,
      },
      actions: ["delete", "create"],
      references: { "default_action.target_group_arn": ["aws_lb_target_group.web.arn", "aws_lb_target_group.web"] },
    },
  ]);
  expect(findIn(transport, plan).map(lineOf)).toEqual([]);
});

test("a certificate for fewer names ends connections to those that it loses", () => {
  const certificate = (id: string, names: readonly string[]): PlannedResource => {
    const value = { arn: id, id, domain_name: names[0], subject_alternative_names: names };
    return { address: `aws_acm_certificate.${id}`, before: value, after: value };
  };
  expect(
    linesOf(
      certificate("one", ["app.example.com", "www.example.com"]),
      certificate("two", ["app.example.com"]),
      listener({ certificate_arn: "one" }, { certificate_arn: "two" }),
    ),
  ).toEqual(["downtime, weaker: listener https, certificate: app.example.com, www.example.com → app.example.com"]);
});

test("a listener that is removed refuses connections", () => {
  expect(linesOf(listener({}, undefined))).toEqual(["downtime, weaker: listener https, HTTPS 443: listens → nothing"]);
});

test("a new listener that forwards without TLS, or begins with a broken version, is a weakening", () => {
  expect(linesOf(listener(undefined, { protocol: "HTTP", port: 80, default_action: forward }))).toEqual([
    "downtime, stronger: listener https, HTTP 80: nothing → listens",
    "exposure, weaker: listener https, requests without TLS: nothing → HTTP 80: forward to arn:group",
  ]);
  expect(linesOf(listener(undefined, { ssl_policy: "ELBSecurityPolicy-2016-08" }))).toContain(
    "guard lost, weaker: listener https, TLS policy: nothing → ELBSecurityPolicy-2016-08",
  );
});

test("a target group that is known after apply only is not reviewable", () => {
  const before = { ...https, default_action: forward };
  const after = { ...https, default_action: [{ type: "forward" }] };
  const unknown = { default_action: [{ target_group_arn: true }] };
  expect(linesOf({ address: "aws_lb_listener.https", before, after, unknown })).toEqual([
    "not reviewable, cannot tell: listener https, default action: forward to arn:group → forward to a target group known after apply",
  ]);
});

test("a fixed answer with another text is neither better nor worse", () => {
  const answer = (message_body: string): object => ({
    default_action: [{ type: "fixed-response", fixed_response: [{ status_code: "404", message_body }] }],
  });
  expect(linesOf(listener(answer("a"), answer("b")))).toEqual([
    "other, neutral: listener https, default action: answer 404 → answer 404, with other settings",
  ]);
});
