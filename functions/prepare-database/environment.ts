import * as z from "zod/mini";
import { databaseVariables, regionVariable, secretArn, userName } from "../shared/database/variables";

const always = { ...databaseVariables, MASTER_SECRET_ARN: secretArn };

const variables = z.discriminatedUnion("READER", [
  /** Two users that take turns, so that a rotation changes the one that is not in use. */
  z.object({ ...always, READER: z.literal("lambda-alternating"), READER_SECRET_ARN: secretArn }),
  z.object({ ...always, READER: z.literal("lambda-single-user"), READER_SECRET_ARN: secretArn }),
  /** A user without a password, which IAM admits. */
  z.object({ ...always, READER: z.literal("iam"), READER_NAME: userName }),
]);

/** The function's variables, as the deployment sets them. */
export type PrepareDatabaseVariables = z.infer<typeof variables>;

/** @throws where a variable is missing or malformed */
export function readVariables(given: NodeJS.ProcessEnv): PrepareDatabaseVariables & { readonly AWS_REGION: string } {
  return { ...variables.parse(given), ...z.object(regionVariable).parse(given) };
}
