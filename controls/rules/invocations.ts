import { apiOf, isOfMethod, pathOf, textOf } from "./apis";
import { accountOf, resourceAt, resourcesOf, targets, type Resource, type Stacks, type Violation } from "./model";

/** The function whose alias an API calls by an address of Lambda's; undefined where it is none of the environment's. */
export function functionCalledBy(stacks: Stacks, { stack }: Resource, uri: unknown): string | undefined {
  const [, alias] = /:lambda:path\/2015-03-31\/functions\/(\$\{[^}]+\})\/invocations$/.exec(String(uri)) ?? [];
  const [where = ""] = targets(stacks, stack, alias);
  const found = resourceAt(stacks, where);
  return found?.type === "aws_lambda_alias" ? functionNamedBy(stacks, found) : undefined;
}

/** The function that a resource names: an alias, or a permission. */
export function functionNamedBy(stacks: Stacks, { stack, block }: Resource): string | undefined {
  const [where = ""] = targets(stacks, stack, block.function_name);
  return resourceAt(stacks, where)?.type === "aws_lambda_function" ? where : undefined;
}

interface Calling {
  readonly where: string;
  readonly api: string;
  readonly function: string | undefined;
  /** What Lambda is told of who calls. */
  readonly source: string;
}

/** Every way in which an API calls a function: by a method, by a route, by an authorizer. */
export function callings(stacks: Stacks): Calling[] {
  const methods = resourcesOf(stacks, "aws_api_gateway_method").flatMap((method) =>
    resourcesOf(stacks, "aws_api_gateway_integration")
      .filter((one) => one.block.type !== "MOCK" && isOfMethod(stacks, one, method))
      .flatMap((one) =>
        stagesOf(stacks, one).map((stage) => ({
          where: one.where,
          api: apiOf(stacks, one),
          function: functionCalledBy(stacks, one, one.block.uri),
          source: `${stage}/${String(method.block.http_method)}${pathOf(stacks, method).replaceAll(/\{[^}]+\}/g, "*")}`,
        })),
      ),
  );
  const routes = resourcesOf(stacks, "aws_apigatewayv2_route").flatMap((route) => {
    const [, integration] = /^integrations\/(.+)$/.exec(String(route.block.target)) ?? [];
    return targets(stacks, route.stack, integration)
      .flatMap((where) => resourceAt(stacks, where) ?? [])
      .flatMap((one) =>
        stagesOf(stacks, route).map((stage) => ({
          where: route.where,
          api: apiOf(stacks, route),
          function: functionCalledBy(stacks, one, one.block.integration_uri),
          source: `${stage}/${String(route.block.route_key).replace(" ", "")}`,
        })),
      );
  });
  const authorizers = resourcesOf(stacks, "aws_api_gateway_authorizer")
    .filter(({ block }) => block.authorizer_uri !== undefined)
    .map((one) => ({
      where: one.where,
      api: apiOf(stacks, one),
      function: functionCalledBy(stacks, one, one.block.authorizer_uri),
      source: `${apiOf(stacks, one)}/authorizers/${one.where}`,
    }));
  return [...methods, ...routes, ...authorizers];
}

/** The stages of the API of something, each as the place of the API and its own name. */
function stagesOf(stacks: Stacks, part: Resource): string[] {
  const api = apiOf(stacks, part);
  return resourcesOf(stacks, "aws_api_gateway_stage", "aws_apigatewayv2_stage")
    .filter((stage) => apiOf(stacks, stage) === api)
    .map(({ stack, block }) => `${api}/${textOf(stacks, stack, block.stage_name ?? block.name, "stage_name")}`);
}

const principals = [
  "apigateway.amazonaws.com",
  "cognito-idp.amazonaws.com",
  "events.amazonaws.com",
  "secretsmanager.amazonaws.com",
];

/** Whether the function is what rotates the secret that a permission of Secrets Manager's names, of this account. */
function isOfRotation(stacks: Stacks, { stack, block }: Resource, source: string, called: string | undefined): boolean {
  return (
    block.principal === "secretsmanager.amazonaws.com" &&
    block.source_account === accountOf(stacks, stack) &&
    resourcesOf(stacks, "aws_secretsmanager_secret_rotation").some(
      (rotation) =>
        targets(stacks, rotation.stack, rotation.block.secret_id)[0] === source &&
        functionOfAlias(stacks, rotation, rotation.block.rotation_lambda_arn) === called,
    )
  );
}

