import type { Api, WebApplication, RateLimit } from "../../../tools/apis/api";
import { scratchFolder } from "../../../tools/shared/scratch";
import type { HttpAnswer, Send } from "../../../tools/smoke/http";
import type { SmokeOptions } from "../../../tools/smoke/options";
import { runSmoke } from "../../../tools/smoke/run";
import { exampleApis, restApi } from "../apis/example-environment";
import { behindCloudFront, onTheInternet, pages, text, rateLimit, simulatedClock } from "./smoked-environment";

describe("addresses and countries that are denied", () => {
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
});

describe("a web ACL's limit for one address", () => {
  const outputs = { web_url: "https://app.example.com", rest_api_url: "https://d1.cloudfront.net" };

  /** Lets so many requests of one address through, in five minutes, and sees half a minute later that it was more. */
  function limiting(limit: number, over: HttpAnswer, within: HttpAnswer) {
    const clock = simulatedClock();
    const sent: number[] = [];
    let overSince = Infinity;
    const send: Send = () => {
      sent.push(clock.now());
      if (sent.filter((at) => at > clock.now() - 300_000).length > limit) overSince = Math.min(overSince, clock.now());
      return Promise.resolve(clock.now() >= overSince + 30_000 ? over : within);
    };
    return { send, clock, sent };
  }

  async function smoke(web: WebApplication | undefined, options: Partial<SmokeOptions>, apis: readonly Api[] = []) {
    const results = await runSmoke({
      environment: { apis, ...(web && { web }) },
      outputs,
      credentials: {},
      send: () => Promise.reject(new Error("is not sent")),
      exceedRateLimits: true,
      only: ["V19"],
      ...options,
    });
    return results.map(({ api, request, expected, actual, verdict, why }) =>
      [api, request, expected, actual, verdict, why].filter(Boolean).join("; "),
    );
  }

  const page = text(200, "<h1>It works</h1>");
  const notFound = text(404, '{"message":"Not Found"}');

  test("sends until the web ACL answers with its own 429", async () => {
    const { send, clock, sent } = limiting(1000, text(429, ""), page);
    expect(await smoke(onTheInternet, { send, clock })).toEqual([
      expect.stringMatching(
        /^web; over 1000 requests in 300 s; 429; \d+ requests: 200 \(\d+\), 429 \(\d+\); as expected$/,
      ),
    ]);
    expect(sent.length).toBeGreaterThan(1000);
    expect(sent.length).toBeLessThan(1500);
    const first = sent[0] ?? 0;
    expect(sent.filter((at) => at < first + 1000).length).toBeLessThanOrEqual(26);
  });

  test("finds a limit that is not applied, after a bounded number of requests", async () => {
    const { send, clock, sent } = limiting(Infinity, page, page);
    expect(await smoke(onTheInternet, { send, clock })).toEqual([
      "web; over 1000 requests in 300 s; 429; 2111 requests: 200 (2111); mismatch",
    ]);
    expect(sent).toHaveLength(2111);
  });

  test("API Gateway's own 429 is not the web ACL's", async () => {
    const throttled = text(429, '{"message":"Too Many Requests"}');
    const { send, clock } = limiting(1000, throttled, notFound);
    const scratch = scratchFolder("test");
    const { apis } = exampleApis(scratch.path, [restApi]);
    scratch.remove();
    const limited = apis.map((api): Api => ({ ...api, firewall: { sqlInjection: false, rateLimit } }));
    expect((await smoke(undefined, { send, clock }, limited))[0]).toMatch(
      /^REST; over 1000 requests in 300 s; 429; \d+ requests: 404 Not Found \(\d+\), 429 Too Many Requests \(\d+\); mismatch$/,
    );
  });

  test("expects the environment's own words, if the environment has them", async () => {
    const own: RateLimit = { ...rateLimit, inWordsOf: "the environment", body: "Slow down." };
    const { distribution } = behindCloudFront;
    const web = {
      ...behindCloudFront,
      distribution: { ...distribution, firewall: { sqlInjection: true, rateLimit: own } },
    };
    const right = limiting(1000, text(429, "Slow down."), page);
    expect((await smoke(web, right))[0]).toMatch(/429 with the environment's words \(\d+\); as expected$/);
    const wrong = limiting(1000, text(429, "Too many."), page);
    expect((await smoke(web, wrong))[0]).toMatch(/429 without the environment's words \(\d+\); mismatch$/);
  });

  test("nothing is proved if a valid request is refused, and nothing more is sent", async () => {
    const { send, clock, sent } = limiting(0, page, text(429, ""));
    expect((await smoke(onTheInternet, { send, clock }))[0]).toMatch(
      /; 429; not judged; nothing shows that a valid request is accepted$/,
    );
    expect(sent).toHaveLength(1);
  });

  test("nothing is sent without the option, or if the limit needs too many requests", async () => {
    expect((await smoke(onTheInternet, { exceedRateLimits: false }))[0]).toContain(
      "not sent; makes the web ACL refuse this machine's address: --exceed-rate-limits",
    );
    const wider = { ...onTheInternet, firewall: { sqlInjection: true, rateLimit: { ...rateLimit, limit: 100_000 } } };
    const [wide] = await smoke(wider, {});
    expect(wide).toContain("not sent; may take 210010 requests; 6000 are the most that are sent");
  });
});
