import { z } from "zod";
import { pathParts } from "../../../../../modules/edge/rest-api/paths";
import { guarded, onUnlessDeparted } from "../../shared/departure";
import type { Fault } from "../../shared/fault";
import { quote } from "../../shared/fault";
import { httpsOrigin } from "../https-origin";
import { burst, ratePerSecond } from "../http-api/route";
import { restAccessSettings } from "./access";
import { restRoute, restRouteFaults } from "./route";
import { text } from "../../shared/text";
import { puzzleFaults, wafFaults, wafSettings } from "../waf/waf";

const routesRule = "give 1 to 300 routes, as { method, path, integration, authorizer }";
const cacheRule = "give 0 to 300 seconds; or { value, reason } for 301 to 3,600";
const cacheSeconds = (least: number, most: number) =>
  z.int({ error: cacheRule }).min(least, { error: cacheRule }).max(most, { error: cacheRule });
const maxAgeRule = "give 0 to 86,400 seconds";
const headerRule = "give the name of a header in lower case, such as x-request-id";
const switchRule = "give true or false";
const originRule =
  'give one https origin in lower case without a path, such as "https://app.example.com", or { value: "*", reason } for every page there is';

const cors = z.strictObject({
  /**
   * The origin whose pages may call the API; every page (`*`) is a departure. One origin: the headers of a REST API's own
   * answers are fixed, and to repeat whatever origin a caller names would allow all.
   */
  origin: guarded(httpsOrigin(originRule), z.literal("*"), originRule),
  /** Request headers that a page may set. @default authorization, content-type, x-api-key */
  headers: z
    .array(text(/^[a-z0-9!#$%&^_`|~+.-]{1,64}$/, headerRule), { error: headerRule })
    .default(["authorization", "content-type", "x-api-key"]),
  /** Seconds for which a browser keeps the answer to a preflight, 0 to 86,400. @default 3,600 */
  maxAgeSeconds: z
    .int({ error: maxAgeRule })
    .min(0, { error: maxAgeRule })
    .max(86_400, { error: maxAgeRule })
    .default(3600),
});

/** Systems E and F: a REST API, the one of its environment: everything is a route of it. */
export const restApiSettings = z.strictObject({
  ...restAccessSettings,
  /**
   * The web ACL in front of its stage. Programs call it: it has no pages for a CAPTCHA or a challenge.
   *
   * @cost USD 5 a month, USD 1 a month for each rule or group, and USD 0.60 a million requests
   */
  waf: wafSettings.prefault({}),
  /** Every route. `unknownPaths` says what answers any other path. 300 at most, some 50 to a function, both APIs together. */
  routes: z.array(restRoute, { error: routesRule }).min(1, { error: routesRule }).max(300, { error: routesRule }),
  /**
   * The first part of every path at the API's own endpoint: letters, digits, - and _, 128 at most. Another value replaces the
   * stage, and its old URL answers no more: give the API a `domain`, whose paths have no stage's name, before.
   *
   * @default "v1"
   */
  stageName: text(/^[A-Za-z0-9_-]{1,128}$/, "give 1 to 128 letters, digits, - or _, such as v1").default("v1"),
  /**
   * What answers an unknown path: `not-found`, 404 by a mock route that anybody may call; `forbidden`, the 403 Missing
   * Authentication Token of API Gateway.
   *
   * @default "not-found"
   */
  unknownPaths: z.enum(["not-found", "forbidden"], { error: 'give "not-found" or "forbidden"' }).default("not-found"),
  /** The limit of each route that has none of its own: a bucket of `burst` requests. Beyond it, the route answers 429. */
  throttle: z
    .strictObject({
      /** Requests a second that fill the bucket, 1 to 10,000. @default 100 */
      ratePerSecond: ratePerSecond.default(100),
      /** The size of the bucket: requests at once, 1 to 5,000. @default 50 */
      burst: burst.default(50),
    })
    .prefault({}),
  /**
   * Seconds for which an authorizer's decision is cached, 0 to 300, by departure to 3,600. For that long, a user who was
   * disabled, or a token that was revoked, is let in. 0 asks each time.
   *
   * @default 300, as in AWS
   */
  authorizerCacheSeconds: guarded(cacheSeconds(0, 300), cacheSeconds(301, 3600), cacheRule).default(300),
  /**
   * How API Gateway calls the request authorizer (`compute.functions.requestAuthorizer`). `TOKEN`: with the `Authorization`
   * header alone, and only if it has the form of a JWT. `REQUEST`: with the request, and only if the header that the
   * authorizer checks is there: an authorizer that checks another header needs it.
   *
   * @default "TOKEN"
   */
  requestAuthorizer: z.enum(["TOKEN", "REQUEST"], { error: 'give "TOKEN" or "REQUEST"' }).default("TOKEN"),
  /** The origin whose pages may call the API from a browser. @default none */
  cors: cors.optional(),
  /** A log of requests and answers, one JSON object a request; to do without is a departure. @default true, in demo false */
  accessLogs: onUnlessDeparted().default(true),
  /**
   * A log of failures within API Gateway, never with the data of a request; to do without is a departure.
   *
   * @cost USD 0.50 a GB
   * @default true, in demo false
   */
  executionLogs: onUnlessDeparted().default(true),
  /**
   * Metrics of each route, beside those of the API; to do without is a departure.
   *
   * @cost by the metric
   * @default true, in demo false
   */
  detailedMetrics: onUnlessDeparted().default(true),
  /**
   * Traces of requests in X-Ray; to do without is a departure.
   *
   * @cost USD 5 a million traces
   * @default true, in demo false
   */
  tracing: onUnlessDeparted().default(true),
  /** A certificate that API Gateway shows to HTTP backends, of which there are none as yet. @default false */
  clientCertificate: z.boolean({ error: switchRule }).default(false),
});

export type RestApiSettings = z.output<typeof restApiSettings>;

/**
 * An API has 300 resources, one for each part of a path (API Gateway Developer Guide, "Quotas for configuring and running a
 * REST API").
 */
const mostResources = 300;

const place = ["edge", "restApi"];

export interface RestApiSurroundings {
  /** Whether the environment has a user pool, whose tokens a route may ask for. */
  readonly userPool: boolean;
  /** What the request authorizer checks. @default there is no request authorizer */
  readonly requestAuthorizer?: "token" | "header" | undefined;
  /** Whether CloudFront stands in front of it, with a web ACL of the same settings. @default false */
  readonly behindCloudFront?: boolean;
}

export function restApiFaults(api: RestApiSettings | undefined, surroundings: RestApiSurroundings): Fault[] {
  if (api === undefined) return [];
  const { routes, unknownPaths, requestAuthorizer } = api;
  const faults = [
    ...restRouteFaults([...place, "routes"], routes, unknownPaths),
    ...firewallFaults(api.waf, surroundings),
  ];
  const paths = [...routes.map(({ path }) => path), ...(unknownPaths === "not-found" ? ["/{proxy+}"] : [])];
  const resources = new Set(
    paths.flatMap((path) => pathParts(path).map((_, i, parts) => parts.slice(0, i + 1).join("/"))),
  );
  if (resources.size > mostResources) {
    faults.push({
      path: [...place, "routes"],
      message: `makes ${resources.size} resources, one for each part of a path; give paths of at most ${mostResources} in all`,
    });
  }
  routes.forEach(({ method, path, authorizer }, index) => {
    const at = [...place, "routes", index, "authorizer"];
    const kind = authorizer === "none" ? "none" : authorizer.kind;
    if (kind === "cognito" && !surroundings.userPool) {
      faults.push({
        path: at,
        reads: [["identity", "userPool"]],
        message: `asks for a token on ${method} ${path} without a user pool; give identity.userPool, or another authorizer`,
      });
    }
    if (kind === "lambda" && surroundings.requestAuthorizer === undefined) {
      faults.push({
        path: at,
        reads: [["compute", "functions"]],
        message: `asks the request authorizer on ${method} ${path}, which there is not; give compute.functions.requestAuthorizer, or another authorizer`,
      });
    }
  });
  if (surroundings.requestAuthorizer === "header" && requestAuthorizer === "TOKEN") {
    faults.push({
      path: [...place, "requestAuthorizer"],
      reads: [["compute", "functions"]],
      message: `is ${quote(requestAuthorizer)}, which lets nothing but a JWT through to a function that checks a header; give "REQUEST"`,
    });
  }
  return faults;
}

function firewallFaults(waf: RestApiSettings["waf"], { behindCloudFront = false }: RestApiSurroundings): Fault[] {
  const at = [...place, "waf"];
  const protects = behindCloudFront ? (["apiGateway", "cloudFront"] as const) : (["apiGateway"] as const);
  return [...wafFaults(waf, protects, at), ...puzzleFaults(waf, at)];
}
