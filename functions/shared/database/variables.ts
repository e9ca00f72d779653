import * as z from "zod/mini";

/** Where the database is. The host is a name, not an address: the database's certificate must match it. */
export const databaseVariables = {
  DATABASE_HOST: z.string().check(z.regex(/^(?=.{1,253}$)([a-z0-9-]+\.)*[a-z][a-z0-9-]*$/)),
  DATABASE_PORT: z.string().check(z.regex(/^\d{1,5}$/)),
  DATABASE_NAME: z.string().check(z.regex(/^[a-z][a-z0-9_]{0,62}$/)),
};

export const secretArn = z
  .string()
  .check(z.regex(/^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@!-]+$/));

export const userName = z.string().check(z.regex(/^[a-z][a-z0-9_]{0,31}$/));

/** As Lambda sets it (Lambda Developer Guide, "Defined runtime environment variables"). */
export const regionVariable = { AWS_REGION: z.string().check(z.regex(/^[a-z]{2}(-[a-z]+)+-\d$/)) };
