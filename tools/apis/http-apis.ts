import type { Api, Authorization, Domain, Route } from "./api";
import { asksApi } from "./asks-api";
import { distributionInFront } from "./distribution";
import { functionIntegration, functionOf, headerAskedFor, throttleOf } from "./functions";
import { type Landscape, type Resource, blocks, strings } from "./landscape";

/** Every stage of every HTTP API of an environment. */
export function httpApis(landscape: Landscape): Api[] {
  return landscape.resources("aws_apigatewayv2_api").flatMap((api) => {
    const stages = of(landscape, "aws_apigatewayv2_stage", api);
    return stages.length === 0 ? [httpApi(landscape, api)] : stages.map((stage) => httpApi(landscape, api, stage));
  });
}

function httpApi(landscape: Landscape, api: Resource, stage?: Resource): Api {
  const { layer, name, attributes } = api;
  const [settings] = blocks(stage?.attributes["default_route_settings"]);
  const names = domains(landscape, api);
  const distribution = distributionInFront(landscape, asksApi(landscape, api, names));
  return {
    kind: "HTTP",
    name: landscape.text(layer, attributes["name"]),
    address: `aws_apigatewayv2_api.${name}`,
    ...(stage && { stage: landscape.text(layer, stage.attributes["name"]) }),
    region: landscape.region(layer) ?? "us-east-1",
    ...withThrottle(settings?.["throttling_rate_limit"], settings?.["throttling_burst_limit"]),
    ...(distribution && { distribution }),
    domains: names,
    defaultEndpoint: attributes["disable_execute_api_endpoint"] !== true,
    private: false,
    policy: [],
    routes: of(landscape, "aws_apigatewayv2_route", api).map((route) => httpRoute(landscape, route, stage)),
  };
}

function httpRoute(landscape: Landscape, { layer, attributes }: Resource, stage?: Resource): Route {
  const key = landscape.text(layer, attributes["route_key"]);
  const [method = "ANY", path] = key === "$default" ? ["ANY", key] : key.split(" ");
  const own = blocks(stage?.attributes["route_settings"]).find(
    ({ route_key: of }) => landscape.text(layer, of) === key,
  );
  return {
    method,
    path: path ?? key,
    authorization: authorization(landscape, layer, attributes),
    apiKey: false,
    ...withThrottle(own?.["throttling_rate_limit"], own?.["throttling_burst_limit"]),
    usagePlans: [],
    validation: { query: [], headers: [] },
    ...integration(landscape, layer, attributes["target"]),
  };
}

function authorization(landscape: Landscape, layer: string, route: Resource["attributes"]): Authorization {
  const type = route["authorization_type"];
  if (type === "AWS_IAM") return { kind: "iam" };
  const authorizer = landscape.referred(layer, route["authorizer_id"])[0];
  const [source] = strings(authorizer?.attributes["identity_sources"]);
  const header = headerIn(source);
  if (type === "CUSTOM") {
    const name = functionOf(landscape, layer, authorizer?.attributes["authorizer_uri"]) ?? "";
    return { kind: "lambda", type: "REQUEST", function: name, ...(header && { header }) };
  }
  if (type !== "JWT") return { kind: "none" };
  const [jwt] = blocks(authorizer?.attributes["jwt_configuration"]);
  const audience = strings(jwt?.["audience"]);
  return {
    kind: "jwt",
    issuer: issuer(landscape, layer, jwt?.["issuer"]),
    audience: audience.map((client) => clientName(landscape, layer, client)),
    audienceOutputs: audience.flatMap((client) => landscape.outputsIn(client)),
    scopes: strings(route["authorization_scopes"]).map((scope) => landscape.text(layer, scope)),
    header: header ?? "Authorization",
  };
}

const headerIn = (source = ""): string | undefined => /^\$request\.header\.(.+)$/.exec(source)?.[1];

function issuer(landscape: Landscape, layer: string, value: unknown): string {
  const pool = landscape.referred(layer, value).find(({ type }) => type === "aws_cognito_user_pool");
  return pool === undefined ? landscape.text(layer, value) : landscape.text(pool.layer, pool.attributes["name"]);
}

function clientName(landscape: Landscape, layer: string, value: string): string {
  const client = landscape.referred(layer, value).find(({ type }) => type === "aws_cognito_user_pool_client");
  return client === undefined ? landscape.text(layer, value) : landscape.text(client.layer, client.attributes["name"]);
}

function integration(
  landscape: Landscape,
  layer: string,
  target: unknown,
): Pick<Route, "integration" | "originHeader"> {
  const attributes = landscape.referred(layer, target)[0]?.attributes ?? {};
  const uri = attributes["integration_uri"];
  const originHeader = headerAskedFor(landscape, layer, uri);
  return {
    integration: functionIntegration(landscape, layer, uri, attributes["integration_type"] === "AWS_PROXY") ?? {
      kind: "other",
      to: landscape.text(layer, uri),
    },
    ...(originHeader !== undefined && { originHeader }),
  };
}

function domains(landscape: Landscape, api: Resource): Domain[] {
  return of(landscape, "aws_apigatewayv2_api_mapping", api).map(({ layer, attributes }) => {
    const domain = landscape
      .referred(layer, attributes["domain_name"])
      .find(({ type }) => type === "aws_apigatewayv2_domain_name");
    return {
      name: landscape.text(layer, domain?.attributes["domain_name"] ?? attributes["domain_name"]),
      basePath: landscape.text(layer, attributes["api_mapping_key"]),
      mutualTls: blocks(domain?.attributes["mutual_tls_authentication"]).length > 0,
    };
  });
}

/** The resources of a type whose `api_id` is an API's. */
function of(landscape: Landscape, type: string, api: Resource): Resource[] {
  return landscape
    .resources(type)
    .filter(({ layer, attributes }) => landscape.leadsTo(layer, attributes["api_id"], api));
}

function withThrottle(rate: unknown, burst: unknown): Pick<Route, "throttle"> {
  const throttle = throttleOf(rate, burst);
  return throttle === undefined ? {} : { throttle };
}
