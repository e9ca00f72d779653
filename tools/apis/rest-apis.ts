import type { Api, Authorization, Domain, Route, UsagePlan } from "./api";
import { asksApi } from "./asks-api";
import { distributionInFront } from "./distribution";
import { firewallOf } from "./firewall";
import { readsPlayers, functionIntegration, functionOf, throttleOf } from "./functions";
import { type Landscape, type Resource, blocks, numberOf, strings } from "./landscape";
import { validation } from "./rest-validation";
import { webAclOn } from "./web-acl-on";

/** Every stage of every REST API of an environment. */
export function restApis(landscape: Landscape): Api[] {
  return landscape.resources("aws_api_gateway_rest_api").flatMap((api) => {
    const stages = of(landscape, "aws_api_gateway_stage", api);
    return stages.length === 0 ? [restApi(landscape, api)] : stages.map((stage) => restApi(landscape, api, stage));
  });
}

function restApi(landscape: Landscape, api: Resource, stage?: Resource): Api {
  const { layer, name, attributes } = api;
  const [endpoint] = blocks(attributes["endpoint_configuration"]);
  const names = domains(landscape, api);
  const distribution = distributionInFront(landscape, asksApi(landscape, api, names));
  const settings = of(landscape, "aws_api_gateway_method_settings", api);
  return {
    kind: "REST",
    name: landscape.text(layer, attributes["name"]),
    address: `aws_api_gateway_rest_api.${name}`,
    ...(stage && { stage: landscape.text(layer, stage.attributes["stage_name"]) }),
    region: landscape.region(layer) ?? "us-east-1",
    ...throttleIn(landscape, settings, "*/*"),
    ...(stage && webAclOf(landscape, stage)),
    ...(distribution && { distribution }),
    domains: names,
    defaultEndpoint: attributes["disable_execute_api_endpoint"] !== true,
    private: strings(endpoint?.["types"]).includes("PRIVATE"),
    policy: policy(landscape, api),
    routes: of(landscape, "aws_api_gateway_method", api).map((method) => restRoute(landscape, method, api, settings)),
  };
}

function restRoute(landscape: Landscape, method: Resource, api: Resource, settings: readonly Resource[]): Route {
  const { layer, attributes } = method;
  const [verb, path] = [landscape.text(layer, attributes["http_method"]), pathOf(landscape, method)];
  return {
    method: verb,
    path,
    authorization: authorization(landscape, layer, attributes),
    apiKey: attributes["api_key_required"] === true,
    ...throttleIn(landscape, settings, `${path}/${verb}`),
    usagePlans: usagePlans(landscape, api, `${path}/${verb}`),
    validation: validation(landscape, layer, attributes),
    ...integration(landscape, method),
  };
}

function pathOf(landscape: Landscape, { layer, attributes }: Resource): string {
  const parts: string[] = [];
  let at = landscape.referred(layer, attributes["resource_id"])[0];
  // A path has at most one part for each resource: a loop in the JSON ends here.
  for (let steps = 0; at?.type === "aws_api_gateway_resource" && steps < 1000; steps += 1) {
    parts.unshift(landscape.text(at.layer, at.attributes["path_part"]));
    at = landscape.referred(at.layer, at.attributes["parent_id"])[0];
  }
  return `/${parts.join("/")}`;
}

function authorization(landscape: Landscape, layer: string, method: Resource["attributes"]): Authorization {
  const authorizer = landscape.referred(layer, method["authorizer_id"])[0]?.attributes ?? {};
  // The source of the identity is the header Authorization where the authorizer names none (provider, `identity_source`).
  const source = landscape.text(layer, authorizer["identity_source"]) || "method.request.header.Authorization";
  const header = /method\.request\.header\.([\w-]+)/.exec(source)?.[1];
  switch (method["authorization"]) {
    case "AWS_IAM":
      return { kind: "iam" };
    case "CUSTOM": {
      const name = functionOf(landscape, layer, authorizer["authorizer_uri"]) ?? "";
      const type = authorizer["type"] === "REQUEST" ? "REQUEST" : "TOKEN";
      return { kind: "lambda", type, function: name, ...(header && { header }) };
    }
    case "COGNITO_USER_POOLS": {
      const scopes = strings(method["authorization_scopes"]).map((scope) => landscape.text(layer, scope));
      const pools = strings(authorizer["provider_arns"]).map((arn) => {
        const [pool] = landscape.referred(layer, arn);
        return pool === undefined ? arn : landscape.text(pool.layer, pool.attributes["name"]);
      });
      return {
        kind: "cognito",
        pools,
        token: scopes.length > 0 ? "access" : "id",
        scopes,
        header: header ?? "Authorization",
      };
    }
    default:
      return { kind: "none" };
  }
}

