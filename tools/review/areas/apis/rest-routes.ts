import { attribute, Estate, type Resource, type Side, type Target, textOf } from "../../estate";
import { apiKeyOf, keyOfResource, keyOfTarget } from "./api-of";
import { type Backend, backendOf, mock, notKnown } from "./backend";
import { authorizationOf, type Route, type RouteTable } from "./route";

/** The methods of all REST APIs on one side. A method's path is that of its resource, up to the root of the API. */
export function restRoutes(estate: Estate, side: Side): RouteTable {
  const roots = rootsOf(estate);
  const integrations = integrationsOf(estate, side);
  const mocks = methodsOfMocksAlone(estate, side);
  const routes = new Map<string, Route>();
  for (const method of estate.ofType("aws_api_gateway_method")) {
    if (method[side] === undefined) continue;
    const target = estate.target(side, method, "resource_id");
    const verb = textOf(method[side], "http_method") ?? "known after apply";
    const path = pathOf(estate, side, target, roots);
    const integration = integrations.get(`${keyOfTarget(target) ?? ""} ${verb}`);
    const name = `${verb} ${path ?? "at a path known after apply"}`;
    // Without a path, the address in the configuration is the name.
    const key = path === undefined ? keyOfResource(method) : `${apiKeyOf(estate, side, method)} ${name}`;
    const authorization = attribute(method[side], "authorization");
    routes.set(key, {
      name,
      kind: "REST",
      entry: method,
      ...(integration !== undefined && { integration }),
      backend: backend(estate, side, integration, mocks.has(verb)),
      authorization: authorizationOf(authorization),
      authorizer: estate.target(side, method, "authorizer_id"),
      needsKey: attribute(method[side], "api_key_required") === true,
      isPreflight: verb === "OPTIONS",
    });
  }
  return routes;
}

const backend = (estate: Estate, side: Side, integration: Resource | undefined, isMock: boolean): Backend =>
  integration !== undefined ? backendOf(estate, side, integration) : isMock ? mock : notKnown;

/** The ids of the roots of the REST APIs. What names the root of an API that is replaced still has the old id. */
const rootsOf = (estate: Estate): ReadonlySet<string> =>
  new Set(
    estate
      .ofType("aws_api_gateway_rest_api")
      .flatMap(({ before, after }) => [before, after].flatMap((one) => textOf(one, "root_resource_id") ?? [])),
  );

function pathOf(estate: Estate, side: Side, target: Target, roots: ReadonlySet<string>): string | undefined {
  const parts: string[] = [];
  // A resource that a broken plan makes its own parent must not hold the review up.
  for (let current = target, steps = 0; steps < 50; steps += 1) {
    if (current.kind === "value") {
      return `${roots.has(current.value) ? "" : `(resource ${current.value})`}/${parts.join("/")}`;
    }
    if (current.kind !== "resource") return undefined;
    const { resource } = current;
    if (resource.type === "aws_api_gateway_rest_api") return `/${parts.join("/")}`;
    const part = textOf(resource[side], "path_part");
    if (part === undefined) return undefined;
    parts.unshift(part);
    current = estate.target(side, resource, "parent_id");
  }
  return undefined;
}

function integrationsOf(estate: Estate, side: Side): ReadonlyMap<string, Resource> {
  const found = new Map<string, Resource>();
  for (const one of estate.ofType("aws_api_gateway_integration")) {
    const of = keyOfTarget(estate.target(side, one, "resource_id"));
    const verb = textOf(one[side], "http_method");
    if (of !== undefined && verb !== undefined) found.set(`${of} ${verb}`, one);
  }
  return found;
}

/**
 * The verbs whose every integration is a mock. A first plan of `terraform test` does not tell which method an integration
 * belongs to: where all of a verb are mocks, each is.
 */
function methodsOfMocksAlone(estate: Estate, side: Side): ReadonlySet<string> {
  const [mocks, others] = [new Set<string>(), new Set<string>()];
  for (const one of estate.ofType("aws_api_gateway_integration")) {
    const verb = textOf(one[side], "http_method") ?? "";
    if (one[side] !== undefined) (textOf(one[side], "type") === "MOCK" ? mocks : others).add(verb);
  }
  return new Set([...mocks].filter((verb) => !others.has(verb)));
}
