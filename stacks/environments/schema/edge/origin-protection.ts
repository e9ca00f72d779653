import { z } from "zod";
import { headerNameFault } from "../../../../modules/edge/origin-protection/header-name";
import { departureShape, exception, guarded } from "../shared/departure";
import { quote, type Fault } from "../shared/fault";
import { frontOf, type Fronts } from "./cloudfront/fronts";

/** The version of the provider that adds CloudFront's client certificate: hashicorp/terraform-provider-aws#46421. */
const mutualTlsProvider = "6.51.0";

const daysRule =
  "give 2 to 90 days, or { value, reason } for 91 to 365: Secrets Manager may begin up to a day early, and a value stays accepted until the next rotation";
const days = (least: number, most: number) =>
  z.int({ error: daysRule }).min(least, { error: daysRule }).max(most, { error: daysRule });
const generationRule = "give a whole number from 1, one more than the apply before had";
const noneRule = '{ value: "none", reason }';
const headerModes = ["header-kvs", "header-lambda", "header-apply"] as const;
const apiRule = `give ${headerModes.map((mode) => `"${mode}"`).join(", ")}, or ${noneRule}`;
const refused: Readonly<Record<string, string>> = {
  "origin-mtls": `give another: CloudFront's client certificate needs AWS provider ${mutualTlsProvider} or newer, and this is 5.100.0`,
  "vpc-origin": `${apiRule}: a VPC origin leads to a load balancer, never to an API`,
  none: `give ${noneRule}: an origin that answers everybody is a departure`,
};

/** How an API recognises a request that came through CloudFront. */
const apiMode = z
  .union([z.enum(headerModes), z.strictObject({ value: z.literal("none"), ...departureShape })], {
    error: ({ input }) => refused[typeof input === "string" ? input : ""] ?? apiRule,
  })
  .transform((given) => (typeof given === "string" ? given : given.value));

const webRule =
  'give "header-kvs", or leave it out: every customer of CloudFront is in its prefix list, and the header tells whose request it is';

/** Has an origin answer to the environment's own distribution and to nobody else. */
export const originProtectionSettings = z.strictObject({
  /**
   * The load balancer. Its firewall requires the header only if `edge.exposure` is `cloudfront-prefix-list`: with a VPC
   * origin, CloudFront alone reaches it. There is one mode: an origin that gets the viewer's Host needs a function that
   * refuses other names, and a rotation cannot try a value where CloudFront puts the current one in its place.
   *
   * @default "header-kvs" with that exposure
   */
  web: z.literal("header-kvs", { error: webRule }).optional(),
  /**
   * The REST API, whose firewall requires the header.
   *
   * - `header-kvs`: CloudFront adds the header, whose value a function reads from a key value store.
   * - `header-lambda`: the rotation writes the value into the distribution itself, as a header of its origin.
   * - `header-apply`: Terraform writes the value into the distribution, and replaces it by `generation`.
   * - `none`: whoever finds the origin reaches it.
   *
   * @default "header-kvs"
   */
  restApi: apiMode.default("header-kvs"),
  /**
   * The HTTP API, which has no firewall: its functions require the header. The modes are those of `restApi`.
   *
   * @default "header-kvs"
   */
  httpApi: apiMode.default("header-kvs"),
  /** The header's name, in lower case. CloudFront replaces what a viewer sends under it. @default "x-origin-verify" */
  headerName: z
    .string({ error: "give a header's name, such as x-origin-verify" })
    .superRefine((name, context) => {
      const message = headerNameFault(name);
      if (message !== undefined) context.addIssue({ code: "custom", message });
    })
    .default("x-origin-verify"),
  /**
   * Days from one value to the next, 2 to 90; up to 365 is a departure, as for a database's user. Until then the former
   * value is accepted too.
   *
   * @default 7
   */
  rotationDays: guarded(days(2, 90), days(91, 365), daysRule).default(7),
  /**
   * With `header-apply` alone. Starts at 1 and rises by one, with an apply after each: an even number sends the other of two
   * accepted values; an odd number then makes the next value in place of the one that is no longer sent.
   *
   * @default 1
   */
  generation: z.int({ error: generationRule }).min(1, { error: generationRule }).optional(),
  /** Accepts that the value which CloudFront sends lies in plain text in a state on this machine. @default false */
  headersInLocalState: exception().default(false),
});

export type OriginProtectionSettings = z.output<typeof originProtectionSettings>;

export type HeaderMode = (typeof headerModes)[number];

const apis = ["restApi", "httpApi"] as const;
const origins = ["web", ...apis] as const;

export type OriginName = (typeof origins)[number];

const place = ["edge", "originProtection"];

interface ProtectedEdge {
  readonly cloudFront?: Fronts | undefined;
  readonly exposure?: "cloudfront-prefix-list" | "public" | "vpc-origin";
  readonly originProtection: OriginProtectionSettings;
}

/** Whether one of the given origins requires the header. */
export function asksForHeader(
  { cloudFront, exposure, originProtection }: ProtectedEdge,
  among: readonly OriginName[] = origins,
): boolean {
  return among.some((origin) => {
    if (frontOf(cloudFront, origin) === undefined) return false;
    return origin === "web" ? exposure === "cloudfront-prefix-list" : originProtection[origin] !== "none";
  });
}

