import { Distribution, type DistributionProps } from "../../../../modules/edge/cloudfront/distribution";
import { originConfig, type Origin } from "../../../../modules/edge/cloudfront/origin";
import { type Block, synthesizeModule, type TerraformJson } from "../../../support/synthesize";

const base: DistributionProps = {
  description: "The REST API of test",
  origins: [{ kind: "custom", id: "api", domainName: "origin.example.com" }],
  defaultBehavior: { kind: "dynamic", originId: "api" },
  webAclArn: "arn:aws:wafv2:us-east-1:111122223333:global/webacl/edge/1",
  responseHeadersPolicyId: "headers",
};

const distributionOf = (props: Partial<DistributionProps> = {}) =>
  synthesizeModule((stack) => {
    new Distribution(stack, "api", { ...base, ...props });
  }).resource["aws_cloudfront_distribution"]?.["api_distribution"];

test("speaks HTTP/2 and 3 over IPv4 and IPv6, behind its web ACL, and waits until it is everywhere", () => {
  const { origin, default_cache_behavior, ...rest } = distributionOf();
  expect(origin).toHaveLength(1);
  expect(default_cache_behavior).toMatchObject({ target_origin_id: "api", response_headers_policy_id: "headers" });
  expect(rest).toEqual({
    comment: "The REST API of test",
    enabled: true,
    http_version: "http2and3",
    is_ipv6_enabled: true,
    price_class: "PriceClass_All",
    wait_for_deployment: true,
    web_acl_id: "arn:aws:wafv2:us-east-1:111122223333:global/webacl/edge/1",
    ordered_cache_behavior: [],
    custom_error_response: [],
    restrictions: { geo_restriction: { restriction_type: "none", locations: [] } },
    viewer_certificate: { cloudfront_default_certificate: true },
  });
});

test("under a domain name it accepts TLS 1.2 or newer", () => {
  const domain = { names: ["api.example.com"], certificateArn: "arn:aws:acm:us-east-1:1:certificate/1" } as const;
  expect(distributionOf({ domain })).toMatchObject({
    aliases: ["api.example.com"],
    viewer_certificate: {
      acm_certificate_arn: "arn:aws:acm:us-east-1:1:certificate/1",
      ssl_support_method: "sni-only",
      minimum_protocol_version: "TLSv1.2_2021",
    },
  });
});

test.each([
  [{ allow: ["CH", "LI"] }, { restriction_type: "whitelist", locations: ["CH", "LI"] }],
  [{ block: ["KP"] }, { restriction_type: "blacklist", locations: ["KP"] }],
] as const)("answers by country: %j", (countries, geoRestriction) => {
  expect(distributionOf({ countries }).restrictions.geo_restriction).toEqual(geoRestriction);
});

test("paths have behaviours of their own, in the given order, and errors have pages", () => {
  const distribution = distributionOf({
    origins: [base.origins[0], { kind: "vpc-origin", id: "web", domainName: "app.example.com", vpcOriginId: "vo_1" }],
    behaviors: [
      { kind: "static", originId: "web", pathPattern: "/static/*" },
      { kind: "dynamic", originId: "web", pathPattern: "/app/*" },
    ],
    errorPages: [{ status: 503, path: "/static/503.html" }],
    priceClass: "PriceClass_100",
    waitForDeployment: false,
  });
  const behaviors = distribution.ordered_cache_behavior as { path_pattern: string; target_origin_id: string }[];
  expect(behaviors.map((one) => [one.path_pattern, one.target_origin_id])).toEqual([
    ["/static/*", "web"],
    ["/app/*", "web"],
  ]);
  expect(distribution.custom_error_response).toEqual([
    { error_code: 503, response_code: 503, response_page_path: "/static/503.html", error_caching_min_ttl: 0 },
  ]);
  expect(distribution).toMatchObject({ price_class: "PriceClass_100", wait_for_deployment: false });
});

describe("origins into which a rotation writes", () => {
  const writtenTo = (origin: Partial<DistributionProps["origins"][0]>) =>
    synthesizeModule((stack) => {
      new Distribution(stack, "api", {
        ...base,
        origins: [{ ...base.origins[0], ...origin } as DistributionProps["origins"][0]],
        rotationWritesOrigins: true,
      });
    }) as TerraformJson & { readonly locals: Readonly<Record<string, unknown>> };
  const told = (origin: Partial<DistributionProps["origins"][0]>) =>
    JSON.stringify(writtenTo(origin).locals["api_api_origin"]);

  test("have an id that behaviours use, and that changes with every attribute that Terraform writes", () => {
    const { resource, locals } = writtenTo({});
    expect(locals).toEqual({
      api_api_id: '${join("-", ["api", substr(sha256(jsonencode(local.api_api_origin)), 0, 12)])}',
      api_api_origin: originConfig(base.origins[0] as Origin),
    });
    expect(resource["aws_cloudfront_distribution"]?.["api_distribution"]).toMatchObject({
      origin: [{ origin_id: "${local.api_api_id}", domain_name: "origin.example.com" }],
      default_cache_behavior: { target_origin_id: "${local.api_api_id}" },
    });
    const others = [{ domainName: "two.example.com" }, { path: "/Dev" }, { readTimeoutSeconds: 31 }].map(told);
    expect(new Set([told({}), ...others]).size).toBe(4);
  });

  test("are left to the rotation, and a plan that would lose an edit fails", () => {
    const { lifecycle } = writtenTo({}).resource["aws_cloudfront_distribution"]?.["api_distribution"] as Block;
    expect(lifecycle).toEqual({
      ignore_changes: ["origin"],
      postcondition: [
        {
          condition:
            "${length(setsubtract(concat(self.default_cache_behavior[*].target_origin_id, self.ordered_cache_behavior[*].target_origin_id), self.origin[*].origin_id)) == 0}",
          error_message: expect.stringContaining(
            "terraform apply -replace=aws_cloudfront_distribution.api_distribution",
          ) as string,
        },
      ],
    });
    expect(distributionOf()).not.toHaveProperty("lifecycle");
  });
});

test("reports all faults at once", () => {
  const build = () =>
    distributionOf({
      description: "x".repeat(129),
      origins: [base.origins[0], base.origins[0]],
      behaviors: [{ kind: "static", originId: "nowhere", pathPattern: "static" }],
    });
  const place = `distribution "${"x".repeat(129)}"`;
  expect(build).toThrow(`${place} has two origins of the id "api"; give each origin its own id`);
  expect(build).toThrow(`${place} has a behaviour for the origin "nowhere"; give one of api, api`);
  expect(build).toThrow(`${place} has a behaviour for "static"; begin the pattern with /`);
  expect(build).toThrow(`${place} has a description of 129 characters; give at most 128`);
});
