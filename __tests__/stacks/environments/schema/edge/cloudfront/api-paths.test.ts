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

test("both APIs may be at paths of the web application, or one", () => {
  expect(faultsOf({})).toEqual([]);
  expect(faultsOf({}, {}, "edge.httpApi", "edge.cloudFront.web.httpApi", "compute.functions.secureApi")).toEqual([]);
  expect(faultsOf({}, {}, "edge.restApi", "edge.cloudFront.web.restApi")).toEqual([]);
});

test("an API has a distribution of its own or paths of another, and not both", () => {
  expect(faultsOf({ cloudFront: { restApi: {} } })).toContain(
    "cloudFront.web.restApi is given beside edge.cloudFront.restApi; leave one out: an API is at paths of the web application, or has a distribution of its own",
  );
});

test("the names of an API at paths are what CloudFront asks it by, so that a second has no use", () => {
  expect(faultsOf({ restApi: { domain: { originName: "origin-2.example.com" } } })).toEqual([
    'restApi.domain.originName is "origin-2.example.com" with edge.cloudFront.web.restApi; leave it out: viewers call the API by the web application\'s name, and CloudFront asks it by publicName, "origin-api.example.com"',
  ]);
  expect(faultsOf({}, {}, "edge.restApi.domain", "edge.httpApi.domain")).toEqual([]);
  expect(faultsOf({ restApi: { domain: { publicName: "app.example.com" } } })).toContain(
    'restApi.domain.publicName is "app.example.com", which edge.domain.name is too; give each a name of its own',
  );
});

