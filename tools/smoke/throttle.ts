import type { Api, Route, Throttle } from "../apis/api";
import { requestsAtMost } from "./case";

/** The narrowest throttle for a caller of a route: of the usage plan, the route or the stage. */
export function narrowestThrottle(api: Api, { apiKey, throttle, usagePlans }: Route): Throttle | undefined {
  const plans = apiKey ? usagePlans.flatMap(({ throttle: of }) => of ?? []) : [];
  const all = [...plans, ...((throttle ?? api.throttle) ? [throttle ?? api.throttle] : [])] as Throttle[];
  return all.sort((one, other) => requestsAtMost(one) - requestsAtMost(other))[0];
}
