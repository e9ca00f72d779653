import { cloudfront } from "../../tools/review/areas/cloudfront";
import type { Finding } from "../../tools/review/finding";
import { type PlannedResource, findIn, lineOf, planOf } from "./plans";

type Values = Readonly<Record<string, unknown>>;

/** A behavior as the product makes one. */
export const behavior: Values = {
  allowed_methods: ["GET", "HEAD", "OPTIONS"],
  cached_methods: ["GET", "HEAD"],
  cache_policy_id: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  origin_request_policy_id: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
  response_headers_policy_id: "headers",
  target_origin_id: "web",
  viewer_protocol_policy: "redirect-to-https",
  function_association: [],
  trusted_key_groups: [],
};

/** An origin on the internet. */
export const origin: Values = {
  origin_id: "web",
  domain_name: "origin.example.com",
  custom_header: [],
  custom_origin_config: [
    { http_port: 80, https_port: 443, origin_protocol_policy: "https-only", origin_ssl_protocols: ["TLSv1.2"] },
  ],
};

/** A distribution as Terraform plans one. */
export const distribution: Values = {
  id: "E1",
  comment: "web",
  aliases: ["app.example.com"],
  enabled: true,
  default_cache_behavior: [behavior],
  ordered_cache_behavior: [],
  origin: [origin],
  restrictions: [{ geo_restriction: [{ restriction_type: "none", locations: [] }] }],
  viewer_certificate: [{ acm_certificate_arn: "cert", minimum_protocol_version: "TLSv1.2_2021" }],
};

/** A change of the distribution; a side that is left out is not there. */
export const planned = (before: Values | undefined, after: Values | undefined): PlannedResource => ({
  address: "aws_cloudfront_distribution.web",
  ...(before && { before: { ...distribution, ...before } }),
  ...(after && { after: { ...distribution, ...after } }),
});

/** What the area finds in resources. */
export const found = (...resources: readonly PlannedResource[]): readonly Finding[] =>
  findIn(cloudfront, planOf(resources));

/** The same as lines, without the name of the distribution. */
export const linesOf = (...resources: readonly PlannedResource[]): readonly string[] =>
  found(...resources).map((one) => lineOf(one).replace("CloudFront distribution app.example.com, ", ""));
