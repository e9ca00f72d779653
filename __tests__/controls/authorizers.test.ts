import { blockOf, copyOf, everyEnvironment, findsWhen, holdsInEveryEnvironment, remove } from "../support/controls";
import { apiCalls, callsAskWhoIsCalling } from "../../controls/rules/apis";
import { authorizersTrustTheOwnUserPool, scopesAreDeclared } from "../../controls/rules/authorizers";
import type { Stacks } from "../../controls/rules/model";

/** Calls that anybody may make, by the setting that says so. */
const openCalls = (stacks: Stacks) => callsAskWhoIsCalling(stacks).map(({ setting }) => setting ?? "");

type Copy = Awaited<ReturnType<typeof copyOf>>;

describe("every method and route asks who is calling", () => {
  test("but for those that a departure names, in every environment", async () => {
    for (const [name, { stacks, departures }] of Object.entries(await everyEnvironment())) {
      const named = departures.filter((setting) => setting.endsWith("].authorizer"));
      expect([name, openCalls(stacks).sort()]).toEqual([name, [...named].sort()]);
    }
  }, 60_000);

  test("as the control sees them: each but mocks of 404 and preflights", async () => {
    const seen = apiCalls(await copyOf("apis")).map(({ api, route, authorized }) => [api, route, authorized]);
    expect(seen).toEqual([
      ["restApi", "GET /hello", true],
      ["restApi", "GET /partners/{id}", true],
      ["restApi", "GET /status", true],
      ["restApi", "GET /greeting", true],
      ["httpApi", "GET /secure", true],
      ["httpApi", "GET /items/{id}", true],
    ]);
  });

  const method = (stacks: Copy, route: string) => blockOf(stacks, "aws_api_gateway_method", `rest_api_${route}_method`);

  test.each<[fault: string, breaks: (stacks: Copy) => void, found: string]>([
    [
      "a method without an authorizer",
      (stacks) => Object.assign(method(stacks, "get_hello"), { authorization: "NONE" }),
      "restApi.routes[GET /hello]",
    ],
    [
      "a method that asks only for an API key",
      (stacks) =>
        Object.assign(method(stacks, "get_partners_by_parameter"), { authorization: "NONE", api_key_required: true }),
      "restApi.routes[GET /partners/{id}]",
    ],
    [
      "a method that says nothing of it",
      (stacks) => delete method(stacks, "get_status").authorization,
      "restApi.routes[GET /status]",
    ],
    [
      "an authorizer that is not there",
      (stacks) => {
        remove(stacks, "aws_api_gateway_authorizer", "cognito");
        method(stacks, "get_greeting").authorization = "AWS_IAM";
      },
      "restApi.routes[GET /hello]",
    ],
    [
      "an authorizer of another kind",
      (stacks) => Object.assign(method(stacks, "get_hello"), { authorization: "CUSTOM" }),
      "restApi.routes[GET /hello]",
    ],
    [
      "an authorizer of another API",
      (stacks) => {
        blockOf(stacks, "aws_api_gateway_authorizer", "lambda").rest_api_id = "${aws_api_gateway_rest_api.other.id}";
      },
      "restApi.routes[GET /partners/{id}]",
    ],
    [
      "a mock that answers what a caller may want",
      (stacks) => {
        blockOf(stacks, "aws_api_gateway_integration_response", "any_root").status_code = "200";
      },
      "restApi.routes[ANY /]",
    ],
    [
      "a preflight that calls a function",
      (stacks) => Object.assign(blockOf(stacks, "aws_api_gateway_integration", "options_hello"), { type: "AWS_PROXY" }),
      "restApi.routes[OPTIONS /hello]",
    ],
    [
      "a route without an authorizer",
      (stacks) => {
        const route = blockOf(stacks, "aws_apigatewayv2_route", "get_secure");
        delete route.authorizer_id;
        route.authorization_type = "NONE";
      },
      "httpApi.routes[GET /secure]",
    ],
    [
      "a route that leaves it to AWS",
      (stacks) => delete blockOf(stacks, "aws_apigatewayv2_route", "get_items").authorization_type,
      "httpApi.routes[GET /items/{id}]",
    ],
  ])("finds %s", async (_, breaks, found) => {
    const stacks = await copyOf("apis");
    breaks(stacks);
    expect(openCalls(stacks)).toEqual([`edge.${found}.authorizer`]);
  });
});

describe("tokens are the environment's own user pool's", () => {
  const control = authorizersTrustTheOwnUserPool;
  const jwt = (stacks: Copy) => blockOf(stacks, "aws_apigatewayv2_authorizer").jwt_configuration;
  const cognito = (stacks: Copy) => blockOf(stacks, "aws_api_gateway_authorizer", "cognito");

  holdsInEveryEnvironment(control);
  const finds = (fault: string, breaks: (stacks: Copy) => void, found: string) => {
    findsWhen(control, fault, breaks, [found], "apis");
  };
  const pool = "arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_other";
  finds("another pool", (stacks) => cognito(stacks).provider_arns.push(pool), `takes tokens of ${pool}`);
  finds("no pool at all", (stacks) => Object.assign(cognito(stacks), { provider_arns: [] }), "takes nobody's tokens");
  finds(
    "an expression that is matched against the audience",
    (stacks) => Object.assign(cognito(stacks), { identity_validation_expression: "Bearer .*" }),
    "matches an expression",
  );
  const issuer = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_other";
  finds("another issuer", (stacks) => Object.assign(jwt(stacks), { issuer }), `takes tokens of ${issuer}`);
  finds("no issuer", (stacks) => delete jwt(stacks).issuer, "takes tokens of nobody");
  finds(
    "tokens that were issued to anybody",
    (stacks) => Object.assign(jwt(stacks), { audience: [] }),
    "takes tokens whoever they were issued to",
  );
  finds(
    "tokens that were issued to somebody else",
    (stacks) => jwt(stacks).audience.push("1234567890abcdef"),
    "takes tokens issued to 1234567890abcdef",
  );
  finds(
    "a function that there is not",
    (stacks) => {
      remove(stacks, "aws_lambda_alias", "request_authorizer");
    },
    "asks a function that there is not",
  );
});

describe("scopes are declared", () => {
  holdsInEveryEnvironment(scopesAreDeclared);
  findsWhen(
    scopesAreDeclared,
    "one that is not",
    (stacks) => {
      blockOf(stacks, "aws_api_gateway_method", "get_greeting").authorization_scopes = ["api/everything"];
    },
    ["asks for the scope api/everything, which nobody declares"],
    "apis",
  );
});
