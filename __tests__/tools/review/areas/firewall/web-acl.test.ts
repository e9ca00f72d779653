import { findingsOf, linesOf, path, rule, webAcl } from "./web-acl-plan";

const protecting = (...keys: readonly string[]) => ({
  data_protection_config: [
    {
      data_protection: [{ action: "SUBSTITUTION", field: [{ field_type: "SINGLE_HEADER", field_keys: keys }] }],
    },
  ],
});
const bodies = (limit: string) => ({
  association_config: [{ request_body: [{ cloudfront: [{ default_size_inspection_limit: limit }] }] }],
});
const seen = (metrics: boolean, samples: boolean) => ({
  visibility_config: [{ metric_name: "web", cloudwatch_metrics_enabled: metrics, sampled_requests_enabled: samples }],
});
const believed = (seconds: number) => ({
  captcha_config: [{ immunity_time_property: [{ immunity_time: seconds }] }],
});

test.each([
  [
    "that lets pass what no rule names",
    { default_action: [{ block: [{}] }] },
    { default_action: [{ allow: [{}] }] },
    ["exposure, weaker: default action: block → allow", "exposure, stronger: default action: allow → block"],
  ],
  [
    "that hides a header no longer",
    protecting("authorization", "cookie"),
    protecting("cookie"),
    [
      "guard lost, weaker: single_header authorization: replaced → shown",
      "guard lost, stronger: single_header authorization: shown → replaced",
    ],
  ],
  [
    "that looks at less of a body",
    bodies("KB_32"),
    {},
    [
      "guard lost, weaker: bodies for cloudfront: 32 KB → 16 KB",
      "guard lost, stronger: bodies for cloudfront: 16 KB → 32 KB",
    ],
  ],
  [
    "without metrics and samples",
    seen(true, true),
    seen(false, false),
    [
      "guard lost, weaker: web ACL web: metrics → no metrics",
      "guard lost, weaker: web ACL web: samples of requests → no samples of requests",
      "guard lost, stronger: web ACL web: no metrics → metrics",
      "guard lost, stronger: web ACL web: no samples of requests → samples of requests",
    ],
  ],
  [
    "that believes a solved CAPTCHA for longer",
    {},
    believed(3600),
    [
      "guard lost, weaker: web ACL web: a solved captcha counts 300 s → a solved captcha counts 3600 s",
      "guard lost, stronger: web ACL web: a solved captcha counts 3600 s → a solved captcha counts 300 s",
    ],
  ],
  [
    "that takes the tokens of another domain",
    { token_domains: ["example.com"] },
    { token_domains: ["example.com", "example.org"] },
    [
      "guard lost, weaker: token domains: nothing → example.org",
      "guard lost, stronger: token domains: example.org → nothing",
    ],
  ],
])("a web ACL %s is weaker, and the way back is stronger", (_, before, after, lines) => {
  expect([...linesOf(webAcl(before, after)), ...linesOf(webAcl(after, before))]).toEqual(lines);
});

test("a header that all headers' protection covers is still hidden", () => {
  expect(linesOf(webAcl(protecting("cookie"), protecting()))).toEqual([
    "guard lost, stronger: single_header: shown → replaced",
  ]);
});

test("another answer for who is blocked is no change of who is", () => {
  const answering = (code: number, content: string) => ({
    custom_response_body: [{ key: "sorry", content, content_type: "TEXT_PLAIN" }],
    rule: [rule(path("/"), { more: { action: [{ block: [{ custom_response: [{ response_code: code }] }] }] } })],
  });
  expect(linesOf(webAcl(answering(403, "no"), answering(429, "later")))).toEqual([
    "other, neutral: rule r: block (403) → block (429)",
    "other, neutral: response bodies",
  ]);
});

test("rules in one text, and another scope, are left to the reader", () => {
  expect(linesOf(webAcl({ rule_json: "[]" }, { rule_json: '[{"Name":"a"}]' }))).toEqual([
    "not reviewable, cannot tell: rule_json",
  ]);
  expect(linesOf(webAcl({ scope: "REGIONAL" }, { scope: "CLOUDFRONT" }))).toEqual([
    "not reviewable, cannot tell: scope",
  ]);
});

test("what is known after apply only cannot be reviewed", () => {
  expect(linesOf({ ...webAcl({ token_domains: ["example.com"] }, {}), unknown: { token_domains: true } })).toEqual([
    "not reviewable, cannot tell: token_domains: nothing → known after apply",
  ]);
});

test("a web ACL that is deleted is a guard that is lost", () => {
  const { before, address } = webAcl({});
  expect(findingsOf({ address, before }).map(({ direction, meaning }) => [direction, meaning])).toEqual([
    ["weaker", "The web ACL is gone; nothing of these plans was behind it."],
  ]);
});
