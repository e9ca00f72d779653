import { randomInt } from "node:crypto";
import * as z from "zod/mini";
import { isHeaderValue } from "../shared/accepted-values";
import { RotationFault } from "./fault";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const length = 32;

/** A random value of 190 bits. Made here: Secrets Manager's GetRandomPassword can be granted on `*` alone. */
export const newHeaderValue = (): string =>
  Array.from({ length }, () => letters.charAt(randomInt(letters.length))).join("");

/** Anchored: otherwise every header that contains the value would match. */
export const patternOf = (value: string): string => `^${value}$`;

/** The value that a pattern matches; undefined for a pattern of another form. */
export function valueOfPattern(pattern: string): string | undefined {
  const value = /^\^(.*)\$$/.exec(pattern)?.[1];
  return value !== undefined && isHeaderValue(value) ? value : undefined;
}

const secret = z.object({ HEADERVALUE: z.string().check(z.refine(isHeaderValue)) });

/** The secret's text. */
export const secretStringOf = (value: string): string => JSON.stringify({ HEADERVALUE: value });

/** @throws where the text has another form; the message holds nothing of the text */
export function valueOfSecretString(secretString: string): string {
  try {
    return secret.parse(JSON.parse(secretString)).HEADERVALUE;
  } catch {
    throw new RotationFault('the secret is not of the form {"HEADERVALUE":"<32 letters and digits>"}');
  }
}
