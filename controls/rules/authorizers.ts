import { blocksIn, resourceAt, resourcesOf, targets, type Resource, type Stacks, type Violation } from "./model";
import { functionCalledBy } from "./invocations";

/** Whose tokens an authorizer takes: the environment's own user pool's, and of that its clients' alone. */
export function authorizersTrustTheOwnUserPool(stacks: Stacks): Violation[] {
  return resourcesOf(stacks, "aws_api_gateway_authorizer", "aws_apigatewayv2_authorizer").flatMap((authorizer) => {
    const { where, block } = authorizer;
    switch (block.type ?? block.authorizer_type) {
      case "COGNITO_USER_POOLS":
        return cognitoFaults(stacks, authorizer).map((what) => ({ where, what }));
      case "JWT":
        return jwtFaults(stacks, authorizer).map((what) => ({ where, what }));
      case "TOKEN":
      case "REQUEST":
        return functionCalledBy(stacks, authorizer, block.authorizer_uri) === undefined
          ? [{ where, what: "calls a function that does not exist" }]
          : [];
      default:
        return [{ where, what: "has an unknown type" }];
    }
  });
}

function cognitoFaults(stacks: Stacks, { stack, block }: Resource): string[] {
  const pools = targets(stacks, stack, block.provider_arns);
  return [
    ...(pools.length === 0 ? ["accepts tokens of no user pool"] : []),
    ...pools
      .filter((pool) => resourceAt(stacks, pool)?.type !== "aws_cognito_user_pool")
      .map((pool) => `accepts tokens of ${pool}`),
    // Here it is matched against the token's audience, and refuses everybody.
    ...(block.identity_validation_expression === undefined ? [] : ["has an identity validation expression"]),
  ];
}

function jwtFaults(stacks: Stacks, { stack, block }: Resource): string[] {
  const [{ issuer, audience = [] } = {} as Resource["block"]] = blocksIn(block.jwt_configuration);
  const issuers = resourcesOf(stacks, "aws_cognito_user_pool").map((pool) => issuerOf(stacks, pool));
  const [said = "nobody"] = targets(stacks, stack, issuer);
  const clients = targets(stacks, stack, audience);
  return [
    ...(issuers.includes(said) ? [] : [`accepts tokens of ${said}`]),
    ...(clients.length > 0 ? [] : ["accepts tokens of every client"]),
    ...clients
      .filter((client) => resourceAt(stacks, client)?.type !== "aws_cognito_user_pool_client")
      .map((client) => `accepts tokens of the client ${client}`),
  ];
}

/** What a pool writes into `iss` (Amazon Cognito Developer Guide, "Verifying JSON Web Tokens"). */
function issuerOf(stacks: Stacks, { stack, type, name }: Resource): string {
  const region = String(stacks[stack]?.provider["aws"]?.[0]?.region);
  return `https://cognito-idp.${region}.amazonaws.com/\${${type}.${name}.id}`;
}

/** A call asks only for scopes that a resource server of the pool declares: nobody could have another. */
export function scopesAreDeclared(stacks: Stacks): Violation[] {
  const declared = resourcesOf(stacks, "aws_cognito_resource_server").flatMap(({ block }) =>
    blocksIn(block.scope).map(({ scope_name: scope }) => `${String(block.identifier)}/${String(scope)}`),
  );
  return resourcesOf(stacks, "aws_api_gateway_method", "aws_apigatewayv2_route").flatMap(({ where, block }) =>
    ((block.authorization_scopes ?? []) as string[])
      .filter((scope) => !declared.includes(scope))
      .map((scope) => ({ where, what: `requires the scope ${scope}, which no resource server declares` })),
  );
}
