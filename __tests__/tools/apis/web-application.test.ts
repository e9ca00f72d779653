import { demo } from "../../support/example-records/demo";
import { lab } from "../../support/example-records/lab";
import { webApplicationOf } from "../../../tools/apis/web-application";
import { Landscape } from "../../../tools/apis/landscape";
import { production, publicProduction } from "../../support/records";
import { behindCloudFront, onTheInternet, rotatingSecretsOf, trial, webOf } from "../smoke/smoked-environment";

test("reads the web application behind CloudFront, on the internet and as a trial", () => {
  expect(webOf(production)).toEqual(behindCloudFront);
  expect(webOf(publicProduction)).toEqual(onTheInternet);
  expect(webOf(demo)).toEqual(trial);
});

test("the denied callers, and the answer, are those of the first firewall on the way", () => {
  const { firewall, distribution } = webOf({
    ...production,
    edge: {
      ...production.edge,
      waf: {
        blockBody: { contentType: "TEXT_PLAIN", content: "Not here." },
        ipLists: { allow: [], deny: ["93.184.216.0/24"] },
        countries: { block: ["KP"] },
      },
      cloudFront: {
        web: { cachedPaths: ["/static/*"], errorPages: [{ status: 404, path: "/static/404.html" }] },
        countries: { allow: ["DE"] },
      },
    },
  });
  const words = { inWordsOf: "the environment", body: "Not here." };
  expect(firewall).toEqual(behindCloudFront.firewall);
  expect(distribution).toEqual({
    ...behindCloudFront.distribution,
    firewall: {
      ...behindCloudFront.firewall,
      addresses: { denied: ["93.184.216.0/24"], status: 403, ...words },
      countries: { countries: { block: ["KP"] }, status: 403, ...words },
      rateLimit: { limit: 1000, windowSeconds: 300, status: 429, ...words },
    },
    ownErrorPages: [404],
    countries: { allow: ["DE"] },
  });
});

test("a load balancer that admits CloudFront's servers requires the header, and the header's secret rotates", () => {
  const record = { ...production, edge: { ...production.edge, exposure: "cloudfront-prefix-list" as const } };
  const { internal, firewall, distribution } = webOf(record);
  expect({ internal, firewall, distribution }).toEqual({
    internal: false,
    firewall: { ...behindCloudFront.firewall, originHeader: "x-origin-verify" },
    distribution: behindCloudFront.distribution,
  });
  expect(rotatingSecretsOf(record)).toEqual([{ of: "the origin's header", output: "origin_secret_arn" }]);
});

test("a distribution in front of an API is not the web application's", () => {
  expect(webOf(lab).distribution).toBeUndefined();
});

test("there is no web application without a load balancer", () => {
  expect(webApplicationOf(new Landscape(new Map()))).toBeUndefined();
});
