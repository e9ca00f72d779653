import type { Api, WebApplication } from "../../../tools/apis/api";
import { scratchFolder } from "../../../tools/shared/scratch";
import type { HttpAnswer } from "../../../tools/smoke/http";
import type { SmokeOptions } from "../../../tools/smoke/options";
import { runSmoke } from "../../../tools/smoke/run";
import { exampleApis, restApi } from "../apis/example-environment";
import { behindCloudFront, onTheInternet, pages, text } from "./smoked-environment";

const outputs = { web_url: "https://app.example.com", rest_api_url: "https://api.example.com" };
const byTheFirewall = { status: 403, inWordsOf: "the firewall" } as const;
const addresses = { denied: ["93.184.216.0/24"], ...byTheFirewall };
const countries = { countries: { block: ["KP"] }, ...byTheFirewall };
const { distribution } = behindCloudFront;
const closing = {
  ...distribution,
  firewall: { ...distribution.firewall, addresses, countries },
  countries: { allow: ["DE", "KP"] },
};

async function smoke(
  answer: HttpAnswer,
  options: Partial<SmokeOptions>,
  web: WebApplication = { ...behindCloudFront, distribution: closing },
) {
  const results = await runSmoke({
    environment: { apis: [], web },
    outputs,
    credentials: {},
    send: () => Promise.resolve(answer),
    only: ["V20", "V22"],
    ...options,
  });
  return results.map(({ row, request, actual, verdict, why }) =>
    [row, request, actual, verdict, why].filter(Boolean).join("; "),
  );
}

test("nothing is sent from an address and a country that are not denied", async () => {
  const results = await smoke(pages.cloudFront, { callerAddress: "192.0.2.1", callerCountry: "DE", only: ["V20"] });
  expect(results).toEqual([
    "V20; GET /, from all but DE, KP; not sent; needs a caller that is denied: all but DE, KP",
    "V20; GET /, from 93.184.216.0/24; not sent; needs a caller that is denied: 93.184.216.0/24",
    "V20; GET /, from KP; not sent; needs a caller that is denied: KP",
  ]);
});

test("from a country that CloudFront denies, CloudFront refuses, and no other row is sent", async () => {
  expect(await smoke(pages.country, { callerCountry: "FR", callerAddress: "93.184.216.7" })).toEqual([
    'V20; GET /, from all but DE, KP; 403 "configured to block access from your country"; as expected',
    "V20; GET /, from 93.184.216.0/24; not sent; the caller is denied before that, as one of all but DE, KP",
    "V20; GET /, from KP; not sent; needs a caller that is denied: KP",
    "V22; GET /, plain HTTP; not sent; the web application is closed to all but DE, KP",
  ]);
});

test.each<[string, Partial<SmokeOptions>]>([
  ["93.184.216.0/24", { callerAddress: "93.184.216.7", callerCountry: "DE" }],
  ["KP", { callerCountry: "KP" }],
])("from %s the web ACL refuses, in the words of CloudFront or of the endpoint", async (who, caller) => {
  const judged = async (answer: HttpAnswer) =>
    (await smoke(answer, { ...caller, only: ["V20"] })).filter((line) => !line.includes("not sent"));
  expect(await judged(pages.cloudFront)).toEqual([`V20; GET /, from ${who}; 403 "Request blocked"; as expected`]);
  expect(await judged(pages.country)).toEqual([`V20; GET /, from ${who}; 403 in other words; mismatch`]);
  expect(await judged(text(200, "hello"))).toEqual([`V20; GET /, from ${who}; 200; mismatch`]);
});

test("expects the environment's own words, if the environment has them", async () => {
  const own = { ...addresses, inWordsOf: "the environment", body: "Not here." } as const;
  const web = { ...onTheInternet, firewall: { sqlInjection: true, addresses: own } };
  const caller = { callerAddress: "93.184.216.7", only: ["V20"] } as const;
  expect((await smoke(text(403, "Not here."), caller, web))[0]).toBe(
    "V20; GET /, from 93.184.216.0/24; 403 with the environment's words; as expected",
  );
  expect((await smoke(pages.loadBalancer, caller, web))[0]).toBe(
    "V20; GET /, from 93.184.216.0/24; 403 without the environment's words; mismatch",
  );
});

test("an API is tested at its callers' address, and denied to the same callers", async () => {
  const scratch = scratchFolder("test");
  const rest = exampleApis(scratch.path, [restApi]).apis.map((api): Api => ({ ...api, distribution: closing }));
  scratch.remove();
  const results = await runSmoke({
    environment: { apis: rest },
    outputs,
    credentials: {},
    send: () => Promise.resolve(pages.cloudFront),
    callerAddress: "93.184.216.7",
    callerCountry: "DE",
    only: ["V18", "V20"],
  });
  expect(results.map(({ row, request, verdict, why }) => [row, request, verdict, why])).toEqual([
    [
      "V20",
      "GET /smoke-no-such-path, from all but DE, KP",
      "not sent",
      "needs a caller that is denied: all but DE, KP",
    ],
    ["V20", "GET /smoke-no-such-path, from 93.184.216.0/24", "as expected", undefined],
    ["V20", "GET /smoke-no-such-path, from KP", "not sent", "needs a caller that is denied: KP"],
    ["V18", "GET /orders/{id}, over 2/s, burst 3", "not sent", "the API is closed to 93.184.216.0/24"],
  ]);
});
