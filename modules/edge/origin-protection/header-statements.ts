import type { PolicyStatement } from "../../shared/policy-document";

export interface HeaderStatementsProps {
  /** Of firewalls that ask. @default functions alone ask */
  readonly patternSetArns?: readonly string[];
  /** @default the value is in no key value store */
  readonly keyValueStoreArn?: string;
  /** Distributions whose origins have the value. @default none */
  readonly distributionArns?: readonly string[];
}

/**
 * What the rotation function may touch beside the secret: the values that the firewall accepts, and the one that CloudFront
 * sends; no web ACL, and no rule of one (row B16).
 */
export function headerStatements(props: HeaderStatementsProps): PolicyStatement[] {
  const { patternSetArns = [], keyValueStoreArn, distributionArns = [] } = props;
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
    ...(distributionArns.length === 0
      ? []
      : [
          {
            sid: "ReplaceSentHeader",
            actions: ["cloudfront:GetDistribution", "cloudfront:UpdateDistribution"],
            resources: distributionArns,
          },
        ]),
  ];
}
