import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { Construct } from "constructs";
import { policyDocument } from "../shared/policy-document";

export interface SecretContainerProps {
  /** The start of its name, to which Terraform adds what makes it unique: a deleted secret's name is taken until it is gone. */
  readonly namePrefix: string;
  readonly description: string;
  readonly kmsKeyArn: string;
  readonly accountId: string;
  /**
   * Days in which a deleted secret can be called back: 7 to 30, or 0 for none (Secrets Manager API Reference,
   * DeleteSecret).
   *
   * @default 30
   */
  readonly recoveryWindowDays?: number;
}

/**
 * A secret without its value, which a function puts there at run time: a value that Terraform wrote would be in its
 * plans and its state.
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
