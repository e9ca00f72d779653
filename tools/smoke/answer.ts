import type { Throttle, Api } from "../apis/api";
import { messageOf } from "../shared/errors";
import { type Expected, requestsAtMost } from "./case";
import type { HttpAnswer, HttpRequest, Send } from "./http";

/** Enough to reach a rate of 100 a second from a place where an answer takes 0.4 s. */
const atOnce = 40;
const secondsForAThrottle = 20;

interface Judgement {
  readonly actual: string;
  readonly asExpected: boolean;
  /** Nobody answered. */
  readonly unanswered?: boolean;
}

/** Sends a request once and judges its answer. */
export async function asked(expected: Expected, request: HttpRequest, send: Send): Promise<Judgement> {
  try {
    const answer = await send(request);
    return { actual: answerInWords(expected, answer), asExpected: isExpected(expected, answer) };
  } catch (error) {
    const code = codeOf(error);
    const actual = `no answer: ${code ?? messageOf(error)}`;
    return { actual, asExpected: isExpectedFault(expected, code), unanswered: true };
  }
}

function isExpected(expected: Expected, answer: HttpAnswer): boolean {
  const { statuses, messages, notMessages = [] } = expected;
  const message = messageIn(answer);
  return (
    statuses.includes(answer.status) &&
    (messages?.some((words) => says(message, words)) ?? true) &&
    !notMessages.some((words) => says(message, words)) &&
    tellsOf(expected, answer).every(({ isSo }) => isSo)
  );
}

/** The checks of an answer besides its status and message, with words for both results. */
function tellsOf({ page, body, location }: Expected, { body: text, headers }: HttpAnswer) {
  return [
    ...(page ? [{ isSo: isPage(page, text), is: `"${page.words}"`, isNot: "in other words" }] : []),
    ...(body ? [{ isSo: text === body.text, is: `with ${body.name}`, isNot: `without ${body.name}` }] : []),
    ...(location === undefined
      ? []
      : [
          {
            isSo: headers["location"]?.startsWith(location) === true,
            is: `to ${location}`,
            isNot: `to ${headers["location"] ?? "nowhere"}`,
          },
        ]),
  ];
}

const isPage = ({ words, without }: NonNullable<Expected["page"]>, text: string): boolean =>
  text.includes(words) && (without === undefined || !text.includes(without));

const says = (message = "", words: string): boolean =>
  words.endsWith("…") ? message.startsWith(words.slice(0, -1)) : message === words;

/** Whether anybody answers there. */
export async function answers(url: string, send: Send): Promise<boolean> {
  const { unanswered = false } = await asked(
    { statuses: [] },
    { method: "GET", url, headers: {}, clientCertificate: false },
    send,
  );
  return !unanswered;
}

/**
 * Whether a fault is the expected one. By TLS: the connection was open, and ended in the handshake. A missing name or host
 * is no refusal.
 */
