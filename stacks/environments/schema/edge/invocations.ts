import { routeAddress as httpRouteAddress } from "../../../../modules/edge/http-api/route-address";
import { routeAddress as restRouteAddress } from "../../../../modules/edge/rest-api/route";
import { quote, type Fault } from "../shared/fault";
import type { HttpApiSettings } from "./http-api/http-api";
import type { RestApiSettings } from "./rest-api/rest-api";

/** The size of a function's policy (AWS Lambda Developer Guide, "Lambda quotas": function resource-based policy, 20 KB). */
const policyBytes = 20_480;

/** The policy's own keys, without a statement. */
const envelopeBytes = 60;

/**
 * The longest permission that Lambda writes, rounded up, without its id and the route in its condition: the keys, the ARN of
 * an alias of a function with a name of 64 characters, and that of an API.
 */
const statementBytes = 360;

interface Apis {
  readonly httpApi?: HttpApiSettings | undefined;
  readonly restApi?: RestApiSettings | undefined;
}

/** Each route that calls a function: where a record names the function, and the parts of its permission. */
function callsOf({ httpApi, restApi }: Apis) {
  return [
    ...(httpApi?.routes ?? []).map((route, index) => ({
      path: ["edge", "httpApi", "routes", index, "function"],
      name: route.function,
      id: `http-${httpRouteAddress(route)}`,
      caller: `$default/${route.method}${route.path}`,
    })),
    ...(restApi?.routes ?? []).flatMap((route, index) =>
      route.integration.kind === "mock"
        ? []
        : [
            {
              path: ["edge", "restApi", "routes", index, "integration", "function"],
              name: route.integration.function,
              id: `rest-${restRouteAddress(route)}`,
              caller: `${restApi?.stageName ?? ""}/${route.method}${route.path}`,
            },
          ],
    ),
  ];
}

/** Routes that call a function which the environment does not have. */
export function absentFunctionFaults(apis: Apis, functions: object = {}): Fault[] {
  const has = Object.keys(functions).filter((name) => name !== "requestAuthorizer");
  return callsOf(apis)
    .filter(({ name }) => !has.includes(name))
    .map(({ path, name }) => ({
      path,
      reads: [["compute", "functions"]],
      message: `is ${quote(name)}, which is not among compute.functions; give compute.functions.${name}: {}${has.length === 0 ? "" : `, or call ${has.join(" or ")}`}`,
    }));
}

/** Functions with more routes than their policy has room for: each route has a permission of its own. */
export function invocationFaults(apis: Apis): Fault[] {
  const functions = new Map<string, { routes: number; bytes: number }>();
  for (const { name, id, caller } of callsOf(apis)) {
    const { routes, bytes } = functions.get(name) ?? { routes: 0, bytes: envelopeBytes };
    functions.set(name, { routes: routes + 1, bytes: bytes + statementBytes + id.length + caller.length });
  }
  return [...functions].flatMap(([name, { routes, bytes }]) =>
    bytes <= policyBytes
      ? []
      : [
          {
            path: ["compute", "functions", name],
            reads: [
              ["edge", "httpApi", "routes"],
              ["edge", "restApi", "routes"],
            ],
            message: `is called by ${routes} routes, whose permissions take up to ${bytes.toLocaleString("en")} bytes of the function's policy; give fewer routes, such as one /items/{rest+} for many: Lambda accepts a policy of ${policyBytes.toLocaleString("en")} bytes`,
          },
        ],
  );
}
