import {
  add,
  blockOf,
  copyOf,
  everyEnvironment,
  findsWhen,
  holdsInEveryEnvironment,
  remove,
} from "../support/controls";
import { callings, functionNamedBy, invocationsAreNarrow as control, sourceOf } from "../../controls/rules/invocations";
import { resourcesOf, type Stacks } from "../../controls/rules/model";

type Copy = Awaited<ReturnType<typeof copyOf>>;
const permission = (stacks: Copy) => blockOf(stacks, "aws_lambda_permission", "rest_api_get_hello");

describe("a function admits the calls that there are, and no others", () => {
  holdsInEveryEnvironment(control);

  test.each(["apis", "demo", "prod"])("as the control sees them in %s", async (name) => {
    const stacks = await copyOf(name);
    for (const json of Object.values(stacks)) Object.assign(json.resource, { aws_lambda_permission: {} });
    const found = control(stacks).map(({ where, what }) => `${where.split(".").at(-1) ?? ""} ${what}`);
    const calls = {
      apis: [
        "rest_api_get_hello_integration",
        "rest_api_get_partners_by_parameter_integration",
        "rest_api_get_status_integration",
        "rest_api_get_greeting_integration",
        "http_api_routes_get_secure",
        "http_api_routes_get_items_by_id",
        "rest_api_authorizer_lambda",
      ],
      demo: ["rest_api_get_hello_integration", "http_api_routes_get_secure"],
      prod: [
        "rest_api_get_hello_integration",
        "rest_api_get_greeting_integration",
        "rest_api_post_orders_integration",
        "rest_api_get_partners_offers_integration",
        "rest_api_get_operations_status_integration",
        "http_api_routes_get_secure",
        "rest_api_authorizer_lambda",
      ],
    }[name];
    expect(found).toEqual(calls?.map((call) => `${call} calls a function that does not admit it`));
  });

  const unanswered = "calls a function that does not admit it";
  const finds = (fault: string, breaks: (stacks: Copy) => void, ...found: string[]) => {
    findsWhen(control, fault, breaks, found, "apis");
  };
  finds(
    "a wildcard",
    (stacks) => {
      permission(stacks).source_arn = permission(stacks).source_arn.replace("/v1/GET/", "/*/GET/");
    },
    "has a source with a wildcard",
    "admits what calls nothing",
    unanswered,
  );
  finds(
    "a whole API",
    (stacks) => {
      permission(stacks).source_arn = "${aws_api_gateway_rest_api.rest_api_api.execution_arn}";
    },
    "admits what calls nothing",
    unanswered,
  );
  finds(
    "any source",
    (stacks) => delete permission(stacks).source_arn,
    "says of no source",
    "admits what calls nothing",
    unanswered,
  );
  finds("the newest version", (stacks) => delete permission(stacks).qualifier, "names no alias");
  finds(
    "everybody",
    (stacks) => {
      permission(stacks).principal = "*";
    },
    "admits *",
  );
  finds(
    "a function of somebody else's",
    (stacks) => {
      permission(stacks).function_name = "other";
    },
    "is for no function of the environment",
    "admits what calls nothing",
    unanswered,
  );
  finds(
    "a permission of a route that is not there any more",
    (stacks) => {
      remove(stacks, "aws_apigatewayv2_route", "get_secure");
    },
    "admits what calls nothing",
  );
  finds(
    "a permission for another stage",
    (stacks) => {
      blockOf(stacks, "aws_api_gateway_stage").stage_name = "v2";
    },
    "admits what calls nothing",
    unanswered,
  );
  findsWhen(
    control,
    "any user pool where the environment's own calls",
    (stacks) => {
      blockOf(stacks, "aws_lambda_permission", "pre_sign_up").source_arn =
        "arn:aws:cognito-idp:us-east-1:123456789012:userpool/*";
    },
    ["has a source with a wildcard", "admits what calls nothing"],
    "apis-weak",
  );
});

/** The functions that more than one API calls, by the names of their resources. */
function functionsOfSeveralApis(stacks: Stacks): string[] {
  const apis = new Map<string, Set<string>>();
  const admitted = resourcesOf(stacks, "aws_lambda_permission")
    .filter(({ block }) => block.principal === "apigateway.amazonaws.com")
    .map((one) => ({ function: functionNamedBy(stacks, one), api: sourceOf(stacks, one).split("/", 2).join("/") }));
  for (const { function: called = "", api } of [...callings(stacks), ...admitted]) {
    apis.set(called, (apis.get(called) ?? new Set()).add(api));
  }
  return [...apis].filter(([, of]) => of.size > 1).map(([where]) => where.split(".").at(-1) ?? "");
}

describe("a function is reached by one API, or is named", () => {
  /** `secureApi` is at `secure_api_lambda`. */
  const address = (name: string) => `${name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}_lambda`;

  test("in every environment", async () => {
    for (const [name, { stacks, sharedFunctions }] of Object.entries(await everyEnvironment())) {
      expect([name, functionsOfSeveralApis(stacks).sort()]).toEqual([name, sharedFunctions.map(address).sort()]);
    }
  }, 60_000);

  test("finds one that another API calls too", async () => {
    const stacks = await copyOf("apis");
    const uri: string = blockOf(stacks, "aws_api_gateway_integration", "get_hello").uri;
    blockOf(stacks, "aws_api_gateway_integration", "get_hello").uri = uri.replace("hello", "secure_api");
    expect(functionsOfSeveralApis(stacks).sort()).toEqual(["hello_lambda", "secure_api_lambda"]);
  });

  test("finds one that admits another API, and is not called by it as yet", async () => {
    const stacks = await copyOf("apis");
    add(stacks, "apis-edge", "aws_lambda_permission", "extra", {
      ...permission(stacks),
      function_name: "${data.terraform_remote_state.compute.outputs.request_authorizer_function_name}",
      source_arn: "${aws_apigatewayv2_api.http_api_api.execution_arn}/$default/GET/secure",
    });
    expect(functionsOfSeveralApis(stacks)).toContain("request_authorizer_lambda");
  });
});
