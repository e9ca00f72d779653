import type { PolicyStatement } from "./policy-document";

export interface SecretStatementsProps {
  /** ARNs of secrets that are only read. */
  readonly read: readonly string[];
  /** ARNs of secrets that get new versions, and whose labels are moved between versions. @default none */
  readonly write?: readonly string[];
  /** The key that encrypts all of these secrets. */
  readonly keyArn: string;
  readonly region: string;
}

/**
 * Statements that let a function read some secrets, and write new values of others. The key encrypts more secrets than
 * these: it may be used through Secrets Manager for these alone (Secrets Manager User Guide, "Secret encryption and
 * decryption in AWS Secrets Manager": the context SecretARN).
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
