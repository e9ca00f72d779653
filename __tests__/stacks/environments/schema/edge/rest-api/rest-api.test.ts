import { apiScopes } from "../../../../../../stacks/environments/api-scopes";
import { z } from "zod";
import { checkEnvironments } from "../../../../../../stacks/environments/check";
import { prod } from "../../../../../support/example-records/prod";
import { requestBody } from "../../../../../../stacks/environments/request-body";
import type { EnvironmentRecord } from "../../../../../../stacks/environments/schema/environment";
import type { Fault } from "../../../../../../stacks/environments/schema/shared/fault";
import { restApiFaults, restApiSettings } from "../../../../../../stacks/environments/schema/edge/rest-api/rest-api";
import { environmentOf } from "../../../../../support/environments";
import { today } from "../../../../../support/today";

const hello = {
  method: "GET",
  path: "/hello",
  integration: { kind: "function", function: "hello" },
  authorizer: { kind: "iam" },
};
const reason = "the reason of a departure";

/** The firewall's settings, which a preset gives, have their own tests. */
const { waf } = environmentOf(prod, "prod").edge;
const parsed = (given: object) => restApiSettings.parse({ waf, routes: [hello], ...given });

/** What is wrong with settings that are each of the right form, among an environment's others. */
const faultsOf = (given: object, surroundings: Parameters<typeof restApiFaults>[1] = { userPool: true }) =>
  restApiFaults(parsed(given), surroundings).map(
    ({ path, message }: Fault) => `${path.map(String).join(".")} ${message}`,
  );
const routeFaultsOf = (...routes: object[]) => faultsOf({ routes: routes.map((route) => ({ ...hello, ...route })) });

/** What is wrong with the form of settings, as the check of an environment says it. */
const formOf = (restApi: object): readonly string[] => {
  try {
    checkEnvironments({ prod: { ...prod, edge: { ...prod.edge, restApi } } as EnvironmentRecord }, today);
    return [];
  } catch (error) {
    const place = "environments.prod.edge.restApi.";
    return (error as { faults: readonly string[] }).faults
      .filter((fault) => fault.startsWith(place))
      .map((fault) => fault.slice(place.length));
  }
};
const routeFormOf = (route: object) => formOf({ routes: [{ ...hello, ...route }] });

test("is secure by default: limits, logs without data, traces, 404 to unknown paths", () => {
  expect(parsed({})).toMatchObject({
    routes: [hello],
    stageName: "v1",
    unknownPaths: "not-found",
    throttle: { ratePerSecond: 100, burst: 50 },
    authorizerCacheSeconds: 300,
    requestAuthorizer: "TOKEN",
    accessLogs: true,
    executionLogs: true,
    detailedMetrics: true,
    tracing: true,
    clientCertificate: false,
    endpoint: "regional",
  });
});

test("accepts every kind of route, and other values", () => {
  const given = {
    routes: [
      {
        ...hello,
        authorizer: { kind: "cognito", token: "id" },
        apiKey: true,
        throttle: { ratePerSecond: 1, burst: 1 },
      },
      { ...hello, path: "/a/{id}", authorizer: { kind: "cognito", token: "access", scopes: ["read", "write"] } },
      { ...hello, path: "/a/{id}/{rest+}", authorizer: { kind: "lambda" }, headers: { "X-Trace": "optional" } },
      { ...hello, method: "POST", body: { type: "object" }, contentTypes: ["application/json", "text/csv"] },
      {
        ...hello,
        path: "/",
        query: { id: "required" },
        integration: {
          kind: "template",
          function: "secureApi",
          request: String.raw`{"id":"$util.escapeJavaScript($input.params('id')).replaceAll("\\'","'")","all":$input.json('$')}`,
          response: "$input.path('$')",
        },
        contentTypes: ["application/json"],
      },
      {
        ...hello,
        path: "/status",
        integration: { kind: "mock", status: 200, body: { up: true } },
        authorizer: { value: "none", reason },
      },
    ],
    stageName: "Dev",
    unknownPaths: "forbidden",
    throttle: { burst: 5 },
    authorizerCacheSeconds: 0,
    cors: { origin: { value: "*", reason }, headers: ["authorization"], maxAgeSeconds: 0 },
    accessLogs: { value: false, reason },
    executionLogs: { value: false, reason },
  };
  expect(formOf(given).filter((fault) => !/usagePlans|requestAuthorizer|user pool|apiKey/.test(fault))).toEqual([]);
  expect(faultsOf(given, { userPool: true, requestAuthorizer: "token" })).toEqual([]);
  expect(parsed(given)).toMatchObject({
    routes: [{}, {}, {}, {}, {}, { authorizer: "none" }],
    throttle: { ratePerSecond: 100, burst: 5 },
    cors: { origin: "*" },
    accessLogs: false,
  });
});

