import { type Api, type Route, routesMet } from "../apis/api";
import {
  defaultEndpointOff,
  deniedByPolicy,
  overTheLimit,
  blockedAtTheOrigin,
  blockedByCloudFront,
  firstPlayer,
  noNumber,
  redirectedToTls,
} from "./answer";
import { type Case, type Expected, requestsAtMost, narrowestThrottle } from "./case";
import { deniedInWords } from "./entry";
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

/** Cases that prove that callers come through CloudFront, and that the firewall is there. */
function edgeCases(api: Api, counterpart: Case): Case[] {
  const originHeader = originHeaderOf(api, counterpart.route);
  return [...(originHeader === undefined ? [] : behindCloudFront(api, counterpart, originHeader)), ...injected(api)];
}

/** The header that CloudFront adds. A REST API's firewall checks it. An HTTP API has no firewall: its functions check it. */
export const originHeaderOf = (api: Api, route: Route): string | undefined =>
  api.kind === "REST" ? api.firewall?.originHeader : route.originHeader;

/** 32 letters and digits, the form of the values that the origin accepts; there are 10^57 of them. */
const ownValue = "smokesmokesmokesmokesmokesmoke01";

function behindCloudFront(api: Api, counterpart: Case, header: string): Case[] {
  const origin = {
    ...counterpart,
    counterpart,
    at: "the origin",
    expected: blockedAtTheOrigin,
    changes: false,
  } as const;
  const forged = { ...counterpart.headers, [header]: ownValue };
  const [guarded] = api.routes
    .filter(({ authorization: { kind } }) => kind === "cognito" || kind === "lambda")
    .sort((one, other) => effort(one) - effort(other))
    .map((route) => admitted(api, route));
  return [
    { ...counterpart, row: "V4", what: "through CloudFront" },
    { ...origin, row: "V5", what: "past CloudFront" },
    { ...origin, row: "V6", what: `past CloudFront, with a made-up ${header}`, headers: forged },
    { ...counterpart, row: "V7", what: `through CloudFront, with a made-up ${header}`, headers: forged },
    ...(guarded === undefined
      ? []
      : [{ ...origin, ...guarded, ...pastWithToken, counterpart: guarded, changes: false } as const]),
    {
      ...counterpart,
      counterpart,
      row: "V22",
      what: "plain HTTP",
      at: "plain HTTP",
      expected: redirectedToTls,
      changes: false,
      // A credential proves nothing here, so none is sent in plain text.
      token: undefined,
      signature: undefined,
      apiKey: undefined,
    },
  ];
}

const pastWithToken = {
  row: "V15",
  what: "past CloudFront, with a valid token",
  at: "the origin",
  expected: blockedAtTheOrigin,
} as const;

/**
 * The first web ACL with the rules that a caller meets blocks the injection; where none has them, the function refuses it.
 */
function injected(api: Api): Case[] {
  const { distribution, firewall } = api;
  if (distribution?.firewall?.sqlInjection === true) return blockedInjection(api, blockedByCloudFront);
  if (firewall?.sqlInjection === true) return blockedInjection(api, blockedAtTheOrigin);
  return api.routes.filter(({ asksForPlayers }) => asksForPlayers).map((route) => refusedInjection(api, route));
}

/** Tries the injection in a parameter that a route requires. */
function blockedInjection(api: Api, expected: Expected): Case[] {
  const [route] = api.routes
    .filter(({ validation: { query } }) => query.length > 0)
    .sort((one, other) => effort(one) - effort(other));
  const [parameter = ""] = route?.validation.query ?? [];
  if (route === undefined) return [];
  const counterpart = admitted(api, route);
  return [
    {
      ...counterpart,
      counterpart,
      row: "V9",
      what: `SQL in ${parameter}`,
      query: { ...counterpart.query, [parameter]: "1' OR '1'='1' UNION SELECT name FROM players -- " },
      expected,
      changes: false,
    },
  ];
}

function refusedInjection(api: Api, route: Route): Case {
  const counterpart = { ...admitted(api, route), expected: firstPlayer };
  return {
    ...counterpart,
    counterpart,
    row: "V8",
    what: "SQL in id",
    query: { ...counterpart.query, id: "1 or 1=1" },
    expected: noNumber,
    changes: false,
  };
}
