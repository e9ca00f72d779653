import { httpApiSettings } from "../../../../../stacks/environments/schema/edge/http-api/http-api";
import { absentFunctionFaults, invocationFaults } from "../../../../../stacks/environments/schema/edge/invocations";
import { restApiSettings } from "../../../../../stacks/environments/schema/edge/rest-api/rest-api";
import { environmentOf } from "../../../../support/environments";
import { production } from "../../../../support/records";

const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(1000 + index));
const httpApi = (count: number, name = "hello") =>
  httpApiSettings.parse({
    routes: numbers(count).map((number) => ({
      method: "GET",
      path: `/${number}`,
      function: name,
      authorizer: { kind: "jwt", token: "any" },
    })),
  });
const { waf } = environmentOf(production, "prod").edge;
const restApi = (count: number, integration: object) =>
  restApiSettings.parse({
    waf,
    routes: numbers(count).map((number) => ({
      method: "GET",
      path: `/${number}`,
      integration,
      authorizer: { kind: "iam" },
    })),
  });
const hello = { kind: "function", function: "hello" };
const sentences = (apis: Parameters<typeof invocationFaults>[0]) => written(invocationFaults(apis));
const written = (faults: ReturnType<typeof invocationFaults>) =>
  faults.map(({ path, message }) => `${path.join(".")} ${message}`);

test("a route calls a function that the environment has, and none calls the request authorizer", () => {
  const apis = { httpApi: httpApi(1, "secureApi"), restApi: restApi(1, hello) };
  const absent = (name: string, instead: string) =>
    `is "${name}", which is not among compute.functions; give compute.functions.${name}: {}${instead}`;
  expect(written(absentFunctionFaults(apis, { secureApi: {}, requestAuthorizer: {} }))).toEqual([
    `edge.restApi.routes.0.integration.function ${absent("hello", ", or call secureApi")}`,
  ]);
  expect(written(absentFunctionFaults(apis))).toEqual([
    `edge.httpApi.routes.0.function ${absent("secureApi", "")}`,
    `edge.restApi.routes.0.integration.function ${absent("hello", "")}`,
  ]);
  expect(absentFunctionFaults(apis, { secureApi: {}, hello: {} })).toEqual([]);
});

test("a function's policy has room for about fifty routes", () => {
  expect(sentences({ httpApi: httpApi(52) })).toEqual([]);
  expect(sentences({ httpApi: httpApi(53) })).toEqual([
    "compute.functions.hello is called by 53 routes, whose permissions take up to 20,730 bytes of the function's policy; give fewer routes, such as one /items/{rest+} for many: Lambda accepts a policy of 20,480 bytes",
  ]);
});

test("routes of both APIs are in one policy", () => {
  expect(sentences({ httpApi: httpApi(30), restApi: restApi(20, hello) })).toEqual([]);
  expect(sentences({ httpApi: httpApi(30), restApi: restApi(30, hello) })).toEqual([
    expect.stringMatching(/^compute\.functions\.hello is called by 60 routes/),
  ]);
});

test("each function has a policy of its own, and a mock has none", () => {
  expect(sentences({ httpApi: httpApi(40, "secureApi"), restApi: restApi(40, hello) })).toEqual([]);
  expect(sentences({ restApi: restApi(100, { kind: "mock", status: 200 }) })).toEqual([]);
  expect(sentences({})).toEqual([]);
});

test("the length of a permission does not depend on the names of parameters", () => {
  const path = (number: string) => `/${number}/{a}/{b}/{c}/{d}/{e}/{f}`;
  const { routes: http } = httpApi(1);
  const { routes: rest } = restApi(1, hello);
  const bytesOf = (apis: object) => {
    const [fault] = sentences(apis);
    return Number(/take up to ([\d,]+) bytes/.exec(fault ?? "")?.[1]?.replace(",", ""));
  };
  const many = <Route>(routes: readonly Route[]) =>
    numbers(60).flatMap((number) => routes.map((route) => ({ ...route, method: "DELETE", path: path(number) })));
  const longest = (statementId: string, caller: string) =>
    JSON.stringify({
      Sid: statementId,
      Effect: "Allow",
      Principal: { Service: "apigateway.amazonaws.com" },
      Action: "lambda:InvokeFunction",
      Resource: `arn:aws:lambda:ap-southeast-1:123456789012:function:${"f".repeat(64)}:live`,
      Condition: {
        ArnLike: { "AWS:SourceArn": `arn:aws:execute-api:ap-southeast-1:123456789012:abcdefghij/${caller}` },
      },
    }).length;

  expect(bytesOf({ httpApi: { routes: many(http) } })).toBeGreaterThanOrEqual(
    60 * longest("http-delete-1000-by-a-by-b-by-c-by-d-by-e-by-f", `$default/DELETE${path("1000")}`),
  );
  expect(bytesOf({ restApi: { routes: many(rest), stageName: "live" } })).toBeGreaterThanOrEqual(
    60 * longest(`rest-delete-1000${"-by-parameter".repeat(6)}`, `live/DELETE/1000${"/*".repeat(6)}`),
  );
});
