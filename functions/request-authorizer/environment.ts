import * as z from "zod/mini";

const token = z.object({
  CHECKS: z.literal("token"),
  USER_POOL_ID: z.string().check(z.regex(/^[a-z0-9-]+_[A-Za-z0-9]+$/)),
  /** The clients whose tokens are accepted, with commas between them. */
  CLIENT_IDS: z.string().check(z.regex(/^[\w+]+(,[\w+]+)*$/)),
  /**
   * Scopes with commas between them, such as `api/read`. A token needs one of them; without the variable, any token will
   * do.
   */
  SCOPES: z.optional(z.string().check(z.regex(/^[\w./:-]+(,[\w./:-]+)*$/))),
});

const header = z.object({
  CHECKS: z.literal("header"),
  /** In lower case. */
  HEADER_NAME: z.string().check(z.regex(/^[a-z0-9-]+$/)),
  /** SHA-256, in hexadecimal, of the value that a caller has to know: the value itself is in no configuration. */
  HEADER_SHA256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
});

const variables = z.discriminatedUnion("CHECKS", [token, header]);

/** The function's variables, as the deployment sets them. */
export type RequestAuthorizerVariables = z.infer<typeof variables>;

/** @throws where a variable is missing or malformed: then nobody is let in */
export function readVariables(given: NodeJS.ProcessEnv): RequestAuthorizerVariables {
  return variables.parse(given);
}
