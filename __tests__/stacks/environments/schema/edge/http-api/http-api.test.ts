import type { EnvironmentRecord } from "../../../../../../stacks/environments/schema/environment";
import { functionNames } from "../../../../../../stacks/environments/schema/edge/http-api/route";
import { apiScopes } from "../../../../../../stacks/environments/api-scopes";
import { checkEnvironments } from "../../../../../../stacks/environments/check";
import { prod } from "../../../../../support/example-records/prod";
import {
  httpApiFaults,
  httpApiSettings,
  httpApiTokenFaults,
} from "../../../../../../stacks/environments/schema/edge/http-api/http-api";
import type { Fault } from "../../../../../../stacks/environments/schema/shared/fault";
import { today } from "../../../../../support/today";

const scopes = Object.keys(apiScopes).join(", ");

const secure = { method: "GET", path: "/secure", function: "secureApi", authorizer: { kind: "jwt", token: "any" } };
const reason = "the reason of a departure";

/** What is wrong with an HTTP API's settings while nobody issues tokens, without the words that begin each sentence. */
const faultsOf = (httpApi: object): readonly string[] => {
  try {
    const edge = { ...prod.edge, httpApi } as EnvironmentRecord["edge"];
    checkEnvironments({ prod: { ...prod, edge } }, today);
    return [];
  } catch (error) {
    const { faults } = error as { faults: readonly string[] };
    return faults
      .map((fault) => fault.replace("environments.prod.edge.httpApi", "httpApi"))
      .filter((fault) => !/^environments|^httpApi has routes that ask/.test(fault));
  }
};
const routeFaultsOf = (route: object) => faultsOf({ routes: [{ ...secure, ...route }] });

/** What is wrong with it among an environment's other settings. */
const faultsAmong = (given: object, region = "eu-west-1") =>
  httpApiFaults(httpApiSettings.parse({ routes: [secure], ...given }), region).map(sentence);
const tokenFaultsOf = (given: object, poolClients?: readonly string[]) =>
  httpApiTokenFaults(httpApiSettings.parse({ routes: [secure], ...given }), poolClients).map(sentence);
const sentence = ({ path, message }: Fault) => `${path.map(String).join(".")} ${message}`;

test("is secure by default: a token on each route, a limit, an access log", () => {
  expect(httpApiSettings.parse({ routes: [secure] })).toEqual({
    routes: [secure],
    throttle: { ratePerSecond: 100, burst: 50 },
    detailedMetrics: true,
    accessLogs: true,
  });
});

test("accepts other values", () => {
  const given = {
    routes: [
      { ...secure, authorizer: { kind: "jwt", scopes: ["read"] }, throttle: { ratePerSecond: 1, burst: 2 } },
      { method: "POST", path: "/items/{id}/{rest+}", function: "hello", authorizer: { value: "none", reason } },
    ],
    clients: ["web"],
    throttle: { burst: 5 },
    cors: { origins: ["https://app.example.com", "https://localhost:8443"] },
    domain: { publicName: "api.example.com", hostedZoneId: "Z0123456789EXAMPLE", certificate: "issued" },
    mutualTls: { caBundle: "trust/clients.pem" },
    accessLogs: { value: false, reason },
  };
  expect(faultsOf(given)).toEqual([]);
  expect(faultsAmong(given)).toEqual([]);
  expect(tokenFaultsOf(given, ["web"])).toEqual([]);
  expect(httpApiSettings.parse(given)).toMatchObject({
    routes: [{ authorizer: { kind: "jwt", scopes: ["read"] } }, { authorizer: "none" }],
    throttle: { ratePerSecond: 100, burst: 5 },
    cors: { credentials: false, headers: ["authorization", "content-type"], exposedHeaders: [], maxAgeSeconds: 3600 },
    accessLogs: false,
  });
});

