import { z } from "zod";
import { pathPatternFault } from "../../../../../modules/edge/cloudfront/behavior";
import { errorStatuses, priceClasses } from "../../../../../modules/edge/cloudfront/distribution";
import { originSeconds } from "../../../../../modules/edge/cloudfront/origin";
import { nearestOriginShieldRegion, originShieldRegions } from "../../../../../modules/edge/cloudfront/origin-shield";
import { overlaps } from "../../../../../modules/edge/cloudfront/path-patterns";
import { referrerPolicies } from "../../../../../modules/edge/cloudfront/response-headers";
import { countryCodes } from "../../../../../modules/edge/waf/country-codes";
import { duplicates } from "../../../../../modules/edge/waf/duplicates";
import { apiFaults, type ApiInFront } from "./api-in-front";
import { certificate, usEast1CertificateArn } from "../certificate";
import { exception, guarded, onUnlessDeparted } from "../../shared/departure";
import { quote, type Fault } from "../../shared/fault";
import type { ApiName } from "./fronts";
import { text } from "../../shared/text";
import { puzzleFaults, wafFaults, wafSettings } from "../waf/waf";

/** In a certificate that ACM issues, the first name is its common name (ACM API Reference, RequestCertificate; RFC 5280). */
const longestIssuedName = 64;

const certificateRule = 'give "issued", or the ARN of an ACM certificate of us-east-1: CloudFront takes no other';
const pathRule = `give a path pattern such as /static/*: ${pathPatternFault("") ?? ""}`;
const shieldRule = `give "off", "nearest" or one of ${originShieldRegions.join(", ")}`;
const countriesRule =
  'give "any", { allow: ["CH", …] } or { block: […] }, one of the two, with codes of ISO 3166-1 alpha-2';
const wholeSeconds = (least: number, most: number) => {
  const error = `give ${least} to ${most.toLocaleString("en")} seconds`;
  return z.int({ error }).min(least, { error }).max(most, { error });
};
const hstsRule = "give 31,536,000 to 63,072,000 seconds; or { value, reason } for fewer";
const hsts = (least: number, most: number) =>
  z.int({ error: hstsRule }).min(least, { error: hstsRule }).max(most, { error: hstsRule });
const framesRule = 'give "DENY", or { value: "SAMEORIGIN", reason }';
const pathPattern = z.string({ error: pathRule }).refine((path) => pathPatternFault(path) === undefined, {
  error: pathRule,
});
const countries = z
  .array(z.enum(countryCodes, { error: "give codes of ISO 3166-1 alpha-2, such as CH" }))
  .min(1, { error: countriesRule });
const policyRule = "give a content security policy, of at most 1,783 printable characters, such as default-src 'self'";

/** How CloudFront requests an endpoint, and what it caches: nothing that is not named here. */
const askedEndpoint = {
  /**
   * Paths that are the same for everybody: `/static/*`. CloudFront requests them with GET and HEAD alone, without cookies,
   * query or Authorization, and caches them as their answers say, or for a day (Managed-CachingOptimized). Never name a path
   * whose answer depends on the caller.
   *
   * @default none: nothing is cached
   */
  cachedPaths: z
    .array(pathPattern, { error: pathRule })
    .max(24, { error: "give at most 24 paths" })
    .refine((paths) => duplicates(paths).length === 0, { error: "give each path once" })
    .default([]),
  /**
   * One more cache in front of the origin, priced by request: for cached paths that are requested from far apart.
   * `"nearest"`: in the region that AWS's table has for the environment's region.
   *
   * @default "off"
   */
  originShield: z
    .union([z.literal("off"), z.literal("nearest"), z.literal(originShieldRegions)], { error: shieldRule })
    .default("off"),
  /** Seconds that CloudFront waits for an answer, 1 to 60. @default 30: API Gateway itself gives up after 29 */
  readTimeoutSeconds: wholeSeconds(originSeconds.least, originSeconds.most).default(30),
};

