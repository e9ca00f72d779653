import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";

export type Stage = "AWSCURRENT" | "AWSPENDING";

/** A secret with its versions and their stages. */
export interface Secret {
  readonly describe: () => Promise<Described>;
  /** Undefined where the version is missing or empty: Secrets Manager creates a version before it asks for its value. */
  readonly read: (which: { readonly stage: Stage; readonly version?: string }) => Promise<string | undefined>;
  /** Gives a version its value. A no-op if the version has this very value already. */
  readonly put: (
    value: string,
    at: { readonly stage: Stage; readonly version?: string; readonly rotationToken?: string },
  ) => Promise<void>;
  /** Moves AWSCURRENT. Secrets Manager itself moves AWSPREVIOUS to the version that loses AWSCURRENT. */
  readonly moveCurrent: (move: { readonly to: string; readonly from: string }) => Promise<void>;
}

export interface Described {
  readonly rotationEnabled: boolean;
  /** By the version's id. */
  readonly stages: Readonly<Record<string, readonly string[]>>;
}

/** Secrets Manager answers in tens of milliseconds. Over its endpoint in a misconfigured network it never answers. */
const requestHandler = { connectionTimeout: 2_000, requestTimeout: 5_000 };

let client: SecretsManagerClient | undefined;

/** The secret with an ARN. */
export function secretOf(arn: string): Secret {
  client ??= new SecretsManagerClient({ requestHandler });
  const manager = client;
  return {
    describe: async () => {
      const { RotationEnabled = false, VersionIdsToStages = {} } = await manager.send(
        new DescribeSecretCommand({ SecretId: arn }),
      );
      return { rotationEnabled: RotationEnabled, stages: VersionIdsToStages };
    },
    read: async ({ stage, version }) => {
      const command = new GetSecretValueCommand({ SecretId: arn, VersionStage: stage, VersionId: version });
      const answer = await manager.send(command).catch((error: unknown) => {
        if (error instanceof ResourceNotFoundException) return undefined;
        throw error;
      });
      return answer?.SecretString;
    },
    put: async (value, { stage, version, rotationToken }) => {
      await manager.send(
        new PutSecretValueCommand({
          SecretId: arn,
          SecretString: value,
          VersionStages: [stage],
          ClientRequestToken: version,
          RotationToken: rotationToken,
        }),
      );
    },
    moveCurrent: async ({ to, from }) => {
      await manager.send(
        new UpdateSecretVersionStageCommand({
          SecretId: arn,
          VersionStage: "AWSCURRENT",
          MoveToVersionId: to,
          RemoveFromVersionId: from,
        }),
      );
    },
  };
}
