import { type Api, type Authorization, type Route, type Throttle, leadsTo, routeName } from "../apis/api";
import type { Departure } from "../../controls/departures";
import type { EnvironmentApis } from "../apis/environment";

/** What a reviewer is told of one route. */
export interface ReviewedRoute {
  readonly api: string;
  readonly kind: Api["kind"];
  readonly route: string;
  readonly caller: string;
  /** What the caller shows. */
  readonly token: string;
  readonly apiKey: boolean;
  readonly limits: readonly string[];
  readonly validation: readonly string[];
  readonly firewall: string;
  /** What answers whoever goes past the firewall at CloudFront, where it is the only one. */
  readonly pastEdge?: PastEdge;
  readonly reachableAt: readonly string[];
  readonly integration: string;
  /** Those of the route itself. */
  readonly departures: readonly Departure[];
  /** Why it needs no authorizer: it answers by itself what anybody may know. */
  readonly harmless?: string;
  /** Anybody may call it, and nobody has written why. */
  readonly unreasoned: boolean;
}

interface PastEdge {
  readonly answers: "the authorizer's refusals" | "the function's 403" | "the route";
  /** The route answers, and nobody has written why. */
  readonly unreasoned: boolean;
}

export interface Review {
  readonly environment: string;
  readonly routes: readonly ReviewedRoute[];
  /** Those that touch the APIs and are of no single route. */
  readonly departures: readonly Departure[];
}

export function review({ environment, apis, departures }: EnvironmentApis): Review {
  const routes = apis.flatMap((api) => api.routes.map((route) => reviewed(api, route, departures)));
  const placed = new Set(routes.flatMap((route) => route.departures));
  return { environment, routes, departures: departures.filter((departure) => !placed.has(departure)) };
}

function reviewed(api: Api, route: Route, all: readonly Departure[]): ReviewedRoute {
  const departures = all.filter(({ path }) => isOf(path, api, route));
  const open = route.authorization.kind === "none";
  const reasoned = departures.some(({ path }) => path.endsWith(".authorizer"));
  const harmless = open && !reasoned ? harmlessness(route) : undefined;
  const past = pastEdge(api, route, all);
  return {
    api: api.name,
    kind: api.kind,
    route: routeName(route),
    ...presented(route.authorization),
    apiKey: route.apiKey,
    limits: limits(api, route),
    validation: validation(route),
    firewall: firewall(api),
    ...(past && { pastEdge: past }),
    reachableAt: reachableAt(api, route),
    integration: integration(route),
    departures,
    ...(harmless !== undefined && { harmless }),
    unreasoned: open && !reasoned && harmless === undefined,
  };
}

const group = ({ kind }: Api): string => (kind === "HTTP" ? "edge.httpApi" : "edge.restApi");

const isOf = (path: string, api: Api, route: Route): boolean =>
  path.startsWith(`${group(api)}.routes[${routeName(route)}]`);

/** The REST API answers these without being told to: unknown paths, and preflights, with which a browser sends no token. */
function harmlessness({ method, integration: to }: Route): string | undefined {
  if (to.kind !== "mock") return undefined;
  if (to.status === 404) return "answers 404 to every unknown path, and calls nothing";
  if (method === "OPTIONS" && to.status >= 200 && to.status < 300) {
    return "answers a browser's preflight, and calls nothing";
  }
  return undefined;
}

function presented(authorization: Authorization): Pick<ReviewedRoute, "caller" | "token"> {
  switch (authorization.kind) {
    case "none":
      return { caller: "anybody", token: "none" };
    case "iam":
      return { caller: "IAM principals with execute-api:Invoke on the route", token: "Signature Version 4" };
    case "cognito": {
      const { pools, scopes, header } = authorization;
      const token = scopes.length === 0 ? "ID token" : `access token, scope ${scopes.join(" or ")}`;
      return { caller: `users of pool ${pools.join(", ")}`, token: `${token}, in ${header}` };
    }
    case "jwt": {
      const { issuer, audience, scopes, header } = authorization;
      const token = scopes.length === 0 ? "access or ID token" : `access token, scope ${scopes.join(" or ")}`;
      return { caller: `clients ${audience.join(", ")} of ${issuer}`, token: `${token}, in ${header}` };
    }
    case "lambda": {
      const { type, function: name, header } = authorization;
      const shown = header === undefined ? "what the function reads" : `what is in ${header}`;
      return { caller: `callers that function ${name} admits`, token: `${shown} (${type} authorizer)` };
    }
  }
}

