import type { PolicyStatement } from "./policy-document";

export interface SecretStatementsProps {
  /** Whose values are read and nothing else. */
  readonly read: readonly string[];
  /** Which get new versions, and whose labels are moved from one to another. @default none */
  readonly write?: readonly string[];
  /** What all of these are encrypted with. */
  readonly keyArn: string;
  readonly region: string;
}

/**
 * What a function needs to read some secrets, and to give others new values: on these alone. Of the key, which encrypts
 * more secrets than these, it gets what Secrets Manager asks for it, for these (Secrets Manager User Guide, "Secret
 * encryption and decryption in AWS Secrets Manager": the context SecretARN).
 */
export function secretStatements({ read, write = [], keyArn, region }: SecretStatementsProps): PolicyStatement[] {
  const secrets = [...read, ...write];
  if (secrets.length === 0) return [];
  return [
    ...(read.length > 0 ? [{ sid: "ReadSecrets", actions: ["secretsmanager:GetSecretValue"], resources: read }] : []),
    ...(write.length > 0
      ? [
          {
            sid: "RotateSecrets",
            actions: [
              "secretsmanager:DescribeSecret",
              "secretsmanager:GetSecretValue",
              "secretsmanager:PutSecretValue",
              "secretsmanager:UpdateSecretVersionStage",
            ],
            resources: write,
          },
        ]
      : []),
    {
      sid: "UseKeyOfSecrets",
      actions: write.length > 0 ? ["kms:Decrypt", "kms:GenerateDataKey"] : ["kms:Decrypt"],
      resources: [keyArn],
      conditions: {
        StringEquals: {
          "kms:ViaService": [`secretsmanager.${region}.amazonaws.com`],
          "kms:EncryptionContext:SecretARN": secrets,
        },
      },
    },
  ];
}
