import { overlaps } from "../../../../../modules/edge/cloudfront/path-patterns";
import { probePath } from "../../../../../modules/edge/rest-api/probe-path";
import { quote, type Fault } from "../../shared/fault";
import type { ApiName, Front } from "./fronts";

interface ApiRoute {
  /** @default a method that reads */
  readonly method?: string;
  readonly path: string;
  readonly apiKey?: boolean | undefined;
  readonly authorizer: "none" | { readonly kind: string };
}

/** What the rules read of an API. */
export interface ApiInFront {
  readonly routes: readonly ApiRoute[];
  readonly endpoint?: string | undefined;
  readonly mutualTls?: unknown;
  readonly domain?: { readonly publicName: string; readonly originName?: string | undefined } | undefined;
}

/**
 * Rules for an API that CloudFront is to stand in front of.
 *
 * @param front a distribution of the API's own, or paths of the web application's
 */
export function apiFaults(
  front: Front,
  endpoint: ApiName,
  { cachedPaths }: { readonly cachedPaths: readonly string[] },
  api: ApiInFront | undefined,
): Fault[] {
  const at = front.path;
  const reads = [["edge", endpoint]];
  if (api === undefined) {
    return [
      { path: at, reads, message: `is given without edge.${endpoint}; give edge.${endpoint} too, or leave it out` },
    ];
  }
  const faults: Fault[] = [];
  if (api.endpoint === "private") {
    const message =
      'stands in front of a private API, which CloudFront cannot reach; give edge.restApi.endpoint: "regional"';
    faults.push({ path: at, reads, message });
  }
  if (api.mutualTls !== undefined) {
    const message = `stands in front of an API with mutual TLS, but CloudFront presents no client certificate; leave edge.${endpoint}.mutualTls out`;
    faults.push({ path: at, reads, message });
  }
  faults.push(...nameFaults(front, endpoint, api.domain));
  for (const { path } of api.routes.filter(({ authorizer }) => authorizer !== "none" && authorizer.kind === "iam")) {
    faults.push({
      path: at,
      reads,
      message: `stands in front of the route ${path}, which requires a signature; give the route another authorizer: a signature covers the Host header, and CloudFront replaces the Host header by the origin's name`,
    });
  }
  if (probePath(api.routes) === undefined) {
    faults.push({
      path: at,
      reads,
      message:
        "stands in front of an API that requires an API key on every path; leave one path without a key, such as /: the header's rotation requests this path to see whether the firewall accepts the header",
    });
  }
  for (const cached of cachedPaths) {
    const message = uncachedMessage(cached, api.routes);
    if (message !== undefined) faults.push({ path: [...at, "cachedPaths"], reads, message });
  }
  return faults;
}

/** The reasons why a route's answers are not cached, the weightiest first. */
const notCached: readonly {
  readonly holds: (route: ApiRoute) => boolean;
  readonly named?: (route: ApiRoute) => string;
  readonly why: string;
}[] = [
  {
    holds: ({ apiKey }) => apiKey === true,
    why: "the route requires an API key, and CloudFront requests cached paths without the key",
  },
  {
    holds: ({ method = "GET" }) => !["GET", "HEAD"].includes(method),
    named: ({ path, method }) => `${path} of ${String(method)}`,
    why: "CloudFront requests cached paths by GET and HEAD alone",
  },
  {
    holds: ({ authorizer }) => authorizer !== "none",
    why: "the route has an authorizer, and one caller's answer must not go to the next caller",
  },
];

function uncachedMessage(cached: string, routes: readonly ApiRoute[]): string | undefined {
  const met = routes.filter(({ path }) => overlaps(cached, path));
  for (const { holds, named = (route: ApiRoute) => route.path, why } of notCached) {
    const route = met.find(holds);
    if (route !== undefined)
      return `has ${quote(cached)}, which overlaps the route ${named(route)}; leave it out: ${why}`;
  }
  return undefined;
}

/** With its own distribution, CloudFront takes over the API's one name. At paths, it has the web application's name. */
function nameFaults({ distribution, path: at }: Front, endpoint: ApiName, domain: ApiInFront["domain"]): Fault[] {
  if (domain === undefined) return [];
  const { publicName, originName } = domain;
  const path = ["edge", endpoint, "domain", "originName"];
  if (distribution === "web") {
    if (originName === undefined) return [];
    const message = `is ${quote(originName)} with ${at.join(".")}; leave it out: viewers call the API by the web application's name, and CloudFront calls the API by publicName, ${quote(publicName)}`;
    return [{ path, reads: [at], message }];
  }
  if (originName !== undefined) return [];
  const message = `is missing; give a second name, such as origin-${publicName}: ${quote(publicName)} then leads to CloudFront, and CloudFront needs another name for the API`;
  return [{ path, reads: [at], message }];
}