test("a route's path is no longer than a pattern of CloudFront's", () => {
  const path = (characters: number) => `/${"a".repeat(characters - 1)}`;
  expect(faultsOf(rest(path(255)))).toEqual([]);
  const [fault, ...others] = faultsOf(rest(path(256)));
  expect(others).toEqual([]);
  expect(fault).toMatch(/^restApi\.routes\.0\.path is "\/aaa/);
  expect(fault).toContain(
    ", a pattern of 256 characters with edge.cloudFront.web.restApi; give at most 255, or edge.cloudFront.restApi: a distribution of its own",
  );
});

test.each([
  [
    "a signature",
    { routes: [restRoute("/signed", { authorizer: { kind: "iam" } })] },
    /^cloudFront\.web\.restApi stands in front of the route \/signed, which asks for a signature; /,
  ],
  [
    "a client's certificate",
    { mutualTls: { caBundle: "clients.pem" } },
    /^cloudFront\.web\.restApi stands in front of an API that asks clients for a certificate/,
  ],
  ["a way from the VPC alone", { endpoint: "private" }, /^cloudFront\.web\.restApi stands in front of a private API/],
])("an API that asks for %s is at no path, as it is behind no distribution of its own", (_, restApi, fault) => {
  const cachedPaths = { cloudFront: { web: { restApi: { cachedPaths: [], originShield: "off" } } } };
  expect(
    faultsOf({ restApi, ...cachedPaths }, { network: { executeApiEndpoint: { privateDns: false } } }),
  ).toContainEqual(expect.stringMatching(fault));
});

test("what is not there is at no path", () => {
  expect(faultsOf({}, {}, "edge.restApi")).toContain(
    "cloudFront.web.restApi stands in front of nothing; give edge.restApi too, or leave it out",
  );
});

describe("each path leads to one thing:", () => {
  test.each([
    ["/", '"/",'],
    ["/{proxy+}", '"/{proxy+}", to CloudFront /*,'],
    ["/{tenant}", '"/{tenant}", to CloudFront /*,'],
  ])("%s is the web application's", (path, told) => {
    expect(faultsOf(http(path))).toEqual([
      `httpApi.routes.0.path is ${told} and with edge.cloudFront.web.httpApi / is the web application's; give a path that begins with a word, such as /api/orders, or edge.cloudFront.httpApi: a distribution of its own`,
    ]);
    expect(faultsOf(rest(path))).toContainEqual(
      expect.stringContaining(`${told} and with edge.cloudFront.web.restApi / is the web application's`),
    );
  });

  test("two APIs share none", () => {
    expect(faultsOf({ ...rest("/orders/{id}"), ...http("/orders/new", "/secure") })).toEqual([
      'httpApi.routes.0.path is "/orders/new", which meets /orders/{id} of edge.restApi; give each API paths of its own: in a pattern * stands for slashes too',
    ]);
    expect(faultsOf({ ...rest("/orders"), ...http("/{any}/new") })).toHaveLength(1);
    expect(faultsOf({ ...rest("/orders"), ...http("/orders/{id}") })).toEqual([]);
  });

  test("an API has none that the web application has cached", () => {
    expect(faultsOf(rest("/static/{file}"))).toEqual([
      'restApi.routes.0.path is "/static/{file}", to CloudFront /static/*, which meets "/static/*" of edge.cloudFront.web.cachedPaths; give other paths: those are asked of the web application',
    ]);
  });

  test("nor that by which the rotation asks the web application through CloudFront", () => {
    const healthPath = { compute: { fleet: { healthPath: "/healthz" } } };
    expect(faultsOf(rest("/healthz"), healthPath)).toEqual([]);
    expect(faultsOf({ exposure: "cloudfront-prefix-list", ...rest("/healthz") }, healthPath)).toEqual([
      'restApi.routes.0.path is "/healthz", which meets compute.fleet.healthPath, "/healthz"; give another: by that the rotation of the header asks the web application through CloudFront',
    ]);
  });

  test("what is cached of an API is one of its paths, and none with an authorizer", () => {
    expect(faultsOf(web({ restApi: { cachedPaths: ["/docs/*.css"] } }))).toEqual([
      'cloudFront.web.restApi.cachedPaths has "/docs/*.css", which is the path of no route; give one as CloudFront has it: /orders/*/lines, /orders/*, /docs/*',
    ]);
    expect(faultsOf(web({ restApi: { cachedPaths: ["/orders/*"] } }))).toEqual([
      expect.stringMatching(
        /^cloudFront\.web\.restApi\.cachedPaths has "\/orders\/\*", which is the route \/orders\/\{id\} too; leave it out: an authorizer stands there/,
      ),
    ]);
    expect(faultsOf(web({ httpApi: { originShield: "nearest" } }))).toEqual([
      expect.stringMatching(/^cloudFront\.web\.httpApi\.originShield is "nearest" while nothing is cached/),
    ]);
  });

  test("there are as many as a distribution may have", () => {
    const paths = Array.from({ length: 72 }, (_, index) => `/path-${index}`);
    expect(faultsOf({ ...rest(...paths) })).toEqual([]);
    expect(faultsOf({ ...rest(...paths, "/one-more") })).toEqual([
      "cloudFront.web has 75 paths with edge.cloudFront.web.restApi and edge.cloudFront.web.httpApi; give at most 74, by routes such as /orders/{rest+}, or a distribution of its own to each API",
    ]);
  });
});

test("a page for errors would stand in the place of an API's answers too", () => {
  expect(faultsOf(web({ errorPages: [{ status: 503, path: "/static/503.html" }] }))).toEqual([
    'cloudFront.web.errorPages is [{"status":503,"path":"/static/503.html","cachedSeconds":0}] with edge.cloudFront.web.restApi and edge.cloudFront.web.httpApi; leave it out: a distribution has such pages for every path, and would show them in the place of what an API answers',
  ]);
});

describe("the firewall that viewers meet is the web application's:", () => {
  test("it asks programs nothing that they cannot answer, and pages what it likes", () => {
    expect(faultsOf({ waf: { pages: { captcha: ["/sign-up"], challenge: ["/secure"] } } })).toEqual([
      'waf.pages.challenge is ["/secure"]; leave it empty: a program that calls an API cannot solve a challenge',
    ]);
    expect(faultsOf({ waf: { pages: { captcha: ["/sign-up", "/orders/*"] } } })).toEqual([
      'waf.pages.captcha is ["/sign-up","/orders/*"]; leave /orders/* out: a program that calls an API cannot solve a captcha',
    ]);
    expect(faultsOf({ waf: { pages: { captcha: ["/sign-up"] } } })).toEqual([]);
  });

  test("its Bot Control is told what to look at, since it refuses programs", () => {
    const botControl = { mode: "block", configuration: { inspectionLevel: "COMMON" } };
    expect(faultsOf({ waf: { botControl } })).toEqual([
      "waf.botControl looks at every path, with edge.cloudFront.web.restApi and edge.cloudFront.web.httpApi at an API's too, whose callers are programs, which it refuses; give edge.waf.botControl.paths, by which it looks at pages alone, or { value: false, reason }",
    ]);
    expect(faultsOf({ waf: { botControl: { paths: ["/account/*"] } } })).toEqual([]);
  });

  test.each([
    ["ipLists.deny", { ipLists: { deny: ["9.9.9.0/24"] } }, '["9.9.9.0/24"], and edge.waf.ipLists.deny []'],
    ["countries", { countries: { block: ["KP"] } }, '{"block":["KP"]}, and edge.waf.countries "any"'],
    [
      "rateLimit",
      { rateLimit: { limit: 100, windowSeconds: 300, action: "block" } },
      '{"limit":100,"windowSeconds":300,"action":"block"}, and edge.waf.rateLimit {"limit":1000,"windowSeconds":300,"action":"block"}',
    ],
    [
      "groups.anonymousIp",
      { groups: { anonymousIp: { mode: "block" } } },
      expect.stringMatching(/^\{"mode":"block".*\}, and edge\.waf\.groups\.anonymousIp \{"mode":"off".*\}$/) as string,
    ],
  ])("edge.restApi.waf.%s that it does not have would hold nowhere", (path, waf, told) => {
    const faults = faultsOf({ restApi: { waf } });
    const rule =
      "; give both the same: at paths of the web application viewers meet its firewall, and the API's sees CloudFront in their place";
    expect(faults.map((fault) => fault.replace(`restApi.waf.${path} is `, "").replace(rule, ""))).toEqual([told]);
    expect(faultsOf({ restApi: { waf }, waf })).toEqual([]);
  });
});

test("a list of addresses in the API's resource policy would judge CloudFront's", () => {
  expect(faultsOf({ restApi: { policy: { deny: { cidrBlocks: ["9.9.9.0/24"] } } } })).toEqual([
    expect.stringContaining("while edge.cloudFront.web.restApi lets CloudFront stand in front"),
  ]);
});