/** Whether a secret has the header's value: for the rotation, or for functions that check the header. */
export function hasOriginSecret(edge: ProtectedEdge): boolean {
  return headerModeOf(edge) === "header-apply" ? asksForHeader(edge, ["httpApi"]) : asksForHeader(edge);
}

/** The origins that require the header. */
export function originsThatAsk(edge: ProtectedEdge): readonly OriginName[] {
  return origins.filter((origin) => asksForHeader(edge, [origin]));
}

/** How requests get the header: in one way for all origins of an environment, which has one value for all of them. */
export function headerModeOf(edge: ProtectedEdge): HeaderMode | undefined {
  const [first] = originsThatAsk(edge);
  return first === undefined ? undefined : modeOf(edge, first);
}

function modeOf({ originProtection }: ProtectedEdge, origin: OriginName): HeaderMode | undefined {
  const mode = originProtection[origin];
  return mode === "none" ? undefined : (mode ?? "header-kvs");
}

/** The functions that check requests of an HTTP API for the header. */
export const functionsThatAsk: readonly string[] = ["secureApi", "hello"];

interface RoutesOfHttpApi {
  readonly httpApi?: { readonly routes: readonly { readonly path: string; readonly function: string }[] } | undefined;
}

/** @param checked the header that the request authorizer checks, if it checks one */
export function originHeaderFaults(edge: ProtectedEdge & RoutesOfHttpApi, checked: string | undefined): Fault[] {
  const { headerName } = edge.originProtection;
  const faults: Fault[] = [];
  if (asksForHeader(edge, ["restApi"]) && checked === headerName) {
    faults.push({
      path: ["edge", "originProtection", "headerName"],
      reads: [["compute", "functions"]],
      message: `is ${quote(headerName)}, which compute.functions.requestAuthorizer checks too; give each its own: CloudFront replaces what a caller sends under it`,
    });
  }
  if (!asksForHeader(edge, ["httpApi"])) return faults;
  edge.httpApi?.routes.forEach(({ path, function: name }, index) => {
    if (functionsThatAsk.includes(name)) return;
    faults.push({
      path: ["edge", "httpApi", "routes", index, "function"],
      reads: [
        ["edge", "cloudFront"],
        ["edge", "originProtection", "httpApi"],
      ],
      message: `is ${quote(name)} on ${path}, which does not ask for CloudFront's header; make it a route of edge.restApi, whose firewall asks, or give one of ${functionsThatAsk.join(", ")}`,
    });
  });
  return faults;
}

/** Rules across the settings of the origins' protection and of what stands in front of them. */
export function originProtectionFaults(edge: ProtectedEdge): Fault[] {
  const { cloudFront, exposure, originProtection } = edge;
  const faults: Fault[] = apis
    .filter((api) => originProtection[api] !== "header-kvs" && frontOf(cloudFront, api) === undefined)
    .map((api) => ({
      path: [...place, api],
      reads: [["edge", "cloudFront"]],
      message: `is ${quote(originProtection[api])} without edge.cloudFront.${api}; leave it out: nobody is kept from the API as it is`,
    }));
  if (originProtection.web !== undefined && exposure !== "cloudfront-prefix-list") {
    const why = `${exposure === "public" ? "everybody is to reach" : "nobody else reaches"} the load balancer`;
    faults.push({
      path: [...place, "web"],
      reads: [["edge", "exposure"]],
      message: `is "header-kvs" while edge.exposure is ${quote(exposure)}; leave it out, or give edge.exposure "cloudfront-prefix-list": as it is, ${why}`,
    });
  }
  const [first = "restApi", ...others] = originsThatAsk(edge);
  const mode = headerModeOf(edge);
  if (originProtection.generation !== undefined && mode !== "header-apply") {
    faults.push({
      path: [...place, "generation"],
      reads: [["edge", "cloudFront"], ["edge", "exposure"], ...apis.map((api) => [...place, api])],
      message: `is ${originProtection.generation} without the mode "header-apply"; leave it out: a rotation counts for itself`,
    });
  }
  for (const origin of others.filter((origin) => modeOf(edge, origin) !== mode)) {
    faults.push({
      path: [...place, origin],
      reads: [
        ["edge", "cloudFront"],
        ["edge", "exposure"],
        [...place, first],
      ],
      message: `is ${quote(originProtection[origin])} while ${first} is ${quote(mode)}; give both the same: one value, which comes to requests in one way, is for all origins of an environment`,
    });
  }
  return faults;
}

/** The rule on a value in plain text, in a state file of whoever applies the edge layer. */
export function headerStateFaults(edge: ProtectedEdge, backend: string): Fault[] {
  const mode = headerModeOf(edge);
  const { headersInLocalState } = edge.originProtection;
  const inLocalState = backend === "local" && mode !== undefined && mode !== "header-kvs";
  if (inLocalState === headersInLocalState) return [];
  return [
    {
      path: [...place, "headersInLocalState"],
      reads: [["state"], ["edge", "cloudFront"], ...apis.map((api) => [...place, api])],
      message: inLocalState
        ? `is false while state.backend is local, where ${quote(mode)} would have the header's value in plain text; give an encrypted backend, "header-kvs", or accept it by headersInLocalState: { reason }`
        : "is a departure while no local state has what CloudFront sends; leave it out",
    },
  ];
}
