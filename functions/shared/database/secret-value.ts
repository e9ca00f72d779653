import { randomInt } from "node:crypto";
import * as z from "zod/mini";
import type { Login } from "./connection";

/** What stands between quotes in a statement, since no statement about users takes values: letters and digits alone. */
const password = z.string().check(z.regex(/^[A-Za-z0-9]{16,64}$/));

/** What a database user's secret holds, and Secrets Manager's own tools know. */
const userSecret = z.object({
  engine: z.literal("mysql"),
  host: z.string(),
  port: z.number(),
  dbname: z.string(),
  username: z.string().check(z.regex(/^[a-z][a-z0-9_]{0,31}$/)),
  password,
});

export type UserSecret = z.infer<typeof userSecret>;

/** What RDS writes into the secret of a master user (Amazon RDS User Guide, "Password management with Amazon RDS and AWS Secrets Manager"). */
const masterSecret = z.object({ username: z.string(), password: z.string() });

/** @throws where it is none, in words that have nothing of it */
export function readUserSecret(text: string): UserSecret {
  return parsed(userSecret, text, "a database user");
}

/** @throws where it is none, in words that have nothing of it */
export function readMasterSecret(text: string): Login {
  const { username, password: value } = parsed(masterSecret, text, "the master user");
  return { user: username, password: value };
}

export const loginOf = ({ username, password: value }: UserSecret): Login => ({ user: username, password: value });

function parsed<T>(schema: z.ZodMiniType<T>, text: string, of: string): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new Error(`the secret of ${of} does not hold what it should`);
  }
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** 32 letters and digits, 190 bits. Made here rather than by Secrets Manager, whose GetRandomPassword can be granted on `*` alone. */
export const newPassword = (): string =>
  Array.from({ length: 32 }, () => letters.charAt(randomInt(letters.length))).join("");

/** What is written, key by key: what is read of another version has nothing else in it either. */
export function userSecretText({ engine, host, port, dbname, username, password: value }: UserSecret): string {
  return JSON.stringify({ engine, host, port, dbname, username, password: value });
}
