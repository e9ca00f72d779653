import { type Api, type Route, routesMet } from "../apis/api";
import { type Case, requestsAtMost } from "./case";
import { edgeCases } from "./edge-cases";
import { deniedInWords } from "./resource-policy";
import { defaultEndpointOff, deniedByPolicy, overTheLimit } from "./refusal";
import { narrowestThrottle } from "./throttle";
import { type Request, admitted, effort, validRequest } from "./valid-request";

/**
 * A valid request to the route that requires the least of a caller, which best shows what stands before it. Undefined where
 * there is no route.
 */
export function askedMostEasily(api: Api): Case | undefined {
  const [route] = [...routesMet(api)].sort((one, other) => effort(one) - effort(other));
  return route && admitted(api, route);
}

/** The requests that are sent once for an API, and not for every route. */
export function apiCases(api: Api): Case[] {
  const counterpart = askedMostEasily(api);
  if (counterpart === undefined) return [];
  const { route } = counterpart;
  const secretless = { token: undefined, apiKey: undefined, signature: undefined, clientCertificate: false };
  const request: Request = { ...counterpart, ...secretless, method: "GET", changes: false };
  const byName: Request = { ...request, counterpart };
  return [
    ...edgeCases(api, counterpart),
    ...(api.private ? [{ ...request, ...fromTheInternet(api) }] : []),
    ...(counterpart.clientCertificate ? [{ ...byName, ...withoutCertificate } as const] : []),
    ...(api.domains.length > 0 && !api.defaultEndpoint && !api.private
      ? [{ ...byName, ...byDefaultEndpoint(api) }]
      : []),
    ...policyCases(api, route),
    ...throttleCases(api),
  ];
}

/** Asks the default endpoint: the name of the interface endpoint resolves to addresses of the VPC alone. */
const fromTheInternet = ({ region }: Api) =>
  ({
    row: "V29",
    what: "from the internet",
    at: "default endpoint",
    from: "the internet",
    expected: { ...deniedByPolicy, noConnection: "any" },
    // The service's own endpoint of the Region (AWS General Reference, "Amazon API Gateway endpoints and quotas").
    control: `https://apigateway.${region}.amazonaws.com/`,
  }) as const;

const withoutCertificate = {
  row: "V30",
  what: "no client certificate",
  expected: { statuses: [], noConnection: "tls" },
} as const;

const byDefaultEndpoint = ({ kind }: Api) =>
  ({
    row: "V30",
    what: "by the default endpoint",
    at: "default endpoint",
    expected: defaultEndpointOff[kind],
  }) as const;

function policyCases(api: Api, route: Route): Case[] {
  const denied = deniedInWords(api.policy);
  if (denied === undefined) return [];
  // A Cognito authorizer decides before the policy does: the request must be valid.
  const request = { ...validRequest(api, route), changes: false };
  return [{ ...request, row: "F7", what: `from ${denied}`, from: "a denied address", expected: deniedByPolicy }];
}

/** Tests the one limit of the API that the fewest requests reach. */
function throttleCases(api: Api): Case[] {
  const limited = routesMet(api).flatMap((route) => {
    const request = validRequest(api, route);
    const until = narrowestThrottle(api, route);
    return until === undefined || request.changes ? [] : [{ request, until, route }];
  });
  const [least] = limited.sort(
    (one, other) => requestsAtMost(one.until) - requestsAtMost(other.until) || effort(one.route) - effort(other.route),
  );
  if (least === undefined) return [];
  const { request, until } = least;
  const what = `over ${until.ratePerSecond}/s, burst ${until.burst}`;
  return [{ ...request, row: "V18", what, until, expected: overTheLimit }];
}