describe("a route", () => {
  const pathRule =
    "give a path such as /items/{id}: parts of letters, digits and . _ ~ -, parameters in braces, {rest+} at the end alone";

  test.each([
    "",
    "secure",
    "//",
    "/secure/",
    "/a b",
    "/a?b",
    "/..",
    "/a/./b",
    "/a{id}",
    "/{}",
    "/{1d}",
    "/{rest+}/a",
    "/{rest+}/",
  ])("does not have the path %p", (path) => {
    expect(routeFaultsOf({ path })).toEqual([`httpApi.routes.0.path is ${JSON.stringify(path)}; ${pathRule}`]);
  });

  test.each(["/", "/secure", "/items/{id}", "/items/{id}/parts/{part}", "/{rest+}", "/.well-known/x", "/A_b~c-d"])(
    "may have the path %p",
    (path) => {
      expect(routeFaultsOf({ path })).toEqual([]);
    },
  );

  test("is not $default, which would answer every other path", () => {
    expect(routeFaultsOf({ path: "$default" })).toEqual([
      'httpApi.routes.0.path is "$default"; give each path: a "$default" route would answer every path and method that has no route of its own',
    ]);
  });

  test.each(["/ping", "/sping"])("is not %s, which API Gateway answers itself", (path) => {
    expect(faultsAmong({ routes: [{ ...secure, path }] })).toEqual([
      `edge.httpApi.routes.0.path is "${path}"; give another path: API Gateway answers /ping and /sping itself (API Gateway Developer Guide, "Important notes")`,
    ]);
  });

  test("has a path that is short enough for the id of its permission", () => {
    const path = (letters: number) => `/${"a".repeat(letters)}`;
    expect(faultsAmong({ routes: [{ ...secure, path: path(91) }] })).toEqual([]);
    expect(faultsAmong({ routes: [{ ...secure, path: path(92) }] })).toEqual([
      `edge.httpApi.routes.0.path is "${path(92)}"; give a shorter path: the permission to call secureApi would have the id http-get-${path(92).slice(1)}, and Lambda accepts 100 characters`,
    ]);
  });

  test("names each parameter once", () => {
    expect(faultsAmong({ routes: [{ ...secure, path: "/a/{id}/b/{id}" }] })).toEqual([
      'edge.httpApi.routes.0.path is "/a/{id}/b/{id}"; give each parameter a name of its own',
    ]);
  });

  test.each(["ANY", "OPTIONS", "get", undefined])("does not have the method %p", (method) => {
    const given = method === undefined ? "missing" : JSON.stringify(method);
    expect(routeFaultsOf({ method })).toEqual([
      `httpApi.routes.0.method is ${given}; give one of GET, HEAD, POST, PUT, PATCH, DELETE: ANY would need a permission for every method, and cors answers OPTIONS`,
    ]);
  });

  test("is answered by a function of the environment", () => {
    expect(routeFaultsOf({ function: "other" })).toEqual([
      `httpApi.routes.0.function is "other"; give one of ${functionNames.join(", ")}`,
    ]);
  });

  test.each([
    ["/a-b", "/a_b", "get_a_b"],
    ["/a/b", "/a.b", "get_a_b"],
    ["/", "/root", "get_root"],
    ["/items/{id}", "/items/by/id", "get_items_by_id"],
  ])("has its own Terraform address: %s and %s share one", (first, second, address) => {
    const routes = [
      { ...secure, path: first },
      { ...secure, path: "/between" },
      { ...secure, path: second },
    ];
    expect(faultsAmong({ routes })).toEqual([
      `edge.httpApi.routes.2.path is "${second}", whose Terraform address ${address} belongs to edge.httpApi.routes.0.path, "${first}", already; give paths whose words differ: in an address {id} becomes by_id, / alone becomes root, and other characters than letters and digits only separate words`,
    ]);
    expect(
      faultsAmong({ routes: routes.map((route, index) => ({ ...route, method: index === 0 ? "POST" : "GET" })) }),
    ).toEqual([]);
  });

  const authorizerRule = `give { kind: "jwt", scopes: [one or more of ${scopes}] }, { kind: "jwt", token: "any" }, or { value: "none", reason }`;

  test.each([
    [undefined, `authorizer is missing; ${authorizerRule}`],
    ["none", `authorizer is "none"; ${authorizerRule}`],
    [{ kind: "cognito" }, `authorizer is {"kind":"cognito"}; ${authorizerRule}`],
    [{ value: "none" }, `authorizer is {"value":"none"}; ${authorizerRule}`],
    [
      { value: "none", reason: "short" },
      'authorizer.reason is "short"; a departure is { reason: "at least ten characters", until?: "YYYY-MM-DD" }',
    ],
    [{ kind: "jwt", scopes: [] }, `authorizer.scopes is []; give one or more of ${scopes}, each once`],
    [
      { kind: "jwt", scopes: ["read", "read"] },
      `authorizer.scopes is ["read","read"]; give one or more of ${scopes}, each once`,
    ],
  ])("refuses the authorizer %j", (authorizer, fault) => {
    expect(routeFaultsOf({ authorizer })).toEqual([`httpApi.routes.0.${fault}`]);
  });

  test("says whether a token needs a scope", () => {
    const bare = { ...secure, authorizer: { kind: "jwt" } };
    const both = { ...bare, path: "/both", authorizer: { kind: "jwt", scopes: ["read"], token: "any" } };
    expect(faultsAmong({ routes: [bare, both] })).toEqual([
      `edge.httpApi.routes.0.authorizer is {"kind":"jwt"}; ${authorizerRule}`,
      `edge.httpApi.routes.1.authorizer is {"kind":"jwt","scopes":["read"],"token":"any"}; ${authorizerRule}`,
    ]);
  });

  test("requires no scope that tokens cannot have", () => {
    const [fault, ...others] = routeFaultsOf({ authorizer: { kind: "jwt", scopes: ["delete"] } });
    expect(fault).toMatch(/^httpApi\.routes\.0\.authorizer.* is .*"delete".*; give /);
    expect(fault).toContain(`one or more of ${scopes}`);
    expect(others).toEqual([]);
  });

  test.each([
    [{ ratePerSecond: 0, burst: 1 }, "ratePerSecond is 0; give 1 to 10,000 requests a second"],
    [{ ratePerSecond: 10_001, burst: 1 }, "ratePerSecond is 10001; give 1 to 10,000 requests a second"],
    [{ ratePerSecond: 1, burst: 0 }, "burst is 0; give 1 to 5,000 requests"],
    [{ ratePerSecond: 1, burst: 1.5 }, "burst is 1.5; give 1 to 5,000 requests"],
    [{ ratePerSecond: 1 }, "burst is missing; give 1 to 5,000 requests"],
  ])("is not limited by %j", (throttle, fault) => {
    expect(routeFaultsOf({ throttle })).toEqual([`httpApi.routes.0.throttle.${fault}`]);
  });

  test.each([
    ["apiKey", "an HTTP API has no API keys: leave apiKey out, or move the route to edge.restApi"],
    ["query", "an HTTP API validates no parameters: check them in the function, or move the route to edge.restApi"],
    ["headers", "an HTTP API validates no headers: check them in the function, or move the route to edge.restApi"],
    ["body", "an HTTP API validates no bodies: check them in the function, or move the route to edge.restApi"],
    [
      "contentTypes",
      "an HTTP API refuses no content type: check the content type in the function, or move the route to edge.restApi",
    ],
    [
      "integration",
      'an HTTP API has no mock and no templates: give function: "hello", or move the route to edge.restApi',
    ],
  ])("cannot have %s, and names the alternative", (key, instead) => {
    expect(routeFaultsOf({ [key]: true })).toEqual([`httpApi.routes.0.${key} is true; ${instead}`]);
  });
});

