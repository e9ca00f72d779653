import type { Api } from "../apis/api";
import { asked, expectedInWords, throttled } from "./answer";
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
  /** Whether the answer was the expected one, judged or not; undefined where nothing was sent. */
  readonly asExpected?: boolean;
}

/** More requests than that are never sent to see a throttle answer. */
const requestsForAThrottle = 500;

/** Sends what is switched on calls for, one after the other, and judges the answers. No secret is in what it gives. */
export async function runSmoke(options: SmokeOptions, onResult: (result: Result) => void = () => undefined) {
  const { environment, credentials, only, secondsAtMost = 300 } = options;
  const { idToken, accessTokens = [], expiredToken, apiKey } = credentials;
  const redact = redactor([idToken, ...accessTokens, expiredToken, apiKey]);
  const until = performance.now() + secondsAtMost * 1000;
  const results: Result[] = [];
  for (const one of casesOf(environment)) {
    if (only !== undefined && !only.includes(one.row)) continue;
    const late = performance.now() > until;
    const result = redacted(
      late
        ? { ...told(one), actual: "", verdict: "mismatch", why: `${secondsAtMost} s were over before it was sent` }
        : await judged(one, options),
      redact,
    );
    onResult(result);
    results.push(result);
  }
  return results;
}

const told = (one: Case) => ({
  row: one.row,
  api: one.api.kind,
  request: caseName(one),
  expected: expectedInWords(one.expected),
});

async function judged(one: Case, options: SmokeOptions): Promise<Result> {
  const hindrance = hindranceOf(one, options);
  if (hindrance !== undefined) return { ...told(one), actual: "", verdict: "not sent", why: hindrance };
  const request = await requestOf(one, options);
  if ("needs" in request) return { ...told(one), actual: "", verdict: "not sent", why: `needs ${request.needs}` };
  const { actual, asExpected } = await (one.until === undefined
    ? asked(one.expected, request, options.send)
    : throttled(one.until, request, options.send));
  const exception = options.notJudged?.find(
    ({ row, api, what }) =>
      row === one.row && (api ?? one.api.kind) === one.api.kind && (what ?? one.what) === one.what,
  );
  if (exception !== undefined) {
    return { ...told(one), actual, verdict: "not judged", why: exception.why, asExpected };
  }
  return { ...told(one), actual, verdict: asExpected ? "as expected" : "mismatch", asExpected };
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
