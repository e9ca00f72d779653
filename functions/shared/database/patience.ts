import { setTimeout } from "node:timers/promises";
import { DatabaseFault } from "./connection";

/**
 * How long a login may be refused before that is taken for an answer. A user whose password Secrets Manager changes is
 * refused from the change on until the new value is AWSCURRENT (trap of every rotation of a single user, and of RDS's own):
 * two calls of the rotation function, seconds. API Gateway waits for 29 seconds.
 */
export const patienceMilliseconds = 20_000;

const firstPauseMilliseconds = 100;
const longestPauseMilliseconds = 1_500;

/**
 * Makes an attempt again, after longer and longer pauses, as long as the database refuses the login and there is time.
 *
 * @param attempt is told whether it is to read the login anew
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
      // The first time, the login that was read before may just be old.
      await setTimeout(pause);
      pause = Math.min(pause === 0 ? firstPauseMilliseconds : pause * 2, longestPauseMilliseconds);
    }
  }
}
