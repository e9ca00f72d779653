import type { Api, Route } from "../apis/api";
import { entryOf } from "./entry";
import { throttleOf } from "./throttle";

const shortestMilliseconds = 500;

/** Milliseconds between two requests that go on for minutes: half of what a limit lets through at the most. */
export function politeInterval(api: Api, route: Route): number {
  const { rateLimit } = entryOf(api).firewall ?? {};
  const throttle = throttleOf(api, route);
  return Math.max(
    shortestMilliseconds,
    rateLimit === undefined ? 0 : (2000 * rateLimit.windowSeconds) / rateLimit.limit,
    throttle === undefined ? 0 : 2000 / throttle.ratePerSecond,
  );
}
