import { Apigatewayv2Authorizer } from "@cdktf/provider-aws/lib/apigatewayv2-authorizer";
import { Apigatewayv2Integration } from "@cdktf/provider-aws/lib/apigatewayv2-integration";
import { Apigatewayv2Route } from "@cdktf/provider-aws/lib/apigatewayv2-route";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { snakeCase } from "../../shared/snake-case";
import { InvokePermission } from "../invoke-permission";
import { invokedFunction, invocationUri, type InvokedFunction } from "../invoked-function";
import type { Throttle } from "../throttle";
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

export interface HttpRoutesProps {
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

interface Jwt {
  /** The user pool's issuer: `https://cognito-idp.<region>.amazonaws.com/<pool>`. */
  readonly issuer: string;
  /** The ids of the clients whose tokens are accepted: `aud` of an ID token, `client_id` of an access token. */
  readonly audience: readonly string[];
}

/** The routes, the functions behind them, and the tokens that they accept. */
export class HttpRoutes extends Construct {
  /** A dependency of a stage that limits a route. */
  readonly routes: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: HttpRoutesProps) {
    super(scope, id);
    const { apiId, executionArn, stageName, region, routes, functions, scopePrefix } = props;
    const authorizer = routes.some(needsToken) ? this.authorizer(props) : undefined;
    const used = Object.entries(functions).filter(([name]) => routes.some((route) => route.function === name));
    const integrations = new Map(
      used.map(([name, { aliasArn }]) => [
        name,
        new Apigatewayv2Integration(this, `${snakeCase(name)}_integration`, {
          apiId,
          integrationType: "AWS_PROXY",
          integrationMethod: "POST",
          integrationUri: invocationUri(region, aliasArn),
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
        functionName: invokedFunction(functions, route.function).functionName,
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

  /** Routes ask for a token where there is a user pool: that is checked with the record. */
  private authorizer({ apiId, name, jwt }: HttpRoutesProps): Apigatewayv2Authorizer {
    if (jwt === undefined) throw new Error("a route requires a token, and the HTTP API has no issuer; give jwt");
    return new Apigatewayv2Authorizer(this, "jwt", {
      apiId,
      name,
      authorizerType: "JWT",
      identitySources: ["$request.header.Authorization"],
      jwtConfiguration: { issuer: jwt.issuer, audience: [...jwt.audience] },
      // A route drops it before it is deleted: API Gateway refuses to delete one in use.
      lifecycle: { createBeforeDestroy: true },
    });
  }
}

export function routeKey({ method, path }: Pick<HttpRoute, "method" | "path">): string {
  return `${method} ${path}`;
}

function needsToken({ authorizer }: HttpRoute): boolean {
  return authorizer !== "none";
}