/** Whether the function is what a rule of EventBridge's calls. */
function isOfSchedule(stacks: Stacks, { block }: Resource, source: string, called: string | undefined): boolean {
  return (
    block.principal === "events.amazonaws.com" &&
    resourcesOf(stacks, "aws_cloudwatch_event_target").some(
      (target) =>
        targets(stacks, target.stack, target.block.rule)[0] === source &&
        functionOfAlias(stacks, target, target.block.arn) === called,
    )
  );
}

function functionOfAlias(stacks: Stacks, { stack }: Resource, alias: unknown): string | undefined {
  const found = resourceAt(stacks, targets(stacks, stack, alias)[0] ?? "");
  return found?.type === "aws_lambda_alias" ? functionNamedBy(stacks, found) : undefined;
}

/**
 * A permission names an alias and one source, whole: the API, its stage, the method and the path; an authorizer; a user
 * pool; a secret of this account that the function rotates; a schedule. Every one is used, and everything that calls a function has one. A wildcard stands for the parameter of a REST
 * API's path, where there is a method with a parameter at that place, and for nothing else.
 */
export function invocationsAreNarrow(stacks: Stacks): Violation[] {
  const calls = callings(stacks);
  const permissions = resourcesOf(stacks, "aws_lambda_permission");
  const found = permissions.flatMap((permission) => {
    const { where, block } = permission;
    const source = sourceOf(stacks, permission);
    const called = functionNamedBy(stacks, permission);
    const isOfPool =
      block.principal === "cognito-idp.amazonaws.com" && resourceAt(stacks, source)?.type === "aws_cognito_user_pool";
    const route = methodAndPath(source);
    const isOfRoute = calls.some((call) => methodAndPath(call.source) === route);
    const wildcards = [source.slice(0, -route.length), ...(isOfRoute ? [] : [route])].join("");
    const isOfCall = calls.some((call) => call.source === source && call.function === called);
    return [
      ...(block.source_arn === undefined ? ["says of no source"] : []),
      ...(/[*?]/.test(wildcards) ? ["has a source with a wildcard"] : []),
      ...(typeof block.qualifier === "string" ? [] : ["names no alias"]),
      ...(principals.includes(block.principal) ? [] : [`admits ${String(block.principal)}`]),
      ...(called === undefined ? ["is for no function of the environment"] : []),
      ...(isOfPool ||
      isOfCall ||
      isOfRotation(stacks, permission, source, called) ||
      isOfSchedule(stacks, permission, source, called)
        ? []
        : ["admits what calls nothing"]),
    ].map((what) => ({ where, what }));
  });
  const admitted = permissions.map((one) => `${functionNamedBy(stacks, one) ?? ""} ${sourceOf(stacks, one)}`);
  const refused = calls
    .filter((call) => !admitted.includes(`${call.function ?? ""} ${call.source}`))
    .map(({ where }) => ({ where, what: "calls a function that does not admit it" }));
  return [...found, ...refused];
}

/** `/GET/items/*` of a source; the whole of one that has none. */
function methodAndPath(source: string): string {
  return /\/(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)(\/.*)?$/.exec(source)?.[0] ?? source;
}

/** The source of a permission with every reference in it as the place that it leads to. */
export function sourceOf(stacks: Stacks, { stack, block }: Resource): string {
  return String(block.source_arn ?? "").replaceAll(/\$\{[^}]+\}/g, (one) => targets(stacks, stack, one).join());
}

/** No function has a URL of its own, which would lead past every API, its authorizers and its firewall. */
export function functionsHaveNoUrl(stacks: Stacks): Violation[] {
  const urls = resourcesOf(stacks, "aws_lambda_function_url").map(({ where }) => ({
    where,
    what: "is a function's URL",
  }));
  const admitted = resourcesOf(stacks, "aws_lambda_permission")
    .filter(({ block }) => block.action === "lambda:InvokeFunctionUrl" || block.function_url_auth_type !== undefined)
    .map(({ where }) => ({ where, what: "admits calls of a function's URL" }));
  return [...urls, ...admitted];
}