test.each<[string, object, string]>([
  ["authorizer", { authorizer: undefined }, "is missing; give { kind:"],
  ["authorizer", { authorizer: "none" }, 'is "none"; give { kind:'],
  ["authorizer", { authorizer: { kind: "cognito" } }, 'is {"kind":"cognito"}; give { kind:'],
  ["authorizer", { authorizer: { kind: "cognito", token: "id", scopes: ["read"] } }, "scopes is not a setting"],
  ["authorizer", { authorizer: { kind: "cognito", token: "access" } }, "is {"],
  [
    "authorizer",
    { authorizer: { kind: "cognito", token: "access", scopes: [] } },
    `scopes is []; give one or more of ${Object.keys(apiScopes).join(", ")}`,
  ],
  [
    "authorizer",
    { authorizer: { kind: "cognito", token: "access", scopes: ["read", "read"] } },
    'scopes is ["read","read"]; give one or more',
  ],
  ["authorizer", { authorizer: { kind: "cognito", token: "access", scopes: ["admin"] } }, "is {"],
  ["authorizer", { authorizer: { value: "none", reason: "short" } }, "is {"],
  ["method", { method: "ANY" }, 'is "ANY"; give one of GET, HEAD, POST, PUT, PATCH, DELETE'],
  ["path", { path: "hello" }, 'is "hello"; give a path such as /items/{id}'],
  ["path", { path: "/hello/" }, 'is "/hello/"; give a path'],
  ["path", { path: "/items/{id" }, 'is "/items/{id"; give a path'],
  ["path", { path: "/items/x{id}" }, 'is "/items/x{id}"; give a path'],
  ["path", { path: "/{rest+}/more" }, 'is "/{rest+}/more"; give a path'],
  ["path", { path: "/items/{}" }, 'is "/items/{}"; give a path'],
  ["path", { path: "/items?x" }, 'is "/items?x"; give a path'],
  ["integration", { integration: { kind: "http" } }, 'kind is "http"; give { kind: "function", function }'],
  [
    "integration.function",
    { integration: { kind: "function", function: "other" } },
    'is "other"; give one of secureApi',
  ],
  [
    "integration.function",
    { integration: { kind: "mock", status: 404, function: "hello" } },
    'is "hello"; a mock calls no',
  ],
  ["integration.status", { integration: { kind: "mock", status: 99 } }, "is 99; give a status from 200 to 599"],
  [
    "integration.body",
    { integration: { kind: "mock", status: 200, body: { a: "$context.apiId" } } },
    'is {"a":"$context.apiId"}; give an object without $ and #',
  ],
  ["integration.request", { integration: { kind: "template", function: "hello" } }, "is missing; give a template"],
  [
    "integration.request",
    { integration: { kind: "template", function: "hello", request: "${input.body}" } },
    'is "${input.body}"; give a template in Apache Velocity, $name and not ${name}',
  ],
  [
    "integration.request",
    { integration: { kind: "template", function: "hello", request: "é".repeat(153_601) } },
    "; give a template in Apache Velocity, $name and not ${name}, of at most 300 KB",
  ],
  [
    "integration.body",
    { integration: { kind: "mock", status: 200, body: { a: "é".repeat(153_600) } } },
    "; give an object without $ and #, of at most 300 KB as JSON",
  ],
  ["query", { query: { id: true } }, ""],
  ["query", { query: { "page[size]": "required" } }, 'give names with "required" or "optional"'],
  ["headers", { headers: { "bad name": "required" } }, ""],
  ["headers", { headers: { "x-a~b": "required" } }, 'give names with "required" or "optional"'],
  ["body", { body: "string" }, 'is "string"; give a JSON Schema'],
  ["contentTypes", { contentTypes: [] }, "is []; give one or more content types"],
  ["contentTypes", { contentTypes: ["text/csv", "text/csv"] }, 'is ["text/csv","text/csv"]; give one or more'],
  ["throttle.burst", { throttle: { ratePerSecond: 1, burst: 0 } }, "is 0; give 1 to 5,000 requests"],
  ["throttle.ratePerSecond", { throttle: { ratePerSecond: 0, burst: 1 } }, "is 0; give 1 to 10,000 requests a second"],
])("refuses a route's %s in %p", (place, route, sentence) => {
  const [fault = "", ...others] = routeFormOf(route);
  expect(others).toEqual([]);
  expect(fault).toMatch(new RegExp(`^routes\\.0\\.${place}`));
  expect(fault).toContain(sentence);
});

