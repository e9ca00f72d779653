import type { Throttle } from "../apis/api";
import type { Entry } from "./entry";

const shortestMilliseconds = 500;

/**
 * Milliseconds between the requests of a check that lasts minutes: the pace is half of what a limit lets through at most.
 */
export function politeInterval({ firewall }: Entry, throttle?: Throttle): number {
  const { rateLimit } = firewall ?? {};
  return Math.max(
    shortestMilliseconds,
    rateLimit === undefined ? 0 : (2000 * rateLimit.windowSeconds) / rateLimit.limit,
    throttle === undefined ? 0 : 2000 / throttle.ratePerSecond,
  );
}
