import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { createHash, randomUUID } from "node:crypto";
import { acceptedLabel, acceptedString, valuesOfAcceptedString } from "../shared/accepted-values";
import type { AcceptedValues } from "./ports";
import { unlessChanged } from "./unless-changed";

/** The values that functions accept, in a version of the secret that has a label of its own. */
export function acceptedByFunctions(client: Pick<SecretsManagerClient, "send">, secretArn: string): AcceptedValues {
  const SecretId = secretArn;
  const get = async () => {
    try {
      const command = new GetSecretValueCommand({ SecretId, VersionStage: acceptedLabel });
      const { SecretString, VersionId } = await client.send(command);
      return { values: valuesOfAcceptedString(SecretString ?? ""), version: VersionId };
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return { values: [], version: undefined };
      throw error;
    }
  };
  return {
    read: async () => (await get()).values,
    change: (decide) =>
      unlessChanged(async () => {
        const { values, version } = await get();
        const after = [...(await decide(values))].sort();
        if (version !== undefined && after.join() === [...values].sort().join()) return false;
        await client.send(
          new PutSecretValueCommand({
            SecretId,
            ClientRequestToken: version === undefined ? randomUUID() : successorOf(version),
            SecretString: acceptedString(after),
            VersionStages: [acceptedLabel],
          }),
        );
        return true;
      }),
  };
}

/**
 * The id of the one version that may follow another. Of two writers that read the same version, the second gets a conflict:
 * a version cannot be changed (Secrets Manager API Reference, PutSecretValue: ClientRequestToken, 32 to 64 characters).
 */
const successorOf = (version: string): string => createHash("sha256").update(version).digest("hex");