test.each<[object, string]>([
  [{ routes: [] }, "routes is []; give 1 to 300 routes"],
  [{ stageName: "v 1" }, 'stageName is "v 1"; give 1 to 128 letters'],
  [{ unknownPaths: "ignore" }, 'unknownPaths is "ignore"; give "not-found" or "forbidden"'],
  [{ throttle: { burst: 0 } }, "throttle.burst is 0; give 1 to 5,000 requests"],
  [{ authorizerCacheSeconds: 301 }, "authorizerCacheSeconds is 301; give 0 to 300 seconds; or { value, reason }"],
  [{ authorizerCacheSeconds: { value: 3601, reason } }, "authorizerCacheSeconds.value is 3601; give 0 to 300 seconds"],
  ...["executionLogs", "detailedMetrics", "tracing"].map((setting): [object, string] => [
    { [setting]: false },
    `${setting} is false; give true, or { value: false, reason }`,
  ]),
  [{ requestAuthorizer: "JWT" }, 'requestAuthorizer is "JWT"; give "TOKEN" or "REQUEST"'],
  [{ endpoint: "edge" }, 'endpoint is "edge"; give "regional" or "private": an edge-optimized API is behind'],
  [{ cors: { origin: "*" } }, 'cors.origin is "*"; give one https origin'],
  [
    { cors: { origin: "https://app.example.com/" } },
    'cors.origin is "https://app.example.com/"; give one https origin',
  ],
  [{ cors: { origin: "http://app.example.com" } }, 'cors.origin is "http://app.example.com"; give one https origin'],
  [{ cors: { origin: "https://app.example.com", maxAgeSeconds: -1 } }, "cors.maxAgeSeconds is -1; give 0 to 86,400"],
  [{ cors: { origin: "https://app.example.com", headers: ["X-A"] } }, 'cors.headers.0 is "X-A"; give the name of a'],
  [{ accessLogs: false }, "accessLogs is false; give true, or { value: false, reason }"],
  [{ dataTrace: true }, "dataTrace is not a setting"],
])("refuses %p", (given, sentence) => {
  const [fault, ...others] = formOf({ routes: [hello], ...given });
  expect(others).toEqual([]);
  expect(fault).toContain(sentence);
});

test("refuses a path that shares a Terraform address with another path", () => {
  const sentence = (path: string, address: string, owner: string) =>
    `edge.restApi.routes.1.path is "${path}", whose Terraform address ${address} belongs to edge.restApi.routes.0.path, "${owner}", already; give paths whose words differ: in an address other characters than letters and digits only separate words`;
  expect(routeFaultsOf({ path: "/a-b" }, { path: "/a_b", method: "PUT" })).toEqual([sentence("/a_b", "a_b", "/a-b")]);
  expect(routeFaultsOf({ path: "/a-b/c" }, { path: "/a.b/d" })).toEqual([sentence("/a.b/d", "a_b", "/a-b/c")]);
  expect(routeFaultsOf({ path: "/a-b/c" }, { path: "/a-b/d" }, { path: "/a-b", method: "PUT" })).toEqual([]);
});

