import { overlaps } from "../cloudfront/path-patterns";

interface ProbedRoute {
  readonly path: string;
  readonly apiKey?: boolean | undefined;
}

/** Of no route, unless one takes what no other does. */
const ownPath = "/origin-check";

/**
 * A path by which to see whether the firewall lets a request through: one that asks for no API key, since API Gateway
 * refuses a request without one in the firewall's own words. That there is nothing at the path is no matter: the firewall
 * comes first.
 *
 * @returns undefined where every path asks for a key
 */
export function probePath(routes: readonly ProbedRoute[]): string | undefined {
  const keyed = routes.filter(({ apiKey }) => apiKey === true).map(({ path }) => path);
  if (!keyed.some((path) => overlaps(ownPath, path))) return ownPath;
  return keyed.includes("/") ? undefined : "/";
}
