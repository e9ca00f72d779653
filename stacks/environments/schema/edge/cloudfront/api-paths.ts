import { overlaps, pathPatternOf, pathPatternsOf } from "../../../../../modules/edge/cloudfront/path-patterns";
import type { AskedEndpointSettings, CloudFrontSettings } from "./cloudfront";
import { quote, type Fault } from "../../shared/fault";
import type { ApiName } from "./fronts";
import { sharedFirewallFaults, viewerRuleFaults } from "../waf/shared-firewall";
import type { WafSettings } from "../waf/waf";

/** Beside the default one, which every distribution has (CloudFront Developer Guide, "Quotas": cache behaviors per distribution). */
const mostBehaviors = 74;

/** CloudFront Developer Guide, "Path pattern". */
const longestPattern = 255;

interface RoutedApi {
  readonly routes: readonly { readonly path: string }[];
}

/** What the rules read of the edge's settings. */
interface EdgeWithPaths {
  readonly cloudFront?: CloudFrontSettings | undefined;
  readonly exposure: "cloudfront-prefix-list" | "public" | "vpc-origin";
  readonly waf: WafSettings;
  readonly restApi?: (RoutedApi & { readonly waf: WafSettings }) | undefined;
  readonly httpApi?: RoutedApi | undefined;
}

interface ApiAtPaths {
  readonly name: ApiName;
  /** The setting that puts the API at paths, and its place. */
  readonly setting: string;
  readonly at: readonly string[];
  readonly settings: AskedEndpointSettings;
  /** Each path once, with the first route that has it. */
  readonly routes: readonly { readonly index: number; readonly path: string }[];
}

const place = ["edge", "cloudFront"];

/**
 * Rules for APIs at paths of the web application's distribution: each path has one target, and passes the web application's
 * firewall.
 *
 * @param healthPath the path at which the header's rotation requests the web application through CloudFront, if it does
 */
export function apiPathFaults(edge: EdgeWithPaths, healthPath: string): Fault[] {
  const { cloudFront } = edge;
  const web = cloudFront?.web;
  const apis = (["restApi", "httpApi"] as const).flatMap((name): ApiAtPaths[] => {
    const settings = web?.[name];
    if (settings === undefined) return [];
    const paths = (edge[name]?.routes ?? []).map(({ path }) => path);
    const at = [...place, "web", name];
    const routes = paths
      .map((path, index) => ({ index, path }))
      .filter(({ path, index }) => paths.indexOf(path) === index);
    return [{ name, setting: at.join("."), at, settings, routes }];
  });
  if (web === undefined || apis.length === 0) return [];
  const twice = apis.filter(({ name }) => cloudFront?.[name] !== undefined);
  if (twice.length > 0) {
    return twice.map(({ name, at }) => ({
      path: at,
      reads: [[...place, name]],
      message: `is given beside edge.cloudFront.${name}; leave one of the two out: an API is either at paths of the web application, or has a distribution of its own`,
    }));
  }
  return [
    ...apis.flatMap((api, index) => routeFaults(api, { edge, web, before: apis.slice(0, index), healthPath })),
    ...apis.flatMap(cachedPathFaults),
    ...sharedDistributionFaults(web, apis),
    ...sharedFirewallFaults(edge.waf, apis),
    ...(edge.restApi && web.restApi ? viewerRuleFaults(edge.restApi.waf, edge.waf) : []),
  ];
}

interface Neighbours {
  readonly edge: EdgeWithPaths;
  readonly web: Pick<AskedEndpointSettings, "cachedPaths">;
  /** The APIs before this one, so that each pair is compared once. */
  readonly before: readonly ApiAtPaths[];
  readonly healthPath: string;
}

