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

test("caches nothing, everywhere, for everybody, with a record, where nothing is said", () => {
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

test("takes what is said instead", () => {
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
    'web.certificate: give "issued", or the ARN of an ACM certificate of us-east-1: CloudFront takes no other',
  ],
  [{ web: { originShield: "mars-north-1" } }, /^web\.originShield: give "off", "nearest" or one of ap-northeast-1, /],
  [
    { web: { cachedPaths: ["static"] } },
    /^web\.cachedPaths\.0: give a path pattern such as \/static\/\*: begin it with/,
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

test("takes a content security policy of as many characters as CloudFront keeps", () => {
  const policyOf = (characters: number) => ({
    web: { responseHeaders: { contentSecurityPolicy: "a".repeat(characters) } },
  });
  expect(misgiven(policyOf(1783))).toEqual([]);
  expect(misgiven(policyOf(1784))).toEqual([
    "web.responseHeaders.contentSecurityPolicy: give a content security policy, of at most 1,783 printable characters, such as default-src 'self'",
  ]);
});

test("stands in front of something", () => {
  expect(faultsOf({})).toEqual(["edge.cloudFront has no distribution; give web, restApi or httpApi, or leave it out"]);
  expect(faultsOf({ restApi: {}, oldTls: { reason } }, {})).toEqual([
    "edge.cloudFront.restApi stands in front of nothing; give edge.restApi too, or leave it out",
  ]);
});

test("without a name there is no floor of TLS, which is a departure; with names it is none", () => {
  const floor =
    "edge.cloudFront.web has no name of its own, so that CloudFront's certificate would accept TLS older than 1.2; give edge.domain, or edge.cloudFront.oldTls: { reason }";
  expect(faultsOf({ web: {} }, {})).toEqual([floor]);
  expect(faultsOf({ web: {}, oldTls: { reason } }, {})).toEqual([]);
  expect(faultsOf({ web: {}, oldTls: { reason } })).toEqual([
    "edge.cloudFront.oldTls is a departure while every distribution has a name; leave it out, since none accepts old TLS",
  ]);
});

test("ACM issues no certificate for a name that is too long", () => {
  const name = `${"a".repeat(53)}.example.com`;
  expect(faultsOf({ web: {} }, { domain: { name } })).toEqual([
    `edge.cloudFront.web.certificate is "issued" for "${name}"; give the ARN of a certificate of us-east-1: ACM issues none for a name of more than 64 characters`,
  ]);
});

test("Origin Shield stands where AWS says, and in front of what is cached", () => {
  const web = { cachedPaths: ["/static/*"], originShield: "nearest" };
  expect(faultsOf({ web }, { domain }, "us-west-1")).toEqual([]);
  expect(faultsOf({ web }, { domain }, "il-central-1")).toEqual([
    expect.stringMatching(
      /^edge\.cloudFront\.web\.originShield is "nearest", and AWS's table has no region for il-central-1; give/,
    ),
  ]);
  expect(faultsOf({ web: { originShield: "eu-west-1" } })).toEqual([
    'edge.cloudFront.web.originShield is "eu-west-1" while nothing is cached; leave it out, or give cachedPaths: each request would be one more that is paid',
  ]);
});

test("a page of errors is cached, or it would be asked of what fails", () => {
  const twice = ["/a.html", "/b.html"].map((path) => ({ status: 503, path }));
  expect(faultsOf({ web: { cachedPaths: ["/*.html"], errorPages: twice } })).toEqual([
    "edge.cloudFront.web.errorPages has two pages for 503; give one: CloudFront takes one response for an error",
  ]);
  expect(misgiven({ web: { cachedPaths: ["/a", "/a"] } })).toEqual(["web.cachedPaths: give each path once"]);
  expect(faultsOf({ web: { errorPages: [{ status: 503, path: "/503.html" }] } })).toEqual([
    'edge.cloudFront.web.errorPages has "/503.html", which is under none of cachedPaths; an origin that fails would be asked for it',
  ]);
});

test.each(["/orders/*", "/*", "/orders/?", "/o*"])("%s is not cached where an authorizer stands", (cached) => {
  expect(faultsOf({ restApi: { cachedPaths: [cached] } })).toEqual([
    `edge.cloudFront.restApi.cachedPaths has "${cached}", which is the route /orders/{id} too; leave it out: an authorizer stands there, and what one caller gets is not for the next`,
  ]);
});

test("what everybody may read is cached in front of an API too", () => {
  expect(faultsOf({ restApi: { cachedPaths: ["/docs/*"] } })).toEqual([]);
});

test("a path that is not read alone is not cached: CloudFront would refuse the rest", () => {
  const routes = (...methods: string[]) =>
    methods.map((method) => ({ method, path: "/c/{id}", authorizer: "none" as const }));
  const given = { restApi: { cachedPaths: ["/c/*"] } };
  expect(faultsOf(given, { restApi: { ...restApi, routes: routes("GET", "HEAD") } })).toEqual([]);
  expect(faultsOf(given, { restApi: { ...restApi, routes: routes("GET", "POST") } })).toEqual([
    'edge.cloudFront.restApi.cachedPaths has "/c/*", which is the route /c/{id} of POST too; leave it out: what is cached is asked for by GET and HEAD alone',
  ]);
});

test("a route in front of which it stands asks for no signature, which is of the host's name", () => {
  const routes = [{ path: "/signed", authorizer: { kind: "iam" } }];
  expect(faultsOf({ restApi: {} }, { restApi: { ...restApi, routes } })).toEqual([
    "edge.cloudFront.restApi stands in front of the route /signed, which asks for a signature; give it another authorizer: a signature is of the host's name too, and CloudFront puts the origin's in its place",
  ]);
});

test("a path that asks for an API key is not cached, and one asks for none, by which a rotation sees the firewall", () => {
  const routes = (...paths: string[]) => paths.map((path) => ({ path, apiKey: true, authorizer: "none" as const }));
  expect(
    faultsOf({ restApi: { cachedPaths: ["/p/*"] } }, { restApi: { ...restApi, routes: routes("/p/{id}") } }),
  ).toEqual([
    'edge.cloudFront.restApi.cachedPaths has "/p/*", which is the route /p/{id} too; leave it out: it asks for an API key, and what is cached is asked for without',
  ]);
  expect(faultsOf({ restApi: {} }, { restApi: { ...restApi, routes: routes("/", "/{proxy+}") } })).toEqual([
    "edge.cloudFront.restApi stands in front of an API that asks for a key on every path; leave one without, such as /, by which the rotation of its header sees whether the firewall lets it through",
  ]);
});

test("an API in front of which it stands is reached from the internet, by a name of its own, without a client's certificate", () => {
  expect(faultsOf({ restApi: {} }, { restApi: { ...restApi, endpoint: "private" } })).toEqual([
    'edge.cloudFront.restApi stands in front of a private API, which CloudFront cannot reach; give endpoint: "regional"',
  ]);
  expect(faultsOf({ restApi: {} }, { restApi: { ...restApi, mutualTls: {} } })).toEqual([
    "edge.cloudFront.restApi stands in front of an API that asks clients for a certificate, and has none to show; leave out edge.restApi.mutualTls",
  ]);
  expect(faultsOf({ restApi: {} }, { restApi: { ...restApi, domain: { publicName: "api.example.com" } } })).toEqual([
    'edge.restApi.domain.originName is missing; give a second name, such as origin-api.example.com: CloudFront takes "api.example.com" over, and one name cannot be both',
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

  test("it has a web ACL of its own, and one name of the API's is the origin's", () => {
    expect(faultsWith({ cachedPaths: ["/status"] })).toEqual([]);
    expect(faultsOf({ httpApi: {} }, {})[0]).toBe(
      "edge.cloudFront.httpApi stands in front of nothing; give edge.httpApi too, or leave it out",
    );
    expect(faultsWith({}, { domain: { publicName: "http-api.example.com" }, routes })).toEqual([
      'edge.httpApi.domain.originName is missing; give a second name, such as origin-http-api.example.com: CloudFront takes "http-api.example.com" over, and one name cannot be both',
    ]);
    expect(faultsWith({}, { routes })).toEqual([
      "edge.cloudFront.httpApi has no name of its own, so that CloudFront's certificate would accept TLS older than 1.2; give edge.httpApi.domain, or edge.cloudFront.oldTls: { reason }",
    ]);
  });

  test("nothing is cached where an authorizer stands, and no client's certificate is asked for", () => {
    expect(faultsWith({ cachedPaths: ["/secure/*"] })).toEqual([
      'edge.cloudFront.httpApi.cachedPaths has "/secure/*", which is the route /secure/{id} too; leave it out: an authorizer stands there, and what one caller gets is not for the next',
    ]);
    expect(faultsWith({}, { domain, routes, mutualTls: {} })).toEqual([
      "edge.cloudFront.httpApi stands in front of an API that asks clients for a certificate, and has none to show; leave out edge.httpApi.mutualTls",
    ]);
  });

  test("its web ACL is CloudFront's, and asks programs nothing that they cannot answer", () => {
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
