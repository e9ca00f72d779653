import type { Block } from "../terraform-json";
import { apiOf } from "./apis";
import { internetFacingLoadBalancers } from "./internet-facing";
import { blocksIn, resourceAt, resourcesOf, targets, type Resource, type Stacks } from "./model";

/** An origin of a distribution. */
export interface Way {
  readonly distribution: Resource;
  readonly origin: Block;
}

export interface Asked extends Way {
  readonly api: string;
}

/** The load balancer that an origin is, by the name that AWS gives it. */
export function loadBalancersAsked(stacks: Stacks, { stack }: Resource, origin: Block): Resource[] {
  const [, address] = /^\$\{(aws_lb\.\w+)\.dns_name\}$/.exec(String(origin.domain_name)) ?? [];
  return internetFacingLoadBalancers(stacks).filter(({ where }) => where === `${stack}/${String(address)}`);
}

/** The APIs that an origin is: by a name of the API's, or by the one that AWS gives it. */
export function apisAsked(stacks: Stacks, distribution: Resource, origin: Block) {
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

export function stagesOf(stacks: Stacks, { api }: Asked): Resource[] {
  return resourcesOf(stacks, "aws_api_gateway_stage").filter((stage) => apiOf(stacks, stage) === api);
}

export function internalLoadBalancers(stacks: Stacks, { stack }: Resource, origin: Block): Resource[] {
  return blocksIn(origin.vpc_origin_config)
    .flatMap((config) => targets(stacks, stack, config.vpc_origin_id))
    .flatMap((place) => resourceAt(stacks, place) ?? [])
    .flatMap(({ stack: home, block }) =>
      blocksIn(block.vpc_origin_endpoint_config).flatMap(({ arn }) => targets(stacks, home, arn)),
    )
    .flatMap((place) => resourceAt(stacks, place) ?? [])
    .filter(({ block }) => block.internal === true);
}

export const behaviorsTo = ({ block }: Resource, origin: Block): Block[] =>
  [...blocksIn(block.default_cache_behavior), ...blocksIn(block.ordered_cache_behavior)].filter(
    (behavior) => behavior.target_origin_id === origin.origin_id,
  );
