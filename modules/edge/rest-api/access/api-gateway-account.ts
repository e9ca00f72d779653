import { ApiGatewayAccount as Account } from "@cdktf/provider-aws/lib/api-gateway-account";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { policyDocument } from "../../../shared/policy-document";

export interface ApiGatewayAccountProps {
  readonly roleName: string;
  readonly boundaryArn: string;
}

/**
 * The role by which API Gateway writes the execution logs of every REST API of the account in a region: one for all of
 * them, other applications' too (row E20). A destroy removes the role and leaves the setting, which somebody else may
 * have set anew: so this belongs to an environment that stays.
 */
export class ApiGatewayAccount extends Construct {
  /** A stage can log only once the role is set. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: ApiGatewayAccountProps) {
    super(scope, id);
    const { roleName, boundaryArn } = props;

    const role = new IamRole(this, "role", {
      name: roleName,
      description: "Lets API Gateway write the execution logs of this account's REST APIs",
      permissionsBoundary: boundaryArn,
      // No condition is documented for it, and none is needed: an account can set a role of its own alone.
      assumeRolePolicy: policyDocument([
        { sid: "ApiGateway", principals: { Service: ["apigateway.amazonaws.com"] }, actions: ["sts:AssumeRole"] },
      ]),
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
