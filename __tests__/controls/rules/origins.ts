import { acceptsNothing } from "../../../modules/edge/origin-protection/pattern-set";
import { overlaps } from "../../../modules/edge/cloudfront/path-patterns";
import type { Block } from "../../support/synthesize";
import { apiCalls, apiOf } from "./apis";
import { webAclsOfDistribution } from "./distributions";
import { internetFacingLoadBalancers, isCloudFrontsList } from "./internet-facing";
import { functionCalledBy } from "./invocations";
import { blocksIn, resourceAt, resourcesOf, targets, type Resource, type Stacks, type Violation } from "./model";
import { groupRules } from "./security-groups";

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
    if (rest.length + http.length === 0) return ["asks what is not known"];
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
    : ["asks a load balancer that others reach"];
}

interface Way {
  readonly distribution: Resource;
  readonly origin: Block;
}

interface Asked extends Way {
  readonly api: string;
}

/** The load balancer that an origin is, by the name that AWS gives it. */
function loadBalancersAsked(stacks: Stacks, { stack }: Resource, origin: Block): Resource[] {
  const [, address] = /^\$\{(aws_lb\.\w+)\.dns_name\}$/.exec(String(origin.domain_name)) ?? [];
  return internetFacingLoadBalancers(stacks).filter(({ where }) => where === `${stack}/${String(address)}`);
}

/** Everybody's distributions are in CloudFront's list: the firewall tells them apart. */
function publicLoadBalancerFaults(stacks: Stacks, balancer: Resource, way: Way): string[] {
  const groups = targets(stacks, balancer.stack, balancer.block.security_groups);
  const othersAdmitted = groupRules(stacks)
    .filter(({ direction, group }) => direction === "ingress" && groups.includes(group))
    .some(({ blocks, groups: peers, prefixLists }) => {
      return [...blocks, ...peers].length > 0 || !prefixLists.every((list) => isCloudFrontsList(stacks, list));
    });
  const header = headerAskedAt(stacks, balancer);
  return othersAdmitted || header === undefined
    ? ["asks a load balancer that others reach"]
    : unlessAdded(stacks, way, header);
}

/** The APIs that an origin is: by a name of the API's, or by the one that AWS gives it. */
function apisAsked(stacks: Stacks, distribution: Resource, origin: Block) {
  const { domain_name: name } = origin;
  const [, id] = /^\$\{(aws_(?:api_gateway_rest|apigatewayv2)_api\.\w+)\.id\}\.execute-api\./.exec(String(name)) ?? [];
  const named = resourcesOf(stacks, "aws_api_gateway_base_path_mapping", "aws_apigatewayv2_api_mapping")
    .filter((mapping) =>
      targets(stacks, mapping.stack, mapping.block.domain_name).some(
        (place) => resourceAt(stacks, place)?.block.domain_name === name,
      ),
    )
    .map((mapping) => apiOf(stacks, mapping));
  const asked = [...(id === undefined ? [] : [`${distribution.stack}/${id}`]), ...named].map((api): Asked => ({
    api,
    distribution,
    origin,
  }));
  const of = (type: string) => asked.filter(({ api }) => resourceAt(stacks, api)?.type === type);
  return { rest: of("aws_api_gateway_rest_api"), http: of("aws_apigatewayv2_api") };
}

const answersOthers = "asks an API that answers others too";

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

