import { add, blockOf, changePolicy, copyOf, findsWhen, holdsInEveryEnvironment } from "../support/controls";
import {
  httpApisNameTheirOrigins,
  mutualTlsHasNoWayRound,
  namedApisAnswerAtTheirNamesAlone,
  namesOfferTls12,
  noPageActsAsTheUser,
  restApisAreRegionalOrPrivate,
  restApisNameTheirOrigins,
  restApisRefusePlainHttp,
} from "../../controls/rules/api-names";
import type { Control } from "../../controls/rules/model";

type Copy = Awaited<ReturnType<typeof copyOf>>;

const finder =
  (control: Control, environment = "apis") =>
  (fault: string, breaks: (stacks: Copy) => void, found: readonly string[]) => {
    findsWhen(control, fault, breaks, found, environment);
  };
const rest = (stacks: Copy) => blockOf(stacks, "aws_api_gateway_rest_api");
const http = (stacks: Copy) => blockOf(stacks, "aws_apigatewayv2_api");
const httpName = (stacks: Copy) => blockOf(stacks, "aws_apigatewayv2_domain_name");

describe("domain names of APIs accept TLS 1.2 or newer", () => {
  const finds = finder(namesOfferTls12);
  const origin = (stacks: Copy) => blockOf(stacks, "aws_api_gateway_domain_name", "public_name");
  holdsInEveryEnvironment(namesOfferTls12);
  finds("TLS 1.0", (stacks) => Object.assign(origin(stacks), { security_policy: "TLS_1_0" }), ["offers TLS_1_0"]);
  finds("what AWS would take", (stacks) => delete httpName(stacks).domain_name_configuration.security_policy, [
    "offers undefined",
  ]);
  finds(
    "a name at the edge, before which no web ACL of ours stands",
    (stacks) => Object.assign(origin(stacks), { endpoint_configuration: { types: ["EDGE"] } }),
    ["is EDGE"],
  );
});

describe("an API with a domain name does not answer at its default endpoint", () => {
  const finds = finder(namedApisAnswerAtTheirNamesAlone);
  const found = ["answers at the default endpoint"];
  holdsInEveryEnvironment(namedApisAnswerAtTheirNamesAlone);
  finds("a REST API", (stacks) => delete rest(stacks).disable_execute_api_endpoint, found);
  finds("an HTTP API", (stacks) => Object.assign(http(stacks), { disable_execute_api_endpoint: false }), found);
});

describe("nothing bypasses mutual TLS", () => {
  const finds = finder(mutualTlsHasNoWayRound, "apis-closed");
  holdsInEveryEnvironment(mutualTlsHasNoWayRound);
  finds(
    "a second name without it",
    (stacks) => {
      const { mutual_tls_authentication: _, ...open } = httpName(stacks);
      add(stacks, "apis-closed-edge", "aws_apigatewayv2_domain_name", "second", open);
      add(stacks, "apis-closed-edge", "aws_apigatewayv2_api_mapping", "second", {
        ...blockOf(stacks, "aws_apigatewayv2_api_mapping"),
        domain_name: "${aws_apigatewayv2_domain_name.second.id}",
      });
    },
    ["bypasses mutual TLS"],
  );
  finds(
    "a bundle of whatever version",
    (stacks) => delete httpName(stacks).mutual_tls_authentication.truststore_version,
    ["names no version of its trust store"],
  );
});

describe("a REST API is regional, or private", () => {
  const finds = finder(restApisAreRegionalOrPrivate, "apis-closed");
  holdsInEveryEnvironment(restApisAreRegionalOrPrivate);
  finds("what AWS makes by itself", (stacks) => delete rest(stacks).endpoint_configuration, ["is edge-optimized"]);
  finds("a private one without an endpoint", (stacks) => delete rest(stacks).endpoint_configuration.vpc_endpoint_ids, [
    "has no VPC endpoint",
  ]);
  finds(
    "a private one that every VPC reaches",
    (stacks) => {
      changePolicy(blockOf(stacks, "aws_api_gateway_rest_api_policy"), "policy", (statements) =>
        statements.filter(({ Sid }) => Sid !== "OtherEndpoints"),
      );
    },
    ["does not refuse other VPC endpoints"],
  );
  finds(
    "a private one with a name",
    (stacks) => {
      add(stacks, "apis-closed-edge", "aws_api_gateway_base_path_mapping", "extra", {
        api_id: "${aws_api_gateway_rest_api.rest_api_api.id}",
      });
    },
    ["is private, and has a domain name"],
  );
});

describe("a REST API refuses plain HTTP", () => {
  const control = restApisRefusePlainHttp;
  holdsInEveryEnvironment(control);
  finder(control)(
    "a policy that does not",
    (stacks) => {
      changePolicy(blockOf(stacks, "aws_api_gateway_rest_api_policy"), "policy", (statements) =>
        statements.filter(({ Sid }) => Sid !== "WithoutTls"),
      );
    },
    ["has no policy that refuses plain HTTP"],
  );
});

describe("only pages of named origins may call", () => {
  const found = ["admits pages of every origin"];
  const allowing = (origin: string) => ({ "method.response.header.Access-Control-Allow-Origin": origin });
  const preflight = (stacks: Copy) => blockOf(stacks, "aws_api_gateway_integration_response", "options_hello");

  holdsInEveryEnvironment(httpApisNameTheirOrigins);
  finder(httpApisNameTheirOrigins)(
    "an HTTP API for all",
    (stacks) => http(stacks).cors_configuration.allow_origins.push("*"),
    found,
  );

  holdsInEveryEnvironment(restApisNameTheirOrigins);
  const finds = finder(restApisNameTheirOrigins);
  finds(
    "a preflight for all",
    (stacks) => Object.assign(preflight(stacks).response_parameters, allowing("'*'")),
    found,
  );
  finds(
    "a preflight that says what the caller says",
    (stacks) => Object.assign(preflight(stacks).response_parameters, allowing("method.request.header.Origin")),
    found,
  );
  finds(
    "a refusal that all may read",
    (stacks) => {
      blockOf(stacks, "aws_api_gateway_gateway_response", "throttled").response_parameters = {
        "gatewayresponse.header.Access-Control-Allow-Origin": "'*'",
      };
    },
    found,
  );

  holdsInEveryEnvironment(noPageActsAsTheUser);
  finder(noPageActsAsTheUser)(
    "cookies from everywhere",
    (stacks) => Object.assign(http(stacks).cors_configuration, { allow_origins: ["*"], allow_credentials: true }),
    ["admits cookies from pages of every origin"],
  );
});
