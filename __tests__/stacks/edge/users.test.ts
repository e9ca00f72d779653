import { layerOf } from "../../support/environments";
import { apis } from "../../support/records";
import type { Block } from "../../support/synthesize";

type Pool = { readonly resourceServer?: string };

/** The scopes that a route of each API asks for. */
const scopesWith = (pool: Pool): unknown => {
  const { httpApi, restApi } = apis.edge;
  const [hello] = restApi.routes;
  const { resource } = layerOf(
    {
      ...apis,
      identity: { userPool: { ...apis.identity.userPool, ...pool } },
      edge: {
        ...apis.edge,
        httpApi: { routes: [{ ...httpApi.routes[0], authorizer: { kind: "jwt", scopes: ["read"] } }] },
        restApi: { routes: [{ ...hello, authorizer: { kind: "cognito", token: "access", scopes: ["read"] } }] },
      },
    },
    "edge",
  );
  return {
    http: (resource["aws_apigatewayv2_route"]?.["http_api_routes_get_secure"] as Block).authorization_scopes as unknown,
    rest: (resource["aws_api_gateway_method"]?.["rest_api_get_hello_method"] as Block).authorization_scopes as unknown,
  };
};

test("both APIs require scopes by the name of the pool's own resource server", () => {
  expect(scopesWith({})).toEqual({ http: ["api/read"], rest: ["api/read"] });
  expect(scopesWith({ resourceServer: "orders" })).toEqual({ http: ["orders/read"], rest: ["orders/read"] });
});

test("reads the pool's outputs of identity, and no id of a client that the pool does not have", () => {
  const asked = JSON.stringify(layerOf(apis, "edge")).match(/identity\.outputs\.\w+/g);
  expect([...new Set(asked)].sort()).toEqual(
    ["logs_key_arn", "machine_client_id", "token_issuer", "user_pool_arn", "user_pool_id", "web_client_id"].map(
      (output) => `identity.outputs.${output}`,
    ),
  );
});