/** Which each function that a route calls asks for, by the secret that is rotated or that Terraform writes. */
function headerOfFunctions(stacks: Stacks, asked: Asked): string | undefined {
  const isTerraforms = blocksIn(asked.origin.custom_header).length > 0;
  const given = resourcesOf(
    stacks,
    isTerraforms ? "aws_secretsmanager_secret_version" : "aws_secretsmanager_secret_rotation",
  ).flatMap(({ stack, block }) => targets(stacks, stack, block.secret_id));
  const headers = resourcesOf(stacks, "aws_apigatewayv2_integration")
    .filter((integration) => apiOf(stacks, integration) === asked.api)
    .map((integration) => {
      const place = functionCalledBy(stacks, integration, integration.block.integration_uri) ?? "";
      const { stack = "", block } = resourceAt(stacks, place) ?? {};
      const variables = blocksIn(block?.environment)[0]?.variables ?? {};
      const secrets = targets(stacks, stack, variables.ORIGIN_SECRET_ARN);
      const known = secrets.length === 1 && secrets.every((secret) => given.includes(secret));
      return known ? (variables.ORIGIN_HEADER_NAME as string | undefined) : undefined;
    });
  const [header, ...others] = [...new Set(headers)];
  return others.length === 0 ? header : undefined;
}

function unlessAdded(stacks: Stacks, { distribution, origin }: Way, header: string): string[] {
  if (isWrittenByRotation(stacks, distribution, origin, header) || isApplied(stacks, distribution, origin, header))
    return [];
  return behaviorsTo(distribution, origin).every((behavior) => addsHeader(stacks, distribution, behavior, header))
    ? []
    : [`does not always add ${header}, without which the origin refuses`];
}

/** Which the one web ACL of a resource asks for. */
function headerAskedAt(stacks: Stacks, { where }: Resource): string | undefined {
  const acls = webAclsOf(stacks, where);
  const [acl] = acls;
  return acls.length === 1 && acl !== undefined ? headerAskedFor(stacks, acl) : undefined;
}

/** The header without whose values, which a pattern set has, the first rule of a web ACL blocks. */
function headerAskedFor(stacks: Stacks, acl: string): string | undefined {
  const { stack = "", block } = resourceAt(stacks, acl) ?? {};
  const [first] = blocksIn(block?.rule).sort((one, other) => one.priority - other.priority);
  if (first?.action?.block === undefined) return undefined;
  const [set] = blocksIn(first.statement)
    .flatMap((statement) => blocksIn(statement.not_statement))
    .flatMap((not) => blocksIn(not.statement))
    .flatMap((statement) => blocksIn(statement.regex_pattern_set_reference_statement));
  const [patterns] = targets(stacks, stack, set?.arn).flatMap((place) => resourceAt(stacks, place) ?? []);
  const anchored = blocksIn(patterns?.block.regular_expression).every(({ regex_string: pattern }) =>
    /^\^.*\$$/.test(pattern as string),
  );
  return patterns !== undefined && anchored ? (set?.field_to_match?.single_header?.name as string) : undefined;
}

/** @param header that it adds. @default any */
function addsHeader(stacks: Stacks, { stack }: Resource, behavior: Block, header?: string): boolean {
  return blocksIn(behavior.function_association)
    .filter(({ event_type: event }) => event === "viewer-request")
    .flatMap(({ function_arn: arn }) => targets(stacks, stack, arn))
    .flatMap((place) => resourceAt(stacks, place) ?? [])
    .some(({ block }) => {
      const added = /request\.headers\['([^']+)'\] =/.exec(String(block.code))?.[1];
      return added !== undefined && (header === undefined || added === header);
    });
}

/** Whether a function that rotates a secret writes the header into the origin, where Terraform leaves it. */
function isWrittenByRotation(stacks: Stacks, distribution: Resource, origin: Block, header: string) {
  const ignored = blocksIn(distribution.block.lifecycle).flatMap((lifecycle) => lifecycle.ignore_changes as string[]);
  return ignored.includes("origin") && isNamedByRotation(stacks, distribution, origin, header);
}

/** @param header that it writes. @default any */
function isNamedByRotation(stacks: Stacks, { stack, type, name }: Resource, origin: Block, header?: string): boolean {
  const place = `\${${type}.${name}.id}/${String(origin.origin_id)}`;
  return resourcesOf(stacks, "aws_secretsmanager_secret_rotation")
    .filter((rotation) => rotation.stack === stack)
    .flatMap((rotation) => functionsNamedBy(stacks, rotation.stack, rotation.block.rotation_lambda_arn))
    .flatMap((lambda) => blocksIn(lambda.block.environment))
    .some(({ variables }) => {
      const origins = String(variables.DISTRIBUTION_ORIGINS).split(",");
      return (header === undefined || variables.HEADER_NAME === header) && origins.includes(place);
    });
}

