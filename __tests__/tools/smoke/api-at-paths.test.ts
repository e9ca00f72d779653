import type { EnvironmentRecord } from "../../../stacks/environments/schema/environment";
import { review } from "../../../tools/routes/reviewed";
import { casesOf } from "../../../tools/smoke/cases";
import { deniedProbes, rateProbes } from "../../../tools/smoke/firewall-probes";
import type { SmokeOptions } from "../../../tools/smoke/options";
import { requestOf } from "../../../tools/smoke/request";
import { tlsProbes } from "../../../tools/smoke/network-probes";
import { WebPage } from "../../../tools/smoke/web-probes";
import { apisAtPaths } from "../../support/records";
import { apisOf, webOf } from "./smoked-environment";

const record: EnvironmentRecord = {
  ...apisAtPaths,
  edge: { ...apisAtPaths.edge, cloudFront: { ...apisAtPaths.edge.cloudFront, countries: { block: ["KP"] } } },
};
const [apis, web] = [apisOf(record), webOf(record)];
const outputs = {
  web_url: "https://app.example.com",
  rest_api_url: "https://app.example.com",
  rest_api_id: "a1b2c3",
  http_api_url: "https://app.example.com",
  http_api_id: "d4e5f6",
};
const environment = { environment: "it", apis, web, rotatingSecrets: [], departures: [], clients: [] };
const options: SmokeOptions = {
  environment,
  outputs,
  credentials: {},
  send: () => Promise.reject(new Error("nothing is sent")),
};

test("an API at paths has the web application's distribution, of which some paths lead to it", () => {
  expect(apis.map(({ kind, distribution }) => [kind, distribution?.webAcl, distribution?.atPaths])).toEqual([
    ["HTTP", "it-edge-web-edge", { names: ["app.example.com"], patterns: ["/secure"] }],
    ["REST", "it-edge-web-edge", { names: ["app.example.com"], patterns: ["/orders/*/lines", "/orders/*", "/docs/*"] }],
  ]);
  expect(web.distribution).not.toHaveProperty("atPaths");
});

test("requests through CloudFront are at these paths, and requests past CloudFront at the API's own name", async () => {
  const rows = ["V4", "V5", "V6", "V7", "V15", "V22"];
  const sent = await Promise.all(
    casesOf({ apis })
      .filter(({ row }) => rows.includes(row))
      .map(async (one) => {
        const request = await requestOf({ ...one, token: undefined }, options);
        return [one.row, "url" in request ? request.url : request.needs];
      }),
  );
  expect(sent).toEqual([
    ["V4", "https://app.example.com/secure"],
    ["V4", "https://app.example.com/docs/smoke-no-such-path"],
    ["V5", "https://origin-http-api.example.com/secure"],
    ["V5", "https://origin-api.example.com/docs/smoke-no-such-path"],
    ["V6", "https://origin-http-api.example.com/secure"],
    ["V6", "https://origin-api.example.com/docs/smoke-no-such-path"],
    ["V7", "https://app.example.com/secure"],
    ["V7", "https://app.example.com/docs/smoke-no-such-path"],
    ["V15", "https://origin-api.example.com/orders/1"],
    ["V22", "http://app.example.com/secure"],
    ["V22", "http://app.example.com/docs/smoke-no-such-path"],
  ]);
});

test("no request to an API is for a path of the web application, although the API answers the path past CloudFront", () => {
  const { restApi, cloudFront } = apisAtPaths.edge;
  const routes = restApi.routes.filter(({ path }) => path !== "/docs/{page+}");
  const guarded = apisOf({
    ...apisAtPaths,
    edge: {
      ...apisAtPaths.edge,
      restApi: { ...restApi, routes },
      cloudFront: { web: { ...cloudFront.web, restApi: {} } },
    },
  });
  const cases = casesOf({ apis: guarded }).filter(({ at, from }) => at === "the API" && from === undefined);
  expect(cases.map(({ row }) => row)).toEqual(expect.arrayContaining(["V4", "V7", "V18"]));
  expect([...new Set(cases.map(({ path }) => path))].sort()).toEqual(["/orders/1", "/orders/1/lines", "/secure"]);
});

test("for APIs at one name, denied callers, rate limits and TLS are tested once", () => {
  const page = new WebPage(web, options);
  const all = [
    ...deniedProbes(apis, page, options),
    ...rateProbes(apis, page, options),
    ...tlsProbes(environment, options),
  ];
  expect(all.map(({ row, api, request }) => [row, api, request])).toEqual([
    ["V20", "web", "GET /, from KP"],
    ["V19", "web", "over 1000 requests in 300 s"],
    ["V24", "web", "app.example.com, TLS 1.0 alone offered"],
    ["V24", "web", "app.example.com, TLS 1.1 alone offered"],
  ]);
});

test("npm run routes shows the name of each route, and the routes that are reached only past CloudFront", () => {
  const { routes } = review(environment);
  const at = (route: string) => routes.find((one) => one.route === route)?.reachableAt;
  expect(at("GET /orders/{id}")).toEqual(["app.example.com", "origin-api.example.com", "default endpoint off"]);
  expect(at("GET /secure")).toEqual(["app.example.com", "origin-http-api.example.com", "default endpoint off"]);
  expect(at("ANY /{proxy+}")).toEqual(["origin-api.example.com", "default endpoint off"]);
  expect(routes.find(({ route }) => route === "GET /secure")?.firewall).toBe("it-edge-web-edge, at CloudFront");
});
