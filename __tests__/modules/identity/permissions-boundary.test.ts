import { PermissionsBoundary } from "../../../modules/identity/permissions-boundary";
import { synthesizeModule } from "../../support/synthesize";

const policyOf = (rotationWritesDistributions?: boolean) =>
  synthesizeModule((stack) => {
    new PermissionsBoundary(stack, "workload_boundary", {
      name: "prod-identity-boundary",
      environment: "prod",
      region: "eu-west-1",
      accountId: "111122223333",
      ...(rotationWritesDistributions !== undefined && { rotationWritesDistributions }),
    });
  }).resource["aws_iam_policy"]?.["workload_boundary_policy"].policy as string;
const policy = policyOf();

interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
}
const statementsOf = (json: string) => (JSON.parse(json) as { Statement: readonly Statement[] }).Statement;

const list = (value: string | readonly string[] = []) => (typeof value === "string" ? [value] : value);
const matches = (patterns: readonly string[], value: string) =>
  patterns.some((pattern) =>
    new RegExp(`^${pattern.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`).test(value),
  );
/** What IAM would say of a call whose identity policy allows everything. */
const allows = (action: string, resource: string, statements = statementsOf(policy)) => {
  const applies = ({ Action, Resource, NotResource }: Statement) =>
    matches(list(Action), action) &&
    (NotResource === undefined ? matches(list(Resource), resource) : !matches(list(NotResource), resource));
  const applying = statements.filter(applies);
  return applying.some(({ Effect }) => Effect === "Allow") && !applying.some(({ Effect }) => Effect === "Deny");
};
const parameter = (name: string) => `arn:aws:ssm:eu-west-1:111122223333:parameter${name}`;

test.each([
  ["logs:PutLogEvents", "arn:any"],
  ["cloudwatch:PutMetricData", "*"],
  ["ssmmessages:OpenDataChannel", "*"],
  ["ssm:UpdateInstanceInformation", "*"],
  ["kms:Decrypt", "arn:any"],
  ["kms:GenerateDataKey", "arn:any"],
  ["secretsmanager:GetSecretValue", "arn:any"],
  ["ec2:CreateNetworkInterface", "*"],
  ["cloudfront-keyvaluestore:PutKey", "arn:any"],
  ["wafv2:UpdateRegexPatternSet", "arn:any"],
  ["ssm:GetParameter", parameter("/prod/web/greeting")],
  ["ssm:GetParameters", "arn:aws:ssm:eu-west-1::parameter/aws/service/ami-amazon-linux-latest/x"],
])("leaves a workload %s on %s", (action, resource) => {
  expect(allows(action, resource)).toBe(true);
});

test.each([
  ["iam:CreateUser", "*"],
  ["iam:PassRole", "arn:any"],
  ["organizations:ListAccounts", "*"],
  ["sts:AssumeRole", "arn:any"],
  ["kms:PutKeyPolicy", "arn:any"],
  ["kms:ScheduleKeyDeletion", "arn:any"],
  ["kms:CreateGrant", "arn:any"],
  ["kms:DisableKey", "arn:any"],
  ["kms:UpdateAlias", "arn:any"],
  ["ec2:RunInstances", "*"],
  ["ec2:AuthorizeSecurityGroupIngress", "*"],
  ["rds:DeleteDBInstance", "*"],
  ["cloudfront:UpdateDistribution", "*"],
  ["wafv2:GetWebACL", "*"],
  ["ssm:GetParameter", parameter("/staging/web/greeting")],
  ["ssm:GetParameter", parameter("/production-of-another/x")],
  ["ssm:GetParametersByPath", parameter("/")],
  ["ssm:PutParameter", parameter("/prod/web/greeting")],
])("refuses %s on %s, whatever the role's own policies grant", (action, resource) => {
  expect(allows(action, resource)).toBe(false);
});

test("leaves it the distributions only where the header is in them, and no web ACL to change", () => {
  const allowed = (action: string) => allows(action, "*", statementsOf(policyOf(true)));
  expect(
    ["cloudfront:GetDistribution", "cloudfront:GetVpcOrigin", "cloudfront:UpdateDistribution", "wafv2:GetWebACL"].every(
      allowed,
    ),
  ).toBe(true);
  expect(["cloudfront:DeleteDistribution", "wafv2:UpdateWebACL"].some(allowed)).toBe(false);
});

test("stays within the 6,144 characters of a managed policy", () => {
  expect(policyOf(true).length).toBeLessThanOrEqual(6144);
});
