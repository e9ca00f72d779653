import type { EnvironmentRecord } from "../../../stacks/environments/schema/environment";

/**
 * System A, which an engineer walks from step to step: one word is changed, and each layer applied once more
 * (docs/lab.md). State is on this machine.
 */
export const lab: EnvironmentRecord = {
  preset: "lab",
  lab: { step: "signedIn", signInPrefix: "example-palisade-lab" },
  region: "us-east-1",
  owner: "platform",
  costCentre: "trial",
  network: { cidrBlock: "10.10.0.0/16" },
};
