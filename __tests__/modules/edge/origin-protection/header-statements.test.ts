import { headerStatements } from "../../../../modules/edge/origin-protection/header-statements";

const patternSet = "arn:aws:wafv2:eu-west-1:111122223333:regional/regexpatternset/api/1";
const store = "arn:aws:cloudfront::111122223333:key-value-store/1";
const distribution = "arn:aws:cloudfront::111122223333:distribution/E1";
const webAcl = "arn:aws:wafv2:us-east-1:111122223333:global/webacl/edge/1";
const actionsOf = (...props: Parameters<typeof headerStatements>) =>
  headerStatements(...props).map(({ actions, resources }) => [actions, resources]);
const accepted = [["wafv2:GetRegexPatternSet", "wafv2:UpdateRegexPatternSet"], [patternSet]];

test("may change the accepted values and the sent value, and no web ACL", () => {
  expect(actionsOf({ patternSetArns: [patternSet], keyValueStoreArn: store })).toEqual([
    accepted,
    [
      [
        "cloudfront-keyvaluestore:DescribeKeyValueStore",
        "cloudfront-keyvaluestore:GetKey",
        "cloudfront-keyvaluestore:PutKey",
      ],
      [store],
    ],
  ]);
});

test("may update a distribution only if the distribution has the header, and name its web ACL", () => {
  const distributions = [{ arn: distribution, webAclArn: webAcl }];
  expect(actionsOf({ patternSetArns: [patternSet], distributions })).toEqual([
    accepted,
    [["cloudfront:GetDistribution", "cloudfront:UpdateDistribution"], [distribution]],
    [["wafv2:GetWebACL"], [webAcl]],
  ]);
});

test("names the VPC origins of a distribution that it updates, and reads no VPC origin if it updates no distribution", () => {
  const vpcOriginArns = ["arn:aws:cloudfront::111122223333:vpcorigin/*"];
  const distributions = [{ arn: distribution, webAclArn: webAcl }];
  expect(actionsOf({ distributions, vpcOriginArns })).toContainEqual([["cloudfront:GetVpcOrigin"], vpcOriginArns]);
  expect(actionsOf({ keyValueStoreArn: store, vpcOriginArns })).toHaveLength(1);
});
