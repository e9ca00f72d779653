import * as z from "zod/mini";
import { databaseVariables, regionVariable, secretArn, userName } from "../shared/database/variables";

const variables = z.discriminatedUnion("READER", [
  /** A user with a password, which is in the secret. */
  z.object({ ...databaseVariables, READER: z.literal("secret"), READER_SECRET_ARN: secretArn }),
  /** A user that IAM admits by a token, which is valid for a quarter of an hour. */
  z.object({ ...databaseVariables, READER: z.literal("iam"), READER_NAME: userName }),
]);

/** The function's variables, as the deployment sets them. */
export type QueryPlayerVariables = z.infer<typeof variables>;

/** @throws where a variable is missing or malformed */
export function readVariables(given: NodeJS.ProcessEnv): QueryPlayerVariables & { readonly AWS_REGION: string } {
  return { ...variables.parse(given), ...z.object(regionVariable).parse(given) };
}
