import { overlaps } from "../cloudfront/path-patterns";

interface ProbedRoute {
  readonly path: string;
  readonly apiKey?: boolean | undefined;
}

/** Matches no route, unless there is a catch-all. */
const ownPath = "/origin-check";

/**
 * Finds a path that shows whether the firewall lets a request through. It must ask for no API key: API Gateway refuses a
 * request without a key in the firewall's own words. No route is needed at the path, since the firewall comes first.
 *
 * @returns undefined where both `/origin-check` and `/` ask for a key
 */
export function probePath(routes: readonly ProbedRoute[]): string | undefined {
  const keyed = routes.filter(({ apiKey }) => apiKey === true).map(({ path }) => path);
  if (!keyed.some((path) => overlaps(ownPath, path))) return ownPath;
  return keyed.includes("/") ? undefined : "/";
}
