import { z } from "zod";

/** Text of one form, with one message for whatever is wrong with it, a missing value included. */
export function text(pattern: RegExp, rule: string) {
  return z.string({ error: rule }).regex(pattern, { error: rule });
}

/**
 * Whether a list, joined by commas, fits into one variable of a function. Lambda keeps 4 KB for all variables (AWS Lambda
 * Developer Guide, "Lambda quotas"), of which others take up to 1,000 bytes.
 */
export const fitsVariable = (list: readonly string[]): boolean => Buffer.byteLength(list.join(",")) <= variableBytes;

const variableBytes = 3_000;
export const variableRule =
  "give fewer entries: the list has more than 3,000 characters, the limit of a variable of its function";
