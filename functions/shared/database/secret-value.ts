import { randomInt } from "node:crypto";
import * as z from "zod/mini";
import type { Login } from "./connection";

/** Letters and digits alone: no statement about users takes values, so a password stands between quotes. */
const password = z.string().check(z.regex(/^[A-Za-z0-9]{16,64}$/));

/** The value of a database user's secret, in the form that Secrets Manager's own tools know. */
const userSecret = z.object({
  engine: z.literal("mysql"),
  host: z.string(),
  port: z.number(),
  dbname: z.string(),
  username: z.string().check(z.regex(/^[a-z][a-z0-9_]{0,31}$/)),
  password,
});

export type UserSecret = z.infer<typeof userSecret>;

/**
 * The value that RDS writes into a master user's secret (Amazon RDS User Guide, "Password management with Amazon RDS and
 * AWS Secrets Manager").
 */
const masterSecret = z.object({ username: z.string(), password: z.string() });

/** @throws where the text has another form; the message holds nothing of the text */
export function readUserSecret(text: string): UserSecret {
  return parsed(userSecret, text, "a database user");
}

/** @throws where the text has another form; the message holds nothing of the text */
export function readMasterSecret(text: string): Login {
  const { username, password: value } = parsed(masterSecret, text, "the master user");
  return { user: username, password: value };
}

export const loginOf = ({ username, password: value }: UserSecret): Login => ({ user: username, password: value });

function parsed<T>(schema: z.ZodMiniType<T>, text: string, of: string): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new Error(`the secret of ${of} is not of the expected form`);
  }
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** 32 letters and digits, 190 bits. Made here: Secrets Manager's GetRandomPassword can be granted on `*` alone. */
export const newPassword = (): string =>
  Array.from({ length: 32 }, () => letters.charAt(randomInt(letters.length))).join("");

/** The secret's text: these keys and nothing else. */
export function userSecretText({ engine, host, port, dbname, username, password: value }: UserSecret): string {
  return JSON.stringify({ engine, host, port, dbname, username, password: value });
}
