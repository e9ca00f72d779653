import {
  cloudFrontFaults,
  cloudFrontSettings,
} from "../../../../../../stacks/environments/schema/edge/cloudfront/cloudfront";

const reason = "the reason of a departure";
const domain = { name: "app.example.com" };
const restApi = {
  domain: { publicName: "api.example.com", originName: "origin-api.example.com" },
  routes: [
    { path: "/orders/{id}", authorizer: { kind: "cognito" } },
    { path: "/docs/{page+}", authorizer: "none" as const },
  ],
};

/** What is wrong with the settings themselves. */
const misgiven = (given: object): readonly string[] => {
  const { error } = cloudFrontSettings.safeParse(given);
  return (error?.issues ?? []).map(({ path, message }) => `${path.map(String).join(".")}: ${message}`);
};

/** What is wrong with them among the edge's other settings. */
const faultsOf = (
  given: object,
  edge: Parameters<typeof cloudFrontFaults>[1] = { domain, restApi },
  region = "eu-west-1",
) =>
  cloudFrontFaults(cloudFrontSettings.parse(given), edge, region).map(
    ({ path, message }) => `${path.map(String).join(".")} ${message}`,
  );

test("by default caches nothing, in every price class, for every country, with an access log", () => {
  expect(cloudFrontSettings.parse({ web: {} })).toEqual({
    web: {
      certificate: "issued",
      cachedPaths: [],
      originShield: "off",
      readTimeoutSeconds: 30,
      errorPages: [],
      responseHeaders: { hstsSeconds: 31_536_000, frames: "DENY", referrer: "strict-origin-when-cross-origin" },
    },
    priceClass: "PriceClass_All",
    countries: "any",
    accessLogs: true,
    oldTls: false,
  });
  expect(faultsOf({ web: {}, restApi: {} })).toEqual([]);
  expect(cloudFrontFaults(undefined, {}, "eu-west-1")).toEqual([]);
});

test("accepts other values", () => {
  const given = {
    web: {
      certificate: "arn:aws:acm:us-east-1:111122223333:certificate/0a1b2c3d-0000-4000-8000-000000000000",
      cachedPaths: ["/static/*"],
      originShield: "nearest",
      errorPages: [{ status: 503, path: "/static/503.html" }],
      responseHeaders: { contentSecurityPolicy: "default-src 'self'", frames: { value: "SAMEORIGIN", reason } },
    },
    priceClass: "PriceClass_100",
    countries: { block: ["KP"] },
    accessLogs: { value: false, reason },
  };
  expect(misgiven(given)).toEqual([]);
  expect(faultsOf(given)).toEqual([]);
});

test.each([
  [
    { web: { certificate: "arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d-0000-4000-8000-000000000000" } },
    'web.certificate: give "issued", or the ARN of an ACM certificate of us-east-1: CloudFront accepts certificates of no other region',
  ],
  [{ web: { originShield: "mars-north-1" } }, /^web\.originShield: give "off", "nearest" or one of ap-northeast-1, /],
  [
    { web: { cachedPaths: ["static"] } },
    /^web\.cachedPaths\.0: give a path pattern such as \/static\/\*: begin the pattern with/,
  ],
  [{ web: { readTimeoutSeconds: 61 } }, "web.readTimeoutSeconds: give 1 to 60 seconds"],
  [
    { web: {}, countries: { allow: ["CH"], block: ["KP"] } },
    'countries: give "any", { allow: ["CH", …] } or { block: […] }, one of the two, with codes of ISO 3166-1 alpha-2',
  ],
  [{ web: {}, accessLogs: false }, "accessLogs: give true, or { value: false, reason }"],
  [{ web: {}, priceClass: "cheap" }, "priceClass: give one of PriceClass_100, PriceClass_200, PriceClass_All"],
])("refuses %j", (given, fault) => {
  const faults = misgiven(given);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(fault);
});

test("accepts a content security policy of as many characters as CloudFront keeps", () => {
  const policyOf = (characters: number) => ({
    web: { responseHeaders: { contentSecurityPolicy: "a".repeat(characters) } },
  });
  expect(misgiven(policyOf(1783))).toEqual([]);
  expect(misgiven(policyOf(1784))).toEqual([
    "web.responseHeaders.contentSecurityPolicy: give a content security policy, of at most 1,783 printable characters, such as default-src 'self'",
  ]);
});

test("needs at least one distribution", () => {
  expect(faultsOf({})).toEqual(["edge.cloudFront has no distribution; give web, restApi or httpApi, or leave it out"]);
  expect(faultsOf({ restApi: {}, oldTls: { reason } }, {})).toEqual([
    "edge.cloudFront.restApi is given without edge.restApi; give edge.restApi too, or leave it out",
  ]);
});

