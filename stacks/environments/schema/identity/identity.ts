import { z } from "zod";
import { guarded } from "../shared/departure";
import { userPoolSettings } from "./user-pool";

const daysRule = "give 30 days; or { value, reason } for 7 to 29";

export const identitySettings = z.strictObject({
  /**
   * Days between the deletion of a key and its end, in which the deletion can be cancelled: 30, AWS's most. Down to 7 is a
   * departure (KMS API Reference, ScheduleKeyDeletion).
   *
   * @cost USD 1 a month for each key
   * @default 30, in demo 7
   */
  keyDeletionWindowDays: guarded(
    z.literal(30),
    z.int({ error: daysRule }).min(7, { error: daysRule }).max(29, { error: daysRule }),
    daysRule,
  ).default(30),
  /**
   * Users, their sign-in, and who may get tokens for them (systems D and E; docs/users-and-tokens.md). Users sign in with
   * their e-mail address; to change that later is to lose the users. Taking it away destroys all users, and a plan fails
   * while the pool is protected: export the users, and switch `keepData` off in an apply before.
   *
   * @default none
   */
  userPool: userPoolSettings.optional(),
});
