export type ApiName = "httpApi" | "restApi";

/** The settings of CloudFront, as far as they say what stands in front of what. */
export interface Fronts {
  readonly web?: { readonly [Name in ApiName]?: unknown } | undefined;
  readonly restApi?: unknown;
  readonly httpApi?: unknown;
}

export interface Front {
  /** The distribution: the endpoint's own, or the web application's, with the API at some of its paths. */
  readonly distribution: ApiName | "web";
  /** The place of the settings. */
  readonly path: readonly string[];
}

const place = ["edge", "cloudFront"];

/** The distribution in front of an endpoint, if there is one. */
export function frontOf(cloudFront: Fronts | undefined, endpoint: ApiName | "web"): Front | undefined {
  if (cloudFront?.[endpoint] !== undefined) return { distribution: endpoint, path: [...place, endpoint] };
  if (endpoint === "web" || cloudFront?.web?.[endpoint] === undefined) return undefined;
  return { distribution: "web", path: [...place, "web", endpoint] };
}

/** The APIs at paths of the web application's distribution. */
export function apisAtPaths(cloudFront: Fronts | undefined): readonly ApiName[] {
  return (["restApi", "httpApi"] as const).filter((api) => frontOf(cloudFront, api)?.distribution === "web");
}
