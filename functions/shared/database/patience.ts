import { setTimeout } from "node:timers/promises";
import { DatabaseFault } from "./connection";

/**
 * How long a refused login is retried. In the rotation of a single user, and in RDS's own, the user is refused from the
 * change of its password until the new value is AWSCURRENT: two calls of the rotation function, seconds. API Gateway waits
 * for 29 seconds.
 */
export const patienceMilliseconds = 20_000;

const firstPauseMilliseconds = 100;
const longestPauseMilliseconds = 1_500;

/**
 * Retries an attempt, after longer and longer pauses, while the database refuses the login and time is left.
 *
 * @param attempt is told whether to read the login anew
 * @param refused is called whenever the login is refused
 */
export async function untilAdmitted<T>(
  attempt: (again: boolean) => Promise<T>,
  {
    patience = patienceMilliseconds,
    refused = () => undefined,
  }: { readonly patience?: number; readonly refused?: () => void } = {},
): Promise<T> {
  const deadline = performance.now() + patience;
  for (let again = false, pause = 0; ; again = true) {
    try {
      return await attempt(again);
    } catch (error) {
      if (!(error instanceof DatabaseFault && error.isRefusal)) throw error;
      refused();
      if (performance.now() + pause >= deadline) throw error;
      // The first retry has no pause: the login that was read before may just be old.
      await setTimeout(pause);
      pause = Math.min(pause === 0 ? firstPauseMilliseconds : pause * 2, longestPauseMilliseconds);
    }
  }
}
