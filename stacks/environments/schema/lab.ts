import { z } from "zod";
import { signInPrefix } from "./edge/sign-in";

/** The steps of system A, in their order: each has what those before it have, and tightens one layer more. */
export const labSteps = ["base", "rotatingSecret", "edgeOnly", "firewall", "signedIn"] as const;

export type LabStep = (typeof labSteps)[number];

/** How far an environment of the preset `lab` has come. The record's own settings override what a step gives. */
export const labSettings = z.strictObject(
  {
    /**
     * - `base`: a database, a function that queries it, and a REST API that everybody may call.
     * - `rotatingSecret`: the password of the function's database user changes every week.
     * - `edgeOnly`: CloudFront in front of the API, which answers to nobody else.
     * - `firewall`: the web ACLs have AWS's groups, SQL injection among them, and a limit on requests.
     * - `signedIn`: the API requires the ID token of a user.
     */
    step: z.enum(labSteps, { error: `give one of ${labSteps.join(", ")}` }),
    /**
     * The prefix of the domain of the sign-in pages, which come with the last step: nobody else's in the Region, in any
     * account. Another value replaces the pool's domain: sign in at the new address.
     */
    signInPrefix,
  },
  { error: `give { step, signInPrefix }, where step is one of ${labSteps.join(", ")}` },
);

export type LabSettings = z.output<typeof labSettings>;
