import type { Synthesis } from "../../shared/synthesize";
import { synthesizeChanged } from "../changed-records";
import type { Run } from "../run";

/** The environment that is walked from step to step (docs/lab.md). */
export const walkedEnvironment = "lab";

/** Its steps, in their order. The record stands at the last. */
export const stepsWalked = ["base", "rotatingSecret", "edgeOnly", "firewall", "signedIn"] as const;

export type Step = (typeof stepsWalked)[number];

/** Synthesizes the environment as it is at a step. */
export const synthesizeStep = (run: Run, step: Step): Promise<Synthesis> =>
  synthesizeChanged(run, { environment: walkedEnvironment, name: step, changes: { "lab.step": step } });

/**
 * Beyond the last step: the web application is behind CloudFront too, and the distribution of the API has its header itself,
 * which is the one way of it that the emulator knows.
 */
export const wayByCloudFront = "by CloudFront alone";

export const synthesizeByCloudFront = (run: Run): Promise<Synthesis> =>
  synthesizeChanged(run, {
    environment: walkedEnvironment,
    name: "by-cloudfront",
    changes: {
      "edge.exposure": "vpc-origin",
      "edge.cloudFront.web": {},
      "edge.originProtection.restApi": "header-lambda",
      "edge.originProtection.headersInLocalState": {
        reason: "the state is a scratch folder's, and the secret an emulator's",
      },
    },
  });
