import { z } from "zod";
import { permissionId, routeAddress } from "../../../../../modules/edge/http-api/route-address";
import { longestStatementId } from "../../../../../modules/edge/invoke-permission";
import { apiScopes, type ApiScope } from "../../../api-scopes";
import { guarded } from "../../shared/departure";
import type { Fault } from "../../shared/fault";
import { quote } from "../../shared/fault";

export const scopeNames = Object.keys(apiScopes) as ApiScope[];
export const functionNames = ["secureApi", "hello", "queryPlayer"] as const;
export const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const;

const methodRule = `give one of ${methods.join(", ")}: ANY would need a permission for every method, and cors answers OPTIONS`;
export const functionRule = `give one of ${functionNames.join(", ")}`;
const pathRule =
  "give a path such as /items/{id}: parts of letters, digits and . _ ~ -, parameters in braces, {rest+} at the end alone";
const defaultRouteRule =
  'give each path: a "$default" route would answer every path and method that has no route of its own';
export const scopesRule = `give one or more of ${scopeNames.join(", ")}, each once`;
const authorizerRule = `give { kind: "jwt", scopes: [one or more of ${scopeNames.join(", ")}] }, { kind: "jwt", token: "any" }, or { value: "none", reason }`;

/**
 * @param most API Gateway Developer Guide, "Amazon API Gateway quotas": an account has 10,000 a second and a burst of 5,000
 *   in a region, for all its APIs
 */
const limit = (most: number, unit: string) => {
  const rule = `give 1 to ${most.toLocaleString("en")} ${unit}`;
  return z.int({ error: rule }).min(1, { error: rule }).max(most, { error: rule });
};
/** Requests a second that fill the bucket, 1 to 10,000. */
export const ratePerSecond = limit(10_000, "requests a second");
/** The size of the bucket: requests at once, 1 to 5,000. */
export const burst = limit(5_000, "requests");

/** A setting that an HTTP API cannot have. The error says what to do instead. */
export function cannotHave(instead: string) {
  return z.never({ error: instead }).optional();
}

const path = z
  .string({ error: pathRule })
  .regex(/^\/$|^(?=\/)(\/(?!\.{1,2}(\/|$))([A-Za-z0-9._~-]+|\{[A-Za-z]\w*\}))*(\/\{[A-Za-z]\w*\+\})?$/, {
    error: ({ input }) => (input === "$default" ? defaultRouteRule : pathRule),
  });

export const httpRoute = z.strictObject({
  /** The method: one route for each. */
  method: z.literal(methods, { error: methodRule }),
  /** The path, from the root: `/secure`, `/items/{id}`, `/files/{rest+}`. */
  path,
  /** The function that answers, by its alias; the environment has to have it. */
  function: z.literal(functionNames, { error: functionRule }),
  /**
   * Who may call. `jwt` requires a token of the pool, issued to one of `clients`. `none`, everybody, is a departure.
   */
  authorizer: guarded(
    z.strictObject({
      /** A token of the pool. */
      kind: z.literal("jwt"),
      /**
       * The token must have one of these, and so is an access token. Ten at most (API Gateway Developer Guide, "Quotas for an
       * HTTP API").
       *
       * @default none, with `token`
       */
      scopes: z
        .array(z.literal(scopeNames, { error: scopesRule }), { error: scopesRule })
        .min(1, { error: scopesRule })
        .max(10, { error: scopesRule })
        .refine((given) => new Set(given).size === given.length, { error: scopesRule })
        .optional(),
      /**
       * Instead of `scopes`, where the clients can get none, such as `passwordSignIn`: an ID token will do too.
       *
       * @default none, with `scopes`
       */
      token: z.literal("any", { error: 'give "any"' }).optional(),
    }),
    z.literal("none"),
    authorizerRule,
  ),
  /** The limit of this route. Beyond it, the route answers 429. @default the API's */
  throttle: z.strictObject({ ratePerSecond, burst }).optional(),

  apiKey: cannotHave("an HTTP API has no API keys: leave apiKey out, or move the route to edge.restApi"),
  query: cannotHave(
    "an HTTP API validates no parameters: check them in the function, or move the route to edge.restApi",
  ),
  headers: cannotHave(
    "an HTTP API validates no headers: check them in the function, or move the route to edge.restApi",
  ),
  body: cannotHave("an HTTP API validates no bodies: check them in the function, or move the route to edge.restApi"),
  contentTypes: cannotHave(
    "an HTTP API refuses no content type: check the content type in the function, or move the route to edge.restApi",
  ),
  integration: cannotHave(
    'an HTTP API has no mock and no templates: give function: "hello", or move the route to edge.restApi',
  ),
});

export type HttpRouteSettings = z.output<typeof httpRoute>;

/**
 * A path of which the permission's id is made, and too long for it.
 *
 * @param at the route's place
 */
export function permissionFaults(at: readonly PropertyKey[], path: string, id: string, called: string): Fault[] {
  if (id.length <= longestStatementId) return [];
  return [
    {
      path: [...at, "path"],
      message: `is ${quote(path)}; give a shorter path: the permission to call ${called} would have the id ${id}, and Lambda accepts ${longestStatementId} characters`,
    },
  ];
}

/** @param place of the list */
export function httpRouteFaults(place: readonly string[], routes: readonly HttpRouteSettings[]): Fault[] {
  const faults: Fault[] = [];
  const owners = new Map<string, HttpRouteSettings>();
  const addresses = new Map<string, { readonly index: number; readonly path: string }>();
  routes.forEach((route, index) => {
    const { method, path } = route;
    const form = `${method} ${path.replaceAll(/\{\w+(\+?)\}/g, "{$1}")}`;
    const owner = owners.get(form);
    if (owner !== undefined) {
      faults.push({
        path: [...place, index],
        message: `is ${quote(`${method} ${path}`)}, the same route as ${quote(`${owner.method} ${owner.path}`)}; give each method and path once: names of parameters make no difference`,
      });
    } else owners.set(form, route);

    const address = routeAddress(route);
    const neighbour = addresses.get(address);
    if (neighbour === undefined) addresses.set(address, { index, path });
    else if (owner === undefined) {
      faults.push({
        path: [...place, index, "path"],
        message: `is ${quote(path)}, whose Terraform address ${address} belongs to ${[...place, neighbour.index, "path"].join(".")}, ${quote(neighbour.path)}, already; give paths whose words differ: in an address {id} becomes by_id, / alone becomes root, and other characters than letters and digits only separate words`,
      });
    }

    faults.push(...permissionFaults([...place, index], path, permissionId(route), route.function));
    const parameters = [...path.matchAll(/\{(\w+)\+?\}/g)].map(([, parameter]) => parameter);
    if (new Set(parameters).size < parameters.length) {
      faults.push({
        path: [...place, index, "path"],
        message: `is ${quote(path)}; give each parameter a name of its own`,
      });
    }
    if (
      route.authorizer !== "none" &&
      (route.authorizer.scopes === undefined) === (route.authorizer.token === undefined)
    ) {
      faults.push({
        path: [...place, index, "authorizer"],
        message: `is ${quote(route.authorizer)}; ${authorizerRule}`,
      });
    }
    if (path === "/ping" || path === "/sping") {
      faults.push({
        path: [...place, index, "path"],
        message: `is ${quote(path)}; give another path: API Gateway answers /ping and /sping itself (API Gateway Developer Guide, "Important notes")`,
      });
    }
  });
  return faults;
}
