import * as z from "zod/mini";

const domain = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

const variables = z.object({
  /** The domains whose e-mail addresses may sign up, with commas between them. */
  EMAIL_DOMAINS: z
    .string()
    .check(z.refine((given) => given.split(",").every((part) => domain.test(part)), "give domains in lower case")),
});

/** The function's variables, as the deployment sets them. */
export type RestrictSignUpVariables = z.infer<typeof variables>;

/** @throws where a variable is missing or malformed: then nobody signs up */
export function readVariables(given: NodeJS.ProcessEnv): RestrictSignUpVariables {
  return variables.parse(given);
}
