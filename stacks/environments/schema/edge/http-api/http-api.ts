import { z } from "zod";
import { apiDomain, apiDomainFaults, mutualTls } from "../api-domain";
import { guarded, onUnlessDeparted } from "../../shared/departure";
import type { Fault } from "../../shared/fault";
import { quote } from "../../shared/fault";
import { httpsOrigin } from "../https-origin";
import { burst, cannotHave, httpRoute, httpRouteFaults, ratePerSecond } from "./route";
import { text } from "../../shared/text";

const clientKinds = ["web", "server", "machine", "legacyImplicit", "passwordSignIn"] as const;
const clientsRule = `give one or more of ${clientKinds.join(", ")}, each once`;
const routesRule = "give 1 to 300 routes, as { method, path, function }";
const originsRule =
  'give https origins without a path, each once, such as ["https://app.example.com"], or { value: "*", reason } for every page there is';
const origin = httpsOrigin("give an https origin in lower case, without a path: https://app.example.com");
const origins = z
  .array(origin, { error: originsRule })
  .min(1, { error: originsRule })
  .refine((given) => new Set(given).size === given.length, { error: originsRule });
const headerRule = "give the name of a header in lower case, such as x-request-id";
const headerName = text(/^[a-z0-9!#$%&'^_`|~+.-]{1,64}$/, headerRule);
const maxAgeRule = "give 0 to 86,400 seconds";

const cors = z.strictObject({
  /** The exact origins whose pages may call the API; every page (`*`) is a departure. */
  origins: guarded(origins, z.literal("*"), originsRule),
  /**
   * Lets a page send cookies and TLS certificates, never with every origin. A token in a header does not need this.
   *
   * @default false
   */
  credentials: z.boolean({ error: "give true or false" }).default(false),
  /** Request headers that a page may set. @default authorization, content-type */
  headers: z.array(headerName, { error: headerRule }).default(["authorization", "content-type"]),
  /** Response headers that a page may read, beside those that every page may. @default none */
  exposedHeaders: z.array(headerName, { error: headerRule }).default([]),
  /** Seconds for which a browser keeps the answer to a preflight, 0 to 86,400. @default 3,600 */
  maxAgeSeconds: z
    .int({ error: maxAgeRule })
    .min(0, { error: maxAgeRule })
    .max(86_400, { error: maxAgeRule })
    .default(3600),
});

/** System D: an HTTP API whose routes ask for a token of the user pool. */
export const httpApiSettings = z.strictObject({
  /**
   * Every route; any other path is answered 404. At most 300 (API Gateway Developer Guide, "Quotas for an HTTP API"), some
   * 50 to a function, whose policy holds 20 KB.
   */
  routes: z.array(httpRoute, { error: routesRule }).min(1, { error: routesRule }).max(300, { error: routesRule }),
  /** The kinds of the user pool's clients whose tokens are accepted. @default all of them */
  clients: z
    .array(z.literal(clientKinds, { error: clientsRule }), { error: clientsRule })
    .min(1, { error: clientsRule })
    .refine((given) => new Set(given).size === given.length, { error: clientsRule })
    .optional(),
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
   * Metrics of each route, beside those of the API; to do without is a departure.
   *
   * @cost by the metric
   * @default true, in demo false
   */
  detailedMetrics: onUnlessDeparted().default(true),
  /** The pages of other origins that may call the API from a browser. @default none */
  cors: cors.optional(),
  /**
   * The API's own names, with TLS 1.2 or better; without them it answers at the endpoint that AWS makes for it. Taking it
   * to names of its own, or back, shuts off the address that callers had: tell them before.
   *
   * @default none
   */
  domain: apiDomain.optional(),
  /**
   * Requires a client certificate that one of these CAs signed, before any token is checked. It needs a domain, and shuts off
   * every other way to the API (API Gateway Developer Guide, "Turn on mutual TLS authentication").
   *
   * @default off
   */
  mutualTls: mutualTls.optional(),
  /** A log of requests and answers, one JSON object a request; to do without is a departure. @default true, in demo false */
  accessLogs: onUnlessDeparted().default(true),

  waf: cannotHave(
    "AWS WAF cannot stand in front of an HTTP API: give edge.cloudFront.httpApi, whose waf does, or use edge.restApi",
  ),
  resourcePolicy: cannotHave(
    "an HTTP API has no resource policy: use edge.restApi, or mutualTls to let in known clients alone",
  ),
  usagePlan: cannotHave("an HTTP API has no usage plans: use edge.restApi, or throttle for a limit on everybody"),
  apiKey: cannotHave("an HTTP API has no API keys: use edge.restApi, or a client of kind machine for each caller"),
  endpoint: cannotHave("an HTTP API is regional and public: use edge.restApi, which can be PRIVATE"),
  validation: cannotHave("an HTTP API validates no request: check it in the function, or use edge.restApi"),
  tracing: cannotHave("an HTTP API sends no traces to X-Ray: the functions do, or use edge.restApi"),
});

export type HttpApiSettings = z.output<typeof httpApiSettings>;

const place = ["edge", "httpApi"];

export function httpApiFaults(api: HttpApiSettings | undefined, region: string): Fault[] {
  if (api === undefined) return [];
  const faults = [...httpRouteFaults([...place, "routes"], api.routes), ...apiDomainFaults(place, api, region)];
  const { cors } = api;

  if (cors?.origins === "*" && cors.credentials) {
    faults.push({
      path: [...place, "cors", "credentials"],
      reads: [[...place, "cors", "origins"]],
      message:
        "is true while origins is *; name the origins, or leave credentials out: together they let every page act as the user",
    });
  }
  return faults;
}

/** @param poolClients the kinds of clients that the user pool has; undefined where there is no user pool */
export function httpApiTokenFaults(api: HttpApiSettings | undefined, poolClients?: readonly string[]): Fault[] {
  if (api === undefined || api.routes.every(({ authorizer }) => authorizer === "none")) return [];
  const reads = [["identity", "userPool"]];
  if (poolClients === undefined) {
    return [
      {
        path: place,
        reads,
        message: "has routes that ask for a token, and there is no identity.userPool to issue any; give one",
      },
    ];
  }
  const unknown = (api.clients ?? []).filter((kind) => !poolClients.includes(kind));
  if (unknown.length > 0) {
    return [
      {
        path: [...place, "clients"],
        reads,
        message: `is ${quote(api.clients)}; the user pool has no client ${unknown.join(", ")}: give those of identity.userPool.clients`,
      },
    ];
  }
  return [];
}
