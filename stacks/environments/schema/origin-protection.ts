import { z } from "zod";
import { headerNameFault } from "../../../modules/edge/origin-protection/header-name";
import type { Endpoint } from "./cloudfront";
import { departureShape, exception } from "./departure";
import { quote, type Fault } from "./fault";

/** What adds the client certificate of CloudFront: hashicorp/terraform-provider-aws#46421. */
const mutualTlsProvider = "6.51.0";

const daysRule =
  "give 1 to 999 days: Secrets Manager rotates at most every four hours, and a value stays valid until the next rotation";
const noneRule = '{ value: "none", reason }';
const headerModes = ["header-kvs", "header-lambda", "header-apply"] as const;
const webRule = `give "vpc-origin", ${headerModes.map((mode) => `"${mode}"`).join(", ")}, or ${noneRule}`;
const apiRule = `give ${headerModes.map((mode) => `"${mode}"`).join(", ")}, or ${noneRule}`;

/**
 * How an origin knows that a request came through CloudFront.
 *
 * - `vpc-origin`: there is no other way to it (row B20). For the load balancer.
 * - `header-kvs`: CloudFront adds a header, whose value a function reads from a key value store (row B22).
 * - `header-lambda`: the rotation function writes the value into the distribution (row B21).
 * - `header-apply`: the value is Terraform's, and rotates by two applies (row B23).
 * - `none`: whoever finds the origin reaches it (row B25).
 */
function modes<M extends string>(
  offered: readonly [M, ...M[]],
  rule: string,
  refused: Readonly<Record<string, string>>,
) {
  return z
    .union([z.enum(offered), z.strictObject({ value: z.literal("none"), ...departureShape })], {
      error: ({ input }) => refused[typeof input === "string" ? input : ""] ?? rule,
    })
    .transform((given): M | "none" => (typeof given === "string" ? given : given.value));
}

const refusedEverywhere = {
  "origin-mtls": `give another: CloudFront's client certificate needs AWS provider ${mutualTlsProvider} or newer, and this is 5.100.0`,
  none: `give ${noneRule}: an origin that answers everybody is a departure`,
};
const apiMode = modes(headerModes, apiRule, {
  ...refusedEverywhere,
  "vpc-origin": `${apiRule}: a VPC origin leads to a load balancer, never to an API`,
});

/** That an origin answers to the environment's own distribution and to nobody else. */
export const originProtectionSettings = z.strictObject({
  /** The load balancer. @default "vpc-origin" where it is internal, else "header-kvs" */
  web: modes(["vpc-origin", ...headerModes], webRule, refusedEverywhere).optional(),
  /** The REST API. @default "header-kvs" */
  restApi: apiMode.default("header-kvs"),
  /** The HTTP API, whose functions or authorizer check the header: it has no firewall of its own (row D17). @default "header-kvs" */
  httpApi: apiMode.default("header-kvs"),
  /** In lower case; what a viewer sends under it is replaced (rows B6, V7). @default "x-origin-verify" */
  headerName: z
    .string({ error: "give a header's name, such as x-origin-verify" })
    .superRefine((name, context) => {
      const message = headerNameFault(name);
      if (message !== undefined) context.addIssue({ code: "custom", message });
    })
    .default("x-origin-verify"),
  /** Days from one value to the next; the one before is accepted until then (row B6). @default 7 */
  rotationDays: z.int({ error: daysRule }).min(1, { error: daysRule }).max(999, { error: daysRule }).default(7),
  /** Accepts that header values lie in plain text in a state on this machine. @default false */
  headersInLocalState: exception().default(false),
});

export type OriginProtectionSettings = z.output<typeof originProtectionSettings>;

interface ProtectionSurroundings {
  readonly exposure: "cloudfront-prefix-list" | "public" | "vpc-origin";
  readonly state: "hcp" | "http" | "local" | "s3";
  /** The endpoints that CloudFront stands in front of. */
  readonly inFront: readonly Endpoint[];
}

const place = ["edge", "originProtection"];

/** The mode of each endpoint that CloudFront stands in front of. */
export function protectionOf(
  settings: OriginProtectionSettings | undefined,
  exposure: ProtectionSurroundings["exposure"],
  endpoint: Endpoint,
) {
  if (endpoint === "web") return settings?.web ?? (exposure === "vpc-origin" ? "vpc-origin" : "header-kvs");
  return settings?.[endpoint] ?? "header-kvs";
}

/** Rules across the settings of the origins' protection and of what they are reached by. */
export function originProtectionFaults(
  settings: OriginProtectionSettings | undefined,
  { exposure, state, inFront }: ProtectionSurroundings,
): Fault[] {
  const faults: Fault[] = [];
  const fromDistributions = [["edge", "cloudFront"]];
  if (exposure !== "public" && !inFront.includes("web")) {
    faults.push({
      path: ["edge", "exposure"],
      reads: fromDistributions,
      message: `is ${quote(exposure)} without edge.cloudFront.web; give that too: nothing else leads to the load balancer`,
    });
  }
  if (settings !== undefined && inFront.length === 0) {
    const message = "protects nothing; give edge.cloudFront too, or leave it out";
    faults.push({ path: place, reads: fromDistributions, message });
  }
  const web = protectionOf(settings, exposure, "web");
  if (inFront.includes("web") && (web === "vpc-origin") !== (exposure === "vpc-origin")) {
    faults.push({
      path: [...place, "web"],
      reads: [["edge", "exposure"]],
      message:
        web === "vpc-origin"
          ? `is "vpc-origin" while edge.exposure is ${quote(exposure)}; give "vpc-origin" there too: it leads to an internal load balancer alone`
          : `is ${quote(web)} while edge.exposure is "vpc-origin"; leave it out: no header is needed where there is no other way`,
    });
  }
  if (inFront.includes("web") && exposure === "cloudfront-prefix-list" && web === "none") {
    faults.push({
      path: [...place, "web"],
      reads: [["edge", "exposure"]],
      message:
        'is "none" while edge.exposure is "cloudfront-prefix-list"; give a header: the list admits the distributions of everybody',
    });
  }
  const written = inFront.filter((endpoint) => {
    const mode = protectionOf(settings, exposure, endpoint);
    return mode === "header-lambda" || mode === "header-apply";
  });
  const accepted = settings?.headersInLocalState ?? false;
  for (const endpoint of state === "local" && !accepted ? written : []) {
    faults.push({
      path: [...place, endpoint],
      reads: [["state"], [...place, "headersInLocalState"]],
      message: `is ${quote(protectionOf(settings, exposure, endpoint))} while state.backend is "local", and the state would have the value; give a remote backend, "header-kvs", or headersInLocalState: { reason }`,
    });
  }
  if (accepted && (state !== "local" || written.length === 0)) {
    faults.push({
      path: [...place, "headersInLocalState"],
      reads: [["state"]],
      message: "is a departure while no local state has a header's value; leave it out",
    });
  }
  return faults;
}