/** Each path has one target: after a "not found", CloudFront does not try the next. */
function routeFaults(
  { name, setting, at, routes }: ApiAtPaths,
  { edge, web, before, healthPath }: Neighbours,
): Fault[] {
  return routes.flatMap(({ index, path }) => {
    const pattern = pathPatternOf(path);
    const fault = (message: string, ...reads: (readonly string[])[]): Fault => ({
      path: ["edge", name, "routes", index, "path"],
      reads: [at, ...reads],
      message: `is ${quote(path)}${pattern === path ? "" : `, CloudFront's pattern ${pattern}`}, ${message}`,
    });
    if (takesAll(path)) {
      return [
        fault(
          `which covers /, but with ${setting} the path / is the web application's; give a path that begins with a word, such as /api/orders, or give the API a distribution of its own, edge.cloudFront.${name}`,
        ),
      ];
    }
    if (pattern.length > longestPattern) {
      return [
        fault(
          `a pattern of ${pattern.length} characters with ${setting}; give at most ${longestPattern}, or give the API a distribution of its own, edge.cloudFront.${name}`,
        ),
      ];
    }
    const rival = before.flatMap((other) =>
      other.routes
        .filter((route) => overlaps(pattern, route.path) && !takesAll(route.path))
        .map((route) => `${route.path} of edge.${other.name}`),
    )[0];
    const cached = web.cachedPaths.find((one) => overlaps(one, pattern));
    const isProbed = edge.exposure === "cloudfront-prefix-list" && overlaps(pattern, healthPath);
    return [
      ...(rival === undefined
        ? []
        : [fault(`which overlaps ${rival}; give each API its own paths: in a pattern * matches slashes too`)]),
      ...(cached === undefined
        ? []
        : [
            fault(
              `which overlaps ${quote(cached)} of edge.cloudFront.web.cachedPaths; give another path: CloudFront requests cachedPaths from the web application`,
              [...place, "web", "cachedPaths"],
            ),
          ]),
      ...(isProbed
        ? [
            fault(
              `which overlaps compute.fleet.healthPath, ${quote(healthPath)}; give another path: the header's rotation requests the health path from the web application through CloudFront`,
              ["compute", "fleet", "healthPath"],
            ),
          ]
        : []),
    ];
  });
}

/** Whether a route takes `/` too: as `/` itself, or by a parameter at the root. */
const takesAll = (route: string): boolean => overlaps("/", route);

/** A cached path of an API must be one of its paths: CloudFront would ask the web application for any other, in vain. */
function cachedPathFaults({ name, at, settings, routes }: ApiAtPaths): Fault[] {
  const patterns = pathPatternsOf(routes.map(({ path }) => path));
  return settings.cachedPaths
    .filter((cached) => !patterns.includes(cached))
    .map((cached) => ({
      path: [...at, "cachedPaths"],
      reads: [["edge", name]],
      message: `has ${quote(cached)}, which is the pattern of no route; give a route's path as CloudFront has it: ${patterns.join(", ")}`,
    }));
}

function sharedDistributionFaults(
  { cachedPaths, errorPages }: NonNullable<CloudFrontSettings["web"]>,
  apis: readonly ApiAtPaths[],
): Fault[] {
  const reads = apis.flatMap(({ name, at }) => [at, ["edge", name]]);
  const settings = apis.map(({ setting }) => setting).join(" and ");
  const patterns = apis.flatMap(({ routes }) => pathPatternsOf(routes.map(({ path }) => path)));
  const behaviors = cachedPaths.length + patterns.length;
  return [
    ...(errorPages.length === 0
      ? []
      : [
          {
            path: [...place, "web", "errorPages"],
            reads,
            // CloudFront API Reference, DistributionConfig: CustomErrorResponses are of the whole distribution.
            message: `is ${quote(errorPages)} with ${settings}; leave it out: a distribution's error pages apply to every path, and would replace an API's error answers`,
          },
        ]),
    ...(behaviors <= mostBehaviors
      ? []
      : [
          {
            path: [...place, "web"],
            reads,
            message: `has ${behaviors} paths with ${settings}; give at most ${mostBehaviors}, with routes such as /orders/{rest+}, or give each API a distribution of its own`,
          },
        ]),
  ];
}
