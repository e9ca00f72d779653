import type { Api, RateLimit, WebApplication } from "../../../tools/apis/api";
import { scratchFolder } from "../../../tools/shared/scratch";
import type { HttpAnswer, Send } from "../../../tools/smoke/http";
import type { SmokeOptions } from "../../../tools/smoke/options";
import { runSmoke } from "../../../tools/smoke/run";
import { exampleApis, restApi } from "../apis/example-environment";
import { behindCloudFront, onTheInternet, rateLimit, simulatedClock, text } from "./smoked-environment";

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