/** A usage plan holds for the requests that an API key comes with. */
function limits(api: Api, { apiKey, throttle, usagePlans }: Route): string[] {
  const own = throttle === undefined ? [] : [`route: ${rate(throttle)}`];
  const stage = api.throttle === undefined ? "stage: the account's" : `stage: ${rate(api.throttle)}`;
  const plans = (apiKey ? usagePlans : []).map(({ name, throttle: of, quota }) => {
    const parts = [...(of ? [rate(of)] : []), ...(quota ? [`${quota.limit} a ${quota.period.toLowerCase()}`] : [])];
    return `plan ${name}: ${parts.join(", ") || "none"}`;
  });
  return [...own, ...(own.length === 0 ? [stage] : []), ...plans];
}

const rate = ({ ratePerSecond, burst }: Throttle): string => `${ratePerSecond}/s, burst ${burst}`;

function validation({ validation: { query, headers, body } }: Route): string[] {
  return [
    ...(query.length > 0 ? [`query ${query.join(", ")}`] : []),
    ...(headers.length > 0 ? [`headers ${headers.join(", ")}`] : []),
    ...(body === undefined ? [] : ["body"]),
  ];
}

function firewall({ kind, webAcl, distribution }: Api): string {
  if (kind === "HTTP") return distribution?.webAcl === undefined ? noFirewall : `${distribution.webAcl}, at CloudFront`;
  return webAcl ?? "none";
}

const noFirewall = "none: an HTTP API cannot have a web ACL; CloudFront in front of the API can";

/**
 * An HTTP API has names of its own on the internet. There its authorizer decides first, so that who shows no good token is
 * refused by API Gateway; then the function, where it asks for what CloudFront alone knows.
 */
function pastEdge({ kind, distribution }: Api, route: Route, all: readonly Departure[]): PastEdge | undefined {
  if (kind === "REST" || distribution?.webAcl === undefined) return undefined;
  if (route.originHeader === undefined) {
    return { answers: "the route", unreasoned: !all.some(({ path }) => path === "edge.originProtection.httpApi") };
  }
  const answers = route.authorization.kind === "none" ? "the function's 403" : "the authorizer's refusals";
  return { answers, unreasoned: false };
}

function reachableAt(api: Api, { path }: Route): string[] {
  const { domains, defaultEndpoint, private: isPrivate, stage } = api;
  const { atPaths } = api.distribution ?? {};
  if (stage === undefined) return ["nowhere: the API has no stage"];
  const names = domains.map(({ name, basePath, mutualTls }) => {
    const at = basePath === "" ? name : `${name}/${basePath}`;
    return mutualTls ? `${at} (mutual TLS)` : at;
  });
  const own = isPrivate ? "default endpoint, from the VPC alone" : "default endpoint";
  const shared = atPaths?.names ?? [];
  const viewers = shared.length > 0 ? shared : ["CloudFront's own name"];
  const byPaths = atPaths !== undefined && leadsTo(atPaths, path) ? viewers : [];
  return [...byPaths, ...names, ...(defaultEndpoint ? [own] : ["default endpoint off"])];
}

function integration({ integration: to }: Route): string {
  switch (to.kind) {
    case "function":
      return to.proxy ? `function ${to.function}` : `function ${to.function}, by templates`;
    case "mock":
      return `mock ${to.status}`;
    case "other":
      return to.to;
  }
}
