import { checkEnvironments } from "../../../../../../stacks/environments/check";
import { merge } from "../../../../../../stacks/environments/tree";
import type { EnvironmentRecord } from "../../../../../../stacks/environments/schema/environment";
import { apisAtPaths } from "../../../../../support/records";
import { today } from "../../../../../support/today";

type Tree = Readonly<Record<string, unknown>>;

function without(tree: Tree, [key = "", ...rest]: readonly string[]): Tree {
  const { [key]: inner, ...others } = tree;
  return rest.length === 0 ? others : { ...others, [key]: without(inner as Tree, rest) };
}

/**
 * What is wrong with the record of both APIs at paths, with something else said of its edge.
 *
 * @param left what is not said at all: `edge.restApi.domain`
 */
function faultsOf(edge: object, whole: object = {}, ...left: readonly string[]): readonly string[] {
  const given = merge(merge(apisAtPaths, { edge }), whole) as Tree;
  const record = left.reduce((tree, place) => without(tree, place.split(".")), given);
  try {
    checkEnvironments({ it: record as EnvironmentRecord }, today);
    return [];
  } catch (error) {
    return (error as { faults: readonly string[] }).faults.map((fault) => fault.replace("environments.it.edge.", ""));
  }
}

const reason = "the reason of a departure";
const open = { value: "none", reason } as const;
const restRoute = (path: string, more: object = {}) => ({
  method: "GET",
  path,
  integration: { kind: "mock", status: 200 },
  authorizer: open,
  ...more,
});
const httpRoute = (path: string) => ({ method: "GET", path, function: "secureApi", authorizer: open });
const web = (given: object) => ({ cloudFront: { web: given } });
const rest = (...paths: string[]) => ({
  restApi: { routes: paths.map((path) => restRoute(path)) },
  cloudFront: { web: { restApi: { cachedPaths: [], originShield: "off" } } },
});
const http = (...paths: string[]) => ({ httpApi: { routes: paths.map(httpRoute) } });

test("one API or both may be at paths of the web application", () => {
  expect(faultsOf({})).toEqual([]);
  expect(faultsOf({}, {}, "edge.httpApi", "edge.cloudFront.web.httpApi", "compute.functions.secureApi")).toEqual([]);
  expect(faultsOf({}, {}, "edge.restApi", "edge.cloudFront.web.restApi")).toEqual([]);
});

test("an API has a distribution of its own or paths of the web application, and not both", () => {
  expect(faultsOf({ cloudFront: { restApi: {} } })).toContain(
    "cloudFront.web.restApi is given beside edge.cloudFront.restApi; leave one of the two out: an API is either at paths of the web application, or has a distribution of its own",
  );
});

test("CloudFront requests an API at paths by publicName, so that originName is refused", () => {
  expect(faultsOf({ restApi: { domain: { originName: "origin-2.example.com" } } })).toEqual([
    'restApi.domain.originName is "origin-2.example.com" with edge.cloudFront.web.restApi; leave it out: viewers call the API by the web application\'s name, and CloudFront calls the API by publicName, "origin-api.example.com"',
  ]);
  expect(faultsOf({}, {}, "edge.restApi.domain", "edge.httpApi.domain")).toEqual([]);
  expect(faultsOf({ restApi: { domain: { publicName: "app.example.com" } } })).toContain(
    'restApi.domain.publicName is "app.example.com", the same as edge.domain.name; give each setting its own name',
  );
});

