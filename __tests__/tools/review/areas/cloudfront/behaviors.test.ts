import { behavior, found, linesOf, origin, planned } from "../../../../support/distributions";

type Values = Readonly<Record<string, unknown>>;
const withDefault = (values: Values): Values => ({ default_cache_behavior: [{ ...behavior, ...values }] });
const ordered = (...list: readonly Values[]): Values => ({
  ordered_cache_behavior: list.map((one) => ({ ...behavior, ...one })),
});

test.each<[string, Values, Values, readonly string[]]>([
  [
    "TLS for viewers",
    {},
    { viewer_protocol_policy: "allow-all" },
    ["exposure, weaker: default behavior, viewer protocol: redirect-to-https → allow-all"],
  ],
  [
    "answers that nobody keeps",
    {},
    { cache_policy_id: "658327ea-f89d-4fab-a63d-7e88639e58f6" },
    ["exposure, weaker: default behavior, cache policy: CachingDisabled → CachingOptimized"],
  ],
  [
    "headers for browsers",
    {},
    { response_headers_policy_id: "" },
    ["guard lost, weaker: default behavior, response headers policy: headers → none"],
  ],
  [
    "a function that sees requests",
    { function_association: [{ event_type: "viewer-request", function_arn: "arn:check" }] },
    { function_association: [] },
    ["guard lost, weaker: default behavior, function at viewer-request: arn:check → none"],
  ],
  [
    "signatures that open the paths",
    { trusted_key_groups: ["group"] },
    { trusted_key_groups: [] },
    ["exposure, weaker: default behavior, signed requests: group → not asked for"],
  ],
  [
    "encryption of fields",
    { field_level_encryption_id: "fle" },
    {},
    ["guard lost, weaker: default behavior, field-level encryption: fle → none"],
  ],
])("%s, lost, is a weakening, and the inverse a strengthening", (_what, before, after, lines) => {
  expect(linesOf(planned(withDefault(before), withDefault(after)))).toEqual(lines);
  expect(linesOf(planned(withDefault(after), withDefault(before))).map((line) => line.split(":")[0])).toEqual(
    lines.map((line) => line.replace(", weaker", ", stronger").split(":")[0]),
  );
});

test("methods that write are an exposure when the origin gets them, and downtime when CloudFront refuses them", () => {
  const writes = { allowed_methods: ["GET", "HEAD", "OPTIONS", "POST"] };
  expect(linesOf(planned(withDefault({}), withDefault(writes)))).toEqual([
    "exposure, weaker: default behavior, allowed methods: GET, HEAD, OPTIONS → GET, HEAD, OPTIONS, POST",
    "downtime, stronger: default behavior, allowed methods: GET, HEAD, OPTIONS → GET, HEAD, OPTIONS, POST",
  ]);
  expect(linesOf(planned(withDefault(writes), withDefault({})))).toEqual([
    "exposure, stronger: default behavior, allowed methods: GET, HEAD, OPTIONS, POST → GET, HEAD, OPTIONS",
    "downtime, weaker: default behavior, allowed methods: GET, HEAD, OPTIONS, POST → GET, HEAD, OPTIONS",
  ]);
});

test("a cache that gets answers for one user says whose answers leak", () => {
  const [one] = found(
    planned(withDefault({}), withDefault({ cache_policy_id: "658327ea-f89d-4fab-a63d-7e88639e58f6" })),
  );
  expect(one?.meaning).toBe(
    "Answers are kept and given to other viewers: what one signed-in user is answered, another one gets.",
  );
});

test("an origin that a cache begins to tell who asks is an exposure", () => {
  const cached = { cache_policy_id: "658327ea-f89d-4fab-a63d-7e88639e58f6" };
  expect(linesOf(planned(withDefault({ ...cached, origin_request_policy_id: null }), withDefault(cached)))).toEqual([
    "exposure, weaker: default behavior, origin request policy: none → AllViewerExceptHostHeader",
    "downtime, cannot tell: default behavior, origin request policy: none → AllViewerExceptHostHeader",
  ]);
});

