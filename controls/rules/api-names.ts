import { apiOf } from "./apis";
import { blocksIn, resourceAt, resourcesOf, targets, type Stacks, type Violation } from "./model";
import { demanded, principalsOf, statementsOf } from "./policy";

const apis = ["aws_api_gateway_rest_api", "aws_apigatewayv2_api"];
const domains = ["aws_api_gateway_domain_name", "aws_apigatewayv2_domain_name"];
const mappings = ["aws_api_gateway_base_path_mapping", "aws_apigatewayv2_api_mapping"];

/** Every name of an API takes TLS 1.2 or better, in its own region, where a web ACL can see the caller. */
export function namesOfferTls12(stacks: Stacks): Violation[] {
  return resourcesOf(stacks, ...domains).flatMap(({ where, block }) => {
    const [{ security_policy: policy, endpoint_type: endpoint } = block] = blocksIn(block.domain_name_configuration);
    const endpoints: string[] = blocksIn(block.endpoint_configuration)[0]?.types ?? [endpoint];
    return [
      ...(policy === "TLS_1_2" ? [] : [`offers ${String(policy)}`]),
      ...(endpoints.join() === "REGIONAL" ? [] : [`is ${endpoints.join()}`]),
    ].map((what) => ({ where, what }));
  });
}

/** An API that has a name answers at no other, so that nobody goes round what stands in front of the name. */
export function namedApisAnswerAtTheirNamesAlone(stacks: Stacks): Violation[] {
  const named = resourcesOf(stacks, ...mappings).map((mapping) => apiOf(stacks, mapping));
  return resourcesOf(stacks, ...apis)
    .filter(({ where, block }) => named.includes(where) && block.disable_execute_api_endpoint !== true)
    .map(({ where }) => ({ where, what: "answers at the default endpoint" }));
}

/** Where one name of an API asks for a certificate every name of it does, of CAs in a version that a plan shows. */
export function mutualTlsHasNoWayRound(stacks: Stacks): Violation[] {
  const ways = resourcesOf(stacks, ...mappings).flatMap((mapping) =>
    targets(stacks, mapping.stack, mapping.block.domain_name)
      .flatMap((where) => resourceAt(stacks, where) ?? [])
      .map(({ where, block }) => ({
        where,
        api: apiOf(stacks, mapping),
        asks: blocksIn(block.mutual_tls_authentication)[0],
      })),
  );
  const asking = ways.filter(({ asks }) => asks !== undefined).map(({ api }) => api);
  return ways.flatMap(({ where, api, asks }) => {
    if (asks === undefined) return asking.includes(api) ? [{ where, what: "bypasses mutual TLS" }] : [];
    return asks.truststore_version === undefined ? [{ where, what: "names no version of its trust store" }] : [];
  });
}

/** A REST API is regional, or private: then a policy shuts out what does not come through an endpoint, and it has no name. */
export function restApisAreRegionalOrPrivate(stacks: Stacks): Violation[] {
  const named = resourcesOf(stacks, ...mappings).map((mapping) => apiOf(stacks, mapping));
  return resourcesOf(stacks, "aws_api_gateway_rest_api").flatMap((api) => {
    const { stack, where, block } = api;
    const [{ types = [], vpc_endpoint_ids: endpoints = [] } = { types: [] }] = blocksIn(block.endpoint_configuration);
    if (types.join() === "REGIONAL") return [];
    if (types.join() !== "PRIVATE") return [{ where, what: `is ${types.join() || "edge-optimized"}` }];
    const through = targets(stacks, stack, endpoints);
    return [
      ...(through.some((place) => resourceAt(stacks, place)?.type === "aws_vpc_endpoint")
        ? []
        : ["has no VPC endpoint"]),
      ...(policiesOf(stacks, where).some(shutsOutOtherEndpoints) ? [] : ["does not refuse other VPC endpoints"]),
      ...(named.includes(where) ? ["is private, and has a domain name"] : []),
    ].map((what) => ({ where, what }));
  });
}

function policiesOf(stacks: Stacks, api: string) {
  return resourcesOf(stacks, "aws_api_gateway_rest_api_policy")
    .filter((policy) => apiOf(stacks, policy) === api)
    .map(({ block }) => statementsOf(block.policy));
}

function shutsOutOtherEndpoints(statements: ReturnType<typeof statementsOf>): boolean {
  return statements.some(
    ({ Effect, Condition = {}, ...statement }) =>
      Effect === "Deny" &&
      principalsOf({ Effect, ...statement }).some(([, who]) => who === "*") &&
      Object.keys(Condition).join() === "StringNotEquals" &&
      Object.keys(Condition["StringNotEquals"] ?? {}).join() === "aws:SourceVpce",
  );
}

/** Every REST API has a policy that refuses what is not encrypted. */
export function restApisRefusePlainHttp(stacks: Stacks): Violation[] {
  return resourcesOf(stacks, "aws_api_gateway_rest_api")
    .filter(
      ({ where }) =>
        !policiesOf(stacks, where).some((statements) =>
          statements.some(
            (statement) => statement.Effect === "Deny" && demanded(statement, "aws:SecureTransport").join() === "false",
          ),
        ),
    )
    .map(({ where }) => ({ where, what: "has no policy that refuses plain HTTP" }));
}

/** Pages of named origins alone may call an HTTP API from a browser, and none at all with cookies from everywhere. */
export function httpApisNameTheirOrigins(stacks: Stacks): Violation[] {
  return resourcesOf(stacks, "aws_apigatewayv2_api").flatMap(({ where, block }) =>
    blocksIn(block.cors_configuration)
      .filter(({ allow_origins: origins = [] }) => origins.some((origin: string) => origin.includes("*")))
      .map(() => ({ where, what: "admits pages of every origin" })),
  );
}

/** The same of a REST API: by what its preflights and its own refusals say. */
export function restApisNameTheirOrigins(stacks: Stacks): Violation[] {
  return resourcesOf(stacks, "aws_api_gateway_integration_response", "aws_api_gateway_gateway_response")
    .filter(({ block }) =>
      Object.entries((block.response_parameters ?? {}) as Record<string, string>).some(
        ([name, value]) =>
          name.toLowerCase().endsWith(".header.access-control-allow-origin") && !/^'https:\/\/[^*]+'$/.test(value),
      ),
    )
    .map(({ where }) => ({ where, what: "admits pages of every origin" }));
}

/** No API lets pages of every origin send a user's cookies along: each could act as the user. */
export function noPageActsAsTheUser(stacks: Stacks): Violation[] {
  return resourcesOf(stacks, "aws_apigatewayv2_api").flatMap(({ where, block }) =>
    blocksIn(block.cors_configuration)
      .filter((cors) => cors.allow_credentials === true && (cors.allow_origins ?? []).includes("*"))
      .map(() => ({ where, what: "admits cookies from pages of every origin" })),
  );
}
