import { rivalParameters } from "./paths";
import { routeAddress, routeKey, type InvokedFunction, type RestRoute } from "./route";
import { modelName } from "./validation";

interface RestApiParts {
  readonly routes: readonly RestRoute[];
  readonly functions: Readonly<Record<string, InvokedFunction>>;
  readonly userPoolArn?: string;
  readonly requestAuthorizer?: object;
}

/** Lists the faults of a REST API's routes, a sentence for each. */
export function routeFaults({ routes, functions, userPoolArn, requestAuthorizer }: RestApiParts): string[] {
  const faults: string[] = [];
  const owners = new Map<string, string>();
  const claim = (what: string, name: string, key: string) => {
    const owner = owners.get(`${what} ${name}`);
    if (owner !== undefined) faults.push(`routes ${owner} and ${key} would share ${what}; rename one path`);
    else owners.set(`${what} ${name}`, key);
  };
  for (const route of routes) {
    const { integration, authorizer, apiKey, body } = route;
    const key = routeKey(route);
    claim("an address", routeAddress(route), key);
    if (body !== undefined) claim("a model", modelName(route), key);
    if (integration.kind !== "mock" && functions[integration.function] === undefined) {
      faults.push(
        `route ${key} is answered by ${integration.function}; give one of ${Object.keys(functions).join(", ")}`,
      );
    }
    if (integration.kind !== "mock" && route.method === "ANY") {
      faults.push(`route ${key} calls a function for ANY method; give each method, so that each has a permission`);
    }
    if (authorizer === "none" && apiKey === true) {
      faults.push(`route ${key} asks for an API key and not who calls; give an authorizer: a key identifies no one`);
    }
    if (authorizer === "none") continue;
    if (authorizer.kind === "cognito" && userPoolArn === undefined) {
      faults.push(`route ${key} asks for a token, and no user pool is given; give one, or another authorizer`);
    }
    if (authorizer.kind === "lambda" && requestAuthorizer === undefined) {
      faults.push(`route ${key} asks the request authorizer, and none is given; give one, or another authorizer`);
    }
  }
  for (const [path, rival] of rivalParameters(routes.map((route) => route.path))) {
    faults.push(`paths ${rival} and ${path} name one parameter differently; give it one name`);
  }
  return faults;
}
