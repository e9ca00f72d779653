import type { Api, Throttle } from "../apis/api";
import type { EnvironmentApis } from "../apis/environment";
import { messageOf } from "../shared/errors";
import { type Case, type Expected, type Row, requestsAtMost } from "./case";
import { caseName, casesOf } from "./cases";
import type { HttpAnswer, HttpRequest, Send } from "./http";
import { redactor } from "./redact";
import { deniedInWords, deniesAddress } from "./resource-policy";
import { type Sign, signWrongly } from "./sign";
import { type Tokens, chooseToken } from "./token";

export interface Credentials extends Tokens {
  readonly apiKey?: string;
  /** Signs as an IAM principal that may call the IAM routes. */
  readonly sign?: Sign;
  /** Whether the transport has a client certificate to show. @default false */
  readonly clientCertificate?: boolean;
}

/** Rows that what is asked cannot answer, or answers otherwise than AWS. They are sent, shown and not counted. */
interface NotJudged {
  readonly row: Row;
  /** @default both kinds of API */
  readonly api?: Api["kind"];
  /** Of the row's requests those that are told by these words, such as `an unsigned token`. @default all of them */
  readonly what?: string;
  readonly why: string;
}

export interface SmokeOptions {
  readonly environment: Pick<EnvironmentApis, "apis">;
  /** Outputs of the environment's layers, by name: `rest_api_url`. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly send: Send;
  readonly credentials: Credentials;
  /** @default every row */
  readonly only?: readonly Row[];
  readonly notJudged?: readonly NotJudged[];
  /** Where each kind of API is asked, without a slash at its end. @default the outputs `rest_api_url` and `http_api_url` */
  readonly urls?: Partial<Readonly<Record<Api["kind"], string>>>;
  /** Where a disabled default endpoint is asked. @default AWS's, of the outputs `rest_api_id` and `http_api_id` */
  readonly defaultEndpoints?: Partial<Readonly<Record<Api["kind"], string>>>;
  /** The address that the APIs see the caller at. @default one that no resource policy denies */
  readonly callerAddress?: string;
  /** The caller is within the VPC of a private API. @default false */
  readonly insideVpc?: boolean;
  /** Sends also what changes something when it is answered as expected: POST, PUT, PATCH, DELETE. @default false */
  readonly changes?: boolean;
  /** After so many seconds nothing more is sent. @default 300 */
  readonly secondsAtMost?: number;
}

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
/** Enough to meet a rate of 100 a second from a place where an answer takes 0.4 s. */
const atOnce = 40;
const secondsForAThrottle = 20;

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

async function requestOf(one: Case, options: SmokeOptions): Promise<HttpRequest | { readonly needs: string }> {
  const { api, route, token: use, apiKey } = one;
  const { credentials, outputs } = options;
  const base = one.at === "the API" ? baseOf(api, options) : defaultEndpointOf(api, options);
  if (base === undefined) return { needs: `the outputs of layer edge, of ${api.kind} API ${api.name}` };
  const headers: Record<string, string> = { ...one.headers };
  if (use !== undefined) {
    const { authorization } = route;
    const clients = authorization.kind === "jwt" ? authorization.audienceOutputs : [];
    const ids = clients.flatMap((name) => outputs[name] ?? []);
    const chosen = chooseToken(use, credentials, ids.length === clients.length ? ids : []);
    if ("needs" in chosen) return chosen;
    const header = "header" in authorization ? authorization.header : undefined;
    headers[header ?? "Authorization"] = `Bearer ${chosen.token}`;
  }
  if (apiKey !== undefined && credentials.apiKey !== undefined) headers["x-api-key"] = credentials.apiKey;
  if (apiKey === "required" && credentials.apiKey === undefined) return { needs: "an API key" };
  if (one.clientCertificate && credentials.clientCertificate !== true) return { needs: "a client certificate" };
  const query = new URLSearchParams(one.query).toString();
  const request: HttpRequest = {
    method: one.method,
    url: `${base}${one.path}${query === "" ? "" : `?${query}`}`,
    headers,
    ...(one.body !== undefined && { body: one.body }),
    clientCertificate: one.clientCertificate,
  };
  if (one.signature === undefined) return request;
  const sign = one.signature === "wrong" ? signWrongly : credentials.sign;
  return sign === undefined ? { needs: "AWS credentials to sign with" } : sign(request, api.region);
}

