import { overlaps } from "../../modules/edge/cloudfront/path-patterns";
import { acceptsNothing } from "../../modules/edge/origin-protection/accepts-nothing";
import type { Block } from "../terraform-json";
import { apiCalls } from "./apis";
import {
  addsHeader,
  headerAskedAt,
  headerOfFunctions,
  isApplied,
  isNamedByRotation,
  isWrittenByRotation,
  webAclsOf,
} from "./asked-headers";
import {
  apisAsked,
  behaviorsTo,
  internalLoadBalancers,
  loadBalancersAsked,
  stagesOf,
  type Asked,
  type Way,
} from "./asked-origins";
import { webAclsOfDistribution } from "./distributions";
import { isCloudFrontsList } from "./internet-facing";
import { blocksIn, resourcesOf, targets, type Resource, type Stacks, type Violation } from "./model";
import { securityGroupRules } from "./security-groups";

const distributions = "aws_cloudfront_distribution";

/**
 * What a distribution asks, nobody else reaches: a load balancer that is internal; one that admits CloudFront's servers
 * alone, or an API, whose firewall blocks, before anything else, what lacks the header that each behaviour of the
 * distribution adds, or that the rotation writes into its origin; or an API each of whose functions asks for that header.
 */
export function originsAnswerToTheEdgeAlone(stacks: Stacks): Violation[] {
  return violations(stacks, (distribution, origin) => {
    if (origin.vpc_origin_config) return toVpc(stacks, distribution, origin);
    const [balancer] = loadBalancersAsked(stacks, distribution, origin);
    if (balancer !== undefined) return publicLoadBalancerFaults(stacks, balancer, { distribution, origin });
    const { rest, http } = apisAsked(stacks, distribution, origin);
    if (rest.length + http.length === 0) return ["has an origin that no stack makes"];
    return [...rest.flatMap(restApiFaults(stacks)), ...http.flatMap(httpApiFaults(stacks))];
  });
}

/** The same of REST APIs alone. */
export function restApisAnswerToTheEdgeAlone(stacks: Stacks): Violation[] {
  return violations(stacks, (distribution, origin) =>
    apisAsked(stacks, distribution, origin).rest.flatMap(restApiFaults(stacks)),
  );
}

/** The same of HTTP APIs alone. */
export function httpApisAnswerToTheEdgeAlone(stacks: Stacks): Violation[] {
  return violations(stacks, (distribution, origin) =>
    apisAsked(stacks, distribution, origin).http.flatMap(httpApiFaults(stacks)),
  );
}

function violations(stacks: Stacks, faults: (distribution: Resource, origin: Block) => string[]): Violation[] {
  return resourcesOf(stacks, distributions).flatMap((distribution) =>
    blocksIn(distribution.block.origin)
      .flatMap((origin) => faults(distribution, origin))
      .map((what) => ({ where: distribution.where, what })),
  );
}

function toVpc(stacks: Stacks, distribution: Resource, origin: Block): string[] {
  return internalLoadBalancers(stacks, distribution, origin).length > 0
    ? []
    : ["has an origin load balancer that others reach too"];
}

/** Everybody's distributions are in CloudFront's list: the firewall tells them apart. */
function publicLoadBalancerFaults(stacks: Stacks, balancer: Resource, way: Way): string[] {
  const groups = targets(stacks, balancer.stack, balancer.block.security_groups);
  const othersAdmitted = securityGroupRules(stacks)
    .filter(({ direction, group }) => direction === "ingress" && groups.includes(group))
    .some(({ blocks, groups: peers, prefixLists }) => {
      return [...blocks, ...peers].length > 0 || !prefixLists.every((list) => isCloudFrontsList(stacks, list));
    });
  const header = headerAskedAt(stacks, balancer);
  return othersAdmitted || header === undefined
    ? ["has an origin load balancer that others reach too"]
    : unlessAdded(stacks, way, header);
}

const answersOthers = "has an origin API that answers others too";

const restApiFaults =
  (stacks: Stacks) =>
  (asked: Asked): string[] =>
    stagesOf(stacks, asked).flatMap((stage) => {
      const header = headerAskedAt(stacks, stage);
      return header === undefined ? [answersOthers] : unlessAdded(stacks, asked, header);
    });

