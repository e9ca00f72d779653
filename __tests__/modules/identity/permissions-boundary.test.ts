import { PermissionsBoundary } from "../../../modules/identity/permissions-boundary";
import { synthesizeModule } from "../../support/synthesize";

const policy = synthesizeModule((stack) => {
  new PermissionsBoundary(stack, "workload_boundary", {
    name: "prod-identity-boundary",
    environment: "prod",
    region: "eu-west-1",
    accountId: "111122223333",
  });
}).resource["aws_iam_policy"]?.["workload_boundary_policy"];

interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
}
const { Statement: statements } = JSON.parse(policy.policy as string) as { Statement: readonly Statement[] };

const list = (value: string | readonly string[] = []) => (typeof value === "string" ? [value] : value);
const matches = (patterns: readonly string[], value: string) =>
  patterns.some((pattern) =>
    new RegExp(`^${pattern.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`).test(value),
  );
/** What IAM would say of a call whose identity policy allows everything. */
const allows = (action: string, resource: string) => {
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
  ["ssm:GetParameter", parameter("/staging/web/greeting")],
  ["ssm:GetParameter", parameter("/production-of-another/x")],
  ["ssm:GetParametersByPath", parameter("/")],
  ["ssm:PutParameter", parameter("/prod/web/greeting")],
])("refuses %s on %s, whatever the role's own policies grant", (action, resource) => {
  expect(allows(action, resource)).toBe(false);
});

test("stays within the 6,144 characters of a managed policy", () => {
  expect((policy.policy as string).length).toBeLessThanOrEqual(6144);
});