function isExpectedFault({ noConnection }: Expected, code = ""): boolean {
  const byTls = /^(ECONNRESET|EPIPE|EPROTO|ERR_SSL_\w+)$/.test(code);
  if (noConnection === "tls") return byTls;
  return (
    noConnection === "any" && (byTls || /^(ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/.test(code))
  );
}

/** The code of a network fault, such as `ECONNRESET`. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  if ("code" in error && typeof error.code === "string") return error.code;
  return "cause" in error ? codeOf(error.cause) : undefined;
}

/** Sends several requests in parallel, and repeats them, until one is answered as expected. */
export async function throttled(
  limit: Throttle,
  expected: Expected,
  request: HttpRequest,
  send: Send,
): Promise<Judgement> {
  const most = requestsAtMost(limit);
  const until = performance.now() + secondsForAThrottle * 1000;
  const counts = new Map<string, number>();
  let sent = 0;
  let asExpected = false;
  const sendOn = async (): Promise<void> => {
    while (sent < most && performance.now() < until && !asExpected) {
      sent += 1;
      const outcome = await asked(expected, request, send);
      asExpected ||= outcome.asExpected;
      counts.set(outcome.actual, (counts.get(outcome.actual) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, atOnce) }, sendOn));
  return { actual: manyInWords(sent, counts), asExpected };
}

/** `20 requests: 200 (18), 429 Too Many Requests (2)`. */
export const manyInWords = (sent: number, counts: ReadonlyMap<string, number>): string =>
  `${sent} requests: ${[...counts].map(([outcome, count]) => `${outcome} (${count})`).join(", ")}`;

/** The answer in words. Only refusals are quoted: an answer to an admitted caller may be personal. */
function answerInWords(expected: Expected, answer: HttpAnswer): string {
  const message = answer.status < 400 ? undefined : messageIn(answer);
  const tells = expected.statuses.includes(answer.status) ? tellsOf(expected, answer) : [];
  return [answer.status, message?.slice(0, 80), ...tells.map(({ isSo, is, isNot }) => (isSo ? is : isNot))]
    .filter((part) => part !== undefined)
    .join(" ");
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

export function expectedInWords({ statuses, messages, page, body, location, noConnection }: Expected): string {
  const refusal = { any: "no connection", tls: "refused in the TLS handshake" };
  const told = [
    ...(messages ? [messages.join(" or ")] : []),
    ...(page ? [`"${page.words}"`] : []),
    ...(body ? [`with ${body.name}`] : []),
    ...(location === undefined ? [] : [`to ${location}`]),
  ];
  return [
    ...(noConnection === undefined ? [] : [refusal[noConnection]]),
    ...(statuses.length === 0 ? [] : [[statuses.join(" or "), ...told].join(" ")]),
  ].join(" or ");
}

/*
 * A refusal is recognized by API Gateway's own words, because a firewall or a proxy answers with the same status. The words
 * are those of re:Post, "How do I troubleshoot HTTP 403 errors from API Gateway?", and the one word with which the gateway
 * responses override them.
 */
const denied = ["Forbidden", "User is not authorized…"];

export const unauthorized: Expected = { statuses: [401], messages: ["Unauthorized"] };

export const forbidden: Expected = { statuses: [403], messages: denied };

/** A Lambda authorizer answers 403 to a known caller whom it denies, and 401 to an unknown caller. */
export const refusedByFunction: Expected = { statuses: [401, 403], messages: ["Unauthorized", ...denied] };

export const deniedByPolicy: Expected = {
  statuses: [403],
  messages: ["Forbidden", "User: anonymous is not authorized…"],
};

export const unsigned: Expected = { statuses: [403], messages: ["Missing Authentication Token"] };

export const wronglySigned: Expected = {
  statuses: [403],
  messages: [
    "Forbidden",
    "The security token included in the request is invalid.",
    "The request signature we calculated does not match…",
  ],
};

export const withoutApiKey: Expected = { statuses: [403], messages: ["Forbidden"] };

export const invalid: Expected = {
  statuses: [400],
  messages: ["Missing required request parameters…", "Invalid request body"],
};

/** The web ACL's rate rule answers 429 too, with other words. */
export const overTheLimit: Expected = { statuses: [429], messages: ["Too Many Requests", "Limit Exceeded"] };

/** re:Post, "Deactivate the API Gateway default endpoint API". */
export const defaultEndpointOff: Readonly<Record<Api["kind"], Expected>> = {
  REST: { statuses: [403], messages: ["Forbidden"] },
  HTTP: { statuses: [404], messages: ["Not Found"] },
};

/**
 * The answer of API Gateway when the web ACL of its stage blocks a request (API Gateway Developer Guide, "Gateway response
 * types": WAF_FILTERED), and of a function.
 */
export const blockedAtTheOrigin: Expected = { statuses: [403], messages: ["Forbidden"] };

/**
 * The words of CloudFront's pages when AWS WAF blocks, and when a country is denied (re:Post, "How do I troubleshoot 403
 * errors from CloudFront?").
 */
export const blockedByCloudFront: Expected = { statuses: [403], page: { words: "Request blocked" } };
export const countryBlockedByCloudFront: Expected = {
  statuses: [403],
  page: { words: "configured to block access from your country" },
};

/** A load balancer's page. nginx, which may be behind it, answers with the same words and its own name. */
export const blockedByLoadBalancer: Expected = { statuses: [403], page: { words: "403 Forbidden", without: "nginx" } };

/** CloudFront Developer Guide, "Require HTTPS for communication between viewers and CloudFront". */
export const redirectedToTls: Expected = { statuses: [301] };

/** The answer of `functions/query-player` to an id that is no number. */
export const noNumber: Expected = { statuses: [400], messages: ["give id, a number of 1 to 9 digits, once"] };

/** The answer of `functions/query-player` to id 1, with the table that `functions/prepare-database` fills. */
export const firstPlayer: Expected = {
  statuses: [200],
  body: { text: JSON.stringify(["My favorite player is Lionel Messi"]), name: "the first player" },
};
