import { accountOf, regionOf, resourceAt, resourcesOf, tagsOf, type Stacks, type Violation } from "./model";
import { boundaries } from "./identity-policies";
import { decide, statementsOf } from "./policy";

/** What administers a key rather than uses it (AWS KMS Developer Guide, "Allows key administrators to administer the KMS key"). */
const keyAdministration = [
  "kms:CancelKeyDeletion",
  "kms:CreateAlias",
  "kms:CreateGrant",
  "kms:CreateKey",
  "kms:DeleteAlias",
  "kms:DeleteImportedKeyMaterial",
  "kms:DisableKey",
  "kms:DisableKeyRotation",
  "kms:EnableKey",
  "kms:EnableKeyRotation",
  "kms:ImportKeyMaterial",
  "kms:PutKeyPolicy",
  "kms:ReplicateKey",
  "kms:RetireGrant",
  "kms:RevokeGrant",
  "kms:RotateKeyOnDemand",
  "kms:ScheduleKeyDeletion",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:UpdateAlias",
  "kms:UpdateKeyDescription",
  "kms:UpdatePrimaryRegion",
];

const identities = [
  "iam:CreateUser",
  "iam:PassRole",
  "iam:DeleteRolePermissionsBoundary",
  "organizations:LeaveOrganization",
  "account:CloseAccount",
  "sts:AssumeRole",
];

/**
 * The ceiling of every role refuses identities, organizations and keys' administration, and of Parameter Store all but
 * the environment's own tree and AWS's public parameters, whatever a role's own policies grant. It leaves room for what
 * the workload does.
 */
export function theBoundaryIsACeiling(stacks: Stacks): Violation[] {
  const policies = boundaries(stacks).flatMap((where) => resourceAt(stacks, where) ?? []);
  if (policies.length === 0) {
    const stacksWithRoles = new Set(resourcesOf(stacks, "aws_iam_role").map(({ stack }) => stack));
    return [...stacksWithRoles].map((where) => ({ where, what: "has roles, but no permissions boundary" }));
  }
  return policies.flatMap(({ stack, where, block }) => {
    const statements = statementsOf(block.policy);
    const [region, account, environment] = [
      regionOf(stacks, stack),
      accountOf(stacks, stack),
      tagsOf(stacks, stack)["Environment"] ?? "",
    ];
    const parameter = (name: string, owner = account) => `arn:aws:ssm:${region}:${owner}:parameter${name}`;
    const readings = ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath", "ssm:GetParameterHistory"];
    const refused = [
      ...identities.map((action) => [action, "*"] as const),
      ...keyAdministration.map((action) => [action, `arn:aws:kms:${region}:${account}:key/1`] as const),
      ...readings.flatMap((action) =>
        [
          parameter("/other/secret"),
          parameter(`/${environment}2/secret`),
          parameter("/aws/reference/secretsmanager/secret"),
        ].map((resource) => [action, resource] as const),
      ),
      ["ssm:PutParameter", parameter(`/${environment}/value`)] as const,
    ];
    const left = [
      ...readings.map((action) => [action, parameter(`/${environment}/value`)] as const),
      ["ssm:GetParameters", parameter("/aws/service/ami-amazon-linux-latest/al2023", "")] as const,
      ["ssmmessages:OpenControlChannel", "*"] as const,
      ["kms:Decrypt", `arn:aws:kms:${region}:${account}:key/1`] as const,
      ["logs:PutLogEvents", "*"] as const,
      ["cloudwatch:PutMetricData", "*"] as const,
    ];
    return [
      ...refused
        .filter(([action, resource]) => decide(statements, { action, resource }) === "allow")
        .map(([action, resource]) => ({ where, what: `allows ${action} on ${resource}` })),
      ...left
        .filter(([action, resource]) => decide(statements, { action, resource }) !== "allow")
        .map(([action, resource]) => ({ where, what: `does not allow ${action} on ${resource}` })),
    ];
  });
}
