import { resourceAt, resourcesOf, targets, type Resource, type Stacks, type Violation } from "./model";

/** A call that an API answers: which, and whether anything asks who is calling. */
export interface ApiCall {
  readonly where: string;
  readonly api: "httpApi" | "restApi";
  /** `GET /orders`. */
  readonly route: string;
  readonly authorized: boolean;
}

/** Every method and route of every API but those that the API itself answers: see `answersItself`. */
export function apiCalls(stacks: Stacks): ApiCall[] {
  const methods = resourcesOf(stacks, "aws_api_gateway_method")
    .filter((method) => !answersItself(stacks, method))
    .map((method) => ({
      where: method.where,
      api: "restApi" as const,
      route: `${String(method.block.http_method)} ${pathOf(stacks, method)}`,
      authorized: isAuthorized(stacks, method),
    }));
  const routes = resourcesOf(stacks, "aws_apigatewayv2_route").map((route) => ({
    where: route.where,
    api: "httpApi" as const,
    route: String(route.block.route_key),
    authorized: isAuthorized(stacks, route),
  }));
  return [...methods, ...routes];
}

/** Every call that an API does not answer by itself asks who is calling; a departure names the others, one by one. */
export function callsAskWhoIsCalling(stacks: Stacks): Violation[] {
  return apiCalls(stacks)
    .filter(({ authorized }) => !authorized)
    .map(({ where, api, route }) => ({
      where,
      what: "asks nobody who is calling",
      setting: `edge.${api}.routes[${route}].authorizer`,
    }));
}

/** Which types of authorizer a kind of authorization can mean. */
const typesOf: Readonly<Record<string, readonly string[]>> = {
  COGNITO_USER_POOLS: ["COGNITO_USER_POOLS"],
  CUSTOM: ["TOKEN", "REQUEST"],
  JWT: ["JWT"],
};

/** Whether a signature is asked for, or an authorizer that there is, of the kind that is meant and of the same API. */
function isAuthorized(stacks: Stacks, call: Resource): boolean {
  const kind = String(call.block.authorization ?? call.block.authorization_type);
  if (kind === "AWS_IAM") return true;
  return targets(stacks, call.stack, call.block.authorizer_id).some((where) => {
    const found = resourceAt(stacks, where);
    return (
      found !== undefined &&
      (typesOf[kind] ?? []).includes(found.block.type ?? found.block.authorizer_type) &&
      apiOf(stacks, found) === apiOf(stacks, call)
    );
  });
}

/** The place of the API that something belongs to. */
export function apiOf(stacks: Stacks, { stack, block }: Resource): string {
  return targets(stacks, stack, block.rest_api_id ?? block.api_id).join();
}

/** Whether a method is a mock that says 404, or answers a browser's question before it calls: neither reaches anything. */
function answersItself(stacks: Stacks, method: Resource): boolean {
  const parts = (type: string) => resourcesOf(stacks, type).filter((part) => isOfMethod(stacks, part, method));
  const integrations = parts("aws_api_gateway_integration");
  const statuses = parts("aws_api_gateway_integration_response").map(({ stack, block }) =>
    textOf(stacks, stack, block.status_code, "status_code"),
  );
  if (integrations.length !== 1 || statuses.length === 0) return false;
  if (integrations.some(({ block }) => block.type !== "MOCK")) return false;
  const harmless = method.block.http_method === "OPTIONS" ? ["200", "204"] : ["404"];
  return statuses.every((status) => harmless.includes(status));
}

/** A part of a method names the method's resource and its HTTP method, as text or by reference. */
export function isOfMethod(stacks: Stacks, part: Resource, method: Resource): boolean {
  const place = (of: Resource) =>
    [
      ...targets(stacks, of.stack, of.block.resource_id),
      textOf(stacks, of.stack, of.block.http_method, "http_method"),
      apiOf(stacks, of),
    ].join();
  return place(part) === place(method);
}

/** The text of an attribute, also where it is a reference to the same attribute of another resource. */
export function textOf(stacks: Stacks, stack: string, value: unknown, attribute: string): string {
  const [target = ""] = targets(stacks, stack, value);
  const found: unknown = resourceAt(stacks, target)?.block[attribute];
  return found === undefined ? target : textOf(stacks, stack, found, attribute);
}

/** The path of a REST method, from its resource up to the root. */
export function pathOf(stacks: Stacks, method: Resource): string {
  const parts: string[] = [];
  let [place = ""] = targets(stacks, method.stack, method.block.resource_id);
  for (
    let resource = resourceAt(stacks, place);
    resource?.type === "aws_api_gateway_resource";
    resource = resourceAt(stacks, place)
  ) {
    parts.unshift(String(resource.block.path_part));
    [place = ""] = targets(stacks, resource.stack, resource.block.parent_id);
  }
  return `/${parts.join("/")}`;
}
