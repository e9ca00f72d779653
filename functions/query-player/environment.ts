import * as z from "zod/mini";
import { databaseVariables, regionVariable, secretArn, userName } from "../shared/database/variables";

const variables = z.discriminatedUnion("READER", [
  /** A user with a password, which the secret has. */
  z.object({ ...databaseVariables, READER: z.literal("secret"), READER_SECRET_ARN: secretArn }),
  /** A user that IAM admits, by a token of a quarter of an hour. */
  z.object({ ...databaseVariables, READER: z.literal("iam"), READER_NAME: userName }),
]);

/** The variables of the function, as whoever deploys it sets them. */
export type QueryPlayerVariables = z.infer<typeof variables>;

/** @throws where a variable is missing or malformed */
export function readVariables(given: NodeJS.ProcessEnv): QueryPlayerVariables & { readonly AWS_REGION: string } {
  return { ...variables.parse(given), ...z.object(regionVariable).parse(given) };
}
