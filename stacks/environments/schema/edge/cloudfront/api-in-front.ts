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
    return [{ path: at, reads, message: `stands in front of nothing; give edge.${endpoint} too, or leave it out` }];
  }
  const faults: Fault[] = [];
  if (api.endpoint === "private") {
    const message = 'stands in front of a private API, which CloudFront cannot reach; give endpoint: "regional"';
    faults.push({ path: at, reads, message });
  }
  if (api.mutualTls !== undefined) {
    const message = `stands in front of an API that asks clients for a certificate, and has none to show; leave out edge.${endpoint}.mutualTls`;
    faults.push({ path: at, reads, message });
  }
  faults.push(...nameFaults(front, endpoint, api.domain));
  for (const { path } of api.routes.filter(({ authorizer }) => authorizer !== "none" && authorizer.kind === "iam")) {
    faults.push({
      path: at,
      reads,
      message: `stands in front of the route ${path}, which asks for a signature; give it another authorizer: a signature is of the host's name too, and CloudFront puts the origin's in its place`,
    });
  }
  if (probePath(api.routes) === undefined) {
    faults.push({
      path: at,
      reads,
      message:
        "stands in front of an API that asks for a key on every path; leave one without, such as /, by which the rotation of its header sees whether the firewall lets it through",
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
    why: "it asks for an API key, and what is cached is asked for without",
  },
  {
    holds: ({ method = "GET" }) => !["GET", "HEAD"].includes(method),
    named: ({ path, method }) => `${path} of ${String(method)}`,
    why: "what is cached is asked for by GET and HEAD alone",
  },
  {
    holds: ({ authorizer }) => authorizer !== "none",
    why: "an authorizer stands there, and what one caller gets is not for the next",
  },
];

function uncachedMessage(cached: string, routes: readonly ApiRoute[]): string | undefined {
  const met = routes.filter(({ path }) => overlaps(cached, path));
  for (const { holds, named = (route: ApiRoute) => route.path, why } of notCached) {
    const route = met.find(holds);
    if (route !== undefined)
      return `has ${quote(cached)}, which is the route ${named(route)} too; leave it out: ${why}`;
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
    const message = `is ${quote(originName)} with ${at.join(".")}; leave it out: viewers call the API by the web application's name, and CloudFront asks it by publicName, ${quote(publicName)}`;
    return [{ path, reads: [at], message }];
  }
  if (originName !== undefined) return [];
  const message = `is missing; give a second name, such as origin-${publicName}: CloudFront takes ${quote(publicName)} over, and one name cannot be both`;
  return [{ path, reads: [at], message }];
}
