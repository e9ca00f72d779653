import { setTimeout as passes } from "node:timers/promises";

import { ApiFault } from "./api";

/** Waits so many seconds. */
export type Pause = (seconds: number) => Promise<unknown>;

const pauses: Pause = (seconds) => passes(seconds * 1000);

/** Nobody waits longer than this for one answer: a limit may end in an hour. */
const longestWait = 120;
const attempts = 4;

/**
 * Does the work until it is done, four times at most: after no answer, a fault of the server, a conflict, or a limit that ends
 * soon. The work begins from its start each time: what an answer that was lost has done already, the work finds.
 */
export async function persistently<T>(work: () => Promise<T>, pause: Pause = pauses): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const seconds = secondsBefore(attempt, error);
      if (seconds === undefined || seconds > longestWait || attempt === attempts) throw error;
      await pause(seconds);
    }
  }
}

function secondsBefore(attempt: number, error: unknown): number | undefined {
  if (!(error instanceof ApiFault)) return undefined;
  const { status, retryAfterSeconds } = error;
  if (retryAfterSeconds !== undefined) return retryAfterSeconds;
  return status === undefined || status >= 500 || status === 409 ? 2 ** attempt : undefined;
}
