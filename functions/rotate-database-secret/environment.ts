import * as z from "zod/mini";
import { databaseVariables, regionVariable, secretArn } from "../shared/database/variables";

const variables = z.object({
  ...databaseVariables,
  /** Whether two users take turns, so that one is always valid, or a single user gets a new password. */
  STRATEGY: z.enum(["lambda-alternating", "lambda-single-user"]),
  /** The master user sets the readers' passwords: of the reader that is not in use, or of the one that may be locked out. */
  MASTER_SECRET_ARN: secretArn,
});

/** The function's variables, as the deployment sets them. */
export type RotateDatabaseSecretVariables = z.infer<typeof variables>;

/** @throws where a variable is missing or malformed */
export function readVariables(
  given: NodeJS.ProcessEnv,
): RotateDatabaseSecretVariables & { readonly AWS_REGION: string } {
  return { ...variables.parse(given), ...z.object(regionVariable).parse(given) };
}
