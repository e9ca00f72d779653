import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import type { Departure } from "../../../controls/departures";
import type { EnvironmentApis } from "../../../tools/apis/environment";
import { environmentApis } from "../../../tools/apis/environment";
import type { SynthesizedStack } from "../../../tools/shared/synthesize";
import { readSynthesis } from "../../../tools/shared/synthesize";
import type { Configuration } from "../../../tools/terraform/configuration";

export type Resources = NonNullable<Configuration["resource"]>;
type Layers = Readonly<Record<string, Configuration>>;

const provider = { aws: [{ region: "eu-west-1" }, { alias: "us_east_1", region: "us-east-1" }] };
const valueOf = (value: string) => ({ value });
const remote = (layer: string, output: string): string => `\${data.terraform_remote_state.${layer}.outputs.${output}}`;
const invocationOf = (output: string): string =>
  `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${remote("compute", output)}/invocations`;

const identity: Configuration = {
  provider,
  resource: {
    aws_cognito_user_pool: { users: { name: "shop-users" } },
    aws_cognito_user_pool_client: {
      web_client: { name: "shop-web", allowed_oauth_flows: ["code"], allowed_oauth_scopes: ["openid", "api/read"] },
      machine_client: {
        name: "shop-machine",
        allowed_oauth_flows: ["client_credentials"],
        allowed_oauth_scopes: ["api/read", "api/write"],
      },
      trusted_client: { name: "shop-trusted", explicit_auth_flows: ["ALLOW_ADMIN_USER_PASSWORD_AUTH"] },
      password_sign_in_client: {
        name: "shop-password-sign-in",
        explicit_auth_flows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
      },
    },
  },
  output: {
    user_pool_arn: valueOf("${aws_cognito_user_pool.users.arn}"),
    token_issuer: valueOf("https://${aws_cognito_user_pool.users.endpoint}"),
    web_client_id: valueOf("${aws_cognito_user_pool_client.web_client.id}"),
    machine_client_id: valueOf("${aws_cognito_user_pool_client.machine_client.id}"),
    password_sign_in_client_id: valueOf("${aws_cognito_user_pool_client.password_sign_in_client.id}"),
  },
};

const lambda = (name: string): Resources => ({
  aws_lambda_function: { [`${name}_function`]: { function_name: `shop-${name}` } },
  aws_lambda_alias: {
    [`${name}_live`]: { name: "live", function_name: `\${aws_lambda_function.${name}_function.function_name}` },
  },
});

const compute: Configuration = {
  provider,
  resource: merged(lambda("hello"), lambda("secure"), lambda("authorizer")),
  output: {
    hello_alias_arn: valueOf("${aws_lambda_alias.hello_live.arn}"),
    secure_api_alias_arn: valueOf("${aws_lambda_alias.secure_live.arn}"),
    request_authorizer_alias_arn: valueOf("${aws_lambda_alias.authorizer_live.arn}"),
  },
};

const ofHttp = { api_id: "${aws_apigatewayv2_api.http_api.id}" };

export const httpApi: Resources = {
  aws_apigatewayv2_api: { http_api: { name: "shop-http", protocol_type: "HTTP" } },
  aws_apigatewayv2_authorizer: {
    jwt: {
      ...ofHttp,
      authorizer_type: "JWT",
      identity_sources: ["$request.header.Authorization"],
      jwt_configuration: {
        issuer: remote("identity", "token_issuer"),
        audience: [remote("identity", "web_client_id"), remote("identity", "machine_client_id")],
      },
    },
  },
  aws_apigatewayv2_integration: {
    secure: { ...ofHttp, integration_type: "AWS_PROXY", integration_uri: invocationOf("secure_api_alias_arn") },
  },
  aws_apigatewayv2_route: {
    get_secure: {
      ...ofHttp,
      route_key: "GET /secure",
      authorization_type: "JWT",
      authorizer_id: "${aws_apigatewayv2_authorizer.jwt.id}",
      authorization_scopes: ["api/read"],
      target: "integrations/${aws_apigatewayv2_integration.secure.id}",
    },
    get_mine: {
      ...ofHttp,
      route_key: "GET /mine",
      authorization_type: "JWT",
      authorizer_id: "${aws_apigatewayv2_authorizer.jwt.id}",
      target: "integrations/${aws_apigatewayv2_integration.secure.id}",
    },
  },
  aws_apigatewayv2_stage: {
    default: {
      ...ofHttp,
      name: "$default",
      default_route_settings: { throttling_rate_limit: 20, throttling_burst_limit: 10 },
      route_settings: [{ route_key: "GET /secure", throttling_rate_limit: 3, throttling_burst_limit: 2 }],
    },
  },
};

