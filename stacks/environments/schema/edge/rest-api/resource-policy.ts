import { z } from "zod";
import { longestResourcePolicy, resourcePolicy } from "../../../../../modules/edge/rest-api/access/resource-policy";
import { isPrivateCidrBlock, parseCidrBlock, type CidrBlock } from "../../../../../modules/shared/cidr-block";
import { onUnlessDeparted } from "../../shared/departure";
import type { Fault } from "../../shared/fault";
import { quote } from "../../shared/fault";
import { text } from "../../shared/text";

const blockRule =
  "give an IPv4 or IPv6 block such as 198.51.100.0/24, with no bits set behind its prefix, and not /0, which is everybody";
const cidrBlock = z
  .string({ error: blockRule })
  .refine((given) => (parseCidrBlock(given)?.prefixLength ?? 0) > 0, { error: blockRule });

/** A list without duplicates; empty by default. */
function list(item: z.ZodType<string, string>, rule: string) {
  return z
    .array(item, { error: rule })
    .refine((given) => new Set(given).size === given.length, { error: "give each once" })
    .default([]);
}

const endpointRule = "give ids of VPC endpoints, such as vpce-0123456789abcdef0";
const accountRule = "give the twelve digits of an account";
const organizationRule = "give ids of organizations, such as o-a1b2c3d4e5";

const callers = z
  .strictObject({
    /** Addresses, IPv4 or IPv6; for a private API, addresses inside the VPC. @default none */
    cidrBlocks: list(cidrBlock, "give a list of blocks"),
    /** More interface endpoints, of other VPCs; for a private API alone. @default none */
    vpcEndpointIds: list(text(/^vpce-[0-9a-f]{8,17}$/, endpointRule), endpointRule),
    /** Accounts whose identities sign their requests; only routes with the authorizer `iam` see it. @default none */
    accountIds: list(text(/^\d{12}$/, accountRule), accountRule),
    /** The same for all accounts of an organization (Organizations API Reference, Organization). @default none */
    organizationIds: list(text(/^o-[a-z0-9]{10,32}$/, organizationRule), organizationRule),
  })
  .prefault({});

/** Who reaches the API, before any token is checked. Without any list: everybody. */
export const restPolicy = z
  .strictObject({
    /** Refuses unencrypted requests, which API Gateway never serves anyway; to do without is a departure. @default true */
    tlsOnly: onUnlessDeparted().default(true),
    /**
     * Addresses and endpoints: a caller has to be in each list that is given. Accounts and organizations: their identities
     * may sign beside those of the environment's own account. Each still needs a policy of its own. Without any list:
     * everybody, and signatures of the own account.
     */
    allow: callers,
    /** Refuses whoever is in one of these lists, even if allowed; all others still pass. */
    deny: callers,
  })
  .prefault({});

export type RestPolicySettings = z.output<typeof restPolicy>;

interface PolicySurroundings {
  readonly endpoint: "private" | "regional";
  /** Whether a route requires a signature. */
  readonly hasSignedRoute: boolean;
  /** The setting that puts CloudFront in front, now or later. @default there is none */
  readonly behindCloudFront?: string;
}

/** @param place of the policy: `["edge", "restApi", "policy"]` */
export function restPolicyFaults(
  place: readonly string[],
  policy: RestPolicySettings,
  { endpoint, hasSignedRoute, behindCloudFront }: PolicySurroundings,
): Fault[] {
  const faults: Fault[] = [];
  const api = place.slice(0, -1);
  for (const side of ["allow", "deny"] as const) {
    const { cidrBlocks, vpcEndpointIds, accountIds, organizationIds } = policy[side];
    const add = (key: keyof typeof policy.allow, reads: string, message: string) => {
      const given = policy[side][key];
      faults.push({ path: [...place, side, key], reads: [[...api, reads]], message: `is ${quote(given)} ${message}` });
    };
    if (cidrBlocks.length > 0 && behindCloudFront !== undefined) {
      add(
        "cidrBlocks",
        "domain",
        `while ${behindCloudFront} lets CloudFront stand in front; leave it out, and put the list into the IP sets of the edge's web ACL: API Gateway sees CloudFront's address in place of the viewer's`,
      );
    } else {
      faults.push(...addressFaults([...place, side, "cidrBlocks"], cidrBlocks, endpoint, [...api, "endpoint"]));
    }
    if (vpcEndpointIds.length > 0 && endpoint === "regional") {
      add(
        "vpcEndpointIds",
        "endpoint",
        'while endpoint is "regional"; leave it out: only a private API is told by which VPC endpoint a request comes',
      );
    }
    for (const [key, given] of [["accountIds", accountIds] as const, ["organizationIds", organizationIds] as const]) {
      if (given.length === 0 || hasSignedRoute) continue;
      add(
        key,
        "routes",
        'while no route has the authorizer { kind: "iam" }; leave it out: only a signed request tells whose it is',
      );
    }
  }
  faults.push(...contradictions(place, policy));
  faults.push(...lengthFaults(place, policy, endpoint));
  return faults;
}

