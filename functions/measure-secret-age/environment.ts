import * as z from "zod/mini";

const named = /^[a-z0-9-]+=arn:aws:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+$/;

const variables = z.object({
  /** The secrets that are rotated, each as `<name>=<ARN>`, with commas between them. */
  SECRETS: z
    .string()
    .check(z.refine((given) => given.split(",").every((part) => named.test(part)), "give <name>=<ARN of a secret>, …")),
});

/** The function's variables, as the deployment sets them. */
export type MeasureSecretAgeVariables = z.infer<typeof variables>;

/** @throws where a variable is missing or malformed: then nothing is measured, which raises an alarm too */
export function readVariables(given: NodeJS.ProcessEnv): ReadonlyMap<string, string> {
  const { SECRETS } = variables.parse(given);
  return new Map(
    SECRETS.split(",").map((part): [string, string] => {
      const end = part.indexOf("=");
      return [part.slice(0, end), part.slice(end + 1)];
    }),
  );
}
