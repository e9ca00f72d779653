import { transport } from "../../../../../tools/review/areas/transport";
import { type PlannedResource, findIn, lineOf, planOf } from "../../../../support/plans";

type Values = Readonly<Record<string, unknown>>;

const forward = (arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/1"): Values => ({
  type: "forward",
  target_group_arn: arn,
});
const elsewhere = "arn:aws:elasticloadbalancing:eu-west-1:999988887777:targetgroup/web/1";
const redirect = (redirect: Values): Values => ({
  type: "redirect",
  redirect: [{ status_code: "HTTP_301", ...redirect }],
});
const answer: Values = { type: "fixed-response", fixed_response: [{ status_code: "503" }] };
const oidc = (values: Values): Values => ({
  type: "authenticate-oidc",
  authenticate_oidc: [{ issuer: "https://id.example.com", client_id: "app", ...values }],
});

const listener: PlannedResource = {
  address: "aws_lb_listener.web",
  before: { arn: "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/web/1/2", protocol: "HTTP" },
  after: { arn: "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/web/1/2", protocol: "HTTP" },
};
const ruleWith = (action: readonly Values[], rest: Values = {}): Values => ({
  listener_arn: "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/web/1/2",
  priority: 1,
  condition: [{ path_pattern: [{ values: ["/*"] }] }],
  action,
  ...rest,
});
const linesOf = (before: Values | undefined, after: Values | undefined, ...others: readonly PlannedResource[]) =>
  findIn(
    transport,
    planOf([
      { address: "aws_lb_listener_rule.r", ...(before && { before }), ...(after && { after }) },
      listener,
      ...others,
    ]),
  ).map((one) => lineOf(one).replace("listener rule r, rule for path /*: ", ""));
const changed = (before: readonly Values[], after: readonly Values[], ...others: readonly PlannedResource[]) =>
  linesOf(ruleWith(before), ruleWith(after), ...others);
const arrows = (lines: readonly string[]): readonly string[] => lines.map((line) => line.split(": ")[0] ?? "");

const evil = redirect({ protocol: "HTTPS", port: "443", host: "evil.example.net" });
const group = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/1";

test("visitors who are sent to a host of others are exposed, and those who come back are not", () => {
  expect(changed([forward()], [evil])).toEqual([
    `exposure, weaker: forward to ${group} → redirect to HTTPS evil.example.net`,
    `exposure, stronger: forward to ${group} → redirect to HTTPS evil.example.net`,
  ]);
  expect(arrows(changed([evil], [forward()]))).toEqual(["exposure, stronger", "exposure, weaker"]);
  const toHttps = redirect({ protocol: "HTTPS", port: "443" });
  expect(changed([toHttps], [evil])).toEqual([
    "exposure, weaker: redirect to HTTPS → redirect to HTTPS evil.example.net",
  ]);
  expect(linesOf(undefined, ruleWith([evil])).map((line) => line.split(": ")[0])).toEqual([
    "exposure, stronger",
    "exposure, weaker",
  ]);
});

test("a host that the plans have is no host of others", () => {
  const record = { name: "www.example.com", type: "A", zone_id: "Z" };
  const own = redirect({ protocol: "HTTPS", port: "443", host: "WWW.example.com" });
  expect(changed([forward()], [own], { address: "aws_route53_record.www", before: record, after: record })).toEqual([
    `exposure, stronger: forward to ${group} → redirect to HTTPS www.example.com`,
    `downtime, weaker: forward to ${group} → redirect to HTTPS www.example.com`,
  ]);
});

test("an application that is answered for is away, and no longer reached", () => {
  expect(arrows(changed([forward()], [answer]))).toEqual(["exposure, stronger", "downtime, weaker"]);
  expect(arrows(changed([answer], [forward()]))).toEqual(["exposure, weaker", "downtime, stronger"]);
});

test("targets of another account get the requests of users", () => {
  expect(changed([forward()], [forward(elsewhere)])).toEqual([
    `exposure, weaker: forward to ${group} → forward to ${elsewhere}`,
  ]);
  expect(arrows(changed([forward(elsewhere)], [forward()]))).toEqual(["exposure, stronger"]);
});

test.each<[string, Values, Values, readonly string[]]>([
  [
    "clients that stay without TLS",
    { protocol: "HTTPS", port: "443" },
    { protocol: "#{protocol}", path: "/new" },
    ["exposure, weaker: redirect to HTTPS → redirect to the same protocol, path /new"],
  ],
  [
    "a path that is lost",
    { protocol: "HTTPS", port: "443" },
    { protocol: "HTTPS", port: "443", path: "/" },
    ["downtime, cannot tell: redirect to HTTPS → redirect to HTTPS, path /"],
  ],
  [
    "another port",
    { protocol: "HTTPS", port: "443" },
    { protocol: "HTTPS" },
    ["downtime, cannot tell: redirect to HTTPS → redirect to HTTPS on the same port"],
  ],
  [
    "a redirect for now",
    { protocol: "HTTPS", port: "443" },
    { protocol: "HTTPS", port: "443", status_code: "HTTP_302" },
    ["other, neutral: redirect to HTTPS → redirect (302) to HTTPS"],
  ],
  [
    "what is written as AWS takes it",
    { protocol: "HTTPS", port: "443" },
    { protocol: "HTTPS", port: "443", host: "#{host}", path: "/#{path}", query: "#{query}" },
    [],
  ],
])("of a redirect, %s", (_, before, after, lines) => {
  expect(changed([redirect(before)], [redirect(after)])).toEqual(lines);
});

test("whoever says who may sign in decides who gets to the application", () => {
  const [before, after] = [oidc({}), oidc({ issuer: "https://id.example.net" })];
  expect(changed([before, forward()], [after, forward()])).toEqual([
    "exposure, cannot tell: listener rule r, rule for path /*, identity provider: issuer https://id.example.com → issuer https://id.example.net",
  ]);
});

test("a session that lasts longer is weaker, another secret must be known, and a target beside is said", () => {
  const [before, after] = [oidc({ session_timeout: 3600 }), oidc({ client_secret: "two" })];
  expect(changed([before, forward()], [after, forward("arn:other")])).toEqual([
    `downtime, cannot tell: sign in by OIDC, then forward to ${group} → sign in by OIDC, then forward to arn:other`,
    "guard lost, weaker: listener rule r, rule for path /*, session: 3600 → 604800",
    "downtime, cannot tell: listener rule r, rule for path /*, client secret: none → a secret",
  ]);
});

test("which target group a client stays with is neither better nor worse", () => {
  const weighed = (enabled: boolean): Values => ({
    type: "forward",
    forward: [
      {
        target_group: [
          { arn: "a", weight: 1 },
          { arn: "b", weight: 1 },
        ],
        stickiness: [{ enabled, duration: 60 }],
      },
    ],
  });
  expect(changed([weighed(false)], [weighed(true)])).toEqual([
    "other, neutral: forward to a (weight 1) and b (weight 1) → forward to a (weight 1) and b (weight 1), with other settings",
  ]);
});
