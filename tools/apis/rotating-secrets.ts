import { variablesOf } from "./functions";
import type { Landscape } from "./landscape";

/** A secret that a function rotates. */
export interface RotatingSecret {
  readonly of: "the database's user" | "the origin's header";
  /** The output that holds its ARN. */
  readonly output: string;
}

/** Which of the two each is shows in what its function is told: the header's name, or where the database is. */
export const rotatingSecrets = (landscape: Landscape): RotatingSecret[] =>
  landscape.resources("aws_secretsmanager_secret_rotation").flatMap(({ layer, attributes }): RotatingSecret[] => {
    const [output] = landscape.outputsIn(attributes["secret_id"]);
    const [variables] = variablesOf(landscape, layer, attributes["rotation_lambda_arn"]);
    if (output === undefined || variables === undefined) return [];
    if (variables["HEADER_NAME"] !== undefined) return [{ of: "the origin's header", output }];
    return variables["DATABASE_HOST"] === undefined ? [] : [{ of: "the database's user", output }];
  });