test.each([
  [[secure, secure], "GET /secure", "GET /secure"],
  [
    [
      { ...secure, path: "/items/{id}" },
      { ...secure, path: "/items/{item}" },
    ],
    "GET /items/{item}",
    "GET /items/{id}",
  ],
])("two routes do not share a method and path: %#", (routes, second, first) => {
  expect(faultsAmong({ routes })).toEqual([
    `edge.httpApi.routes.1 is "${second}", the same route as "${first}"; give each method and path once: names of parameters make no difference`,
  ]);
});

test("an environment reports faults between its settings", () => {
  expect(faultsOf({ routes: [secure, secure] })).toEqual([
    'httpApi.routes.1 is "GET /secure", the same route as "GET /secure"; give each method and path once: names of parameters make no difference',
  ]);
});

test("one path may have several methods, and a parameter beside a word or beside {rest+}", () => {
  const routes = ["/items", "/items/new", "/items/{id}", "/items/{rest+}"].flatMap((path) => [
    { ...secure, path },
    { ...secure, path, method: "POST" },
  ]);
  expect(faultsAmong({ routes })).toEqual([]);
});

test.each([[[]], [Array.from({ length: 301 }, (_, index) => ({ ...secure, path: `/${index}` }))]])(
  "has 1 to 300 routes: %#",
  (routes) => {
    const [fault, ...others] = faultsOf({ routes });
    expect(fault).toMatch(/^httpApi\.routes is \[.*; give 1 to 300 routes, as \{ method, path, function \}$/);
    expect(others).toEqual([]);
  },
);

test.each([
  [
    "waf",
    "AWS WAF cannot protect an HTTP API: give edge.cloudFront.httpApi, whose waf protects the distribution, or use edge.restApi",
  ],
  [
    "resourcePolicy",
    "an HTTP API has no resource policy: use edge.restApi, or mutualTls to accept known clients alone",
  ],
  ["usagePlan", "an HTTP API has no usage plans: use edge.restApi, or throttle, a limit on all callers together"],
  ["apiKey", "an HTTP API has no API keys: use edge.restApi, or a client of kind machine for each caller"],
  ["endpoint", "an HTTP API is regional and public: use edge.restApi, which can be PRIVATE"],
  ["validation", "an HTTP API validates no request: validate the request in the function, or use edge.restApi"],
  ["tracing", "an HTTP API sends no traces to X-Ray: the functions do, or use edge.restApi"],
])("cannot have %s, and names the alternative", (key, instead) => {
  expect(faultsOf({ routes: [secure], [key]: "x" })).toEqual([`httpApi.${key} is "x"; ${instead}`]);
});

describe("clients", () => {
  test.each([[[]], [["web", "web"]]])("are not %j", (clients) => {
    expect(faultsOf({ routes: [secure], clients })).toEqual([
      `httpApi.clients is ${JSON.stringify(clients)}; give one or more of web, server, machine, legacyImplicit, passwordSignIn, each once`,
    ]);
  });

  test("are those of the user pool", () => {
    expect(tokenFaultsOf({ clients: ["web", "server"] }, ["web", "machine"])).toEqual([
      'edge.httpApi.clients is ["web","server"]; the user pool has no client server: give clients of identity.userPool.clients',
    ]);
  });

  test("are all clients of the user pool by default", () => {
    expect(tokenFaultsOf({}, ["web"])).toEqual([]);
    expect(tokenFaultsOf({ clients: ["web"] }, ["web", "machine"])).toEqual([]);
  });

  test("come from a user pool, unless no route requires a token", () => {
    expect(tokenFaultsOf({})).toEqual([
      "edge.httpApi has routes that require a token without identity.userPool; give identity.userPool, which issues tokens",
    ]);
    const open = { ...secure, authorizer: { value: "none", reason } };
    expect(tokenFaultsOf({ routes: [open] })).toEqual([]);
  });
});

describe("CORS", () => {
  const corsFaultsOf = (cors: object) => faultsOf({ routes: [secure], cors });

  test.each([
    "https://app.example.com/",
    "https://app.example.com/app",
    "http://app.example.com",
    "https://*.example.com",
    "https://App.example.com",
    "app.example.com",
    "https://",
    "*",
    "null",
  ])("does not admit %s", (origin) => {
    expect(corsFaultsOf({ origins: [origin] })).toEqual([
      `httpApi.cors.origins.0 is "${origin}"; give an https origin in lower case, without a path: https://app.example.com`,
    ]);
  });

  test("names each origin once", () => {
    const origins = ["https://app.example.com", "https://app.example.com"];
    expect(corsFaultsOf({ origins })).toEqual([
      `httpApi.cors.origins is ${JSON.stringify(origins)}; give https origins without a path, each once, such as ["https://app.example.com"], or { value: "*", reason } for every origin`,
    ]);
  });

  test("admits every page only by a departure, and never with credentials", () => {
    expect(corsFaultsOf({ origins: "*" })).toEqual([
      'httpApi.cors.origins is "*"; give https origins without a path, each once, such as ["https://app.example.com"], or { value: "*", reason } for every origin',
    ]);
    const origins = { value: "*", reason };
    expect(faultsAmong({ cors: { origins } })).toEqual([]);
    expect(faultsAmong({ cors: { origins, credentials: true } })).toEqual([
      'edge.httpApi.cors.credentials is true while origins is "*"; name the origins, or leave credentials out: both together let every website act as the signed-in user',
    ]);
    expect(faultsAmong({ cors: { origins: ["https://app.example.com"], credentials: true } })).toEqual([]);
  });

  test.each([
    [{ credentials: "yes" }, 'credentials is "yes"; give true or false'],
    [{ headers: ["X-Trace"] }, 'headers.0 is "X-Trace"; give the name of a header in lower case, such as x-request-id'],
    [
      { exposedHeaders: ["*, x"] },
      'exposedHeaders.0 is "*, x"; give the name of a header in lower case, such as x-request-id',
    ],
    [{ maxAgeSeconds: 86_401 }, "maxAgeSeconds is 86401; give 0 to 86,400 seconds"],
    [{ maxAgeSeconds: -1 }, "maxAgeSeconds is -1; give 0 to 86,400 seconds"],
  ])("is checked: %j", (given, fault) => {
    expect(corsFaultsOf({ origins: ["https://app.example.com"], ...given })).toEqual([`httpApi.cors.${fault}`]);
  });
});

describe("a limit", () => {
  test.each([
    [{ ratePerSecond: 0 }, "ratePerSecond is 0; give 1 to 10,000 requests a second"],
    [{ burst: 5_001 }, "burst is 5001; give 1 to 5,000 requests"],
  ])("is not %j", (throttle, fault) => {
    expect(faultsOf({ routes: [secure], throttle })).toEqual([`httpApi.throttle.${fault}`]);
  });
});

describe("a domain", () => {
  const domain = { publicName: "api.example.com", hostedZoneId: "Z0123456789EXAMPLE", certificate: "issued" };
  const mutualTls = { caBundle: "trust/clients.pem" };

  test("has no name that is too long for a certificate of ACM", () => {
    const long = `${"a".repeat(61)}.com`;
    expect(faultsAmong({ domain: { ...domain, publicName: long, originName: `o.${domain.publicName}` } })).toEqual([
      `edge.httpApi.domain.publicName is "${long}"; give at most 64 characters, or the ARN of a certificate: ACM issues no certificate for a longer name`,
    ]);
  });

  test("has an ownership certificate only for mutual TLS with a certificate that ACM has not issued", () => {
    const arn = (region: string) =>
      `arn:aws:acm:${region}:123456789012:certificate/12345678-1234-1234-1234-123456789012`;
    const ownershipCertificate = arn("eu-west-1");
    const given = { ...domain, certificate: ownershipCertificate, ownershipCertificate };
    expect(faultsAmong({ domain: given, mutualTls })).toEqual([]);
    const idle = `edge.httpApi.domain.ownershipCertificate is "${ownershipCertificate}"; leave it out: an ownership certificate is for mutual TLS with a certificate that ACM has not issued`;
    expect(faultsAmong({ domain: given })).toEqual([idle]);
    expect(faultsAmong({ domain: { ...domain, ownershipCertificate }, mutualTls })).toEqual([idle]);
    const elsewhere = { ...given, ownershipCertificate: arn("us-east-1") };
    expect(faultsAmong({ domain: elsewhere, mutualTls })).toEqual([
      `edge.httpApi.domain.ownershipCertificate is "${arn("us-east-1")}"; give a certificate of eu-west-1, where the API is`,
    ]);
  });

  test("has a certificate of its own region", () => {
    const certificate = "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012";
    expect(faultsAmong({ domain: { ...domain, certificate } })).toEqual([
      `edge.httpApi.domain.certificate is "${certificate}"; give a certificate of eu-west-1, where the API is`,
    ]);
    expect(faultsAmong({ domain: { ...domain, certificate } }, "us-east-1")).toEqual([]);
  });

  test.each([
    [{ publicName: "API.example.com" }, "publicName", "give a domain name in lower case, such as api.example.com"],
    [{ originName: "*.example.com" }, "originName", "give a domain name in lower case, such as api.example.com"],
    [{ hostedZoneId: "example.com" }, "hostedZoneId", "give the id of the Route 53 hosted zone that holds the names"],
    [{ certificate: "mine" }, "certificate", 'give "issued", or the ARN of an ACM certificate'],
  ])("is checked: %j", (given, key, rule) => {
    expect(faultsOf({ routes: [secure], domain: { ...domain, ...given } })).toEqual([
      `httpApi.domain.${key} is ${JSON.stringify(Object.values(given)[0])}; ${rule}`,
    ]);
  });

  test("is needed for mutual TLS, which the default endpoint does not have, and then has no second name", () => {
    expect(faultsAmong({ mutualTls })).toEqual([
      'edge.httpApi.mutualTls is {"caBundle":"trust/clients.pem"} without edge.httpApi.domain; give a domain too: the default execute-api endpoint has no mutual TLS, and has to be off',
    ]);
    expect(faultsAmong({ mutualTls, domain: { ...domain, originName: "origin-api.example.com" } })).toEqual([
      'edge.httpApi.domain.originName is "origin-api.example.com" while mutualTls is given; leave it out: CloudFront presents no client certificate, so a name for CloudFront would bypass mutual TLS',
    ]);
  });

  test.each(["", "/etc/ssl/clients.pem", "clients.key"])("refuses the CA bundle %p", (caBundle) => {
    expect(faultsOf({ routes: [secure], domain, mutualTls: { caBundle } })).toEqual([
      `httpApi.mutualTls.caBundle is "${caBundle}"; give the path of a .pem file with CA certificates, relative to the repository`,
    ]);
  });
});

test("access logs are turned off only by a departure", () => {
  expect(faultsOf({ routes: [secure], accessLogs: false })).toEqual([
    "httpApi.accessLogs is false; give true, or { value: false, reason }",
  ]);
});
