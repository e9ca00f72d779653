import type { Block } from "../../support/synthesize";
import { apiOf } from "./apis";
import { webAclsOfDistribution } from "./distributions";
import { blocksIn, resourceAt, resourcesOf, targets, type Resource, type Stacks, type Violation } from "./model";

const distributions = "aws_cloudfront_distribution";

/**
 * What a distribution asks, nobody else reaches: a load balancer that is internal, or an API whose firewall blocks, before
 * anything else, what lacks the header that each behaviour of the distribution adds.
 */
export function originsAnswerToTheEdgeAlone(stacks: Stacks): Violation[] {
  return resourcesOf(stacks, distributions).flatMap((distribution) =>
    blocksIn(distribution.block.origin)
      .flatMap((origin) =>
        origin.vpc_origin_config ? toVpc(stacks, distribution, origin) : toApi(stacks, distribution, origin),
      )
      .map((what) => ({ where: distribution.where, what })),
  );
}

function toVpc(stacks: Stacks, distribution: Resource, origin: Block): string[] {
  return internalLoadBalancers(stacks, distribution, origin).length > 0
    ? []
    : ["asks a load balancer that others reach"];
}

function toApi(stacks: Stacks, distribution: Resource, origin: Block): string[] {
  const stages = stagesAsked(stacks, distribution, origin);
  if (stages.length === 0) return ["asks what is not known"];
  const { block } = distribution;
  const behaviors = [...blocksIn(block.default_cache_behavior), ...blocksIn(block.ordered_cache_behavior)].filter(
    (behavior) => behavior.target_origin_id === origin.origin_id,
  );
  return stages.flatMap((stage) => {
    const headers = webAclsOf(stacks, stage.where).map((acl) => headerAskedFor(stacks, acl));
    const [header] = headers;
    if (headers.length !== 1 || header === undefined) return ["asks an API that answers others too"];
    return behaviors.every((behavior) => addsHeader(stacks, distribution, behavior, header))
      ? []
      : [`does not always add ${header}, without which the API refuses`];
  });
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

function addsHeader(stacks: Stacks, { stack }: Resource, behavior: Block, header: string): boolean {
  return blocksIn(behavior.function_association)
    .filter(({ event_type: event }) => event === "viewer-request")
    .flatMap(({ function_arn: arn }) => targets(stacks, stack, arn))
    .flatMap((place) => resourceAt(stacks, place) ?? [])
    .some(({ block }) => String(block.code).includes(`request.headers['${header}'] =`));
}

/** The stages of the REST API that an origin is: by a name of the API's, or by the one that AWS gives it. */
function stagesAsked(stacks: Stacks, { stack }: Resource, { domain_name: name }: Block): Resource[] {
  const [, id] = /^\$\{(aws_api_gateway_rest_api\.\w+)\.id\}\.execute-api\./.exec(String(name)) ?? [];
  const named = resourcesOf(stacks, "aws_api_gateway_base_path_mapping").filter((mapping) =>
    targets(stacks, mapping.stack, mapping.block.domain_name).some(
      (place) => resourceAt(stacks, place)?.block.domain_name === name,
    ),
  );
  const apis = [...(id === undefined ? [] : [`${stack}/${id}`]), ...named.map((mapping) => apiOf(stacks, mapping))];
  return resourcesOf(stacks, "aws_api_gateway_stage").filter((stage) => apis.includes(apiOf(stacks, stage)));
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
 * Regional web ACLs that what came through a distribution with a web ACL of its own meets: of internal load balancers, and of
 * APIs that a distribution asks. What judges a viewer's address is the distribution's, and would judge CloudFront's here.
 * Whether somebody else reaches them, `originsAnswerToTheEdgeAlone` says.
 */
export function webAclsBehindTheEdge(stacks: Stacks): readonly string[] {
  return resourcesOf(stacks, distributions)
    .filter((distribution) => webAclsOfDistribution(stacks, distribution).length === 1)
    .flatMap((distribution) =>
      blocksIn(distribution.block.origin).flatMap((origin) => [
        ...internalLoadBalancers(stacks, distribution, origin),
        ...stagesAsked(stacks, distribution, origin),
      ]),
    )
    .flatMap(({ where }) => webAclsOf(stacks, where));
}
