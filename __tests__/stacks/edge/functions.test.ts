import type { EnvironmentRecord } from "../../../stacks/environments/schema/environment";
import { layerOf } from "../../support/environments";
import { apis } from "../../support/records";
import type { Block, TerraformJson } from "../../support/synthesize";

const edgeWith = (functions: NonNullable<EnvironmentRecord["compute"]>["functions"], edge: EnvironmentRecord["edge"]) =>
  layerOf({ ...apis, compute: { functions }, edge: { ...apis.edge, ...edge } }, "edge");

/** What compute publishes, by the address of what is told to call it. */
const published = ({ resource }: TerraformJson, type: string, attribute: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(resource[type] ?? {}).flatMap(([address, block]: [string, Block]) => {
      const output = /terraform_remote_state\.compute\.outputs\.(\w+)/.exec(String(block[attribute]))?.[1];
      return output === undefined ? [] : [[address, output]];
    }),
  );
const called = (edge: TerraformJson) => ({
  ...published(edge, "aws_apigatewayv2_integration", "integration_uri"),
  ...published(edge, "aws_api_gateway_integration", "uri"),
  ...published(edge, "aws_api_gateway_authorizer", "authorizer_uri"),
});
const permitted = (edge: TerraformJson) => ({
  names: published(edge, "aws_lambda_permission", "function_name"),
  qualifiers: Object.values(edge.resource["aws_lambda_permission"] ?? {}).map(
    ({ qualifier }: Block) => qualifier as string,
  ),
});

const { httpApi, restApi } = apis.edge;
const [hello] = restApi.routes;

test("a route calls the alias of the named function, and the authorizer the alias of its own function", () => {
  const edge = edgeWith(apis.compute.functions, {});
  expect(called(edge)).toEqual({
    http_api_routes_secure_api_integration: "secure_api_alias_arn",
    rest_api_get_hello_integration: "hello_alias_arn",
    rest_api_get_decided_integration: "hello_alias_arn",
    rest_api_authorizer_lambda: "request_authorizer_alias_arn",
  });
  expect(permitted(edge).names).toEqual({
    http_api_routes_get_secure_invoke_permission: "secure_api_function_name",
    rest_api_get_hello_invoke_permission: "hello_function_name",
    rest_api_get_decided_invoke_permission: "hello_function_name",
    rest_api_authorizer_lambda_invoke_permission: "request_authorizer_function_name",
  });
  expect(new Set(permitted(edge).qualifiers)).toEqual(new Set(["live"]));
});

test("two functions can change places", () => {
  const edge = edgeWith(apis.compute.functions, {
    httpApi: { ...httpApi, routes: [{ ...httpApi.routes[0], function: "hello" }] },
    restApi: { ...restApi, routes: [{ ...hello, integration: { kind: "function", function: "secureApi" } }] },
  });
  expect(called(edge)).toEqual({
    http_api_routes_hello_integration: "hello_alias_arn",
    rest_api_get_hello_integration: "secure_api_alias_arn",
  });
  expect(permitted(edge).names).toEqual({
    http_api_routes_get_secure_invoke_permission: "hello_function_name",
    rest_api_get_hello_invoke_permission: "secure_api_function_name",
  });
});

test("reads no output of compute for a function that the environment does not have", () => {
  const edge = edgeWith({ hello: {} }, { httpApi: undefined, restApi: { ...restApi, routes: [hello] } });
  const asked = JSON.stringify(edge).match(/compute\.outputs\.\w+/g);
  expect([...new Set(asked)].sort()).toEqual([
    "compute.outputs.hello_alias_arn",
    "compute.outputs.hello_function_name",
    "compute.outputs.web_fleet_name",
  ]);
});

test("without a route that uses the authorizer there is no authorizer, although compute has its function", () => {
  const { resource } = edgeWith(apis.compute.functions, { restApi: { ...restApi, routes: [hello] } });
  expect(Object.keys(resource["aws_api_gateway_authorizer"] ?? {})).toEqual(["rest_api_authorizer_cognito"]);
});