test("refuses a path by which two bodies would have models of one name", () => {
  const put = (path: string) => ({ method: "PUT", path, body: {} });
  expect(routeFaultsOf(put("/a/1"), put("/a1"))).toEqual([
    'edge.restApi.routes.1.path is "/a1", whose body would have the model PutA1, as that of edge.restApi.routes.0.path, "/a/1", has; give paths that differ in a letter or a digit: a model\'s name has nothing else',
  ]);
  expect(routeFaultsOf(put("/a/1"), { method: "PUT", path: "/a1" }, { ...put("/a1"), method: "POST" })).toEqual([]);
});

test("refuses a repeated route, whatever the names of its parameters", () => {
  expect(routeFaultsOf({}, {}, { path: "/a/{x}" }, { path: "/a/{x}", method: "PUT" })).toEqual([
    'edge.restApi.routes.1 is "GET /hello", the same route as "GET /hello"; give each method and path once: names of parameters make no difference',
  ]);
  expect(routeFaultsOf({ path: "/a/{x}" }, { path: "/a/{y}" })).toEqual([
    'edge.restApi.routes.1 is "GET /a/{y}", the same route as "GET /a/{x}"; give each method and path once: names of parameters make no difference',
    'edge.restApi.routes.1.path is "/a/{y}", and "/a/{x}" has another name for the parameter at the same place; give the parameter one name: API Gateway accepts one parameter at one place',
  ]);
});

test("refuses two names for one parameter at one place, and one name for two parameters", () => {
  const rule = "give the parameter one name: API Gateway accepts one parameter at one place";
  expect(routeFaultsOf({ path: "/a/{x}/b" }, { method: "PUT", path: "/a/{y}" })).toEqual([
    `edge.restApi.routes.1.path is "/a/{y}", and "/a/{x}/b" has another name for the parameter at the same place; ${rule}`,
  ]);
  expect(routeFaultsOf({ path: "/a/{x+}" }, { path: "/a/{x}/b" })).toEqual([
    `edge.restApi.routes.1.path is "/a/{x}/b", and "/a/{x+}" has another name for the parameter at the same place; ${rule}`,
  ]);
  expect(routeFaultsOf({ path: "/{proxy+}" }, { path: "/{other+}", method: "PUT" })).toEqual([
    `edge.restApi.routes.1.path is "/{other+}", and "/{proxy+}" has another name for the parameter at the same place; ${rule}`,
    'edge.restApi.routes.1.path is "/{other+}", where the 404 for unknown paths has the parameter {proxy+}; begin the path with a fixed part, or give unknownPaths: "forbidden"',
  ]);
  expect(routeFaultsOf({ path: "/a/{x}/{x}" })).toEqual([
    'edge.restApi.routes.0.path is "/a/{x}/{x}"; give each parameter a name of its own',
  ]);
});

test('refuses a parameter at the root, where unknown paths are answered, unless unknownPaths is "forbidden"', () => {
  expect(routeFaultsOf({ path: "/{id}" })).toEqual([
    'edge.restApi.routes.0.path is "/{id}", where the 404 for unknown paths has the parameter {proxy+}; begin the path with a fixed part, or give unknownPaths: "forbidden"',
  ]);
  expect(faultsOf({ routes: [{ ...hello, path: "/{id}" }], unknownPaths: "forbidden" })).toEqual([]);
});

test.each(["/ping", "/sping"])("refuses %s, which API Gateway answers itself", (path) => {
  expect(routeFaultsOf({ path })).toEqual([
    `edge.restApi.routes.0.path is "${path}"; give another path: API Gateway answers /ping and /sping itself (API Gateway Developer Guide, "Important notes")`,
  ]);
});

