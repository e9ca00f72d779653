import * as z from "zod/mini";
import { DatabaseFault } from "../shared/database/connection";
import { masterLoginOf } from "../shared/database/master";
import { secretOf } from "../shared/database/secrets-manager";
import { observed } from "../shared/observed";
import { onceGranted } from "../shared/once-granted";
import { readVariables } from "./environment";
import { prepare, type Preparation } from "./prepare";

/** Terraform's input, which is empty. */
const event = z.strictObject({});

interface Prepared {
  readonly prepared: true;
}

/**
 * The function that Terraform calls once the database exists. Its answer holds nothing else, since Terraform's state keeps
 * it.
 *
 * @param authoritiesOf the certificate authorities of the databases of a region
 */
export function prepareDatabase(authoritiesOf: (region: string) => readonly string[]) {
  return observed<unknown, Prepared>(async (given, { logger, count }) => {
    try {
      event.parse(given);
      await onceGranted(() => prepare(preparationOf(authoritiesOf)));
    } catch (error) {
      logger.error("not prepared", { reason: error instanceof DatabaseFault ? error.code : (error as Error).name });
      count("NotPrepared");
      throw error;
    }
    logger.info("prepared");
    count("Prepared");
    return { prepared: true };
  });
}

function preparationOf(authoritiesOf: (region: string) => readonly string[]): Preparation {
  const variables = readVariables(process.env);
  const { DATABASE_HOST: host, DATABASE_PORT: port, DATABASE_NAME: database, AWS_REGION: region } = variables;
  return {
    address: { host, port: Number(port), certificateAuthorities: authoritiesOf(region) },
    database,
    masterLogin: masterLoginOf(variables.MASTER_SECRET_ARN),
    reader:
      variables.READER === "iam"
        ? { kind: "iam", name: variables.READER_NAME }
        : { kind: variables.READER, secret: secretOf(variables.READER_SECRET_ARN) },
  };
}