const prefixOf = ({ kind }: Api): string => (kind === "REST" ? "rest_api" : "http_api");

const baseOf = (api: Api, { urls, outputs }: SmokeOptions): string | undefined =>
  (urls?.[api.kind] ?? outputs[`${prefixOf(api)}_url`])?.replace(/\/$/, "");

function defaultEndpointOf(api: Api, { defaultEndpoints, outputs }: SmokeOptions): string | undefined {
  const given = defaultEndpoints?.[api.kind];
  const id = outputs[`${prefixOf(api)}_id`];
  if (given !== undefined || id === undefined) return given;
  const stage = api.stage === undefined || api.stage === "$default" ? "" : `/${api.stage}`;
  return `https://${id}.execute-api.${api.region}.amazonaws.com${stage}`;
}

interface Judgement {
  readonly actual: string;
  readonly asExpected: boolean;
}

async function asked(expected: Expected, request: HttpRequest, send: Send): Promise<Judgement> {
  try {
    const answer = await send(request);
    const { statuses, message } = expected;
    const asExpected = statuses.includes(answer.status) && (message === undefined || messageIn(answer) === message);
    return { actual: answerInWords(answer), asExpected };
  } catch (error) {
    const code = codeOf(error);
    return { actual: `no answer: ${code ?? messageOf(error)}`, asExpected: isExpectedFault(expected, code) };
  }
}

/** By TLS: the connection stood, and was ended in the handshake. Whoever has no such name, or is not there, did not refuse. */
function isExpectedFault({ noConnection }: Expected, code = ""): boolean {
  const byTls = /^(ECONNRESET|EPIPE|EPROTO|ERR_SSL_\w+)$/.test(code);
  if (noConnection === "tls") return byTls;
  return (
    noConnection === "any" && (byTls || /^(ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/.test(code))
  );
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  if ("code" in error && typeof error.code === "string") return error.code;
  return "cause" in error ? codeOf(error.cause) : undefined;
}

/** Sends from several places at once, each one request after the other, until one is answered 429. */
async function throttled(limit: Throttle, request: HttpRequest, send: Send): Promise<Judgement> {
  const most = requestsAtMost(limit);
  const until = performance.now() + secondsForAThrottle * 1000;
  const counts = new Map<string, number>();
  let sent = 0;
  const sendOn = async (): Promise<void> => {
    while (sent < most && performance.now() < until && !counts.has("429")) {
      sent += 1;
      const outcome = await outcomeOf(request, send);
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, atOnce) }, sendOn));
  const shown = [...counts].map(([outcome, count]) => `${outcome} (${count})`).join(", ");
  return { actual: `${sent} requests: ${shown}`, asExpected: counts.has("429") };
}

async function outcomeOf(request: HttpRequest, send: Send): Promise<string> {
  try {
    return String((await send(request)).status);
  } catch (error) {
    return codeOf(error) ?? "no answer";
  }
}

/** What a route answers to whom it lets in may be personal: only refusals are quoted. */
function answerInWords(answer: HttpAnswer): string {
  const message = answer.status < 400 ? undefined : messageIn(answer);
  return message === undefined ? String(answer.status) : `${answer.status} ${message.slice(0, 80)}`;
}

function messageIn({ body }: HttpAnswer): string | undefined {
  try {
    const fields = JSON.parse(body) as { readonly message?: unknown; readonly Message?: unknown } | null;
    const message = fields?.message ?? fields?.Message;
    return typeof message === "string" ? message : undefined;
  } catch {
    return undefined;
  }
}

function expectedInWords({ statuses, message, noConnection }: Expected): string {
  const refusal = { any: "no connection", tls: "refused in the TLS handshake" };
  return [
    ...(noConnection === undefined ? [] : [refusal[noConnection]]),
    ...statuses.map((status) => (message === undefined ? String(status) : `${status} ${message}`)),
  ].join(" or ");
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
