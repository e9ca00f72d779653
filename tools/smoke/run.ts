import type { Api } from "../apis/api";
import { answers, asked, expectedInWords, throttled } from "./answer";
import { type Case, type Row, requestsAtMost } from "./case";
import { caseName, casesOf } from "./cases";
import type { SmokeOptions } from "./options";
import { redactor } from "./redact";
import { requestOf } from "./request";
import { deniedInWords, deniesAddress } from "./resource-policy";

export type Verdict = "as expected" | "mismatch" | "not judged" | "not sent";

export interface Result {
  readonly row: Row;
  readonly api: Api["kind"];
  /** `GET /hello, no token`. */
  readonly request: string;
  readonly expected: string;
  /** Empty where nothing was sent. */
  readonly actual: string;
  readonly verdict: Verdict;
  /** What it needs to be sent, or why it is not judged. */
  readonly why?: string;
}

/** More requests than that are never sent to see a throttle answer. */
const requestsForAThrottle = 500;

/** Sends what is switched on calls for, one after the other, and judges the answers. No secret is in what it gives. */
export async function runSmoke(options: SmokeOptions, onResult: (result: Result) => void = () => undefined) {
  const { environment, credentials, only, secondsAtMost = 300 } = options;
  const { idToken, accessTokens = [], expiredToken, apiKey } = credentials;
  const redact = redactor([idToken, ...accessTokens, expiredToken, apiKey]);
  const until = performance.now() + secondsAtMost * 1000;
  const known = new Map<Case, Promise<Result>>();
  const sent = async (one: Case): Promise<Result> =>
    performance.now() > until
      ? { ...told(one), actual: "", verdict: "mismatch", why: `${secondsAtMost} s were over before it was sent` }
      : judged(one, options);
  const ask: Ask = (one) => {
    const result = known.get(one) ?? sent(one);
    known.set(one, result);
    return result;
  };
  const results: Result[] = [];
  for (const one of casesOf(environment)) {
    if (only !== undefined && !only.includes(one.row)) continue;
    const result = redacted(await besideCounterpart(one, ask), redact);
    onResult(result);
    results.push(result);
  }
  return results;
}

type Ask = (one: Case) => Promise<Result>;

/** A refusal shows something where the route lets in whom it should: a firewall may refuse everybody with the same words. */
async function besideCounterpart(one: Case, ask: Ask): Promise<Result> {
  const result = await ask(one);
  const { counterpart } = one;
  if (counterpart === undefined || result.verdict !== "as expected") return result;
  const { verdict, request, actual, why = actual } = await ask(counterpart);
  if (verdict === "as expected") return result;
  return { ...result, verdict: "not judged", why: `nothing shows that anybody is let in: ${request}: ${why}` };
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

/** Why a request is not sent although all that goes into it may be there. */
function hindranceOf(
  one: Case,
  { callerAddress, insideVpc = false, changes = false }: SmokeOptions,
): string | undefined {
  const { api, from, until } = one;
  const denied = callerAddress !== undefined && deniesAddress(api.policy, callerAddress);
  if (from === "a denied address" && !denied) {
    return `needs a caller at an address that the resource policy denies, ${deniedInWords(api.policy) ?? ""}`;
  }
  if (from !== "a denied address" && denied) return `the resource policy denies ${callerAddress}`;
  if (from === "the internet" && insideVpc) return "needs a caller outside the VPC";
  if (from !== "the internet" && api.private && !insideVpc) return "needs a caller inside the VPC";
  if (one.changes && !changes) return "may change something";
  if (until !== undefined && requestsAtMost(until) > requestsForAThrottle) {
    return `may take ${requestsAtMost(until)} requests; ${requestsForAThrottle} are the most that are sent`;
  }
  return undefined;
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