test("without a domain name old TLS is accepted, which is a departure; with domain names there is no departure", () => {
  const floor =
    "edge.cloudFront.web has no domain name of its own, and CloudFront's own certificate accepts TLS older than 1.2; give edge.domain, or edge.cloudFront.oldTls: { reason }";
  expect(faultsOf({ web: {} }, {})).toEqual([floor]);
  expect(faultsOf({ web: {}, oldTls: { reason } }, {})).toEqual([]);
  expect(faultsOf({ web: {}, oldTls: { reason } })).toEqual([
    "edge.cloudFront.oldTls is a departure while every distribution has a domain name; leave it out: no distribution accepts old TLS",
  ]);
});

test("refuses a name that is too long for a certificate of ACM", () => {
  const name = `${"a".repeat(53)}.example.com`;
  expect(faultsOf({ web: {} }, { domain: { name } })).toEqual([
    `edge.cloudFront.web.certificate is "issued" for "${name}"; give the ARN of a certificate of us-east-1: ACM issues no certificate for a name of more than 64 characters`,
  ]);
});

test("Origin Shield is in a region of AWS's table, and in front of cached paths", () => {
  const web = { cachedPaths: ["/static/*"], originShield: "nearest" };
  expect(faultsOf({ web }, { domain }, "us-west-1")).toEqual([]);
  expect(faultsOf({ web }, { domain }, "il-central-1")).toEqual([
    expect.stringMatching(
      /^edge\.cloudFront\.web\.originShield is "nearest", and AWS's table has no Origin Shield region for il-central-1; give/,
    ),
  ]);
  expect(faultsOf({ web: { originShield: "eu-west-1" } })).toEqual([
    'edge.cloudFront.web.originShield is "eu-west-1" while nothing is cached; leave it out, or give cachedPaths: Origin Shield would be paid for every request',
  ]);
});

test("an error page is cached, or CloudFront would request the page from the failing origin", () => {
  const twice = ["/a.html", "/b.html"].map((path) => ({ status: 503, path }));
  expect(faultsOf({ web: { cachedPaths: ["/*.html"], errorPages: twice } })).toEqual([
    "edge.cloudFront.web.errorPages has two pages for 503; give one page: CloudFront accepts one page for a status",
  ]);
  expect(misgiven({ web: { cachedPaths: ["/a", "/a"] } })).toEqual(["web.cachedPaths: give each path once"]);
  expect(faultsOf({ web: { errorPages: [{ status: 503, path: "/503.html" }] } })).toEqual([
    'edge.cloudFront.web.errorPages has "/503.html", which no path of cachedPaths covers; give a path of cachedPaths: CloudFront would request the error page from the origin that fails',
  ]);
});

test.each(["/orders/*", "/*", "/orders/?", "/o*"])("%s is not cached behind an authorizer", (cached) => {
  expect(faultsOf({ restApi: { cachedPaths: [cached] } })).toEqual([
    `edge.cloudFront.restApi.cachedPaths has "${cached}", which overlaps the route /orders/{id}; leave it out: the route has an authorizer, and one caller's answer must not go to the next caller`,
  ]);
});

test("a path that everybody may read is cached in front of an API too", () => {
  expect(faultsOf({ restApi: { cachedPaths: ["/docs/*"] } })).toEqual([]);
});

test("a path with other methods than GET and HEAD is not cached: CloudFront would refuse the other methods", () => {
  const routes = (...methods: string[]) =>
    methods.map((method) => ({ method, path: "/c/{id}", authorizer: "none" as const }));
  const given = { restApi: { cachedPaths: ["/c/*"] } };
  expect(faultsOf(given, { restApi: { ...restApi, routes: routes("GET", "HEAD") } })).toEqual([]);
  expect(faultsOf(given, { restApi: { ...restApi, routes: routes("GET", "POST") } })).toEqual([
    'edge.cloudFront.restApi.cachedPaths has "/c/*", which overlaps the route /c/{id} of POST; leave it out: CloudFront requests cached paths by GET and HEAD alone',
  ]);
});

test("a route behind CloudFront requires no signature, which covers the Host header", () => {
  const routes = [{ path: "/signed", authorizer: { kind: "iam" } }];
  expect(faultsOf({ restApi: {} }, { restApi: { ...restApi, routes } })).toEqual([
    "edge.cloudFront.restApi stands in front of the route /signed, which requires a signature; give the route another authorizer: a signature covers the Host header, and CloudFront replaces the Host header by the origin's name",
  ]);
});

