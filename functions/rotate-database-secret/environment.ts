import * as z from "zod/mini";
import { databaseVariables, regionVariable, secretArn } from "../shared/database/variables";

const variables = z.object({
  ...databaseVariables,
  /** Whether two users take turns, of whom one is always valid, or one gets a new password. */
  STRATEGY: z.enum(["lambda-alternating", "lambda-single-user"]),
  /** Its user gives the others their passwords: the one that is not in use, or the one that may have been locked out. */
  MASTER_SECRET_ARN: secretArn,
});

/** The variables of the function, as whoever deploys it sets them. */
export type RotateDatabaseSecretVariables = z.infer<typeof variables>;

/** @throws where a variable is missing or malformed */
export function readVariables(
  given: NodeJS.ProcessEnv,
): RotateDatabaseSecretVariables & { readonly AWS_REGION: string } {
  return { ...variables.parse(given), ...z.object(regionVariable).parse(given) };
}
