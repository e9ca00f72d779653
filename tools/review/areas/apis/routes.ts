import { Estate, type Place } from "../../estate";
import type { Finding } from "../../finding";
import { apiOf } from "./api-of";
import { authorizationFindings, callersOf } from "./authorization";
import { outsideMeaning } from "./backend";
import { Deployments } from "./deployment";
import { httpRoutes } from "./http-routes";
import { integrationFindings } from "./integrations";
import { modelsOf } from "./models";
import { restRoutes } from "./rest-routes";
import { isOpen, type Route, type RouteTable } from "./route";
import { validationFindings } from "./validation";

/** What the route tables of all APIs say on the two sides of a change. */
export function routeFindings(estate: Estate, deployments: Deployments): readonly Finding[] {
  return [restRoutes, httpRoutes].flatMap((routesOf) => {
    const [before, after] = [routesOf(estate, "before"), routesOf(estate, "after")];
    const found = [...staying(estate, before, after), ...coming(before, after), ...going(before, after)];
    return [...found.map((one) => inForce(one, deployments)), ...answeredByApi(estate, before, after)];
  });
}

/** Adds when the change is in force. */
const inForce = ({ route, finding }: Said, deployments: Deployments): Finding => ({
  ...finding,
  meaning: finding.meaning + deployments.sentence(route.entry),
});

interface Said {
  readonly route: Route;
  readonly finding: Finding;
}

function staying(estate: Estate, before: RouteTable, after: RouteTable): readonly Said[] {
  const models = modelsOf(estate);
  return [...after].flatMap(([key, route]) => {
    const was = before.get(key);
    if (was === undefined) return [];
    const pair = { estate, before: was, after: route };
    const found = [...authorizationFindings(pair), ...validationFindings(pair, models), ...integrationFindings(pair)];
    return found.map((finding) => ({ route, finding }));
  });
}

const coming = (before: RouteTable, after: RouteTable): readonly Said[] =>
  [...after]
    .filter(([key, route]) => !before.has(key) && route.backend.kind !== "mock")
    .map(([, route]) => ({ route, finding: { ...place(route), ...addedOf(route) } }));

/** What a new route lets in, and where its calls go: the worst of it. */
function addedOf(route: Route): Omit<Finding, "place"> {
  const words = { part: route.name, after: `${callersOf(route, "after")}; ${route.backend.words}` };
  const outside = outsideMeaning(route.backend);
  const open = { ...words, rule: "api-route-authorization", consequence: "exposure" } as const;
  if (isOpen(route)) {
    const anyone = `Anyone who reaches the API may call the route${route.needsKey ? " with an API key" : ""}: nothing asks who is calling.`;
    return { ...open, direction: "weaker", meaning: `${anyone} ${outside}`.trim() };
  }
  if (route.authorization === undefined)
    return {
      ...open,
      direction: "cannot tell",
      meaning: `The plan does not tell what the route asks for. ${outside}`.trim(),
    };
  if (outside !== "")
    return { ...words, rule: "api-route-backend", consequence: "exposure", direction: "weaker", meaning: outside };
  return {
    ...words,
    rule: "api-route",
    consequence: "contract",
    direction: "stronger",
    meaning: "The API answers a route more.",
  };
}

const going = (before: RouteTable, after: RouteTable): readonly Said[] =>
  [...before]
    .filter(([key]) => !after.has(key))
    .map(([, route]) => ({
      route,
      finding: {
        ...place(route),
        part: route.name,
        before: `${callersOf(route, "before")}; ${route.backend.words}`,
        rule: "api-route",
        consequence: "contract",
        direction: "weaker",
        meaning: lossOf(route),
      },
    }));

const place = ({ entry, integration }: Route): { readonly place: Place; readonly alsoSays: readonly Place[] } => ({
  place: entry,
  alsoSays: integration === undefined || integration.action === "update" ? [] : [integration],
});

/** What calls get when a route is gone. */
function lossOf({ name, backend }: Route): string {
  if (backend.kind !== "mock") return "Calls of the route are refused: whoever makes them must be told before.";
  if (name.startsWith("OPTIONS "))
    return "Browsers no longer get the answer that allows calls from another origin, so those calls end.";
  return "Calls of paths that no route has get API Gateway's own answer, 403 Missing Authentication Token, and not this one.";
}

/** Methods that the API answers by itself need no authorization: one line for all that are new. */
function answeredByApi(estate: Estate, before: RouteTable, after: RouteTable): readonly Finding[] {
  const byApi = new Map<Place, Route[]>();
  for (const [key, route] of after) {
    if (before.has(key) || route.backend.kind !== "mock") continue;
    const api = apiOf(estate, "after", route.entry) ?? route.entry;
    byApi.set(api, [...(byApi.get(api) ?? []), route]);
  }
  return [...byApi].map(([api, routes]) => ({
    rule: "api-route-answered",
    consequence: "exposure",
    direction: "neutral",
    place: api,
    part: countsOf(routes),
    after: "no authorization; the API itself (MOCK)",
    meaning: "The API answers these calls by itself, without authorization: nothing behind the API is reached.",
    says: [],
    alsoSays: routes.flatMap(({ entry, integration }) => (integration === undefined ? [entry] : [entry, integration])),
  }));
}

/** `OPTIONS /a, OPTIONS /b`; a name that several routes have is counted. */
function countsOf(routes: readonly Route[]): string {
  const counts = new Map<string, number>();
  for (const { name } of routes) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => (count === 1 ? name : `${count} × ${name}`)).join(", ");
}
