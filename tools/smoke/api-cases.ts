import type { Api, Route, Throttle } from "../apis/api";
import { type Case, requestsAtMost } from "./case";
import { deniedInWords } from "./resource-policy";
import { type Request, effort, validRequest } from "./valid-request";

/** What is asked once for an API, and not of every route. */
export function apiCases(api: Api): Case[] {
  // A route that asks for nothing shows best what stands before it.
  const [route] = [...api.routes].sort((one, other) => effort(one) - effort(other));
  if (route === undefined) return [];
  const secretless = { token: undefined, apiKey: undefined, signature: undefined };
  const request: Request = { ...validRequest(api, route), ...secretless, method: "GET", changes: false };
  const named = api.domains.length > 0;
  return [
    ...(api.private
      ? [{ ...request, row: "V29", what: "from the internet", from: "the internet", expected: noWayIn } as const]
      : []),
    ...(request.clientCertificate
      ? [
          {
            ...request,
            row: "V30",
            what: "no client certificate",
            clientCertificate: false,
            expected: { statuses: [], noConnection: "tls" },
          } as const,
        ]
      : []),
    ...(named && !api.defaultEndpoint && !api.private
      ? [
          {
            ...request,
            row: "V30",
            what: "by the default endpoint",
            at: "default endpoint",
            clientCertificate: false,
            // "Disable the default endpoint for REST APIs" promises 403; for HTTP APIs no status is promised.
            expected: { statuses: api.kind === "REST" ? [403] : [403, 404] },
          } as const,
        ]
      : []),
    ...policyCases(api, route),
    ...throttleCases(api),
  ];
}

const noWayIn = { statuses: [403], noConnection: "any" } as const;

function policyCases(api: Api, route: Route): Case[] {
  const denied = deniedInWords(api.policy);
  if (denied === undefined) return [];
  // A Cognito authorizer decides before the policy does, so that the request is a valid one.
  const request = { ...validRequest(api, route), changes: false };
  return [{ ...request, row: "F7", what: `from ${denied}`, from: "a denied address", expected: { statuses: [403] } }];
}

/** The one limit of the API that the fewest requests meet. */
function throttleCases(api: Api): Case[] {
  const limited = api.routes.flatMap((route) => {
    const request = validRequest(api, route);
    const until = throttleOf(api, route);
    return until === undefined || request.changes ? [] : [{ request, until, route }];
  });
  const [least] = limited.sort(
    (one, other) => requestsAtMost(one.until) - requestsAtMost(other.until) || effort(one.route) - effort(other.route),
  );
  if (least === undefined) return [];
  const { request, until } = least;
  const what = `over ${until.ratePerSecond}/s, burst ${until.burst}`;
  return [{ ...request, row: "V18", what, until, expected: { statuses: [429] } }];
}

/** The narrowest that holds for a caller of a route: of the usage plan, the route or the stage. */
function throttleOf(api: Api, { apiKey, throttle, usagePlans }: Route): Throttle | undefined {
  const plans = apiKey ? usagePlans.flatMap(({ throttle: of }) => of ?? []) : [];
  const all = [...plans, ...((throttle ?? api.throttle) ? [throttle ?? api.throttle] : [])] as Throttle[];
  return all.sort((one, other) => requestsAtMost(one) - requestsAtMost(other))[0];
}