/** A distribution in front of one endpoint of the environment. */
const distribution = z.strictObject({
  ...askedEndpoint,
  /**
   * A certificate of us-east-1 for the public name. `"issued"`: by ACM, proved by a DNS record. In us-east-1 the endpoint's
   * own certificate does for both.
   *
   * @default "issued"
   */
  certificate: certificate(usEast1CertificateArn, certificateRule).default("issued"),
  /** Pages of the endpoint in place of errors. Each is under a cached path, and so outlasts a failure. @default none */
  errorPages: z
    .array(
      z.strictObject({
        /** The status that is answered with the page. */
        status: z.literal(errorStatuses, { error: `give one of ${errorStatuses.join(", ")}` }),
        /** The path of the page. */
        path: pathPattern,
        /** Seconds for which the error is cached. @default 0 */
        cachedSeconds: wholeSeconds(0, 31_536_000).default(0),
      }),
    )
    .default([]),
  /** Headers of every answer, beside `X-Content-Type-Options: nosniff`. */
  responseHeaders: z
    .strictObject({
      /**
       * Seconds for which a browser uses TLS alone for the name and every name below it. Less than a year, as for a rollout,
       * is a departure.
       *
       * @default 31,536,000: a year
       */
      hstsSeconds: guarded(hsts(31_536_000, 63_072_000), hsts(0, 31_535_999), hstsRule).default(31_536_000),
      /** Whether pages may stand in a frame; a frame of the same origin is a departure. @default "DENY" */
      frames: guarded(z.literal("DENY"), z.literal("SAMEORIGIN"), framesRule).default("DENY"),
      /** What a browser tells other sites of the page it comes from. @default "strict-origin-when-cross-origin" */
      referrer: z
        .literal(referrerPolicies, { error: `give one of ${referrerPolicies.join(", ")}` })
        .default("strict-origin-when-cross-origin"),
      /**
       * The policy, sent where the application itself sends none: 1,783 characters at most (Service Quotas of CloudFront,
       * "Length of the content security policy value in a response headers policy").
       *
       * @default none
       */
      contentSecurityPolicy: text(/^[\x20-\x7e]{1,1783}$/, policyRule).optional(),
    })
    .prefault({}),
});

/** An API at the paths of its routes in the web application's distribution. */
const apiAtPaths = z.strictObject(askedEndpoint);

/** In front of the load balancer, and of APIs whose paths are the web application's. */
const webDistribution = distribution.extend({
  /**
   * The REST API at the paths of its routes, instead of `edge.cloudFront.restApi`. Each of `cachedPaths` is one of them, in
   * CloudFront's form: `/docs/*` of the route `/docs/{page+}`.
   *
   * @default none: the API has a distribution of its own, with its own name, firewall and alarms, and a change of one
   *   distribution does not change the other
   */
  restApi: apiAtPaths.optional(),
  /** The HTTP API at the paths of its routes, instead of `edge.cloudFront.httpApi`; as `restApi`. @default none */
  httpApi: apiAtPaths.optional(),
});

/** In front of the HTTP API, which can have no other firewall. */
const httpApiDistribution = distribution.extend({
  /** Its web ACL. Programs call an API, so it has no pages for a CAPTCHA or a challenge. */
  waf: wafSettings.prefault({}),
});

export const cloudFrontSettings = z.strictObject({
  /** In front of the load balancer. @default each of its defaults, with an `edge.exposure` other than "public"; else none */
  web: webDistribution.optional(),
  /** In front of the REST API. @default none */
  restApi: distribution.optional(),
  /** In front of the HTTP API. @default none */
  httpApi: httpApiDistribution.optional(),
  /**
   * Where edge locations answer from: all of the world, or what costs less.
   *
   * @default "PriceClass_All", in lab "PriceClass_100"
   */
  priceClass: z.literal(priceClasses, { error: `give one of ${priceClasses.join(", ")}` }).default("PriceClass_All"),
  /** Countries that CloudFront serves, or does not serve, before AWS WAF is asked and paid for. @default "any" */
  countries: z
    .union(
      [
        z.literal("any"),
        z.strictObject({
          /** The countries that are served: no other is. */
          allow: countries,
        }),
        z.strictObject({
          /** The countries that are not served: each other is. */
          block: countries,
        }),
      ],
      { error: countriesRule },
    )
    .default("any"),
  /**
   * A log of requests, without cookies, in a log group of us-east-1; to do without is a departure.
   *
   * @default true, in lab false
   */
  accessLogs: onUnlessDeparted().default(true),
  /**
   * Serves an endpoint without a name under CloudFront's own name. There CloudFront accepts TLS older than 1.2 too, and
   * nothing can forbid it (CloudFront Developer Guide, "Supported protocols and ciphers between viewers and CloudFront").
   *
   * @default false
   */
  oldTls: exception().default(false),
});

export type CloudFrontSettings = z.output<typeof cloudFrontSettings>;
export type DistributionSettings = z.output<typeof distribution>;
export type AskedEndpointSettings = z.output<typeof apiAtPaths>;

/** What the rules read of the edge's other settings. */
interface EdgeInFront {
  readonly domain?: { readonly name: string } | undefined;
  readonly restApi?: ApiInFront | undefined;
  readonly httpApi?: ApiInFront | undefined;
}

type Endpoint = ApiName | "web";

const endpoints: readonly Endpoint[] = ["web", "restApi", "httpApi"];

const place = ["edge", "cloudFront"];

