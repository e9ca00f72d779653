import type { PolicyStatement } from "../../shared/policy-document";

export interface HeaderStatementsProps {
  /** The pattern sets of firewalls that check the header. @default only functions check it */
  readonly patternSetArns?: readonly string[];
  /** @default the value is in no key value store */
  readonly keyValueStoreArn?: string;
  /** Distributions whose origins have the value, each with the web ACL in front of it. @default none */
  readonly distributions?: readonly { readonly arn: string; readonly webAclArn: string }[];
  /** VPC origins that those distributions may also have. @default none */
  readonly vpcOriginArns?: readonly string[];
}

/**
 * What the rotation function may change besides the secret: the values that the firewall accepts, and the value that
 * CloudFront sends. It may change no web ACL, and no rule of one.
 */
export function headerStatements(props: HeaderStatementsProps): PolicyStatement[] {
  const { patternSetArns = [], keyValueStoreArn, distributions = [], vpcOriginArns = [] } = props;
  return [
    ...(patternSetArns.length === 0
      ? []
      : [
          {
            sid: "ReplaceAcceptedValues",
            actions: ["wafv2:GetRegexPatternSet", "wafv2:UpdateRegexPatternSet"],
            resources: patternSetArns,
          },
        ]),
    ...(keyValueStoreArn === undefined
      ? []
      : [
          {
            sid: "ReplaceSentValue",
            actions: [
              "cloudfront-keyvaluestore:DescribeKeyValueStore",
              "cloudfront-keyvaluestore:GetKey",
              "cloudfront-keyvaluestore:PutKey",
            ],
            resources: [keyValueStoreArn],
          },
        ]),
    ...(distributions.length === 0
      ? []
      : [
          {
            sid: "ReplaceSentHeader",
            actions: ["cloudfront:GetDistribution", "cloudfront:UpdateDistribution"],
            resources: distributions.map(({ arn }) => arn),
          },
          // To name a web ACL, even the distribution's own, CloudFront demands the right to read it (aws/aws-sdk-java#2901).
          {
            sid: "NameTheSameFirewall",
            actions: ["wafv2:GetWebACL"],
            resources: distributions.map(({ webAclArn }) => webAclArn),
          },
        ]),
    // An update writes it whole. Service Authorization Reference, "Actions, resources, and condition keys for Amazon
    // CloudFront": operations on a distribution that has a VPC origin, such as CopyDistribution, also read that origin.
    ...(distributions.length === 0 || vpcOriginArns.length === 0
      ? []
      : [{ sid: "NameTheSameVpcOrigin", actions: ["cloudfront:GetVpcOrigin"], resources: vpcOriginArns }]),
  ];
}
