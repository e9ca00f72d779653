import { setTimeout } from "node:timers/promises";

export interface Clock {
  /** In milliseconds since 1970. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

export const machineClock: Clock = {
  now: Date.now,
  sleep: async (milliseconds) => setTimeout(milliseconds),
};
