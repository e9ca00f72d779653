import { type Case, requestsAtMost } from "./case";
import { denialsAt, entryOf } from "./entry";
import type { SmokeOptions } from "./options";
import { deniedInWords, deniesAddress } from "./resource-policy";

/** The most requests that are sent to reach a throttle. */
const requestsForAThrottle = 500;

/** The reason not to send a request, even if its credentials are there. */
export function hindranceOf(
  one: Case,
  { callerAddress, callerCountry, insideVpc = false, changes = false }: SmokeOptions,
): string | undefined {
  const { api, from, until } = one;
  const denied = callerAddress !== undefined && deniesAddress(api.policy, callerAddress);
  if (from === "a denied address" && !denied) {
    return `needs a caller at an address that the resource policy denies, ${deniedInWords(api.policy) ?? ""}`;
  }
  if (from !== "a denied address" && denied) return `the resource policy denies ${callerAddress}`;
  if (from === "the internet" && insideVpc) return "needs a caller outside the VPC";
  if (from !== "the internet" && api.private && !insideVpc) return "needs a caller inside the VPC";
  const denial = denialsAt(entryOf(api)).find(({ denies }) => denies({ callerAddress, callerCountry }));
  if (denial !== undefined) return `the API is closed to ${denial.who}`;
  if (one.changes && !changes) return "may change something";
  if (until !== undefined && requestsAtMost(until) > requestsForAThrottle) {
    return `may take ${requestsAtMost(until)} requests; ${requestsForAThrottle} are the most that are sent`;
  }
  return undefined;
}