test("a new pattern is compared with the behavior that took its paths before", () => {
  expect(linesOf(planned({}, ordered({ path_pattern: "/public/*", viewer_protocol_policy: "allow-all" })))).toEqual([
    "exposure, weaker: path /public/*, viewer protocol: redirect-to-https → allow-all",
  ]);
  expect(linesOf(planned({}, ordered({ path_pattern: "/public/*" })))).toEqual([]);
});

test("a pattern that is removed leaves its paths to the next one that matches", () => {
  const api = { path_pattern: "/api/*", trusted_key_groups: ["group"] };
  expect(linesOf(planned(ordered(api), {}))).toEqual([
    "exposure, weaker: path /api/*, signed requests: group → not asked for",
  ]);
});

test("a wider pattern that comes to stand before takes the paths of the ones behind", () => {
  const api = { path_pattern: "/api/*", trusted_key_groups: ["group"] };
  const all = { path_pattern: "/a*" };
  const [line, ...others] = found(planned(ordered(api), ordered(all, api)));
  expect(others).toEqual([]);
  expect(line).toMatchObject({ direction: "weaker", part: "path /api/*, signed requests" });
  expect(line?.says).toEqual([
    "ordered_cache_behavior[/a*].trusted_key_groups",
    "ordered_cache_behavior[/a*].trusted_signers",
    "ordered_cache_behavior[/api/*]",
    "ordered_cache_behavior[/a*]",
    "ordered_cache_behavior (order)",
  ]);
});

test("the order of patterns decides for paths that both match, and for no others", () => {
  const [api, images] = [{ path_pattern: "/api/*", trusted_key_groups: ["group"] }, { path_pattern: "*.jpg" }];
  expect(linesOf(planned(ordered(api, images), ordered(images, api)))).toEqual([
    "exposure, weaker: paths of both /api/* and *.jpg, signed requests: group → not asked for",
  ]);
  const other = { path_pattern: "/static/*" };
  expect(linesOf(planned(ordered(api, other), ordered(other, api)))).toEqual([]);
});

test("another origin is said with its host, and the same origin under another id is not", () => {
  const other = { ...origin, origin_id: "other", domain_name: "other.example.com" };
  const both = { origin: [origin, other] };
  expect(
    linesOf(planned({ ...both, ...withDefault({}) }, { ...both, ...withDefault({ target_origin_id: "other" }) })),
  ).toEqual(["exposure, cannot tell: default behavior, origin: web (origin.example.com) → other (other.example.com)"]);
  const renamed = { origin: [{ ...origin, origin_id: "new" }], ...withDefault({ target_origin_id: "new" }) };
  expect(found(planned({}, renamed)).map(({ rule, direction }) => `${rule} ${direction}`)).toEqual([
    "origin neutral",
    "origin neutral",
  ]);
});

test("a policy or function that is replaced is still itself", () => {
  const { response_headers_policy_id: _, ...rest } = behavior;
  const policy = { id: "headers", name: "web", security_headers_config: [] };
  expect(
    linesOf(
      {
        address: "aws_cloudfront_response_headers_policy.web",
        before: policy,
        after: { name: "web", security_headers_config: [] },
        unknown: { id: true },
        actions: ["create", "delete"],
      },
      {
        ...planned({}, { default_cache_behavior: [rest] }),
        unknown: { default_cache_behavior: [{ response_headers_policy_id: true }] },
        references: {
          "default_cache_behavior.response_headers_policy_id": [
            "aws_cloudfront_response_headers_policy.web.id",
            "aws_cloudfront_response_headers_policy.web",
          ],
        },
      },
    ),
  ).toEqual([]);
});

test("a policy that is known after apply only is not reviewable", () => {
  const { response_headers_policy_id: _, ...rest } = behavior;
  expect(
    linesOf({
      ...planned({}, { default_cache_behavior: [rest] }),
      unknown: { default_cache_behavior: [{ response_headers_policy_id: true }] },
    }),
  ).toEqual(["not reviewable, cannot tell: default behavior, response headers policy: nothing → known after apply"]);
});
