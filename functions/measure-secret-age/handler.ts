import { DescribeSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { observed } from "../shared/observed";
import { daysSinceRotation } from "./age";
import { readVariables } from "./environment";

const client = new SecretsManagerClient();

/** Called every hour: measures how long ago each secret was rotated. Secrets Manager has no metric for it. */
export const handler = observed(async (_event: unknown, { logger, measure }) => {
  const secrets = [...readVariables(process.env)];
  const failed = await Promise.all(
    secrets.map(async ([secret, arn]) => {
      try {
        const { CreatedDate: created, LastRotatedDate: rotated } = await client.send(
          new DescribeSecretCommand({ SecretId: arn }),
        );
        measure("DaysSinceRotation", daysSinceRotation({ created, rotated }, new Date()), { secretName: secret });
        return [];
      } catch (error) {
        logger.error("cannot measure the age of a secret", { secret, reason: (error as Error).name });
        return [secret];
      }
    }),
  );
  if (failed.flat().length > 0) throw new Error(`the age of ${failed.flat().join(", ")} is not known`);
});
