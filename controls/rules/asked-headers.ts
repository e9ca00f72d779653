import type { Block } from "../terraform-json";
import { apiOf } from "./apis";
import type { Asked } from "./asked-origins";
import { functionCalledBy } from "./invocations";
import { blocksIn, resourceAt, resourcesOf, targets, type Resource, type Stacks } from "./model";

/** Which each function that a route calls asks for, by the secret that is rotated or that Terraform writes. */
export function headerOfFunctions(stacks: Stacks, asked: Asked): string | undefined {
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

/** Which the one web ACL of a resource asks for. */
export function headerAskedAt(stacks: Stacks, { where }: Resource): string | undefined {
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
export function addsHeader(stacks: Stacks, { stack }: Resource, behavior: Block, header?: string): boolean {
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
export function isWrittenByRotation(stacks: Stacks, distribution: Resource, origin: Block, header: string) {
  const ignored = blocksIn(distribution.block.lifecycle).flatMap((lifecycle) => lifecycle.ignore_changes as string[]);
  return ignored.includes("origin") && isNamedByRotation(stacks, distribution, origin, header);
}

/** @param header that it writes. @default any */
export function isNamedByRotation(
  stacks: Stacks,
  { stack, type, name }: Resource,
  origin: Block,
  header?: string,
): boolean {
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
export function isApplied(stacks: Stacks, { stack }: Resource, origin: Block, header: string): boolean {
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

export function webAclsOf(stacks: Stacks, where: string): string[] {
  return resourcesOf(stacks, "aws_wafv2_web_acl_association")
    .filter(({ stack, block }) => targets(stacks, stack, block.resource_arn).includes(where))
    .flatMap(({ stack, block }) => targets(stacks, stack, block.web_acl_arn));
}
