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
  /** Nothing where there is no such version, or it is still empty: Secrets Manager makes one before it asks for its value. */
  readonly read: (which: { readonly stage: Stage; readonly version?: string }) => Promise<string | undefined>;
  /** Gives a version its value. With a version that has this very value already, nothing happens. */
  readonly put: (
    value: string,
    at: { readonly stage: Stage; readonly version?: string; readonly rotationToken?: string },
  ) => Promise<void>;
  /** Moves AWSCURRENT; Secrets Manager itself stages the version that loses it AWSPREVIOUS. */
  readonly moveCurrent: (move: { readonly to: string; readonly from: string }) => Promise<void>;
}

export interface Described {
  readonly rotationEnabled: boolean;
  /** By the version. */
  readonly stages: Readonly<Record<string, readonly string[]>>;
}

/** Secrets Manager answers in tens of milliseconds; over its endpoint in a network that is set up wrong, never. */
const requestHandler = { connectionTimeout: 2_000, requestTimeout: 5_000 };

let client: SecretsManagerClient | undefined;

/** A secret of Secrets Manager's. */
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
