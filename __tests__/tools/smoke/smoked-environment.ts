import type { Api, Firewall, RateLimit, WebApplication } from "../../../tools/apis/api";
import { type RotatingSecret, rotatingSecrets } from "../../../tools/apis/rotating-secrets";
import { webApplicationOf } from "../../../tools/apis/web-application";
import { Landscape } from "../../../tools/apis/landscape";
import { httpApis } from "../../../tools/apis/http-apis";
import { restApis } from "../../../tools/apis/rest-apis";
import type { HttpAnswer, HttpRequest } from "../../../tools/smoke/http";
import type { Configuration } from "../../../tools/terraform/configuration";
import type { EnvironmentRecord } from "../../../stacks/environments/schema/environment";
import { synthesizeEnvironments } from "../../support/environments";

/** What is synthesized of a record, as the tools read it. */
function landscapeOf(record: EnvironmentRecord): Landscape {
  const stacks = synthesizeEnvironments({ it: record });
  const layers = Object.entries(stacks).map(([name, json]) => [name.replace("it-", ""), json] as const);
  return new Landscape(new Map(layers as unknown as [string, Configuration][]));
}

export function webOf(record: EnvironmentRecord): WebApplication {
  const web = webApplicationOf(landscapeOf(record));
  if (web === undefined) throw new Error("every environment has a web application");
  return web;
}

export const rateLimit: RateLimit = { limit: 1000, windowSeconds: 300, status: 429, inWordsOf: "nobody" };
const groups: Firewall = { sqlInjection: true, coreRules: { overridden: [] } };
const fleet = { name: "it-compute-web", publicAddresses: false };
const named = { region: "eu-west-1", tls: true, redirectsToTls: true, host: "app.example.com", fleet };

/** As the tools read it of a record: `web-application.test.ts` holds that each is what is synthesized. */
export const onTheInternet: WebApplication = { ...named, internal: false, firewall: { ...groups, rateLimit } };

export const behindCloudFront = {
  ...named,
  redirectsToTls: false,
  internal: true,
  firewall: groups,
  distribution: {
    webAcl: "it-edge-web-edge",
    firewall: { ...groups, rateLimit },
    tlsFloor: true,
    ownErrorPages: [],
  },
} satisfies WebApplication;

export const trial: WebApplication = {
  region: "us-east-1",
  internal: false,
  tls: false,
  redirectsToTls: false,
  firewall: groups,
  fleet: { ...fleet, publicAddresses: true },
};

export function apisOf(record: EnvironmentRecord): readonly Api[] {
  const landscape = landscapeOf(record);
  return [...httpApis(landscape), ...restApis(landscape)];
}

export const rotatingSecretsOf = (record: EnvironmentRecord): readonly RotatingSecret[] =>
  rotatingSecrets(landscapeOf(record));

export const text = (status: number, body: string, headers: HttpAnswer["headers"] = {}): HttpAnswer => ({
  status,
  headers,
  body,
});

/** CloudFront's page, the load balancer's and nginx's, as they are where each refuses. */
export const pages = {
  cloudFront: text(
    403,
    '<H1>403 ERROR</H1>\n<H2>The request could not be satisfied.</H2>\n<HR noshade size="1px">\nRequest blocked.\nWe can\'t connect to the server for this app or website at this time.',
  ),
  country: text(
    403,
    "<H1>403 ERROR</H1>\n<H2>The request could not be satisfied.</H2>\nThe Amazon CloudFront distribution is configured to block access from your country.",
  ),
  loadBalancer: text(
    403,
    "<html>\r\n<head><title>403 Forbidden</title></head>\r\n<body>\r\n<center><h1>403 Forbidden</h1></center>\r\n</body>\r\n</html>\r\n",
  ),
  nginx: text(
    403,
    "<html>\r\n<head><title>403 Forbidden</title></head>\r\n<body>\r\n<center><h1>403 Forbidden</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n",
  ),
} as const;

/** Time that passes with each request that is awaited for, and is not waited for. */
export function simulatedClock() {
  let now = 1_000_000;
  return {
    now: () => now,
    sleep: (milliseconds: number) => {
      now += milliseconds;
      return Promise.resolve();
    },
  };
}

export type Answer = (request: HttpRequest) => HttpAnswer;
