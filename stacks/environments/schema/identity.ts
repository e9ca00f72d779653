import { z } from "zod";

const daysRule = "give 7 to 30 days";

export const identitySettings = z.strictObject({
  /** Days between the deletion of a key and its end, 7 to 30, in which it can be called back. @default 30, in demo 7 */
  keyDeletionWindowDays: z.int({ error: daysRule }).min(7, { error: daysRule }).max(30, { error: daysRule }),
});