/** Whether Terraform writes the header into the origin, with a value that it has something accept. */
function isApplied(stacks: Stacks, { stack }: Resource, origin: Block, header: string): boolean {
  const accepting = resourcesOf(stacks, "aws_wafv2_regex_pattern_set", "aws_secretsmanager_secret_version")
    .filter((one) => one.stack === stack)
    .map(({ block }) => JSON.stringify(block));
  return blocksIn(origin.custom_header).some(({ name, value }) => {
    const reference = /^\$\{(.+)\}$/.exec(String(value))?.[1];
    return name === header && reference !== undefined && accepting.some((text) => text.includes(reference));
  });
}

function functionsNamedBy(stacks: Stacks, stack: string, alias: unknown): Resource[] {
  return targets(stacks, stack, alias)
    .flatMap((where) => resourceAt(stacks, where) ?? [])
    .flatMap((one) => targets(stacks, stack, one.block.function_name))
    .flatMap((where) => resourceAt(stacks, where) ?? []);
}

function stagesOf(stacks: Stacks, { api }: Asked): Resource[] {
  return resourcesOf(stacks, "aws_api_gateway_stage").filter((stage) => apiOf(stacks, stage) === api);
}

function internalLoadBalancers(stacks: Stacks, { stack }: Resource, origin: Block): Resource[] {
  return blocksIn(origin.vpc_origin_config)
    .flatMap((config) => targets(stacks, stack, config.vpc_origin_id))
    .flatMap((place) => resourceAt(stacks, place) ?? [])
    .flatMap(({ stack: home, block }) =>
      blocksIn(block.vpc_origin_endpoint_config).flatMap(({ arn }) => targets(stacks, home, arn)),
    )
    .flatMap((place) => resourceAt(stacks, place) ?? [])
    .filter(({ block }) => block.internal === true);
}

function webAclsOf(stacks: Stacks, where: string): string[] {
  return resourcesOf(stacks, "aws_wafv2_web_acl_association")
    .filter(({ stack, block }) => targets(stacks, stack, block.resource_arn).includes(where))
    .flatMap(({ stack, block }) => targets(stacks, stack, block.web_acl_arn));
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

const behaviorsTo = ({ block }: Resource, origin: Block): Block[] =>
  [...blocksIn(block.default_cache_behavior), ...blocksIn(block.ordered_cache_behavior)].filter(
    (behavior) => behavior.target_origin_id === origin.origin_id,
  );

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
    return sent ? ["sends a header to what does not ask for it"] : [];
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
          .map(({ route }) => `caches ${route}, which asks who is calling`),
      );
  });
}

/** No value of a header is in any JSON, neither where it is sent nor where it is accepted. */
export function noHeaderValueIsWritten(stacks: Stacks): Violation[] {
  const sent = resourcesOf(stacks, distributions).flatMap(({ where, block }) =>
    blocksIn(block.origin)
      .flatMap((origin) => blocksIn(origin.custom_header))
      .filter(({ value }) => !/^\$\{[^}]+\}$/.test(String(value)))
      .map(() => ({ where, what: "sends a value that is written down" })),
  );
  const accepted = resourcesOf(stacks, "aws_wafv2_regex_pattern_set").flatMap(({ where, block }) =>
    blocksIn(block.regular_expression)
      .filter(({ regex_string: pattern }) => pattern !== acceptsNothing && !/^\^\$\{[^}]+\}\$$/.test(String(pattern)))
      .map(() => ({ where, what: "accepts a value that is written down" })),
  );
  return [...sent, ...accepted];
}
