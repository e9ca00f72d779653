import { z } from "zod";

export const identitySettings = z.strictObject({
  /** Days between the deletion of a key and its end, 7 to 30, in which it can be called back. @default 30, in demo 7 */
  keyDeletionWindowDays: z.int().min(7).max(30, { error: "give 7 to 30 days" }),
});
