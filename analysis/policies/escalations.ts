import { isEmpty, meet, type TextSet } from "./sets";

/**
 * Actions by which whoever has them can take further permissions, or let others have them: of IAM what writes policies, roles
 * and credentials, of STS what takes many roles, of KMS grants and key policies, of Lambda another one's code, of Systems
 * Manager commands on another one's machine. The names are those of AWS's Service Authorization Reference.
 */
const escalating: readonly string[] = [
  "iam:PassRole",
  "iam:*Policy*",
  "iam:*PermissionsBoundary*",
  "iam:CreateRole",
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:UpdateLoginProfile",
  "iam:AddUserToGroup",
  "sts:AssumeRole*",
  "kms:*Grant",
  "kms:PutKeyPolicy",
  "lambda:Update*",
  "lambda:AddPermission",
  "ssm:SendCommand",
  "ssm:StartSession",
];
/** These only read, or only take away. */
const harmless = ["iam:get*", "iam:list*", "iam:simulate*", "iam:generate*", "kms:revokegrant", "kms:retiregrant"];
const sets = escalating.map((name) => ({ name, set: { all: [[name.toLowerCase()]], none: harmless } }));

/** Which escalations the actions have. To take a role is one where the resource is many roles. */
export const escalationsOf = (action: TextSet, resource: TextSet): readonly string[] =>
  sets
    .filter(({ name, set }) => !isEmpty(meet(action, set)) && (!name.startsWith("sts:") || isManyRoles(resource)))
    .map(({ name }) => name);

/** A `*` that no other text of the resource holds to one account's role. */
const isManyRoles = ({ all }: TextSet): boolean =>
  all.every((union) => union.some((one) => one === "*" || /:role\/\*+$/.test(one)));