function integration(landscape: Landscape, method: Resource): Pick<Route, "asksForPlayers" | "integration"> {
  const { layer, attributes } = method;
  const isSame = (other: Resource): boolean =>
    landscape.text(other.layer, other.attributes["resource_id"]) === landscape.text(layer, attributes["resource_id"]) &&
    landscape.text(other.layer, other.attributes["http_method"]) === landscape.text(layer, attributes["http_method"]);
  const of = landscape.resources("aws_api_gateway_integration").find(isSame);
  if (of === undefined) return { integration: { kind: "other", to: "nothing" } };
  const { type, uri } = of.attributes;
  if (type === "MOCK") {
    return { integration: { kind: "mock", status: mockedStatus(of) } };
  }
  return {
    integration: functionIntegration(landscape, layer, uri, type === "AWS_PROXY") ?? {
      kind: "other",
      to: landscape.text(layer, uri),
    },
    ...(readsPlayers(landscape, layer, uri) && { asksForPlayers: true }),
  };
}

/** What a mock answers; 200, which it is without a template, where its templates say several things. */
function mockedStatus({ attributes }: Resource): number {
  const templates = Object.values((attributes["request_templates"] ?? {}) as Readonly<Record<string, string>>);
  const said = templates.flatMap((text) =>
    Array.from(text.matchAll(/"?statusCode"?\s*:\s*(\d{3})/g), ([, one]) => one),
  );
  const [status = "200", ...others] = new Set(said);
  return others.length === 0 ? Number(status) : 200;
}

function usagePlans(landscape: Landscape, api: Resource, path: string): UsagePlan[] {
  return landscape.resources("aws_api_gateway_usage_plan").flatMap(({ layer, attributes }) => {
    const stage = blocks(attributes["api_stages"]).find(({ api_id: id }) => landscape.leadsTo(layer, id, api));
    if (stage === undefined) return [];
    const own = blocks(stage["throttle"]).find((one) => one["path"] === path);
    const [throttle, quota] = [blocks(attributes["throttle_settings"])[0], blocks(attributes["quota_settings"])[0]];
    const limit = throttleOf(
      own?.["rate_limit"] ?? throttle?.["rate_limit"],
      own?.["burst_limit"] ?? throttle?.["burst_limit"],
    );
    const most = numberOf(quota?.["limit"]);
    return [
      {
        name: landscape.text(layer, attributes["name"]),
        ...(limit && { throttle: limit }),
        ...(most !== undefined && { quota: { limit: most, period: landscape.text(layer, quota?.["period"]) } }),
      },
    ];
  });
}

function webAclOf(landscape: Landscape, stage: Resource): Pick<Api, "firewall" | "webAcl"> {
  const { name, acl } = webAclOn(landscape, stage) ?? {};
  return {
    ...(name !== undefined && { webAcl: name }),
    ...(acl && { firewall: firewallOf(landscape, acl) }),
  };
}

function domains(landscape: Landscape, api: Resource): Domain[] {
  return landscape
    .resources("aws_api_gateway_base_path_mapping")
    .filter(({ layer, attributes }) => landscape.leadsTo(layer, attributes["api_id"], api))
    .map(({ layer, attributes }) => {
      const domain = landscape
        .referred(layer, attributes["domain_name"])
        .find(({ type }) => type === "aws_api_gateway_domain_name");
      return {
        name: landscape.text(layer, domain?.attributes["domain_name"] ?? attributes["domain_name"]),
        basePath: landscape.text(layer, attributes["base_path"]),
        mutualTls: blocks(domain?.attributes["mutual_tls_authentication"]).length > 0,
      };
    });
}

function policy(landscape: Landscape, api: Resource): unknown[] {
  const own = of(landscape, "aws_api_gateway_rest_api_policy", api)[0];
  const text = own?.attributes["policy"] ?? api.attributes["policy"];
  if (typeof text !== "string") return [];
  try {
    return blocks((JSON.parse(text) as { Statement?: unknown }).Statement);
  } catch {
    return [];
  }
}

/** The resources of a type whose `rest_api_id` is an API's. */
function of(landscape: Landscape, type: string, api: Resource): Resource[] {
  return landscape
    .resources(type)
    .filter(({ layer, attributes }) => landscape.leadsTo(layer, attributes["rest_api_id"], api));
}

function throttleIn(
  landscape: Landscape,
  settings: readonly Resource[],
  path: string,
): Pick<Route, "throttle"> | undefined {
  const own = settings.find(({ layer, attributes }) => {
    return settingsPath(landscape.text(layer, attributes["method_path"])) === settingsPath(path);
  });
  const [of] = blocks(own?.attributes["settings"]);
  const throttle = throttleOf(of?.["throttling_rate_limit"], of?.["throttling_burst_limit"]);
  return throttle && { throttle };
}

/** A method's path in stage settings has no slash at its start, and may write those within it as `~1`. */
const settingsPath = (path: string): string => path.replaceAll("~1", "/").replace(/^\/+/, "");
