import { z } from "zod";

function whole(least: number, most: number, unit: string) {
  const error = `give ${least.toLocaleString("en")} to ${most.toLocaleString("en")} ${unit}`;
  return z.int({ error }).min(least, { error }).max(most, { error });
}

/** Seconds that a function has, where its caller waits so long. */
export const timeoutSeconds = (most: number, caller: string) => whole(1, most, `seconds: ${caller} waits no longer`);

/** The settings of a function, whoever calls it. */
export const lambdaSettings = {
  /** Memory, and with it processor time: 128 to 10,240 MiB (AWS Lambda Developer Guide, "Lambda quotas"). @default 256 */
  memoryMib: whole(128, 10_240, "MiB").default(256),
  /**
   * Calls that may run at once, reserved for this function out of the account's number in the region. 0 stops the function.
   *
   * @default what the account has left
   */
  reservedConcurrency: whole(0, 100_000, "calls at once").optional(),
  /** The version that is called; an earlier one rolls the code back. Old versions are kept. @default the newest */
  version: whole(1, 1_000_000_000, "as the number of a version").optional(),
};
