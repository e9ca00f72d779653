import { attribute, blockOf, Estate, type Resource, type Side, textOf } from "../../estate";
import { apiKeyOf, apiOf } from "./api-of";
import { backendOf, notKnown } from "./backend";
import { authorizationOf, type Route, type RouteTable } from "./route";

/** The routes of all HTTP APIs on one side. */
export function httpRoutes(estate: Estate, side: Side): RouteTable {
  const byId = new Map(
    estate.ofType("aws_apigatewayv2_integration").flatMap((one) => {
      const id = textOf(one[side], "id");
      return id === undefined ? [] : [[id, one] as const];
    }),
  );
  const routes = new Map<string, Route>();
  for (const route of estate.ofType("aws_apigatewayv2_route")) {
    if (route[side] === undefined) continue;
    const name = textOf(route[side], "route_key") ?? "a route known after apply";
    const integration = integrationOf(estate, side, route, byId);
    const authorization = attribute(route[side], "authorization_type");
    routes.set(`${apiKeyOf(estate, side, route)} ${name}`, {
      name,
      kind: "HTTP",
      entry: route,
      ...(integration !== undefined && { integration }),
      backend: integration === undefined ? backendByName(side, route) : backendOf(estate, side, integration),
      authorization: authorizationOf(authorization),
      authorizer: estate.target(side, route, "authorizer_id"),
      needsKey: attribute(route[side], "api_key_required") === true,
      isPreflight: name.startsWith("OPTIONS ") && !answersPreflight(estate, side, route),
    });
  }
  return routes;
}

const answersPreflight = (estate: Estate, side: Side, route: Resource): boolean =>
  blockOf(apiOf(estate, side, route)?.[side], "cors_configuration") !== undefined;

/** A route names its integration as `integrations/<id>`. */
function integrationOf(
  estate: Estate,
  side: Side,
  route: Resource,
  byId: ReadonlyMap<string, Resource>,
): Resource | undefined {
  const target = textOf(route[side], "target");
  if (target !== undefined) return byId.get(target.replace(/^integrations\//, ""));
  const named = estate.target(side, route, "target");
  return named.kind === "resource" ? named.resource : undefined;
}

function backendByName(side: Side, route: Resource): Route["backend"] {
  const target = textOf(route[side], "target");
  return target === undefined ? notKnown : { kind: "backend", words: target, key: target, isPlain: false };
}
