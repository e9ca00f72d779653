import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { Construct } from "constructs";
import { policyDocument } from "../shared/policy-document";

export interface SecretContainerProps {
  /**
   * The start of the secret's name. Terraform adds a unique suffix: a deleted secret's name is taken until the secret is
   * gone.
   */
  readonly namePrefix: string;
  readonly description: string;
  readonly kmsKeyArn: string;
  readonly accountId: string;
  /**
   * Days in which a deleted secret can be restored: 7 to 30, or 0 for none (Secrets Manager API Reference, DeleteSecret).
   *
   * @default 30
   */
  readonly recoveryWindowDays?: number;
}

/**
 * A secret without its value, which a function writes at run time: Terraform's plans and state would hold a value that
 * Terraform wrote.
 */
export class SecretContainer extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: SecretContainerProps) {
    super(scope, id);
    const { namePrefix, description, kmsKeyArn, accountId, recoveryWindowDays = 30 } = props;

    const secret = new SecretsmanagerSecret(this, "secret", {
      namePrefix: `${namePrefix}-`,
      description,
      kmsKeyId: kmsKeyArn,
      recoveryWindowInDays: recoveryWindowDays,
      policy: policyDocument([
        {
          sid: "OwnAccountAlone",
          effect: "Deny",
          principals: "*",
          actions: ["secretsmanager:*"],
          resources: ["*"],
          conditions: {
            StringNotEquals: { "aws:PrincipalAccount": [accountId] },
            Bool: { "aws:PrincipalIsAWSService": ["false"] },
          },
        },
        {
          sid: "TlsAlone",
          effect: "Deny",
          principals: "*",
          actions: ["secretsmanager:*"],
          resources: ["*"],
          conditions: { Bool: { "aws:SecureTransport": ["false"] } },
        },
      ]),
    });
    this.arn = secret.arn;
  }
}
