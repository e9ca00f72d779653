import { z } from "zod";
import { apiDomain, apiDomainFaults, mutualTls } from "../api-domain";
import { exception } from "../../shared/departure";
import type { Fault } from "../../shared/fault";
import { quote } from "../../shared/fault";
import { restPolicy, restPolicyFaults } from "./resource-policy";
import { usagePlanFaults, usagePlans } from "./usage-plan";

const endpointRule =
  'give "regional" or "private": an edge-optimized API sits behind a CloudFront distribution of AWS\'s own, without your web ACL there; put CloudFront in front of a regional one instead';

/** The settings of a REST API that say who reaches it, and how much: a part of `edge.restApi`. */
export const restAccessSettings = {
  /**
   * `regional`: the internet. `private`: the VPC alone, through `network.executeApiEndpoint`, at
   * `https://<api>-<endpoint>.execute-api.<region>.amazonaws.com/<stage>`. Another value shuts out whoever
   * calls by the old way: have callers ready for the new one.
   *
   * @default "regional"
   */
  endpoint: z.enum(["regional", "private"], { error: endpointRule }).default("regional"),
  /** The resource policy: who reaches the API, before any token is checked. */
  policy: restPolicy,
  /**
   * API keys and what each may send, by the plan's name. Routes with `apiKey: true` require a key. A key limits a caller
   * who is known otherwise; it never proves who calls. Another name of a plan makes new keys for all of its callers, and
   * the old keys are refused from then on: leave the name as it is.
   *
   * @default none
   */
  usagePlans: usagePlans.default({}),
  /** Accepts that the values of API keys lie in plain text in a state on this machine. @default false */
  apiKeysInLocalState: exception().default(false),
  /**
   * API Gateway writes access and execution logs by one role for all REST APIs of an account and region. `existing`: the
   * role is already set. `create`: this environment sets it, and at most one environment of an account and region may. The
   * role goes when the environment is destroyed, so choose one that stays. Back to `existing`, Terraform forgets the role
   * and leaves it in AWS, since every REST API there may log by it: delete it by hand once another one is set.
   *
   * @default "existing"
   */
  accountLogging: z.enum(["existing", "create"], { error: 'give "existing" or "create"' }).default("existing"),
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
};

type RestAccess = z.output<z.ZodObject<typeof restAccessSettings>>;

/** What the rules read of a route beside its limits. */
interface Route {
  readonly method: string;
  readonly path: string;
  readonly apiKey?: boolean | undefined;
  readonly authorizer: "none" | { readonly kind: string };
}

export interface RestAccessSurroundings {
  readonly region: string;
  readonly state: "hcp" | "http" | "local" | "s3";
  /** Whether the VPC has an interface endpoint for `execute-api`: `network.executeApiEndpoint`. */
  readonly executeApiEndpoint: boolean;
  /** The settings of CloudFront in front of the API. @default the API stands alone */
  readonly behindCloudFront?: string | undefined;
}

const place = ["edge", "restApi"];

/** @param api the settings of a REST API, its routes among them */
export function restAccessFaults(
  api: (RestAccess & { readonly routes: readonly Route[] }) | undefined,
  { region, state, executeApiEndpoint, behindCloudFront }: RestAccessSurroundings,
): Fault[] {
  if (api === undefined) return [];
  const { endpoint, policy, routes, apiKeysInLocalState, domain } = api;
  const hasSignedRoute = routes.some(({ authorizer }) => authorizer !== "none" && authorizer.kind === "iam");
  const faults = [
    ...restPolicyFaults([...place, "policy"], policy, {
      endpoint,
      hasSignedRoute,
      ...(behindCloudFront !== undefined && { behindCloudFront }),
      ...(domain?.originName !== undefined && { behindCloudFront: "domain.originName" }),
    }),
    ...usagePlanFaults(place, api.usagePlans, { routes, state, apiKeysInLocalState }),
    ...apiDomainFaults(place, api, region),
  ];
  if (endpoint === "private" && !executeApiEndpoint) {
    faults.push({
      path: [...place, "endpoint"],
      reads: [["network", "executeApiEndpoint"]],
      message:
        'is "private" without network.executeApiEndpoint; give { privateDns: false } there: nothing else leads to it',
    });
  }
  if (endpoint === "private" && domain !== undefined) {
    faults.push({
      path: [...place, "domain"],
      reads: [[...place, "endpoint"]],
      message: `is ${quote(domain.publicName)} while endpoint is "private"; leave it out: the name would lead to a public address, which a private API does not have`,
    });
  }
  return faults;
}
