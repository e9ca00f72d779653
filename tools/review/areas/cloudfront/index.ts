import type { Area } from "../../area";
import type { Estate, Resource } from "../../estate";
import type { Finding } from "../../finding";
import { certificateTypes } from "../transport/certificates";
import { Pointing } from "../transport/pointing";
import { accessAttributes, accessFindings } from "./access";
import { behaviorFindings, plainFromStart } from "./behavior-findings";
import { codeFindings, functionAttributes } from "./code";
import { hostFindings } from "./distribution-names";
import { distributionAttributes, distributionSettingFindings } from "./distribution-settings";
import { geoFindings } from "./geo";
import { originFindings } from "./origin-findings";
import { cachePolicyAttributes, cachePolicyFindings, requestPolicyAttributes, requestPolicyFindings } from "./policies";
import { responseHeaderAttributes, responseHeaderFindings } from "./response-headers";
import { viewerCertificateFindings } from "./viewers";

/** What distributions point to. */
const pointedTypes = [
  ...certificateTypes,
  "aws_cloudfront_cache_policy",
  "aws_cloudfront_function",
  "aws_cloudfront_key_group",
  "aws_cloudfront_origin_access_control",
  "aws_cloudfront_origin_request_policy",
  "aws_cloudfront_response_headers_policy",
  "aws_cloudfront_vpc_origin",
  "aws_lambda_function",
  "aws_lb",
  "aws_api_gateway_domain_name",
  "aws_apigatewayv2_domain_name",
];

/** What CloudFront answers, to whom, and how CloudFront gets to the origins. Its web ACL is the firewall's. */
export const cloudfront: Area = {
  name: "cloudfront",
  judges: {
    aws_cloudfront_distribution: distributionAttributes,
    aws_cloudfront_response_headers_policy: responseHeaderAttributes,
    aws_cloudfront_cache_policy: cachePolicyAttributes,
    aws_cloudfront_origin_request_policy: requestPolicyAttributes,
    aws_cloudfront_function: functionAttributes,
    // What is in a store is data, and no resource has the values.
    aws_cloudfront_key_value_store: [],
    ...accessAttributes,
  },
  find: (estate) => {
    const pointing = new Pointing(estate, pointedTypes);
    return [
      ...estate.changed("aws_cloudfront_distribution").flatMap((one) => distributionFindings(estate, pointing, one)),
      ...responseHeaderFindings(estate),
      ...cachePolicyFindings(estate),
      ...requestPolicyFindings(estate),
      ...codeFindings(estate),
      ...accessFindings(estate),
    ];
  },
};

function distributionFindings(estate: Estate, pointing: Pointing, distribution: Resource): readonly Finding[] {
  const isWhole = distribution.before === undefined || distribution.after === undefined;
  return [
    ...hostFindings(distribution),
    ...viewerCertificateFindings(estate, pointing, distribution),
    ...(isWhole
      ? plainFromStart(distribution)
      : [
          ...behaviorFindings(pointing, distribution),
          ...originFindings(pointing, distribution),
          ...geoFindings(distribution),
          ...distributionSettingFindings(distribution),
        ]),
  ];
}