const httpApiFaults =
  (stacks: Stacks) =>
  (asked: Asked): string[] => {
    const header = headerOfFunctions(stacks, asked);
    return header === undefined ? [answersOthers] : unlessAdded(stacks, asked, header);
  };

function unlessAdded(stacks: Stacks, { distribution, origin }: Way, header: string): string[] {
  if (isWrittenByRotation(stacks, distribution, origin, header) || isApplied(stacks, distribution, origin, header))
    return [];
  return behaviorsTo(distribution, origin).every((behavior) => addsHeader(stacks, distribution, behavior, header))
    ? []
    : [`does not always add ${header}, which the origin requires`];
}

/**
 * Regional web ACLs that what came through a distribution with a web ACL of its own meets: of load balancers, and of
 * APIs, that a distribution asks. What judges a viewer's address is the distribution's, and would judge CloudFront's here.
 * Whether somebody else reaches them, `originsAnswerToTheEdgeAlone` says.
 */
export function webAclsBehindTheEdge(stacks: Stacks): readonly string[] {
  return resourcesOf(stacks, distributions)
    .filter((distribution) => webAclsOfDistribution(stacks, distribution).length === 1)
    .flatMap((distribution) =>
      blocksIn(distribution.block.origin).flatMap((origin) => [
        ...internalLoadBalancers(stacks, distribution, origin),
        ...loadBalancersAsked(stacks, distribution, origin),
        ...apisAsked(stacks, distribution, origin).rest.flatMap((asked) => stagesOf(stacks, asked)),
      ]),
    )
    .flatMap(({ where }) => webAclsOf(stacks, where));
}

/** The header's value goes to no origin that does not ask for it: whoever operates that would know it. */
export function headersGoToWhoAsks(stacks: Stacks): Violation[] {
  return violations(stacks, (distribution, origin) => {
    const { rest, http } = apisAsked(stacks, distribution, origin);
    const asking = [
      ...[...loadBalancersAsked(stacks, distribution, origin), ...rest.flatMap((one) => stagesOf(stacks, one))].map(
        (resource) => headerAskedAt(stacks, resource),
      ),
      ...http.map((one) => headerOfFunctions(stacks, one)),
    ];
    if (asking.some((header) => header !== undefined)) return [];
    const sent =
      blocksIn(origin.custom_header).length > 0 ||
      isNamedByRotation(stacks, distribution, origin) ||
      behaviorsTo(distribution, origin).some((behavior) => addsHeader(stacks, distribution, behavior));
    return sent ? ["sends a header to an origin that does not require the header"] : [];
  });
}

const cachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

/** What an authorizer stands before is not cached: who asks second would get what the first was answered. */
export function noAuthorizedAnswerIsCached(stacks: Stacks): Violation[] {
  return violations(stacks, (distribution, origin) => {
    const { rest, http } = apisAsked(stacks, distribution, origin);
    const kinds = [...rest.map(() => "restApi"), ...http.map(() => "httpApi")];
    const guarded = apiCalls(stacks).filter(({ api, authorized }) => authorized && kinds.includes(api));
    return behaviorsTo(distribution, origin)
      .filter((behavior) => behavior.cache_policy_id !== cachingDisabled)
      .flatMap(({ path_pattern: pattern = "*" }) =>
        guarded
          .filter(({ route }) => overlaps(pattern as string, route.replace(/^\S+ /, "")))
          .map(({ route }) => `caches ${route}, which has an authorizer`),
      );
  });
}

/** No value of a header is in any JSON, neither where it is sent nor where it is accepted. */
export function noHeaderValueIsWritten(stacks: Stacks): Violation[] {
  const sent = resourcesOf(stacks, distributions).flatMap(({ where, block }) =>
    blocksIn(block.origin)
      .flatMap((origin) => blocksIn(origin.custom_header))
      .filter(({ value }) => !/^\$\{[^}]+\}$/.test(String(value)))
      .map(() => ({ where, what: "sends a value that is written in the JSON" })),
  );
  const accepted = resourcesOf(stacks, "aws_wafv2_regex_pattern_set").flatMap(({ where, block }) =>
    blocksIn(block.regular_expression)
      .filter(({ regex_string: pattern }) => pattern !== acceptsNothing && !/^\^\$\{[^}]+\}\$$/.test(String(pattern)))
      .map(() => ({ where, what: "accepts a value that is written in the JSON" })),
  );
  return [...sent, ...accepted];
}
