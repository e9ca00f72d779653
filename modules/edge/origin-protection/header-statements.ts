import type { PolicyStatement } from "../../shared/policy-document";

export interface HeaderStatementsProps {
  /** Of firewalls that ask. @default functions alone ask */
  readonly patternSetArns?: readonly string[];
  /** @default the value is in no key value store */
  readonly keyValueStoreArn?: string;
  /** Whose origins have the value, each with the web ACL in front of it. @default none */
  readonly distributions?: readonly { readonly arn: string; readonly webAclArn: string }[];
  /** VPC origins that those distributions may have beside. @default none */
  readonly vpcOriginArns?: readonly string[];
}

/**
 * What the rotation function may touch beside the secret: the values that the firewall accepts, and the one that CloudFront
 * sends; no web ACL, and no rule of one.
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
          // CloudFront lets nobody name a web ACL, not even the one that a distribution has, who may not read it (aws/aws-sdk-java#2901).
          {
            sid: "NameTheSameFirewall",
            actions: ["wafv2:GetWebACL"],
            resources: distributions.map(({ webAclArn }) => webAclArn),
          },
        ]),
    // A distribution is written whole. Service Authorization Reference, "Actions, resources, and condition keys for Amazon
    // CloudFront": operations on a distribution that has a VPC origin, such as CopyDistribution, read that origin too.
    ...(distributions.length === 0 || vpcOriginArns.length === 0
      ? []
      : [{ sid: "NameTheSameVpcOrigin", actions: ["cloudfront:GetVpcOrigin"], resources: vpcOriginArns }]),
  ];
}
