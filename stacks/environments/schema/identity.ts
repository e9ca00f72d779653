import { z } from "zod";
import { userPoolSettings } from "./user-pool";

const daysRule = "give 7 to 30 days";

export const identitySettings = z.strictObject({
  /** Days between the deletion of a key and its end, 7 to 30, in which it can be called back. @default 30, in demo 7 */
  keyDeletionWindowDays: z.int({ error: daysRule }).min(7, { error: daysRule }).max(30, { error: daysRule }),
  /** Users, their sign-in, and who may get tokens for them (systems D and E). @default none */
  userPool: userPoolSettings.optional(),
});
