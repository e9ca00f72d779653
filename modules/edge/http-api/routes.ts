import { Apigatewayv2Authorizer } from "@cdktf/provider-aws/lib/apigatewayv2-authorizer";
import { Apigatewayv2Integration } from "@cdktf/provider-aws/lib/apigatewayv2-integration";
import { Apigatewayv2Route } from "@cdktf/provider-aws/lib/apigatewayv2-route";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { ConfigurationError } from "../../shared/configuration-error";
import { InvokePermission } from "../invoke-permission";
import { permissionId, routeAddress } from "./route-address";

export interface HttpRoute {
  readonly method: string;
  /** `/secure`, `/items/{id}`. */
  readonly path: string;
  /** The API's function that answers. */
  readonly function: string;
  /**
   * `jwt` accepts a token of the pool. With scopes the token must have one of them, so it must be an access token. Without
   * scopes an ID token of an accepted client passes as well (API Gateway Developer Guide, "Control access to HTTP APIs with
   * JWT authorizers"). `none` accepts everybody.
   *
   * @default { kind: "jwt" }
   */
  readonly authorizer?: { readonly kind: "jwt"; readonly scopes?: readonly string[] } | "none";
  /** @default the stage's */
  readonly throttle?: Throttle;
}

/** The token bucket of a stage or a route: an empty bucket is answered 429. */
export interface Throttle {
  /** How fast the bucket fills. */
  readonly ratePerSecond: number;
  /** How many requests the bucket holds. */
  readonly burst: number;
}

export interface RoutesProps {
  readonly apiId: string;
  readonly executionArn: string;
  readonly stageName: string;
  readonly region: string;
  /** The authorizer's name. */
  readonly name: string;
  readonly routes: readonly HttpRoute[];
  readonly functions: Readonly<Record<string, InvokedFunction>>;
  /** Issuer and audience of a token. @default no route may ask for one */
  readonly jwt?: Jwt;
  /** The resource server: a route's scope `read` is `<scopePrefix>/read` in a token. */
  readonly scopePrefix: string;
}

interface InvokedFunction {
  readonly aliasArn: string;
  readonly functionName: string;
}

interface Jwt {
  /** The user pool's issuer: `https://cognito-idp.<region>.amazonaws.com/<pool>`. */
  readonly issuer: string;
  /** The ids of the clients whose tokens are accepted: `aud` of an ID token, `client_id` of an access token. */
  readonly audience: readonly string[];
}

/** The routes, the functions behind them, and the tokens that they accept. */
export class Routes extends Construct {
  /** A dependency of a stage that limits a route. */
  readonly routes: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: RoutesProps) {
    super(scope, id);
    const { apiId, executionArn, stageName, region, routes, functions, jwt, scopePrefix } = props;
    ConfigurationError.throwIfAny(routeFaults(props));

    const authorizer =
      jwt !== undefined && routes.some(needsToken)
        ? new Apigatewayv2Authorizer(this, "jwt", {
            apiId,
            name: props.name,
            authorizerType: "JWT",
            identitySources: ["$request.header.Authorization"],
            jwtConfiguration: { issuer: jwt.issuer, audience: [...jwt.audience] },
            // A route drops it before it is deleted: API Gateway refuses to delete one in use.
            lifecycle: { createBeforeDestroy: true },
          })
        : undefined;
    const used = Object.entries(functions).filter(([name]) => routes.some((route) => route.function === name));
    const integrations = new Map(
      used.map(([name, { aliasArn }]) => [
        name,
        new Apigatewayv2Integration(this, `${snakeCase(name)}_integration`, {
          apiId,
          integrationType: "AWS_PROXY",
          integrationMethod: "POST",
          integrationUri: `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${aliasArn}/invocations`,
          connectionType: "INTERNET",
          payloadFormatVersion: "2.0",
          timeoutMilliseconds: 30_000,
          lifecycle: { createBeforeDestroy: true },
        }).id,
      ]),
    );
    this.routes = routes.map((route) => {
      const { method, path, authorizer: opens } = route;
      const scopes = (opens !== "none" && opens?.scopes) || [];
      const address = routeAddress(route);
      new InvokePermission(this, `${address}_invoke`, {
        functionName: functions[route.function]?.functionName ?? "",
        sourceArn: `${executionArn}/${stageName}/${method}${path}`,
        statementId: permissionId(route),
      });
      return new Apigatewayv2Route(this, address, {
        apiId,
        routeKey: routeKey(route),
        target: `integrations/${integrations.get(route.function) ?? ""}`,
        apiKeyRequired: false,
        ...(authorizer !== undefined && needsToken(route)
          ? {
              authorizationType: "JWT",
              authorizerId: authorizer.id,
              ...(scopes.length > 0 && { authorizationScopes: scopes.map((scope) => `${scopePrefix}/${scope}`) }),
            }
          : { authorizationType: "NONE" }),
      });
    });
  }
}

export function routeKey({ method, path }: Pick<HttpRoute, "method" | "path">): string {
  return `${method} ${path}`;
}

function needsToken({ authorizer }: HttpRoute): boolean {
  return authorizer !== "none";
}

function routeFaults({ routes, functions, jwt }: RoutesProps): string[] {
  const faults: string[] = [];
  const addresses = new Map<string, string>();
  for (const route of routes) {
    const key = routeKey(route);
    const address = routeAddress(route);
    const owner = addresses.get(address);
    if (owner !== undefined) faults.push(`routes ${owner} and ${key} would share an address; rename one path`);
    addresses.set(address, key);
    if (functions[route.function] === undefined) {
      faults.push(`route ${key} is answered by ${route.function}; give one of ${Object.keys(functions).join(", ")}`);
    }
    if (needsToken(route) && jwt === undefined) {
      faults.push(`route ${key} requires a token without an issuer; give a user pool, or authorizer none`);
    }
  }
  return faults;
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