/** Rules across the settings of CloudFront and of the endpoints behind it. */
export function cloudFrontFaults(
  cloudFront: CloudFrontSettings | undefined,
  edge: EdgeInFront,
  region: string,
): Fault[] {
  if (cloudFront === undefined) return [];
  const given = endpoints.flatMap((endpoint) => {
    const settings = cloudFront[endpoint];
    return settings === undefined ? [] : [{ endpoint, settings }];
  });
  const atPaths = (["restApi", "httpApi"] as const).flatMap((api) => {
    const settings = cloudFront.web?.[api];
    const front = { distribution: "web", path: [...place, "web", api] } as const;
    return settings === undefined ? [] : [{ api, settings, front }];
  });
  const faults = [
    ...given.flatMap(({ endpoint, settings }) => [
      ...distributionFaults(endpoint, settings, edge, region),
      ...(endpoint === "web"
        ? []
        : apiFaults({ distribution: endpoint, path: [...place, endpoint] }, endpoint, settings, edge[endpoint])),
    ]),
    ...atPaths.flatMap(({ api, settings, front }) => [
      ...askedFaults(front.path, settings, region),
      ...apiFaults(front, api, settings, edge[api]),
    ]),
  ];
  if (given.length === 0) {
    faults.push({ path: place, message: "has no distribution; give web, restApi or httpApi, or leave it out" });
  }
  if (cloudFront.httpApi !== undefined) {
    const at = [...place, "httpApi", "waf"];
    faults.push(...wafFaults(cloudFront.httpApi.waf, ["cloudFront"], at), ...puzzleFaults(cloudFront.httpApi.waf, at));
  }
  const nameless = given.filter(({ endpoint }) => publicName(endpoint, edge) === undefined);
  const namedBy = [
    ["edge", "domain"],
    ["edge", "restApi", "domain"],
    ["edge", "httpApi", "domain"],
  ];
  for (const { endpoint } of cloudFront.oldTls ? [] : nameless) {
    faults.push({
      path: [...place, endpoint],
      reads: [[...place, "oldTls"], ...namedBy],
      message: `has no name of its own, so that CloudFront's certificate would accept TLS older than 1.2; give ${nameSetting(endpoint)}, or edge.cloudFront.oldTls: { reason }`,
    });
  }
  if (cloudFront.oldTls && nameless.length === 0) {
    faults.push({
      path: [...place, "oldTls"],
      reads: namedBy,
      message: "is a departure while every distribution has a name; leave it out, since none accepts old TLS",
    });
  }
  return faults;
}

/** The name by which viewers reach an endpoint, if it has one. */
function publicName(endpoint: Endpoint, edge: EdgeInFront): string | undefined {
  return endpoint === "web" ? edge.domain?.name : edge[endpoint]?.domain?.publicName;
}

function nameSetting(endpoint: Endpoint): string {
  return endpoint === "web" ? "edge.domain" : `edge.${endpoint}.domain`;
}

function distributionFaults(
  endpoint: Endpoint,
  { certificate, errorPages, ...asked }: DistributionSettings,
  edge: EdgeInFront,
  region: string,
): Fault[] {
  const at = [...place, endpoint];
  const faults = askedFaults(at, asked, region);
  const name = publicName(endpoint, edge);
  if (certificate === "issued" && name !== undefined && name.length > longestIssuedName) {
    faults.push({
      path: [...at, "certificate"],
      reads: [["edge", "domain"]],
      message: `is "issued" for ${quote(name)}; give the ARN of a certificate of us-east-1: ACM issues none for a name of more than ${longestIssuedName} characters`,
    });
  }
  for (const status of duplicates(errorPages.map((page) => page.status))) {
    faults.push({
      path: [...at, "errorPages"],
      message: `has two pages for ${status}; give one: CloudFront takes one response for an error`,
    });
  }
  for (const { path } of errorPages.filter(
    (page) => !asked.cachedPaths.some((cached) => overlaps(cached, page.path)),
  )) {
    faults.push({
      path: [...at, "errorPages"],
      reads: [[...at, "cachedPaths"]],
      message: `has ${quote(path)}, which is under none of cachedPaths; an origin that fails would be asked for it`,
    });
  }
  return faults;
}

function askedFaults(
  at: readonly string[],
  { cachedPaths, originShield }: Pick<AskedEndpointSettings, "cachedPaths" | "originShield">,
  region: string,
): Fault[] {
  const faults: Fault[] = [];
  if (originShield === "nearest" && nearestOriginShieldRegion(region) === undefined) {
    faults.push({
      path: [...at, "originShield"],
      reads: [["region"]],
      message: `is "nearest", and AWS's table has no region for ${region}; give the one that answers it fastest: ${originShieldRegions.join(", ")}`,
    });
  }
  if (originShield !== "off" && cachedPaths.length === 0) {
    faults.push({
      path: [...at, "originShield"],
      reads: [[...at, "cachedPaths"]],
      message: `is ${quote(originShield)} while nothing is cached; leave it out, or give cachedPaths: each request would be one more that is paid`,
    });
  }
  return faults;
}