test("a route's path is no longer than a pattern of CloudFront's", () => {
  const path = (characters: number) => `/${"a".repeat(characters - 1)}`;
  expect(faultsOf(rest(path(255)))).toEqual([]);
  const [fault, ...others] = faultsOf(rest(path(256)));
  expect(others).toEqual([]);
  expect(fault).toMatch(/^restApi\.routes\.0\.path is "\/aaa/);
  expect(fault).toContain(
    ", a pattern of 256 characters with edge.cloudFront.web.restApi; give at most 255, or give the API a distribution of its own, edge.cloudFront.restApi",
  );
});

test.each([
  [
    "a signature",
    { routes: [restRoute("/signed", { authorizer: { kind: "iam" } })] },
    /^cloudFront\.web\.restApi stands in front of the route \/signed, which requires a signature; /,
  ],
  [
    "a client's certificate",
    { mutualTls: { caBundle: "clients.pem" } },
    /^cloudFront\.web\.restApi stands in front of an API with mutual TLS, /,
  ],
  ["a way from the VPC alone", { endpoint: "private" }, /^cloudFront\.web\.restApi stands in front of a private API/],
])("an API that requires %s can neither be at paths nor behind a distribution of its own", (_, restApi, fault) => {
  const cachedPaths = { cloudFront: { web: { restApi: { cachedPaths: [], originShield: "off" } } } };
  expect(
    faultsOf({ restApi, ...cachedPaths }, { network: { executeApiEndpoint: { privateDns: false } } }),
  ).toContainEqual(expect.stringMatching(fault));
});

test("an API that does not exist is at no path", () => {
  expect(faultsOf({}, {}, "edge.restApi")).toContain(
    "cloudFront.web.restApi is given without edge.restApi; give edge.restApi too, or leave it out",
  );
});

describe("each path has one target:", () => {
  test.each([
    ["/", '"/",'],
    ["/{proxy+}", '"/{proxy+}", CloudFront\'s pattern /*,'],
    ["/{tenant}", '"/{tenant}", CloudFront\'s pattern /*,'],
  ])("%s is the web application's", (path, told) => {
    expect(faultsOf(http(path))).toEqual([
      `httpApi.routes.0.path is ${told} which covers /, but with edge.cloudFront.web.httpApi the path / is the web application's; give a path that begins with a word, such as /api/orders, or give the API a distribution of its own, edge.cloudFront.httpApi`,
    ]);
    expect(faultsOf(rest(path))).toContainEqual(
      expect.stringContaining(
        `${told} which covers /, but with edge.cloudFront.web.restApi the path / is the web application's`,
      ),
    );
  });

  test("two APIs share no path", () => {
    expect(faultsOf({ ...rest("/orders/{id}"), ...http("/orders/new", "/secure") })).toEqual([
      'httpApi.routes.0.path is "/orders/new", which overlaps /orders/{id} of edge.restApi; give each API its own paths: in a pattern * matches slashes too',
    ]);
    expect(faultsOf({ ...rest("/orders"), ...http("/{any}/new") })).toHaveLength(1);
    expect(faultsOf({ ...rest("/orders"), ...http("/orders/{id}") })).toEqual([]);
  });

  test("an API has no path that the web application caches", () => {
    expect(faultsOf(rest("/static/{file}"))).toEqual([
      'restApi.routes.0.path is "/static/{file}", CloudFront\'s pattern /static/*, which overlaps "/static/*" of edge.cloudFront.web.cachedPaths; give another path: CloudFront requests cachedPaths from the web application',
    ]);
  });

  test("an API does not have the path at which the rotation requests the web application through CloudFront", () => {
    const healthPath = { compute: { fleet: { healthPath: "/healthz" } } };
    expect(faultsOf(rest("/healthz"), healthPath)).toEqual([]);
    expect(faultsOf({ exposure: "cloudfront-prefix-list", ...rest("/healthz") }, healthPath)).toEqual([
      'restApi.routes.0.path is "/healthz", which overlaps compute.fleet.healthPath, "/healthz"; give another path: the header\'s rotation requests the health path from the web application through CloudFront',
    ]);
  });

  test("a cached path of an API is one of its paths, and has no authorizer", () => {
    expect(faultsOf(web({ restApi: { cachedPaths: ["/docs/*.css"] } }))).toEqual([
      'cloudFront.web.restApi.cachedPaths has "/docs/*.css", which is the pattern of no route; give a route\'s path as CloudFront has it: /orders/*/lines, /orders/*, /docs/*',
    ]);
    expect(faultsOf(web({ restApi: { cachedPaths: ["/orders/*"] } }))).toEqual([
      expect.stringMatching(
        /^cloudFront\.web\.restApi\.cachedPaths has "\/orders\/\*", which overlaps the route \/orders\/\{id\}; leave it out: the route has an authorizer/,
      ),
    ]);
    expect(faultsOf(web({ httpApi: { originShield: "nearest" } }))).toEqual([
      expect.stringMatching(/^cloudFront\.web\.httpApi\.originShield is "nearest" while nothing is cached/),
    ]);
  });

  test("there are no more paths than a distribution may have", () => {
    const paths = Array.from({ length: 72 }, (_, index) => `/path-${index}`);
    expect(faultsOf({ ...rest(...paths) })).toEqual([]);
    expect(faultsOf({ ...rest(...paths, "/one-more") })).toEqual([
      "cloudFront.web has 75 paths with edge.cloudFront.web.restApi and edge.cloudFront.web.httpApi; give at most 74, with routes such as /orders/{rest+}, or give each API a distribution of its own",
    ]);
  });
});

test("an error page would replace an API's answers too", () => {
  expect(faultsOf(web({ errorPages: [{ status: 503, path: "/static/503.html" }] }))).toEqual([
    'cloudFront.web.errorPages is [{"status":503,"path":"/static/503.html","cachedSeconds":0}] with edge.cloudFront.web.restApi and edge.cloudFront.web.httpApi; leave it out: a distribution\'s error pages apply to every path, and would replace an API\'s error answers',
  ]);
});

describe("viewers meet the web application's firewall:", () => {
  test("no CAPTCHA or challenge is on an API's paths; pages may have both", () => {
    expect(faultsOf({ waf: { pages: { captcha: ["/sign-up"], challenge: ["/secure"] } } })).toEqual([
      'waf.pages.challenge is ["/secure"]; leave it empty: a program that calls an API cannot solve a challenge',
    ]);
    expect(faultsOf({ waf: { pages: { captcha: ["/sign-up", "/orders/*"] } } })).toEqual([
      'waf.pages.captcha is ["/sign-up","/orders/*"]; leave /orders/* out: a program that calls an API cannot solve a captcha',
    ]);
    expect(faultsOf({ waf: { pages: { captcha: ["/sign-up"] } } })).toEqual([]);
  });

  test("Bot Control needs paths, since it refuses programs", () => {
    const botControl = { mode: "block", configuration: { inspectionLevel: "COMMON" } };
    expect(faultsOf({ waf: { botControl } })).toEqual([
      "waf.botControl checks every path, also the paths of edge.cloudFront.web.restApi and edge.cloudFront.web.httpApi, and refuses programs, which is what calls an API; give edge.waf.botControl.paths with pages alone, or { value: false, reason }",
    ]);
    expect(faultsOf({ waf: { botControl: { paths: ["/account/*"] } } })).toEqual([]);
  });

  test.each([
    ["ipLists.deny", { ipLists: { deny: ["9.9.9.0/24"] } }, '["9.9.9.0/24"], and edge.waf.ipLists.deny is []'],
    ["countries", { countries: { block: ["KP"] } }, '{"block":["KP"]}, and edge.waf.countries is "any"'],
    [
      "rateLimit",
      { rateLimit: { limit: 100, windowSeconds: 300, action: "block" } },
      '{"limit":100,"windowSeconds":300,"action":"block"}, and edge.waf.rateLimit is {"limit":1000,"windowSeconds":300,"action":"block"}',
    ],
    [
      "groups.anonymousIp",
      { groups: { anonymousIp: { mode: "block" } } },
      expect.stringMatching(
        /^\{"mode":"block".*\}, and edge\.waf\.groups\.anonymousIp is \{"mode":"off".*\}$/,
      ) as string,
    ],
  ])("edge.restApi.waf.%s is refused where edge.waf has another value", (path, waf, told) => {
    const faults = faultsOf({ restApi: { waf } });
    const rule =
      "; give both the same: at paths of the web application edge.waf checks the viewers, and the API's own firewall sees CloudFront's address instead";
    expect(faults.map((fault) => fault.replace(`restApi.waf.${path} is `, "").replace(rule, ""))).toEqual([told]);
    expect(faultsOf({ restApi: { waf }, waf })).toEqual([]);
  });
});

test("addresses in the API's resource policy are refused: the policy would see CloudFront's address", () => {
  expect(faultsOf({ restApi: { policy: { deny: { cidrBlocks: ["9.9.9.0/24"] } } } })).toEqual([
    expect.stringContaining("while edge.cloudFront.web.restApi lets CloudFront stand in front"),
  ]);
});