test("a path that requires an API key is not cached, and one path requires no API key, for the rotation's test", () => {
  const routes = (...paths: string[]) => paths.map((path) => ({ path, apiKey: true, authorizer: "none" as const }));
  expect(
    faultsOf({ restApi: { cachedPaths: ["/p/*"] } }, { restApi: { ...restApi, routes: routes("/p/{id}") } }),
  ).toEqual([
    'edge.cloudFront.restApi.cachedPaths has "/p/*", which overlaps the route /p/{id}; leave it out: the route requires an API key, and CloudFront requests cached paths without the key',
  ]);
  expect(faultsOf({ restApi: {} }, { restApi: { ...restApi, routes: routes("/", "/{proxy+}") } })).toEqual([
    "edge.cloudFront.restApi stands in front of an API that requires an API key on every path; leave one path without a key, such as /: the header's rotation requests this path to see whether the firewall accepts the header",
  ]);
});

test("an API behind CloudFront is reached from the internet, by a name of its own, without mutual TLS", () => {
  expect(faultsOf({ restApi: {} }, { restApi: { ...restApi, endpoint: "private" } })).toEqual([
    'edge.cloudFront.restApi stands in front of a private API, which CloudFront cannot reach; give edge.restApi.endpoint: "regional"',
  ]);
  expect(faultsOf({ restApi: {} }, { restApi: { ...restApi, mutualTls: {} } })).toEqual([
    "edge.cloudFront.restApi stands in front of an API with mutual TLS, but CloudFront presents no client certificate; leave edge.restApi.mutualTls out",
  ]);
  expect(faultsOf({ restApi: {} }, { restApi: { ...restApi, domain: { publicName: "api.example.com" } } })).toEqual([
    'edge.restApi.domain.originName is missing; give a second name, such as origin-api.example.com: "api.example.com" then leads to CloudFront, and CloudFront needs another name for the API',
  ]);
});

describe("in front of the HTTP API", () => {
  const domain = { publicName: "http-api.example.com", originName: "origin-http-api.example.com" };
  const routes = [
    { path: "/secure/{id}", authorizer: { kind: "jwt" } },
    { path: "/status", authorizer: "none" as const },
  ];
  const faultsWith = (httpApi: object, api: object = { domain, routes }) =>
    faultsOf({ httpApi }, { httpApi: api as never });

  test("it has a web ACL of its own, and the API's second name is the origin's", () => {
    expect(faultsWith({ cachedPaths: ["/status"] })).toEqual([]);
    expect(faultsOf({ httpApi: {} }, {})[0]).toBe(
      "edge.cloudFront.httpApi is given without edge.httpApi; give edge.httpApi too, or leave it out",
    );
    expect(faultsWith({}, { domain: { publicName: "http-api.example.com" }, routes })).toEqual([
      'edge.httpApi.domain.originName is missing; give a second name, such as origin-http-api.example.com: "http-api.example.com" then leads to CloudFront, and CloudFront needs another name for the API',
    ]);
    expect(faultsWith({}, { routes })).toEqual([
      "edge.cloudFront.httpApi has no domain name of its own, and CloudFront's own certificate accepts TLS older than 1.2; give edge.httpApi.domain, or edge.cloudFront.oldTls: { reason }",
    ]);
  });

  test("nothing is cached behind an authorizer, and there is no mutual TLS", () => {
    expect(faultsWith({ cachedPaths: ["/secure/*"] })).toEqual([
      'edge.cloudFront.httpApi.cachedPaths has "/secure/*", which overlaps the route /secure/{id}; leave it out: the route has an authorizer, and one caller\'s answer must not go to the next caller',
    ]);
    expect(faultsWith({}, { domain, routes, mutualTls: {} })).toEqual([
      "edge.cloudFront.httpApi stands in front of an API with mutual TLS, but CloudFront presents no client certificate; leave edge.httpApi.mutualTls out",
    ]);
  });

  test("its web ACL is CloudFront's, without CAPTCHAs and challenges", () => {
    expect(
      faultsWith({
        waf: { pages: { captcha: ["/secure"] }, bodyInspectionLimits: { apiGateway: 64 } },
      }),
    ).toEqual([
      expect.stringMatching(/^edge\.cloudFront\.httpApi\.waf\.bodyInspectionLimits\.apiGateway is 64; /),
      'edge.cloudFront.httpApi.waf.pages.captcha is ["/secure"]; leave it empty: a program that calls an API cannot solve a captcha',
    ]);
  });
});
