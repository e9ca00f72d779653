import type { RestRoute } from "./route";

/** The origin whose pages may call from a browser. The headers are fixed, so it is one origin or all. */
export interface RestCors {
  /** An exact origin such as `https://app.example.com`, or `*`. */
  readonly origin: string;
  /** Request headers that a page may set. @default authorization, content-type, x-api-key */
  readonly headers?: readonly string[];
  /** Seconds for which a browser keeps the answer to a preflight, 0 to 86,400. @default 3,600 */
  readonly maxAgeSeconds?: number;
}

/**
 * Makes mock routes that answer 404 to unknown paths. Without them the answer is 403 Missing Authentication Token. That
 * answer cannot be remapped: an unsigned call of an IAM route gets it too.
 */
export function unknownPaths(routes: readonly RestRoute[]): RestRoute[] {
  const hasRoot = routes.some(({ path }) => path === "/");
  return ["/{proxy+}", ...(hasRoot ? [] : ["/"])].map((path) => ({
    method: "ANY",
    path,
    integration: { kind: "mock", status: 404, body: { message: "Not Found" } },
    authorizer: "none",
  }));
}

/** Makes a mock route for the preflights of each path, without an authorizer: a browser sends no token with a preflight. */
export function preflights(routes: readonly RestRoute[], cors: RestCors): RestRoute[] {
  const { origin, headers = ["authorization", "content-type", "x-api-key"], maxAgeSeconds = 3600 } = cors;
  const methods = new Map<string, Set<string>>();
  for (const { method, path } of routes) methods.set(path, (methods.get(path) ?? new Set<string>()).add(method));
  return [...methods]
    .filter(([, of]) => !of.has("OPTIONS"))
    .map(([path, of]) => ({
      method: "OPTIONS",
      path,
      integration: {
        kind: "mock",
        status: 204,
        headers: {
          "Access-Control-Allow-Origin": origin,
          "Access-Control-Allow-Methods": [...of].sort().join(","),
          "Access-Control-Allow-Headers": headers.join(","),
          "Access-Control-Max-Age": String(maxAgeSeconds),
        },
      },
      authorizer: "none",
    }));
}
