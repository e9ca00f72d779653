import { setTimeout } from "node:timers/promises";

/** AWS's errors for what a role may not do, or may not do yet. */
const refusals: readonly string[] = ["AccessDenied", "AccessDeniedException"];

const pauseMilliseconds = 2_000;

/**
 * Retries an attempt while AWS denies it and time is left. Terraform calls a function seconds after it made the function's
 * role, and a role's permissions are known everywhere only after a while (IAM User Guide, "Troubleshoot IAM": changes that
 * I make are not always immediately visible).
 *
 * @param attempt may be repeated from its beginning
 * @param patienceMilliseconds how long a denial is retried. @default 30,000
 */
export async function onceGranted<T>(
  attempt: () => Promise<T>,
  {
    patienceMilliseconds = 30_000,
    pause = (milliseconds: number) => setTimeout(milliseconds),
  }: { readonly patienceMilliseconds?: number; readonly pause?: (milliseconds: number) => Promise<unknown> } = {},
): Promise<T> {
  for (let waited = 0; ; waited += pauseMilliseconds) {
    try {
      return await attempt();
    } catch (error) {
      const isRefusal = error instanceof Error && refusals.includes(error.name);
      if (!isRefusal || waited + pauseMilliseconds > patienceMilliseconds) throw error;
      await pause(pauseMilliseconds);
    }
  }
}