test("refuses an API key without an authorizer, and accepts it with any authorizer", () => {
  expect(routeFaultsOf({ apiKey: true, authorizer: { value: "none", reason } })).toEqual([
    "edge.restApi.routes.0.apiKey is true on GET /hello, which anybody may call; give an authorizer too: an API key identifies nobody",
  ]);
  const authorizers = [{ kind: "iam" }, { kind: "cognito", token: "id" }, { kind: "lambda" }];
  const routes = authorizers.map((authorizer, at) => ({ ...hello, path: `/${at}`, authorizer, apiKey: true }));
  expect(faultsOf({ routes }, { userPool: true, requestAuthorizer: "token" })).toEqual([]);
});

test.each(["GET", "HEAD"])("refuses a body of %s", (method) => {
  expect(routeFaultsOf({ method, body: {} })).toEqual([
    `edge.restApi.routes.0.body is given for ${method}, which has no body; leave it out, or check query`,
  ]);
});

test("refuses content types without a body or a template", () => {
  expect(routeFaultsOf({ method: "POST", contentTypes: ["text/csv"] })).toEqual([
    'edge.restApi.routes.0.contentTypes is ["text/csv"] without a body or a template; give a body: API Gateway checks content types only with a body or a template',
  ]);
});

const template = (request: string) => ({
  path: "/items/{id}",
  query: { q: "required" },
  headers: { "x-trace": "optional" },
  integration: { kind: "template", function: "hello", request },
});
const place = "edge.restApi.routes.0.integration.request";

/** As JSON text, by the words of AWS's own guide. */
const asText = (taken: string) => String.raw`$util.escapeJavaScript(${taken}).replaceAll("\\'","'")`;

test.each([
  "$input.params('id')",
  '$input.params("q")',
  "$!input.params('id')",
  "$input.path('$.a')",
  "$input.body",
  "$context.path",
  "$context.identity.userAgent",
  "$context.authorizer.claims.name",
])("refuses a template with %s unescaped", (taken) => {
  const request = `{"a":"${taken}"}`;
  const fault = `has ${JSON.stringify(taken)} unescaped; give ${asText(taken)}: a quotation mark in the caller's text would end the JSON text and change the document`;
  expect(routeFaultsOf(template(request))).toEqual([`${place} ${fault}`]);
  const answering = { kind: "template", function: "hello", request: "{}", response: request };
  expect(routeFaultsOf({ ...template("{}"), integration: answering })).toEqual(
    taken.includes("context") ? [`edge.restApi.routes.0.integration.response ${fault}`] : [],
  );
});

test("accepts values of API Gateway unescaped, and a caller's values as JSON, as escaped text, or encoded", () => {
  const request = `{"id":"${asText("$input.params('id')")}","q":"$util.urlEncode($input.params('q'))","of":"$context.requestId $context.identity.sourceIp","all":$input.json('$')}`;
  expect(routeFaultsOf(template(request))).toEqual([]);
});

test("refuses a value that is escaped at one place and not at another, and an apostrophe that stays escaped", () => {
  expect(routeFaultsOf(template(`{"a":"${asText("$input.params('id')")}","b":"$input.params('id')"}`))).toHaveLength(1);
  expect(routeFaultsOf(template(`{"a":"$util.escapeJavaScript($input.params('id'))"}`))).toHaveLength(1);
});

test("refuses a template with a parameter that the route does not declare", () => {
  expect(routeFaultsOf(template(`{"a":"${asText("$input.params('other')")}"}`))).toEqual([
    `${place} takes the parameter "other", which the route does not declare; give the parameter in path, query or headers`,
  ]);
});

test.each([
  [{ type: "objekt" }, "schema is invalid: data/type must be equal to one of the allowed values"],
  [{ type: "object", required: [] }, "schema is invalid: data/required must NOT have fewer than 1 items"],
  [{ type: "number", exclusiveMinimum: 3 }, "schema is invalid: data must have property minimum"],
  [{ enum: ["a", "a"] }, "schema is invalid: data/enum must NOT have duplicate items"],
  [{ typ: "object" }, 'strict mode: unknown keyword: "typ"'],
  [{ $ref: "https://example.com/order.json" }, "can't resolve reference https://example.com/order.json"],
])("refuses the body %j, for which API Gateway would refuse the API", (body, why) => {
  const [fault, ...others] = routeFaultsOf({ method: "POST", body });
  expect(fault).toContain(`edge.restApi.routes.0.body is no JSON Schema of draft 4: ${why}`);
  expect(others).toEqual([]);
});

