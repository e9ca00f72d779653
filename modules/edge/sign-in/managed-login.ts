import { CloudcontrolapiResource } from "@cdktf/provider-aws/lib/cloudcontrolapi-resource";
import { Construct } from "constructs";
import { snakeCase } from "../../shared/snake-case";

export interface ManagedLoginProps {
  readonly userPoolId: string;
  /** By the role that begins the Terraform address. */
  readonly clientIds: Readonly<Record<string, string>>;
}

/**
 * Cognito's own style for each client: without a style the pages of managed login do not render. Made by Cloud Control,
 * since AWS provider 5.100.0 has no resource for it: whoever applies needs `cloudformation:DescribeType`,
 * `cloudformation:CreateResource` and its like, and `cognito-idp:CreateManagedLoginBranding` and its like.
 */
export class ManagedLogin extends Construct {
  constructor(scope: Construct, id: string, props: ManagedLoginProps) {
    super(scope, id);
    const { userPoolId, clientIds } = props;

    for (const [role, clientId] of Object.entries(clientIds)) {
      new CloudcontrolapiResource(this, `${snakeCase(role)}_style`, {
        typeName: "AWS::Cognito::ManagedLoginBranding",
        desiredState: JSON.stringify({ UserPoolId: userPoolId, ClientId: clientId, UseCognitoProvidedValues: true }),
      });
    }
  }
}
