import type { EnvironmentRecord } from "./schema/environment";

/** The web application at the lowest cost, for an hour's trial: one public instance, plain HTTP, state on this machine. */
export const demo: EnvironmentRecord = {
  preset: "demo",
  region: "us-east-1",
  owner: "platform",
  costCentre: "trial",
};
