import { z } from "zod";

/** Text of one form, with one sentence for whatever is wrong with it, a missing value included. */
export function text(pattern: RegExp, rule: string) {
  return z.string({ error: rule }).regex(pattern, { error: rule });
}
