import { ApiGatewayAuthorizer } from "@cdktf/provider-aws/lib/api-gateway-authorizer";
import { Construct } from "constructs";
import { InvokePermission } from "../invoke-permission";
import { invocationUri, type InvokedFunction } from "../invoked-function";
import type { RestRoute } from "./route";

export interface AuthorizersProps {
  readonly restApiId: string;
  readonly executionArn: string;
  readonly region: string;
  /** The authorizers' names begin with it. */
  readonly name: string;
  readonly routes: readonly Pick<RestRoute, "authorizer">[];
  /** The user pool whose tokens are accepted. @default no route may ask for one */
  readonly userPoolArn?: string;
  /** The resource server: a route's scope `read` is `<scopePrefix>/read` in a token. */
  readonly scopePrefix: string;
  /** The function that decides about each request. @default no route may ask for it */
  readonly requestAuthorizer?: RequestAuthorizer;
  /**
   * Seconds for which a decision is cached, 0 to 3,600; 0 caches none. For that long a disabled user or a revoked token is
   * still let through.
   *
   * @default 300, as in AWS
   */
  readonly cacheSeconds?: number;
}

interface RequestAuthorizer extends InvokedFunction {
  /**
   * `TOKEN`: the function gets the header's value, only if the value has the form of a JWT, with or without `Bearer`.
   * `REQUEST`: the function gets the request, only if the request has the header.
   */
  readonly type: "TOKEN" | "REQUEST";
  /** @default "Authorization" */
  readonly header?: string;
}

/** How a method says who may call it. */
export interface MethodAuthorization {
  readonly authorization: string;
  readonly authorizerId?: string;
  readonly authorizationScopes?: string[];
}

/** The authorizers of the routes: the user pool and a function, each made only where a route asks for it. IAM needs none. */
export class Authorizers extends Construct {
  private readonly cognito: ApiGatewayAuthorizer | undefined;
  private readonly lambda: ApiGatewayAuthorizer | undefined;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AuthorizersProps,
  ) {
    super(scope, id);
    const { restApiId, executionArn, region, name, routes, userPoolArn, requestAuthorizer, cacheSeconds = 300 } = props;
    const isAsked = (kind: string) =>
      routes.some(({ authorizer }) => authorizer !== "none" && authorizer.kind === kind);

    if (userPoolArn !== undefined && isAsked("cognito")) {
      // No identity_validation_expression: here it would be matched against the token's audience, and refuse everybody.
      this.cognito = new ApiGatewayAuthorizer(this, "cognito", {
        restApiId,
        name: `${name}-cognito`,
        type: "COGNITO_USER_POOLS",
        providerArns: [userPoolArn],
        identitySource: "method.request.header.Authorization",
        authorizerResultTtlInSeconds: cacheSeconds,
        // A method drops it before it is deleted: API Gateway refuses to delete one in use.
        lifecycle: { createBeforeDestroy: true },
      });
    }
    if (requestAuthorizer !== undefined && isAsked("lambda")) {
      const { type, header = "Authorization", aliasArn, functionName } = requestAuthorizer;
      this.lambda = new ApiGatewayAuthorizer(this, "lambda", {
        restApiId,
        name: `${name}-lambda`,
        type,
        authorizerUri: invocationUri(region, aliasArn),
        identitySource: `method.request.header.${header}`,
        ...(type === "TOKEN" && { identityValidationExpression: formOfJwt }),
        authorizerResultTtlInSeconds: cacheSeconds,
        lifecycle: { createBeforeDestroy: true },
      });
      new InvokePermission(this, "lambda_invoke", {
        functionName,
        sourceArn: `${executionArn}/authorizers/${this.lambda.id}`,
        statementId: "rest-authorizer",
      });
    }
  }

  of({ authorizer }: Pick<RestRoute, "authorizer">): MethodAuthorization {
    if (authorizer === "none") return { authorization: "NONE" };
    switch (authorizer.kind) {
      case "iam":
        return { authorization: "AWS_IAM" };
      case "lambda":
        return {
          authorization: "CUSTOM",
          authorizerId: idOf(this.lambda, "a request authorizer; give requestAuthorizer"),
        };
      case "cognito":
        return {
          authorization: "COGNITO_USER_POOLS",
          authorizerId: idOf(this.cognito, "a token of the user pool; give userPoolArn"),
          ...(authorizer.token === "access" && {
            authorizationScopes: [...authorizer.scopes].sort().map((scope) => `${this.props.scopePrefix}/${scope}`),
          }),
        };
    }
  }
}

/** Three parts of base64url, with or without `Bearer`: API Gateway refuses anything else before it calls the function. */
const formOfJwt = "^(Bearer )?[-0-9A-Za-z_]+\\.[-0-9A-Za-z_]+\\.[-0-9A-Za-z_]+$";

/** That there is the authorizer that a route asks for is checked with the record: without one the method would be open. */
function idOf(authorizer: ApiGatewayAuthorizer | undefined, asked: string): string {
  if (authorizer === undefined) throw new Error(`a route requires ${asked}`);
  return authorizer.id;
}