function addressFaults(
  path: readonly string[],
  given: readonly string[],
  endpoint: PolicySurroundings["endpoint"],
  endpointPlace: readonly string[],
): Fault[] {
  const blocks = given.flatMap((one) => parseCidrBlock(one) ?? []);
  const unseen = blocks.filter((block) => endpoint === "regional" && isPrivateCidrBlock(block));
  const halves = ([4, 6] as const).filter((version) => coverage(blocks, version) * 2n >= 1n << bits(version));
  return [
    ...unseen.map((block) => ({
      path,
      reads: [endpointPlace],
      message: `has ${quote(block.text)} while endpoint is "regional"; give public blocks: nobody on the internet has a private address`,
    })),
    ...halves.map((version) => ({
      path,
      message: `has half of all IPv${version} addresses or more; give those of somebody`,
    })),
  ];
}

const bits = (version: 4 | 6): bigint => (version === 4 ? 32n : 128n);

/** The number of addresses in the blocks. An address in several blocks counts once. */
function coverage(blocks: readonly CidrBlock[], version: 4 | 6): bigint {
  const sorted = blocks
    .filter((block) => block.version === version)
    .sort((one, other) => (one.first < other.first ? -1 : 1));
  let sum = 0n;
  let next = 0n;
  for (const { first, last } of sorted) {
    const from = first > next ? first : next;
    if (last >= from) sum += last - from + 1n;
    if (last + 1n > next) next = last + 1n;
  }
  return sum;
}

/** What is allowed in vain: a refusal overrides it. */
function contradictions(place: readonly string[], { allow, deny }: RestPolicySettings): Fault[] {
  const faults: Fault[] = [];
  const denied = deny.cidrBlocks.flatMap((one) => parseCidrBlock(one) ?? []);
  for (const one of allow.cidrBlocks) {
    const block = parseCidrBlock(one);
    const around = denied.find(
      (other) => block?.version === other.version && other.first <= block.first && block.last <= other.last,
    );
    if (around === undefined) continue;
    faults.push({
      path: [...place, "allow", "cidrBlocks"],
      reads: [[...place, "deny", "cidrBlocks"]],
      message: `has ${quote(one)}, all of which ${quote(around.text)} of the list that denies refuses; take one out`,
    });
  }
  for (const key of ["vpcEndpointIds", "accountIds", "organizationIds"] as const) {
    for (const one of allow[key].filter((given) => deny[key].includes(given))) {
      faults.push({
        path: [...place, "allow", key],
        reads: [[...place, "deny", key]],
        message: `has ${quote(one)}, which the list that denies has too; take one out`,
      });
    }
  }
  return faults;
}

function lengthFaults(
  place: readonly string[],
  policy: RestPolicySettings,
  endpoint: PolicySurroundings["endpoint"],
): Fault[] {
  const { length } = resourcePolicy({
    ...policy,
    signaturesOf: "000000000000",
    ...(endpoint === "private" && { vpcEndpointId: "vpce-00000000000000000" }),
  });
  if (length <= longestResourcePolicy) return [];
  return [
    {
      path: place,
      message: `makes a resource policy of ${length} characters; API Gateway takes ${longestResourcePolicy.toLocaleString("en")}: give wider blocks, or put the addresses into edge.restApi.waf`,
    },
  ];
}
