import type { WebApplication } from "../../../tools/apis/api";
import type { HttpRequest } from "../../../tools/smoke/http";
import type { Row } from "../../../tools/smoke/case";
import type { SmokeOptions } from "../../../tools/smoke/options";
import { runSmoke } from "../../../tools/smoke/run";
import { type Answer, behindCloudFront, onTheInternet, pages, text } from "./smoked-environment";

const outputs = { web_url: "https://app.example.com", load_balancer_dns_name: "web-1.eu-west-1.elb.amazonaws.com" };

/** What the stand-in leaves out. */
type Fault =
  | "answers in nginx's words"
  | "blocks everybody"
  | "blocks nothing"
  | "has no page"
  | "redirects elsewhere"
  | "serves plain HTTP";

const attack = ({ url, headers }: HttpRequest): boolean =>
  /%3Cscript|etc%2Fpasswd/.test(url) || /Nikto/.test(headers["User-Agent"] ?? "");

/** A load balancer, or a distribution before it, with AWS's core rules in front of a page. */
const application =
  (blocked: Answer, ...faults: readonly Fault[]): Answer =>
  (request) => {
    const has = (fault: Fault) => faults.includes(fault);
    const { protocol, host } = new URL(request.url);
    if (protocol === "http:" && !has("serves plain HTTP")) {
      const location = has("redirects elsewhere")
        ? "https://example.org/"
        : `https://${request.headers["host"] ?? host}:443/`;
      return text(301, "", { location });
    }
    if (!/^Mozilla/.test(request.headers["User-Agent"] ?? "") || has("blocks everybody")) return blocked(request);
    if (attack(request) && !has("blocks nothing"))
      return has("answers in nginx's words") ? pages.nginx : blocked(request);
    return has("has no page") ? text(502, "Bad Gateway") : text(200, "<h1>It works</h1>");
  };

const smoke = (web: WebApplication, answer: Answer, options: Partial<SmokeOptions> = {}) =>
  runSmoke({
    environment: { apis: [], web },
    outputs,
    credentials: {},
    send: (request) => Promise.resolve(answer(request)),
    only: ["V21", "V22", "V23"],
    ...options,
  });

const byLoadBalancer = () => pages.loadBalancer;
const byCloudFront = () => pages.cloudFront;

test("the load balancer redirects, and its web ACL blocks requests that match AWS's core rules", async () => {
  const results = await smoke(onTheInternet, application(byLoadBalancer));
  expect(
    results.map(({ row, api, request, expected, actual, verdict }) => [row, api, request, expected, actual, verdict]),
  ).toEqual([
    [
      "V21",
      "web",
      "GET /, plain HTTP, of the load balancer",
      "301 to https://app.example.com",
      "301 to https://app.example.com",
      "as expected",
    ],
    ["V23", "web", "GET /, a script in the query", '403 "403 Forbidden"', '403 "403 Forbidden"', "as expected"],
    ["V23", "web", "GET /, a path to a file in the query", '403 "403 Forbidden"', '403 "403 Forbidden"', "as expected"],
    ["V23", "web", "GET /, a scanner's User-Agent", '403 "403 Forbidden"', '403 "403 Forbidden"', "as expected"],
  ]);
});

test("the load balancer is reached by its own name, and requested for the application's name", async () => {
  const asked: HttpRequest[] = [];
  const answer = application(byLoadBalancer);
  await smoke(onTheInternet, (request) => (asked.push(request), answer(request)), { only: ["V21"] });
  expect(asked.map(({ url, headers }) => [url, headers["host"]])).toEqual([
    ["http://web-1.eu-west-1.elb.amazonaws.com/", "app.example.com"],
    ["https://app.example.com/", undefined],
  ]);
});

test("behind CloudFront it is CloudFront that redirects and blocks, in its own words", async () => {
  const results = await smoke(behindCloudFront, application(byCloudFront));
  expect(results.map(({ row, actual, verdict }) => [row, actual, verdict])).toEqual([
    ["V22", "301 to https://app.example.com", "as expected"],
    ["V23", '403 "Request blocked"', "as expected"],
    ["V23", '403 "Request blocked"', "as expected"],
    ["V23", '403 "Request blocked"', "as expected"],
  ]);
});

test.each<[Fault, readonly Row[]]>([
  ["serves plain HTTP", ["V21"]],
  ["redirects elsewhere", ["V21"]],
  ["blocks nothing", ["V23", "V23", "V23"]],
  ["answers in nginx's words", ["V23", "V23", "V23"]],
])("finds what %s", async (fault, wrong) => {
  const results = await smoke(onTheInternet, application(byLoadBalancer, fault));
  expect(results.filter(({ verdict }) => verdict === "mismatch").map(({ row }) => row)).toEqual(wrong);
});

test.each<[Fault, string]>([
  ["blocks everybody", "403"],
  ["has no page", "502"],
])("what %s proves nothing", async (fault, actual) => {
  const results = await smoke(onTheInternet, application(byLoadBalancer, fault));
  expect(new Set(results.map(({ verdict, why }) => `${verdict}: ${why ?? ""}`))).toEqual(
    new Set([`not judged: nothing shows that the page is served: GET /: ${actual}`]),
  );
});

test("words that an error page of the distribution replaces are not expected", async () => {
  const hidden = { ...behindCloudFront, distribution: { ...behindCloudFront.distribution, ownErrorPages: [403] } };
  const results = await smoke(hidden, application(byCloudFront), { only: ["V23"] });
  expect(new Set(results.map(({ verdict, why }) => `${verdict}: ${why ?? ""}`))).toEqual(
    new Set(["not sent: an error page of the distribution replaces the firewall's words"]),
  );
});

test("a rule that only counts is not tested", async () => {
  const coreRules = { overridden: ["CrossSiteScripting_QUERYARGUMENTS"] };
  const counting = { ...onTheInternet, firewall: { sqlInjection: true, coreRules } };
  const results = await smoke(counting, application(byLoadBalancer), { only: ["V23"] });
  expect(results.map(({ request }) => request)).toEqual([
    "GET /, a path to a file in the query",
    "GET /, a scanner's User-Agent",
  ]);
});

test("without the outputs nothing is sent", async () => {
  const results = await smoke(onTheInternet, application(byLoadBalancer), { outputs: {} });
  expect(new Set(results.map(({ why }) => why))).toEqual(
    new Set(["needs the outputs of layer edge, of the web application"]),
  );
});