test("refuses a body's schema of more bytes than API Gateway accepts, with $schema", () => {
  const ofBytes = (bytes: number) => {
    const least = '{"$schema":"http://json-schema.org/draft-04/schema#","description":""}'.length;
    return { description: "é".repeat((bytes - least) / 2) };
  };
  expect(routeFaultsOf({ method: "POST", body: ofBytes(409_600) })).toEqual([]);
  expect(routeFaultsOf({ method: "POST", body: ofBytes(409_602) })).toEqual([
    "edge.restApi.routes.0.body makes a model of 409,602 bytes; API Gateway accepts 409,600: shorten the schema, or check the rest in the function",
  ]);
});

test("accepts a template and a mock's body of as many bytes as API Gateway accepts", () => {
  const template = { kind: "template", function: "hello", request: "é".repeat(153_600) };
  expect(routeFormOf({ integration: template })).toEqual([]);
  const mock = { kind: "mock", status: 200, body: { a: "é".repeat(153_596) } };
  expect(routeFormOf({ integration: mock })).toEqual([]);
});

test("refuses a path that is too long for the id of the function's permission", () => {
  const path = (letters: number) => `/${"a".repeat(letters)}`;
  expect(routeFaultsOf({ path: path(91) })).toEqual([]);
  expect(routeFaultsOf({ path: path(92) })).toEqual([
    `edge.restApi.routes.0.path is "${path(92)}"; give a shorter path: the permission to call hello would have the id rest-get-${path(92).slice(1)}, and Lambda accepts 100 characters`,
  ]);
  expect(routeFaultsOf({ path: path(92), integration: { kind: "mock", status: 200 } })).toEqual([]);
});

test("refuses paths that make more resources than an API may have", () => {
  const routes = [...Array(150).keys()].map((at) => ({ ...hello, path: `/a${at}/b` }));
  expect(faultsOf({ routes, unknownPaths: "forbidden" })).toEqual([]);
  expect(faultsOf({ routes })).toEqual([
    "edge.restApi.routes makes 301 resources, one for each part of a path; give paths that make at most 300 resources in all",
  ]);
});

test("refuses authorizers that do not exist", () => {
  const routes = [
    { ...hello, authorizer: { kind: "cognito", token: "id" } },
    { ...hello, method: "PUT", authorizer: { kind: "lambda" } },
  ];
  expect(faultsOf({ routes }, { userPool: false })).toEqual([
    "edge.restApi.routes.0.authorizer requires a token on GET /hello without a user pool; give identity.userPool, or another authorizer",
    "edge.restApi.routes.1.authorizer is the request authorizer on PUT /hello without compute.functions.requestAuthorizer; give compute.functions.requestAuthorizer, or another authorizer",
  ]);
});

test("refuses a TOKEN authorizer whose function checks a header", () => {
  const routes = [{ ...hello, authorizer: { kind: "lambda" } }];
  const surroundings = { userPool: false, requestAuthorizer: "header" } as const;
  expect(faultsOf({ routes }, surroundings)).toEqual([
    'edge.restApi.requestAuthorizer is "TOKEN", which forwards nothing but a JWT, while compute.functions.requestAuthorizer checks a header; give "REQUEST"',
  ]);
  expect(faultsOf({ routes, requestAuthorizer: "REQUEST" }, surroundings)).toEqual([]);
});

test("finds no fault without a REST API", () => {
  expect(restApiFaults(undefined, { userPool: false })).toEqual([]);
});

test("converts a zod schema into the draft that API Gateway accepts", () => {
  const schema = z.strictObject({ name: z.string().max(64), price: z.number().positive().optional() });
  expect(requestBody(schema)).toEqual({
    $schema: "http://json-schema.org/draft-04/schema#",
    type: "object",
    properties: {
      name: { type: "string", maxLength: 64 },
      price: { type: "number", minimum: 0, exclusiveMinimum: true },
    },
    required: ["name"],
    additionalProperties: false,
  });
});