const ofRest = { rest_api_id: "${aws_api_gateway_rest_api.rest_api.id}" };
const root = "${aws_api_gateway_rest_api.rest_api.root_resource_id}";
const at = (name: string): string => `\${aws_api_gateway_resource.${name}.id}`;
const method = (resource: string, verb: string, attributes: object) => ({
  ...ofRest,
  resource_id: resource,
  http_method: verb,
  ...attributes,
});
const integration = (resource: string, verb: string, attributes: object = {}) =>
  method(resource, verb, { type: "AWS_PROXY", uri: invocationOf("hello_alias_arn"), ...attributes });
const pool = { authorization: "COGNITO_USER_POOLS", authorizer_id: "${aws_api_gateway_authorizer.users.id}" };

export const restApi: Resources = {
  aws_api_gateway_rest_api: {
    rest_api: { name: "shop-rest", endpoint_configuration: { types: ["REGIONAL"] } },
  },
  aws_api_gateway_resource: {
    hello: { ...ofRest, parent_id: root, path_part: "hello" },
    orders: { ...ofRest, parent_id: root, path_part: "orders" },
    order: { ...ofRest, parent_id: at("orders"), path_part: "{id}" },
    internal: { ...ofRest, parent_id: root, path_part: "internal" },
    partner: { ...ofRest, parent_id: root, path_part: "partner" },
    unknown: { ...ofRest, parent_id: root, path_part: "{proxy+}" },
  },
  aws_api_gateway_authorizer: {
    users: {
      ...ofRest,
      type: "COGNITO_USER_POOLS",
      provider_arns: [remote("identity", "user_pool_arn")],
      identity_source: "method.request.header.Authorization",
    },
    partners: { ...ofRest, type: "TOKEN", authorizer_uri: invocationOf("request_authorizer_alias_arn") },
  },
  aws_api_gateway_model: {
    order: {
      ...ofRest,
      name: "Order",
      schema: JSON.stringify({
        type: "object",
        required: ["item", "count"],
        properties: { item: { type: "string", minLength: 3 }, count: { type: "integer", minimum: 2 } },
      }),
    },
  },
  aws_api_gateway_request_validator: {
    all: { ...ofRest, validate_request_parameters: true, validate_request_body: true },
  },
  aws_api_gateway_method: {
    get_hello: method(at("hello"), "GET", {
      ...pool,
      request_parameters: { "method.request.querystring.id": true, "method.request.querystring.page": false },
      request_validator_id: "${aws_api_gateway_request_validator.all.id}",
    }),
    post_orders: method(at("orders"), "POST", {
      ...pool,
      authorization_scopes: ["api/write"],
      api_key_required: true,
      request_models: { $default: "Empty", "application/json": "${aws_api_gateway_model.order.name}" },
      request_validator_id: "${aws_api_gateway_request_validator.all.id}",
    }),
    get_order: method(at("order"), "GET", { ...pool, authorization_scopes: ["api/read"], api_key_required: true }),
    get_internal: method(at("internal"), "GET", { authorization: "AWS_IAM" }),
    get_partner: method(at("partner"), "GET", {
      authorization: "CUSTOM",
      authorizer_id: "${aws_api_gateway_authorizer.partners.id}",
    }),
    any_unknown: method(at("unknown"), "ANY", { authorization: "NONE" }),
  },
  aws_api_gateway_integration: {
    get_hello: integration("${aws_api_gateway_method.get_hello.resource_id}", "GET"),
    post_orders: integration(at("orders"), "POST", { type: "AWS" }),
    get_order: integration(at("order"), "${aws_api_gateway_method.get_order.http_method}"),
    get_internal: integration(at("internal"), "GET"),
    get_partner: integration(at("partner"), "GET"),
    any_unknown: method(at("unknown"), "ANY", {
      type: "MOCK",
      request_templates: { "application/json": '{"statusCode": 404}' },
    }),
  },
  aws_api_gateway_stage: { live: { ...ofRest, stage_name: "live" } },
  aws_api_gateway_method_settings: {
    all: { ...ofRest, method_path: "*/*", settings: { throttling_rate_limit: 50, throttling_burst_limit: 25 } },
    get_order: {
      ...ofRest,
      method_path: "orders~1{id}/GET",
      settings: { throttling_rate_limit: 6, throttling_burst_limit: 5 },
    },
  },
  aws_api_gateway_usage_plan: {
    standard: {
      name: "shop-standard",
      api_stages: [
        {
          api_id: ofRest.rest_api_id,
          stage: "live",
          throttle: [{ path: "/orders/{id}/GET", rate_limit: 2, burst_limit: 3 }],
        },
      ],
      throttle_settings: { rate_limit: 10, burst_limit: 20 },
      quota_settings: { limit: 1000, period: "DAY" },
    },
  },
  aws_wafv2_web_acl: { api: { name: "shop-edge-api" } },
  aws_wafv2_web_acl_association: {
    api: {
      resource_arn: "${aws_api_gateway_stage.live.arn}",
      web_acl_arn: "${aws_wafv2_web_acl.api.arn}",
    },
  },
  aws_api_gateway_rest_api_policy: {
    policy: {
      ...ofRest,
      policy: JSON.stringify({
        Statement: [
          { Effect: "Allow", Principal: "*", Action: "execute-api:Invoke", Resource: "*" },
          {
            Effect: "Deny",
            Principal: "*",
            Action: "execute-api:Invoke",
            Resource: "*",
            Condition: { IpAddress: { "aws:SourceIp": ["198.51.100.0/24", "2001:db8::/32"] } },
          },
          {
            Effect: "Deny",
            Principal: "*",
            Action: "execute-api:Invoke",
            Resource: "*",
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
        ],
      }),
    },
  },
};

/** The REST API under a name of its own, with mutual TLS and without its default endpoint. */
export const named: Resources = {
  aws_api_gateway_rest_api: {
    rest_api: { ...restApi["aws_api_gateway_rest_api"]?.["rest_api"], disable_execute_api_endpoint: true },
  },
  aws_api_gateway_domain_name: {
    public: { domain_name: "api.example.com", mutual_tls_authentication: { truststore_uri: "s3://trust/ca.pem" } },
  },
  aws_api_gateway_base_path_mapping: {
    public: {
      api_id: ofRest.rest_api_id,
      stage_name: "live",
      domain_name: "${aws_api_gateway_domain_name.public.domain_name}",
    },
  },
};

export const privately: Resources = {
  aws_api_gateway_rest_api: {
    rest_api: {
      ...restApi["aws_api_gateway_rest_api"]?.["rest_api"],
      endpoint_configuration: [{ types: ["PRIVATE"] }],
    },
  },
};

export const departures: readonly Departure[] = [
  { path: "logs.retentionDays", reason: "of no concern to an API" },
  { path: "edge.restApi.accountRole", reason: "another environment has it", until: "2027-01-31" },
  { path: "identity.userPool.clients.passwordSignIn", reason: "tests sign in by themselves" },
  { path: "edge.waf.rateLimit", reason: "of concern to an API that is behind it alone" },
];

/** Blocks laid over each other, address by address. */
export function merged(...all: readonly Resources[]): Resources {
  const result: Record<string, Record<string, object>> = {};
  for (const resources of all) {
    for (const [type, named] of Object.entries(resources)) result[type] = { ...result[type], ...named };
  }
  return result as Resources;
}

export const layersWith = (...edge: readonly Resources[]): Layers => ({
  identity,
  compute,
  edge: { provider, resource: merged(...edge) },
});

/** Writes what a synth would have written of environment `shop`, and reads it. */
export function writtenStacks(
  folder: string,
  layers: Layers,
  listed: readonly Departure[] = departures,
): readonly SynthesizedStack[] {
  const stacks = Object.entries(layers).map(([layer, configuration]) => {
    const name = `shop-${layer}`;
    const synthesizedStackPath = `stacks/${name}/cdk.tf.json`;
    mkdirSync(path.join(folder, path.dirname(synthesizedStackPath)), { recursive: true });
    writeFileSync(path.join(folder, synthesizedStackPath), JSON.stringify(configuration));
    return [name, { name, synthesizedStackPath, dependencies: [] }];
  });
  writeFileSync(path.join(folder, "manifest.json"), JSON.stringify({ stacks: Object.fromEntries(stacks) as unknown }));
  writeFileSync(path.join(folder, "departures.json"), JSON.stringify({ shop: listed }));
  return readSynthesis(folder).stacks;
}

export function exampleApis(
  folder: string,
  edge: readonly Resources[] = [httpApi, restApi],
  listed: readonly Departure[] = departures,
): EnvironmentApis {
  const [environment] = environmentApis(writtenStacks(folder, layersWith(...edge), listed));
  if (environment === undefined) throw new Error("the example has an environment");
  return environment;
}
