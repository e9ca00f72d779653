import { answers, asked, expectedInWords, throttled } from "./answer";
import { type Case, rows } from "./case";
import { caseName, casesOf } from "./cases";
import { deniedProbes, rateProbes } from "./firewall-probes";
import { reachProbes, tlsProbes } from "./network-probes";
import type { SmokeOptions } from "./options";
import { hindranceOf, requestOf } from "./request";
import { type Outcome, type Result, type Probe, redactor } from "./result";
import { rotationProbes } from "./rotation-probes";
import { WebPage, webProbes } from "./web-probes";

/**
 * Sends the requests that the environment's settings call for, one after the other, and judges the answers. No secret is in
 * the results.
 */
export async function runSmoke(options: SmokeOptions, onResult: (result: Result) => void = () => undefined) {
  const { environment, credentials, only, secondsAtMost = 300 } = options;
  const { idToken, accessTokens = [], expiredToken, apiKey } = credentials;
  const redact = redactor([idToken, ...accessTokens, expiredToken, apiKey]);
  const until = performance.now() + secondsAtMost * 1000;
  const late = (endsByItself = false): Outcome | undefined =>
    performance.now() > until && !endsByItself
      ? { actual: "", verdict: "mismatch", why: `the ${secondsAtMost} s ended before the request was sent` }
      : undefined;
  const known = new Map<Case, Promise<Result>>();
  const ask: Ask = (one) => {
    const outcome = late();
    const result = known.get(one) ?? (outcome ? Promise.resolve({ ...told(one), ...outcome }) : judged(one, options));
    known.set(one, result);
    return result;
  };
  const all = [
    ...casesOf(environment).map((one) => ({ row: one.row, result: () => besideCounterpart(one, ask) })),
    ...probesOf(options).map(({ ask: found, endsByItself, ...probe }) => ({
      row: probe.row,
      result: async (): Promise<Result> => ({ ...probe, ...(late(endsByItself) ?? (await found())) }),
    })),
  ].sort((one, other) => rows.indexOf(one.row) - rows.indexOf(other.row));
  const results: Result[] = [];
  for (const { row, result } of all) {
    if (only !== undefined && !only.includes(row)) continue;
    const judgedResult = redacted(await result(), redact);
    onResult(judgedResult);
    results.push(judgedResult);
  }
  return results;
}

type Ask = (one: Case) => Promise<Result>;

/** Judges a refusal only if the route admits its counterpart: a firewall may refuse everybody with the same words. */
async function besideCounterpart(one: Case, ask: Ask): Promise<Result> {
  const result = await ask(one);
  const { counterpart } = one;
  if (counterpart === undefined || result.verdict !== "as expected") return result;
  const { verdict, request, actual, why = actual } = await ask(counterpart);
  if (verdict === "as expected") return result;
  return {
    ...result,
    verdict: "not judged",
    why: `nothing shows that a valid request is accepted: ${request}: ${why}`,
  };
}

const told = (one: Case) => ({
  row: one.row,
  api: one.api.kind,
  request: caseName(one),
  expected: expectedInWords(one.expected),
});

async function judged(one: Case, options: SmokeOptions): Promise<Result> {
  const { expected, until, control } = one;
  const { send } = options;
  const hindrance = hindranceOf(one, options);
  if (hindrance !== undefined) return { ...told(one), actual: "", verdict: "not sent", why: hindrance };
  const request = await requestOf(one, options);
  if ("needs" in request) return { ...told(one), actual: "", verdict: "not sent", why: `needs ${request.needs}` };
  const { actual, asExpected, unanswered } = await (until === undefined
    ? asked(expected, request, send)
    : throttled(until, expected, request, send));
  if (asExpected && unanswered === true && control !== undefined && !(await answers(control, send))) {
    const why = `${new URL(control).host} does not answer either: this machine may have no connection`;
    return { ...told(one), actual, verdict: "not judged", why };
  }
  return { ...told(one), actual, verdict: asExpected ? "as expected" : "mismatch" };
}

function redacted(result: Result, redact: (text: string) => string): Result {
  const { request, actual, why } = result;
  return {
    ...result,
    request: redact(request),
    actual: redact(actual),
    ...(why !== undefined && { why: redact(why) }),
  };
}

/** The checks that are more than one request to a route of an API. */
function probesOf(options: SmokeOptions): Probe[] {
  const { apis, web } = options.environment;
  const page = web && new WebPage(web, options);
  return [
    ...deniedProbes(apis, page, options),
    ...tlsProbes(options.environment, options),
    ...(page ? [...webProbes(page), ...reachProbes(page)] : []),
    ...rotationProbes(page, options),
    ...rateProbes(apis, page, options),
  ];
}
