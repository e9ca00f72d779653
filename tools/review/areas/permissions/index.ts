import type { Area } from "../../area";
import { credentialFindings } from "./credentials";
import { groupMembershipFindings } from "./group-members";
import { guarded, standalone } from "./guarded";
import { identityFindings } from "./identity-access";
import { providerFindings } from "./identity-providers";
import { instanceProfileFindings } from "./instance-profiles";
import { invocationFindings } from "./invocations";
import { grantFindings } from "./key-grants";
import { resourceFindings } from "./resource-access";
import { secretPolicies } from "./secret-policies";
import { trustFindings } from "./trust";
import { twoAddresses } from "./two-addresses";

const questions = [
  identityFindings,
  trustFindings,
  resourceFindings,
  invocationFindings,
  grantFindings,
  providerFindings,
  instanceProfileFindings,
  groupMembershipFindings,
  credentialFindings,
  secretPolicies.find,
  twoAddresses.find,
];

/** The attributes of the policies of resources. */
const ofResources: Area["judges"] = Object.fromEntries<readonly string[]>([
  ...guarded.flatMap(({ type, own, separate }) => [
    ...(own === undefined ? [] : [[type, [own]] as const]),
    ...(separate === undefined ? [] : [[separate.type, [separate.names, separate.has]] as const]),
  ]),
  ...Object.entries(standalone).map(([type, has]) => [type, [has]] as const),
]);

/** The attributes of the policies of identities. */
const ofIdentities: Area["judges"] = Object.fromEntries<readonly string[]>(
  ["role", "user", "group"].flatMap((kind) => [
    [`aws_iam_${kind}_policy`, [kind, "policy", "name", "name_prefix"]],
    [`aws_iam_${kind}_policy_attachment`, [kind, "policy_arn"]],
  ]),
);

/** Who may do what: policies of identities and of resources, who may take a role, who may invoke a function. */
export const permissions: Area = {
  name: "permissions",
  judges: {
    ...ofResources,
    aws_secretsmanager_secret_policy: ["secret_arn", "policy", "block_public_policy"],
    aws_iam_role: [
      "assume_role_policy",
      "permissions_boundary",
      "inline_policy",
      "managed_policy_arns",
      "max_session_duration",
    ],
    aws_iam_user: ["permissions_boundary"],
    aws_iam_group: [],
    aws_iam_policy: ["policy"],
    ...ofIdentities,
    aws_iam_policy_attachment: ["roles", "users", "groups", "policy_arn"],
    aws_iam_user_group_membership: ["user", "groups"],
    aws_iam_group_membership: ["group", "users"],
    aws_iam_instance_profile: ["role"],
    aws_iam_openid_connect_provider: ["client_id_list", "thumbprint_list", "url"],
    aws_iam_access_key: ["status", "user"],
    aws_iam_user_login_profile: ["user"],
    aws_kms_grant: ["key_id", "grantee_principal", "operations", "constraints"],
    aws_lambda_permission: [
      "action",
      "principal",
      "function_name",
      "qualifier",
      "source_arn",
      "source_account",
      "principal_org_id",
      "function_url_auth_type",
      "event_source_token",
      "statement_id",
      "statement_id_prefix",
    ],
  },
  find: (estate) => questions.flatMap((findings) => findings(estate)),
};
