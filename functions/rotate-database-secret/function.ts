import { DatabaseFault } from "../shared/database/connection";
import { masterLoginOf } from "../shared/database/master";
import { secretOf } from "../shared/database/secrets-manager";
import { observed } from "../shared/observed";
import { readVariables } from "./environment";
import { rotate, rotationRequest, type Rotation } from "./rotation";

/**
 * Handles Secrets Manager's calls for each step of a rotation of the reader's secret. It answers nothing. Its log has
 * steps, outcomes and names of errors alone.
 *
 * @param authoritiesOf the certificate authorities of the databases of a region
 */
export function rotateDatabaseSecret(authoritiesOf: (region: string) => readonly string[]) {
  return observed<unknown, undefined>(async (event, { logger, count }) => {
    try {
      const { SecretId: arn, ...request } = rotationRequest.parse(event);
      const outcome = await rotate(request, rotationOf(arn, authoritiesOf));
      logger.info("step done", { step: request.Step, outcome });
      count("StepDone");
      return undefined;
    } catch (error) {
      logger.error("step failed", { reason: error instanceof DatabaseFault ? error.code : (error as Error).name });
      count("StepFailed");
      throw error;
    }
  });
}

function rotationOf(arn: string, authoritiesOf: (region: string) => readonly string[]): Rotation {
  const variables = readVariables(process.env);
  const { DATABASE_HOST: host, DATABASE_PORT: port, DATABASE_NAME: database, AWS_REGION: region } = variables;
  return {
    address: { host, port: Number(port), certificateAuthorities: authoritiesOf(region) },
    database,
    strategy: variables.STRATEGY,
    secret: secretOf(arn),
    masterLogin: masterLoginOf(variables.MASTER_SECRET_ARN),
  };
}
