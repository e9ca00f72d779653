import type { Throttle } from "../apis/api";
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
