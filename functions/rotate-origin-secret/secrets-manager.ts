import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  UpdateSecretVersionStageCommand,
  type SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { secretStringOf, valueOfSecretString } from "./header-value";
import type { SecretStore } from "./ports";

export function secretStore(client: Pick<SecretsManagerClient, "send">, secretArn: string): SecretStore {
  const SecretId = secretArn;
  return {
    describe: async () => {
      const { RotationEnabled, VersionIdsToStages } = await client.send(new DescribeSecretCommand({ SecretId }));
      return { rotationEnabled: RotationEnabled === true, stages: VersionIdsToStages ?? {} };
    },
    value: async (VersionId) => {
      try {
        const { SecretString, SecretBinary } = await client.send(new GetSecretValueCommand({ SecretId, VersionId }));
        if (SecretString === undefined && SecretBinary === undefined) return undefined;
        return valueOfSecretString(SecretString ?? "");
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return undefined;
        throw error;
      }
    },
    putPending: async (version, value) => {
      await client.send(
        new PutSecretValueCommand({
          SecretId,
          ClientRequestToken: version,
          SecretString: secretStringOf(value),
          VersionStages: ["AWSPENDING"],
        }),
      );
    },
    moveCurrent: async ({ to, from }) => {
      await client.send(
        new UpdateSecretVersionStageCommand({
          SecretId,
          VersionStage: "AWSCURRENT",
          MoveToVersionId: to,
          RemoveFromVersionId: from,
        }),
      );
    },
  };
}
