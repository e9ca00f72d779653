import { ApiGatewayAccount as Account } from "@cdktf/provider-aws/lib/api-gateway-account";
import { DataAwsIamRoles } from "@cdktf/provider-aws/lib/data-aws-iam-roles";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { importWhereItExists, leaveInPlace } from "../../../shared/hcl";
import { policyDocument } from "../../../shared/policy-document";

export interface ApiGatewayAccountProps {
  /** Plain text, not a reference: Terraform must know the name at plan, to look whether the role exists. */
  readonly roleName: string;
  readonly boundaryArn: string;
}

/**
 * The role by which API Gateway writes the execution logs. All REST APIs of the account in a region share it, other
 * applications' too. A destroy of the layer removes the role and leaves the setting, which somebody else may have set anew:
 * so this belongs to a permanent environment. A role that `LeftApiGatewayAccount` left in AWS is imported.
 */
export class ApiGatewayAccount extends Construct {
  /** The setting, as a dependency of a stage that logs. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: ApiGatewayAccountProps) {
    super(scope, id);
    const { roleName, boundaryArn } = props;

    const role = new IamRole(this, "role", {
      name: roleName,
      description: "Lets API Gateway write the execution logs of this account's REST APIs",
      permissionsBoundary: boundaryArn,
      // AWS documents no condition for it, and none is needed: an account can set only a role of its own.
      assumeRolePolicy: policyDocument([
        { sid: "ApiGateway", principals: { Service: ["apigateway.amazonaws.com"] }, actions: ["sts:AssumeRole"] },
      ]),
    });
    const existing = new DataAwsIamRoles(this, "existing_roles", { nameRegex: `^${roleName}$` });
    importWhereItExists(this, "role_import", {
      to: `aws_iam_role.${role.friendlyUniqueId}`,
      names: `data.aws_iam_roles.${existing.friendlyUniqueId}.names`,
      name: roleName,
    });
    const grant = new IamRolePolicyAttachment(this, "push_to_cloudwatch_logs", {
      role: role.name,
      policyArn: "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs",
    });
    this.ready = new Account(this, "account", {
      cloudwatchRoleArn: role.arn,
      resetOnDelete: false,
      // API Gateway refuses a role that cannot write to CloudWatch Logs.
      dependsOn: [grant],
    });
  }
}

/**
 * Replaces `ApiGatewayAccount`, under the same id, where an environment does not set the role, or no longer. The next apply
 * takes the role and the setting out of the state and leaves them in AWS: without the role no REST API of the account and
 * region could write logs. A no-op where the state has neither.
 */
export class LeftApiGatewayAccount extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    leaveInPlace(this, "account", "aws_api_gateway_account");
    leaveInPlace(this, "push_to_cloudwatch_logs", "aws_iam_role_policy_attachment");
    leaveInPlace(this, "role", "aws_iam_role");
  }
}
